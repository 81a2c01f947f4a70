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

/** A string as a source, for text that comes without bytes of its own. Lone surrogates are read as U+FFFD. */
export function sourceOf(text: string): Source {
  return { bytes: Buffer.from(text, 'utf8'), text: text.toWellFormed(), charset: 'utf-8', mark: 0 };
}

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
  const text = decoded(charset, bytes.subarray(mark));
  return { bytes, text, charset, mark };
}

/** @param stream true: what the bytes end in the middle of is left out; false: it is broken */
const decoded = (charset: string, bytes: Uint8Array, stream = false): string => new TextDecoder(charset, { ignoreBOM: true }).decode(bytes, { stream });

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

/** Writes the source with parts replaced; every other byte is the one that was read. @param splices in order, not overlapping */
export function writeSource(source: Source, splices: readonly Splice[], missing: (char: string) => string): Uint8Array {
  if (splices.length === 0) return source.bytes;
  const offsets = byteOffsets(source, splices.flatMap(({ start, end }) => [start, end]));
  const encode = encoderFor(source.charset, missing);
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
  return byteByByte(source, places) ?? places.map((place) => findPlace(source, place));
}

/**
 * A place is where the decoder has given out that many units. Right for any charset, and for broken bytes.
 * @returns null where the decoder gives up: Node's throws on some broken bytes when it gets them one at a time
 */
function byteByByte(source: Source, places: readonly number[]): number[] | null {
  const offsets: number[] = [];
  const decoder = new TextDecoder(source.charset, { ignoreBOM: true });
  const { bytes } = source;
  let units = 0;
  let consumed = source.mark;
  let next = 0;
  for (let i = source.mark; i <= bytes.length && next < places.length; i++) {
    let given: string;
    try {
      given = i < bytes.length ? decoder.decode(bytes.subarray(i, i + 1), { stream: true }) : decoder.decode();
    } catch {
      return null;
    }
    if (given === '') continue;
    for (; next < places.length && places[next]! <= units; next++) offsets.push(consumed);
    const from = bytes.subarray(consumed, i + 1);
    for (; next < places.length && places[next]! < units + given.length; next++) offsets.push(consumed + bytesOf(given, places[next]! - units, from, source.charset));
    units += given.length;
    consumed += bytesOf(given, given.length, from, source.charset);
  }
  for (; next < places.length; next++) offsets.push(places[next]! <= units ? consumed : bytes.length);
  return offsets;
}

/**
 * Of how many bytes the first units came. A byte that ends what was broken before it gives several at once, or begins the next character
 * without giving anything: `82 3c` is U+FFFD and `<`, `e4 e4` is one U+FFFD so far.
 * @param given what the decoder gave for `bytes`
 * @param n how many of its units
 */
function bytesOf(given: string, n: number, bytes: Uint8Array, charset: string): number {
  if (bytes.length === 1 || !given.includes('\ufffd')) return bytes.length;
  // Between two characters the decoder starts anew, so each part must read as it did in the whole.
  for (let at = bytes.length; at > 0; at--) {
    if (decoded(charset, bytes.subarray(0, at)) === given.slice(0, n) && decoded(charset, bytes.subarray(at), true) === given.slice(n)) return at;
  }
  return bytes.length;
}

/** The same for one place, by halving: the least number of bytes that give so many units. */
function findPlace({ bytes, text, charset, mark }: Source, place: number): number {
  let low = mark;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decoded(charset, bytes.subarray(mark, middle), true).length < place) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at > Math.max(mark, low - LONGEST); at--) {
    if (decoded(charset, bytes.subarray(mark, at)) === text.slice(0, place) && decoded(charset, bytes.subarray(at)) === text.slice(place)) return at;
  }
  return low;
}

/** Bytes of the longest character. */
const LONGEST = 4;

/** True where the text says all that the bytes say: there was no broken UTF-8 in them. */
function isLossless({ bytes, text, mark }: Source): boolean {
  return !text.includes('\ufffd') || Buffer.from(text, 'utf8').equals(bytes.subarray(mark));
}

/** Encoders by what they need: UTF-8 and UTF-16 are computed, the others are turned round from the decoder. */
function encoderFor(charset: string, missing: (char: string) => string): (text: string) => Uint8Array {
  if (charset === 'utf-8') return (text) => Buffer.from(text, 'utf8');
  if (charset === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (charset === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  const table = reverseTable(charset);
  return (text) => {
    const bytes: number[] = [];
    for (const char of text) {
      const known = table.get(char);
      if (known) bytes.push(...known);
      else for (const other of missing(char)) bytes.push(...(table.get(other) ?? [0x3f]));
    }
    return Uint8Array.from(bytes);
  };
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
