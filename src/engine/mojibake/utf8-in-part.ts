import { type LegacyCharset, REPLACEMENT } from './charsets.ts';
import { isAsciiLetter } from './cost.ts';
import { NO_BREAK_SPACE, SPACE } from './points.ts';
import type { ByteReading, Target } from './targets.ts';

/**
 * Some crawlers read bytes as UTF-8 where they are, and each other byte by itself: `模型的实现` in GBK, `Ä£ÐÍµÄÊµÏÖ` as windows-1252, becomes
 * `Ä£Ð͵ÄʵÏÖ`. The programs that do so do it again until nothing changes, part letters that are two in one, and normalize.
 */

/** Nats of that for a character: only in some texts, but there as often as not. */
const ONCE = 2;
/**
 * The same twice: `下单` is CF C2 B5 A5, in which C2 B5 is U+00B5, and what windows-1252 shows as that is B5; with the CF before it, it is UTF-8
 * once more. `用，不` is D3 C3 A3 AC B2 BB, in which C3 A3 is U+00E3, for E3.
 */
const TWICE = 5;
/** The least lead byte that may have been two of Chinese: for those below they would be a rare character. */
const LEAST_LEAD_OF_TWO = 0xe0;
/** Trail bytes of GB 2312 are A1 to FE; a byte A0 is a space that does not break. */
const LEAST_OF_GB_2312 = 0xa0;
/** U+00A0 is C2 A0 in UTF-8: a byte C2 before a space that did not break, both gone into one. */
const SPACE_LEAD = 0xc2;

/** The bytes of a code point in UTF-8; of half a surrogate pair, those of U+FFFD. */
export function utf8Of(point: number): readonly number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  if (isSurrogate(point)) return utf8Of(REPLACEMENT);
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
}

/** May bytes of `is` that were read as `source` have been read as UTF-8 where they happened to be? */
export const mayBeUtf8InPart = (source: LegacyCharset, is: Pick<Target, 'selfSynchronizing'>): boolean => !source.doubleByte && !is.selfSynchronizing;

/** The characters that come again and again: those of two bytes. */
const MOST_KNOWN = 0x7ff;
const known = new WeakMap<LegacyCharset, Map<number, readonly ByteReading[]>>();

/** The bytes of a character in UTF-8, and what they were if one of them is double-encoded, several bytes that `charset` shows as one. */
export function asUtf8(point: number, charset: LegacyCharset): readonly ByteReading[] {
  if (point > MOST_KNOWN) return isSurrogate(point) ? [] : readAsUtf8(point, charset);
  let ofCharset = known.get(charset);
  if (ofCharset === undefined) known.set(charset, (ofCharset = new Map()));
  let readings = ofCharset.get(point);
  if (readings === undefined) ofCharset.set(point, (readings = readAsUtf8(point, charset)));
  return readings;
}

/** Half a character, which has no bytes. */
const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

function readAsUtf8(point: number, charset: LegacyCharset): ByteReading[] {
  if (point === SPACE) return [{ codes: [SPACE_LEAD, SPACE], price: TWICE }];
  if (point < 0x80) return [];
  const bytes = utf8Of(point);
  const readings: ByteReading[] = [{ codes: bytes, price: ONCE }];
  // The last byte was no part of it, but a space that does not break.
  if (bytes[1] === NO_BREAK_SPACE && bytes.length === 2) readings.push({ codes: [bytes[0]!, SPACE], price: TWICE });
  bytes.forEach((byte, i) => {
    const two = utf8Of(charset.singleOf(byte));
    const before = i === 0 && byte < LEAST_LEAD_OF_TWO ? [two[0]!, ...utf8Of(charset.singleOf(two[1]!))] : two;
    if (two.length !== 2 || before.length > 3 || before[before.length - 1]! < LEAST_OF_GB_2312) return;
    readings.push({ codes: [...bytes.slice(0, i), ...before, ...bytes.slice(i + 1)], price: TWICE });
  });
  return readings;
}

/** Characters that were others, or other ones, before a program tidied them up. */
export interface Tidied {
  /** UTF-16 code units */
  readonly length: number;
  readonly point: number;
  /** all that they may have been */
  readonly readings: readonly ByteReading[];
}

/** By two letters, the one they were: `ij`, U+0133. */
const ligatures = new Map(Array.from('\u0132\u0133\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca\u01cb\u01cc\u01f1\u01f2\u01f3', (char) => [char.normalize('NFKC'), char.codePointAt(0)!]));

/** Latin-1 letters with an accent, and the accents that are two bytes of Chinese in UTF-8. */
const LETTERS = [0xc0, 0xff] as const;
const ACCENTS = [0x321, 0x33f] as const;
/** Where there are characters for which normal form C has others. */
const REPLACED = [[0x340, 0x387], [0x1f71, 0x1ffd], [0xf900, 0xfad9], [0xfb1d, 0xfb4e]] as const;
/** Nats of a mark of ASCII as itself, which Chinese has in full width: a semicolon, for the most part. */
const ASCII_MARK = 2;
let normalized: ReadonlyMap<string, readonly number[]> | null = null;

const beyondBmp = /[\u{10000}-\u{10ffff}]/u;

/**
 * The bytes behind what normal form C makes of them; of several that it makes the same of, those of one. `烟台` is D1 CC CC A8, and CC A8 the U+0328 below the letter CC; `途` is CD BE, U+037E, of
 * which it makes a semicolon.
 */
function normalizedOnes(): ReadonlyMap<string, readonly number[]> {
  if (normalized !== null) return normalized;
  const found = new Map<string, readonly number[]>();
  const add = (text: string, bytes: readonly number[]): void => {
    const changed = text.normalize('NFC');
    if (changed !== text && !beyondBmp.test(changed) && bytes.every((byte, i) => i === 0 || byte >= LEAST_OF_GB_2312)) found.set(changed, bytes);
  };
  for (const [first, last] of REPLACED) {
    for (let point: number = first; point <= last; point++) add(String.fromCharCode(point), utf8Of(point));
  }
  for (let letter: number = LETTERS[0]; letter <= LETTERS[1]; letter++) {
    for (let accent: number = ACCENTS[0]; accent <= ACCENTS[1]; accent++) add(String.fromCharCode(letter, accent), [letter, ...utf8Of(accent)]);
  }
  return (normalized = found);
}

/** Of two marks on a letter normal form C puts the one first that stands nearer to it. */
const areMarks = /^\p{M}{2}$/u;

/** What stands at `at` if it was tidied up. @param before1, before2 the code points in front of it, 0 where there is none */
export function tidiedAt(text: string, at: number, before2: number, before1: number, charset: LegacyCharset): Tidied | null {
  const two = text.slice(at, at + 2), point = two.charCodeAt(0);
  const ligature = ligatures.get(two);
  if (ligature !== undefined) {
    // In a word they are what they seem; a single letter may be the second byte of a pair.
    if (isAsciiLetter(before1) && before2 < 0x80) return null;
    return { length: 2, point: ligature, readings: [...asUtf8(ligature, charset), { codes: [...utf8Of(two.charCodeAt(0)), ...utf8Of(two.charCodeAt(1))], price: ONCE }] };
  }
  const parted = normalizedOnes().get(two);
  if (parted !== undefined && two.length === 2) return { length: 2, point, readings: [{ codes: parted, price: ONCE }] };
  if (areMarks.test(two)) {
    const swapped = two.slice(1) + two.slice(0, 1);
    if (swapped !== two && swapped.normalize('NFC') === two) {
      return { length: 2, point, readings: [two, swapped].map((marks) => ({ codes: [...utf8Of(marks.charCodeAt(0)), ...utf8Of(marks.charCodeAt(1))], price: ONCE * 2 })) };
    }
  }
  const other = normalizedOnes().get(two.slice(0, 1));
  if (other === undefined) return null;
  const own = charset.bytesOf(point).map((codes) => ({ codes, price: point < 0x80 ? ASCII_MARK : 0 }));
  return { length: 1, point, readings: [...own, ...asUtf8(point, charset), { codes: other, price: ONCE }] };
}
