import { Converter } from 'opencc-js/t2cn';
import { type Channel, CHANNELS } from '../engine/mojibake/channels.ts';
import { isSingleByte, legacyCharset, showsNothing } from '../engine/mojibake/charsets.ts';
import { encode } from './encode.ts';
import { fold } from './kit.ts';

/** Writes honest text in one charset and reads it in another, as browsers do. */

/** Wrong readings one after the other, in the order in which they happened. */
export type Layers = readonly Channel[];

/** One byte of so many is lost in the second measure. */
const LOST_EVERY = 60;
const QUESTION_MARK = 0x3f;
const REPLACEMENT = '\ufffd';

const layer = (is: Channel['is'], readAs: Channel['readAs']): Channel => ({ is, readAs });
/** Every channel by itself, and the usual two of them. */
export const LAYERS: readonly Layers[] = [
  ...CHANNELS.map((channel) => [channel]),
  [layer('utf-8', 'windows-1252'), layer('utf-8', 'windows-1252')],
  [layer('gbk', 'windows-1252'), layer('utf-8', 'windows-1252')],
  [layer('utf-8', 'gbk'), layer('utf-8', 'gbk')],
  [layer('utf-8', 'gbk'), layer('utf-8', 'windows-1252')],
  [layer('utf-8', 'windows-1252'), layer('utf-8', 'gbk')],
];

/** As tables and `--channel` name it: `gbk read as windows-1252, utf-8 read as windows-1252`, the first reading first. */
export const nameOf = (layers: Layers): string => layers.map((c) => `${c.is} read as ${c.readAs}`).join(', ');

/** Decodes as browsers do (WHATWG Encoding): Node's decoders go on differently after a pair without a character. */
function read(bytes: Uint8Array<ArrayBuffer>, name: Channel['readAs']): string {
  if (isSingleByte(name)) return new TextDecoder(name).decode(bytes);
  const charset = legacyCharset(name);
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const single = byte < 0x80 ? byte : charset.singleOf(byte);
    if (single >= 0) text += String.fromCodePoint(single);
    else if (charset.isInvalidAlone(byte)) text += REPLACEMENT;
    else {
      const point = charset.pointOf[(byte << 8) | (bytes[i + 1] ?? 0)]!;
      text += point === 0 ? REPLACEMENT : String.fromCodePoint(point);
      if (point !== 0 || (bytes[i + 1] ?? 0) >= 0x80) i++;
    }
  }
  return text;
}

/** UTF-8 as RFC 3629 has it, from two bytes on. */
const UTF8 = /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/gu;

/** What windows-1252 makes of a byte, by that character. */
const byteOf1252 = new Map(Array.from({ length: 0x80 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + i)), 0x80 + i]));

/** Reads as UTF-8 what happens to be UTF-8 that was read as windows-1252. */
function readUtf8InPart(text: string): string {
  const binary = Array.from(text, (char) => {
    const byte = byteOf1252.get(char) ?? char.codePointAt(0)!;
    // A character that is no single byte stands for itself, and ends what is before it.
    return byte > 0xff ? '|' : String.fromCharCode(byte);
  }).join('');
  const chars = [...text];
  let out = '', at = 0;
  for (const { index, 0: found } of binary.matchAll(UTF8)) {
    out += chars.slice(at, index).join('') + new TextDecoder().decode(Uint8Array.from(found, (c) => c.charCodeAt(0)));
    at = index + found.length;
  }
  return out + chars.slice(at).join('');
}

/** Reads bytes as some crawlers do: as UTF-8 where they happen to be, and each other byte as windows-1252. @returns null where the charset lacks a character */
export function garbleUnlessUtf8(text: string, is: Channel['is']): string | null {
  const bytes = encode(text, is);
  return bytes === null ? null : readUtf8InPart(new TextDecoder('windows-1252').decode(bytes));
}

/** Two letters in one, which programs that repair text part: `Ĳ`, `ĳ`, `Ǆ` to `ǌ`, `Ǳ` to `ǳ`. */
const LIGATURES = /[\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3]/gu;

/** The same as a program leaves it that repairs until nothing changes any more, parts ligatures, and normalizes. */
function garbleUntilStable(text: string, is: Channel['is']): string | null {
  let garbled = garbleUnlessUtf8(text, is);
  for (let before: string | null = null; garbled !== null && garbled !== before; ) garbled = readUtf8InPart((before = garbled));
  return garbled?.replace(LIGATURES, (char) => char.normalize('NFKC')).normalize('NFC') ?? null;
}

/** Every character that shows nothing. */
const INVISIBLE = new RegExp(showsNothing, 'gu');
const convert = Converter({ from: 't', to: 'cn' });
/** Programs that do so know no character beyond the basic plane. */
const toSimplified = (text: string): string => [...text].map((char) => {
  const simplified = convert(char);
  return simplified.length > 1 ? char : simplified;
}).join('');

/**
 * Garbled text as crawlers leave it: without what shows nothing, full-width forms folded to ASCII, and, where its bytes are Latin letters,
 * read as UTF-8 where they happen to be.
 * @returns null where the charset lacks a character
 */
export function garbleAsCrawled(text: string, [layer, ...more]: Layers): string | null {
  if (layer === undefined || more.length > 0) return null;
  const garbled = layer.readAs === 'windows-1252' && layer.is !== 'utf-8' ? garbleUntilStable(text, layer.is) : garble(text, [layer])?.text ?? null;
  return garbled === null ? null : fold(garbled.replace(INVISIBLE, ''), 'all');
}

/**
 * UTF-8 read as GBK by a decoder that drops bytes which are nothing, one by one (iconv with -c), and turned to Simplified with all of its
 * page afterwards.
 * @returns null for other layers
 */
export function garbleAndSimplify(text: string, [layer, ...more]: Layers): string | null {
  if (layer?.is !== 'utf-8' || layer.readAs !== 'gbk' || more.length > 0) return null;
  const { pointOf } = legacyCharset('gbk');
  const bytes = encode(text, 'utf-8')!;
  let out = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const point = byte < 0x80 ? byte : pointOf[(byte << 8) | (bytes[i + 1] ?? 0)]!;
    if (point === 0 || showsNothing.test(String.fromCodePoint(point))) continue;
    out += String.fromCodePoint(point);
    if (byte >= 0x80) i++;
  }
  return toSimplified(out);
}

/**
 * Reads bytes as Windows does, and what is written for it: a lead byte that makes no character with the byte behind it takes that along, even if it is ASCII, and
 * both are one `?`.
 * @returns null where nothing is lost in this way, where the charset lacks a character, for other text than UTF-8 in a charset of two bytes, and for Shift_JIS, in which they write `・`
 */
export function garbleAsWindows(text: string, [layer, ...more]: Layers): string | null {
  if (layer?.is !== 'utf-8' || more.length > 0 || isSingleByte(layer.readAs) || layer.readAs === 'shift_jis') return null;
  const bytes = encode(text, layer.is);
  if (bytes === null) return null;
  const charset = legacyCharset(layer.readAs);
  let out = '', lost = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const single = byte < 0x80 ? byte : charset.singleOf(byte);
    const point = single >= 0 ? single : charset.pointOf[(byte << 8) | (bytes[i + 1] ?? 0)]!;
    if (single < 0) i++;
    lost ||= point === 0;
    out += point === 0 ? '?' : String.fromCodePoint(point);
  }
  return lost ? out : null;
}

/** @returns the garbled text; `lossy`: a decoder met bytes that it could not read. null where a charset lacks a character */
export function garble(text: string, layers: Layers): { text: string; lossy: boolean } | null {
  let lossy = false;
  for (const { is, readAs } of layers) {
    const bytes = encode(text, is);
    if (bytes === null) return null;
    text = read(bytes, readAs);
    if (text.includes(REPLACEMENT)) lossy = true;
  }
  return { text, lossy };
}

/**
 * Bytes become `?` before they are misread, as programs do with what they can't show.
 * @returns `swallowed`: a double-byte decoder gave up the byte before a `?` too, so that nothing of the character is left; `characters`: how
 *   many lost a byte
 */
export function garbleWithLoss(text: string, layers: Layers, random: () => number): { text: string; swallowed: boolean; characters: number } | null {
  const bytes = encode(text, layers[0]!.is);
  if (bytes === null) return null;
  const high = [...bytes.keys()].filter((i) => bytes[i]! >= 0x80);
  for (let n = Math.max(1, Math.round(bytes.length / LOST_EVERY)); n > 0 && high.length > 0; n--) {
    bytes[high[Math.floor(random() * high.length)]!] = QUESTION_MARK;
  }
  let characters = 0, at = 0;
  for (const char of text) {
    const whole = encode(char, layers[0]!.is)!;
    if (whole.some((byte, i) => bytes[at + i] !== byte)) characters++;
    at += whole.length;
  }
  const first = read(bytes, layers[0]!.readAs);
  const result = garble(first, layers.slice(1));
  return result === null ? null : { text: result.text, swallowed: first.includes(REPLACEMENT) || result.lossy, characters };
}
