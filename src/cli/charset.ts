/**
 * Bytes to text and back, so that every byte that is not edited stays as it is, valid or not.
 */

import type { Engine } from '../engine/types.ts';

/** A document as bytes and as the text they were read as. */
export interface Source {
  readonly bytes: Uint8Array;
  /** without byte order mark */
  readonly text: string;
  /** name in the WHATWG Encoding standard */
  readonly charset: string;
  /** length of the byte order mark, in bytes */
  readonly mark: number;
}

/** A string as a source, for text that comes without bytes of its own. Its units are the bytes: lone surrogates are read as U+FFFD and stay. */
export function sourceOf(text: string): Source {
  return { bytes: Buffer.from(text, 'utf16le'), text: text.toWellFormed(), charset: 'utf-16le', mark: 0 };
}

/** The string that a source of {@link sourceOf} became. */
export const stringOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le');

/** Where text is replaced: `[start, end)` in UTF-16 code units. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MARKS: readonly (readonly [charset: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Reads bytes.
 * @param wanted charset, or `auto`: by byte order mark, by the charset that the HTML declares, else UTF-8 where the bytes
 *   are valid UTF-8, GB18030 where they are valid in that, and UTF-8 for the rest
 * @param detect tells the charset from the text that it makes of the bytes (`Engine.decode`); believed where it is certain, over a declaration of
 *   another charset of Chinese, Japanese or Korean too: such declarations are wrong often enough
 */
export function readSource(bytes: Uint8Array, wanted: string, html: boolean, detect?: Engine['decode']): Source {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  const declared = html ? declaredCharset(bytes) : undefined;
  const charset = wanted !== 'auto' ? wanted : (marked?.[0] ?? guess(bytes, declared, detect));
  const mark = marked && marked[0] === charset ? marked[1].length : 0;
  const text = new TextDecoder(charset, { ignoreBOM: true }).decode(bytes.subarray(mark));
  return { bytes, text, charset, mark };
}

const EAST_ASIAN = new Set(['utf-8', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

function guess(bytes: Uint8Array, declared: string | undefined, detect: Engine['decode'] | undefined): string {
  // Text in another charset is hardly ever valid UTF-8; pages saved as UTF-8 with their old declaration are common.
  if (valid(bytes, 'utf-8')) return 'utf-8';
  if (declared === undefined || EAST_ASIAN.has(declared)) {
    const found = detect?.(bytes, declared);
    const same = found?.charset === declared || (found?.charset === 'gb18030' && declared === 'gbk');
    if (found?.certain === true && !same && EAST_ASIAN.has(found.charset)) return found.charset;
  }
  if (declared !== undefined && declared !== 'utf-8') return declared;
  return valid(bytes, 'gb18030') ? 'gb18030' : 'utf-8';
}

function valid(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What `<meta charset>` or `<meta http-equiv>` in the first kilobytes says; as in browsers, UTF-16 there means UTF-8. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replace(/<!--[\s\S]*?-->/g, '');
  const label = /<meta\s[^>]*?charset\s*=\s*["']?\s*([^"'\s/>;]+)/i.exec(head)?.[1];
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}

/**
 * Writes the source with parts replaced; every other byte is the one that was read.
 * @param splices in order, not overlapping
 * @param missing what is written for a character that the charset lacks
 */
export function writeSource(source: Source, splices: readonly Splice[], missing: (char: string) => string = () => ''): Uint8Array {
  if (splices.length === 0) return source.bytes;
  const encode = encoderFor(source.charset, missing);
  const offsets = byteOffsets(source, splices.flatMap(({ start, end }) => [start, end]));
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [i, splice] of splices.entries()) {
    parts.push(source.bytes.subarray(at, offsets[2 * i]!), encode(splice.text));
    at = offsets[2 * i + 1]!;
  }
  parts.push(source.bytes.subarray(at));
  return Buffer.concat(parts);
}

/** Byte offsets of places in the text. @param places UTF-16 offsets, ascending */
function byteOffsets(source: Source, places: readonly number[]): number[] {
  const offsets: number[] = [];
  if (source.charset === 'utf-8' && isLossless(source)) {
    let at = source.mark;
    let from = 0;
    for (const place of places) {
      at += Buffer.byteLength(source.text.slice(from, place));
      from = place;
      offsets.push(at);
    }
    return offsets;
  }
  const { bytes } = source;
  // Each unit is two bytes, what is broken too, unless it is the end.
  if (source.charset.startsWith('utf-16')) return places.map((place) => (place === source.text.length ? bytes.length : source.mark + 2 * place));
  const read = readerOf(source.charset);
  let from: Cut = { at: source.mark, units: 0 };
  for (const place of places) {
    from = cutBefore(bytes, read, from, place);
    offsets.push(offsetOf(bytes, read, from, place));
  }
  return offsets;
}

/** Reads bytes from a cut on. @param open true: what they end in the middle of is left out; else it is broken */
type Read = (bytes: Uint8Array, open?: boolean) => string;

/** One decoder for all: making one takes longer than reading a few bytes. */
function readerOf(charset: string): Read {
  const decoder = new TextDecoder(charset, { ignoreBOM: true });
  return (bytes, open = false) => {
    const text = decoder.decode(bytes, { stream: open });
    if (open) decoder.decode();
    return text;
  };
}

/** A place where the decoder can start anew, and how many units it has given before it. */
interface Cut {
  readonly at: number;
  readonly units: number;
}

/** Bytes of the longest character. */
const LONGEST = 4;
/** Bytes from cut to cut. */
const STEP = 64;

/** Goes on from one cut to the last that is not behind a place, in steps: nothing is decoded again for each place. */
function cutBefore(bytes: Uint8Array, read: Read, from: Cut, place: number): Cut {
  for (let step = STEP; from.at + step < bytes.length; ) {
    const next = lastCut(bytes, read, from, from.at + step);
    if (next === null) step *= 2;
    else if (next.units > place) return from;
    else {
      from = next;
      step = STEP;
    }
  }
  return from;
}

/** The offset of a place that is not far behind a cut. */
function offsetOf(bytes: Uint8Array, read: Read, from: Cut, place: number): number {
  for (;;) {
    const enough = bytesFor(bytes, read, from, place - from.units);
    const next = lastCut(bytes, read, from, enough, place);
    if (next === null) return enough;
    if (next.units === place) return next.at;
    from = next; // within what was broken each character is a step
  }
}

/** The end of the least number of bytes that give so many units, by halving. What is broken is given out with the bytes behind it. */
function bytesFor(bytes: Uint8Array, read: Read, from: Cut, units: number): number {
  let low = from.at;
  let high = Math.min(bytes.length, from.at + LONGEST * (units + 1));
  while (low < high) {
    const middle = (low + high) >> 1;
    if (read(bytes.subarray(from.at, middle), true).length < units) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last cut behind another, up to a byte and a place; `null` where there is none near. */
function lastCut(bytes: Uint8Array, read: Read, from: Cut, end: number, place = Infinity): Cut | null {
  for (let at = end; at > Math.max(from.at, end - 2 * LONGEST); at--) {
    const text = read(bytes.subarray(from.at, at));
    const units = from.units + text.length;
    if (units <= place && isCut(bytes, read, from.at, at, text)) return { at, units };
  }
  return null;
}

/**
 * Do the bytes read the same in two parts? Where something is broken, that has to be tried: `82 3c` is U+FFFD and `<`, `e4 e4` is one U+FFFD so far.
 * Not byte by byte with one decoder: Node's gives up where a byte makes more than two characters, as `b9 32 3c` does.
 * @param from a cut
 * @param text what is read from there to `at`
 */
function isCut(bytes: Uint8Array, read: Read, from: number, at: number, text: string): boolean {
  if (!text.includes('\ufffd')) return true;
  const end = at + 2 * LONGEST;
  return text + read(bytes.subarray(at, end), true) === read(bytes.subarray(from, end), true);
}

/** True where the text says all that the bytes say: there was no broken UTF-8 in them. */
function isLossless({ bytes, text, mark }: Source): boolean {
  return !text.includes('\ufffd') || Buffer.from(text, 'utf8').equals(bytes.subarray(mark));
}

/** Encoders by what they need: UTF-8 and UTF-16 are computed, the others are turned round from the decoder. */
function encoderFor(charset: string, missing: (char: string) => string): (text: string) => Uint8Array {
  if (charset === 'utf-8') return (text) => Buffer.from(text, 'utf8');
  if (charset === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (charset === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  const bytesOf = bytesIn(charset);
  return (text) => {
    const bytes: number[] = [];
    for (const char of text) {
      const known = bytesOf(char);
      if (known) bytes.push(...known);
      else for (const other of missing(char)) bytes.push(...(bytesOf(other) ?? [0x3f]));
    }
    return Uint8Array.from(bytes);
  };
}

/** Tells which characters a charset can't write. */
export function lacksIn(charset: string): (char: string) => boolean {
  if (charset.startsWith('utf-')) return () => false;
  let bytesOf: ReturnType<typeof bytesIn> | undefined;
  return (char) => (bytesOf ??= bytesIn(charset))(char) === undefined;
}

/** The bytes of a character in a legacy charset. @throws where they depend on the bytes before them */
function bytesIn(charset: string): (char: string) => readonly number[] | undefined {
  if (charset === 'iso-2022-jp') throw new Error('there is something to clean in it, and iso-2022-jp can only be read');
  const table = reverseTable(charset);
  if (charset !== 'gb18030') return (char) => table.get(char);
  return (char) => table.get(char) ?? fourBytes(char);
}

/** How many sequences of four bytes there are for U+0000 to U+FFFF, and where the sequences of all others begin. */
const FOUR_BYTES_BELOW = 39420;
const FOUR_BYTES_ABOVE = 189000;

const fourByteSequence = (n: number): number[] => [0x81 + Math.floor(n / 12600), 0x30 + (Math.floor(n / 1260) % 10), 0x81 + (Math.floor(n / 10) % 126), 0x30 + (n % 10)];

let fourByteTable: Map<string, number[]> | undefined;

/** What GB18030 writes for the characters that have no two bytes in it. */
function fourBytes(char: string): readonly number[] | undefined {
  const code = char.codePointAt(0)!;
  if (code > 0xffff) return fourByteSequence(FOUR_BYTES_ABOVE + code - 0x10000);
  if (!fourByteTable) {
    fourByteTable = new Map();
    const sequences = Array.from({ length: FOUR_BYTES_BELOW }, (_, n) => fourByteSequence(n));
    const chars = new TextDecoder('gb18030').decode(Uint8Array.from(sequences.flatMap((sequence) => [...sequence, 0x0a]))).split('\n');
    for (const [n, sequence] of sequences.entries()) if (chars[n]!.length === 1 && chars[n] !== '\ufffd') fourByteTable.set(chars[n]!, sequence);
  }
  return fourByteTable.get(char);
}

const reverseTables = new Map<string, Map<string, number[]>>();

/** Every character that a legacy charset writes in one or two bytes. */
function reverseTable(charset: string): Map<string, number[]> {
  let table = reverseTables.get(charset);
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder(charset);
  const add = (bytes: number[]): void => {
    const char = decoder.decode(Uint8Array.from(bytes));
    if (char !== '' && [...char].length === 1 && char !== '\ufffd' && !table!.has(char)) table!.set(char, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add([byte]);
  for (let lead = 0x81; lead < 0xff; lead++) {
    if (table.has(decoder.decode(Uint8Array.of(lead)))) continue;
    for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  }
  reverseTables.set(charset, table);
  return table;
}
