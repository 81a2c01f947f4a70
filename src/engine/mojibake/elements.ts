import { type LegacyCharset, REPLACEMENT } from './charsets.ts';
import { isAsciiLetter } from './cost.ts';
import { LESS_THAN } from './points.ts';
import { type Target, UNKNOWN, UNKNOWN_ALONE, UNKNOWN_TRAIL } from './targets.ts';
import type { Variants } from './variants.ts';

/** One way to read a character as bytes, with its price in nats. */
export interface Reading {
  /** bytes, or UNKNOWN, UNKNOWN_TRAIL, UNKNOWN_ALONE */
  readonly codes: readonly number[];
  readonly price: number;
}

/** A code point of the garbled text and the bytes that may stand behind it. */
export interface Element {
  /** offset in UTF-16 code units */
  readonly start: number;
  readonly point: number;
  /** empty: the charset that the text was read as has no such character, so it can't be garbled */
  readonly readings: readonly Reading[];
}

const QUESTION_MARK = 0x3f;
const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
/** A space that was U+3000, and nats of an ASCII character that was a full-width form before a crawler folded it. */
const IDEOGRAPHIC_SPACE = 0x3000;
const PRICE_OF_FOLDED = 1;
/** Nats of a `?` as a lost byte, as a lost pair (which browsers do not write), and as itself right beside Chinese, which has `？`. */
const PRICE_OF_QUESTION = 1;
const PRICE_OF_LOST_PAIR = 6;
const PRICE_OF_ITSELF = 4;
const PRICE_OF_SPACE = 2;
/** A stray byte in the middle of text is rarer than a broken pair, a broken pair before ASCII rarer than a stray byte. */
const PRICE_UNUSUAL = 1;

/**
 * Some crawlers read bytes as UTF-8 where they are, and each other byte by itself: `模型的实现` in GBK, `Ä£ÐÍµÄÊµÏÖ` as windows-1252, becomes
 * `Ä£Ð͵ÄʵÏÖ`. Nats of that for a character: only in some texts, but there as often as not.
 */
const PRICE_OF_UTF8 = 2;
/**
 * Programs that repair text do so again until nothing changes: `下单` is CF C2 B5 A5, in which C2 B5 is U+00B5, and what windows-1252 shows
 * as that is B5; with the CF before it, it is UTF-8 once more. `用，不` is D3 C3 A3 AC B2 BB, in which C3 A3 is U+00E3, for E3.
 */
const PRICE_OF_UTF8_TWICE = 4;
/** The least lead byte that may have been two of Chinese: for those below they would be a rare character. */
const LEAST_LEAD_OF_TWO = 0xe0;
/** The same programs part letters that are two in one: by the two letters, the one they were. */
const ligatures = new Map(Array.from('\u0132\u0133\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca\u01cb\u01cc\u01f1\u01f2\u01f3', (char) => [char.normalize('NFKC'), char.codePointAt(0)!]));
/** Nats of a character as one that it was before the text was turned to another script. */
const PRICE_OF_VARIANT = 1;

/** What is left of a tag of HTML whose `<` a decoder took for the second byte of a character, and gave a `?` for both. */
const TAG_REST = /\/?(?:a|b|br|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|t[dhr]|table|tbody|u|ul)(?: [^<>]{0,200})?\/?>/iy;

/** In an address a letter follows a question mark: `a.org?b=c`. */
const QUERY = /(?<=[a-z0-9/])\?[a-z][a-z0-9_]{0,30}=/iy;

/**
 * The bytes behind each character of a text that was read as `charset`.
 * @param asUtf8 true: bytes that happened to be valid UTF-8 may have been read as that
 * @param variants characters that may have become others since
 */
export function toElements(text: string, charset: LegacyCharset, asUtf8 = false, variants: Variants | null = null): Element[] {
  const elements: Element[] = [];
  for (let start = 0; start < text.length; ) {
    const ligature = asUtf8 && !isAsciiLetter(elements[elements.length - 1]?.point ?? 0) ? ligatureAt(text, start) : 0;
    const point = ligature || text.codePointAt(start)!;
    const length = ligature || point > 0xffff ? 2 : 1;
    let readings: readonly Reading[] = point === QUESTION_MARK && isBefore(QUERY, text, start) ? [{ codes: [QUESTION_MARK], price: 0 }]
      : point === QUESTION_MARK && charset.doubleByte && isBefore(TAG_REST, text, start + 1) ? [{ codes: [UNKNOWN, LESS_THAN], price: 0 }]
      : readingsOf(point, charset, text.charCodeAt(start - 1), text.charCodeAt(start + length));
    if (variants !== null) readings = [...readings, ...ofVariants(variants.get(point) ?? [], charset)];
    elements.push({ start, point, readings: asUtf8 && point >= 0x80 && point !== REPLACEMENT ? [...readings, ...ofUtf8(point, charset)] : readings });
    start += length;
  }
  return elements;
}

/** The ligature whose two letters stand at `at`; 0 where there is none, or more of ASCII follows. */
function ligatureAt(text: string, at: number): number {
  const found = ligatures.get(text.slice(at, at + 2)) ?? 0;
  return text.charCodeAt(at + 2) < 0x80 && !ligatures.has(text.slice(at + 2, at + 4)) ? 0 : found;
}

/** The bytes of a character in UTF-8, and what they were if one of them was several before, which `charset` shows as one. */
function ofUtf8(point: number, charset: LegacyCharset): Reading[] {
  const bytes = utf8Of(point);
  const earlier = (byte: number): readonly number[] => utf8Of(charset.singleOf(byte));
  const twice = bytes.flatMap((byte, i) => {
    const two = earlier(byte);
    const before = i === 0 && byte < LEAST_LEAD_OF_TWO ? [two[0]!, ...earlier(two[1]!)] : two;
    return before.length > two.length + 1 || two.length > 2 || before.length === 0 ? []
      : [{ codes: [...bytes.slice(0, i), ...before, ...bytes.slice(i + 1)], price: PRICE_OF_UTF8_TWICE }];
  });
  return [{ codes: bytes, price: PRICE_OF_UTF8 }, ...twice];
}

const ofVariants = (points: readonly number[], charset: LegacyCharset): Reading[] =>
  points.flatMap((point) => charset.bytesOf(point)).map((codes) => ({ codes, price: PRICE_OF_VARIANT }));

function isBefore(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function readingsOf(point: number, charset: LegacyCharset, before: number, next: number): readonly Reading[] {
  if (point === REPLACEMENT) return charset.doubleByte ? lostInPair(next, 0) : [{ codes: [UNKNOWN], price: 0 }];
  if (point === QUESTION_MARK) {
    // Nor does a letter follow a question mark, while it may be the second byte of a character.
    const glued = !(before < 0x80) || next >= 0x40;
    const readings = [{ codes: [QUESTION_MARK], price: glued ? PRICE_OF_ITSELF : 0 }, { codes: [UNKNOWN], price: PRICE_OF_QUESTION }];
    return charset.doubleByte ? [...readings, ...lostInPair(next, PRICE_OF_LOST_PAIR), ...foldedFrom(point, charset)] : readings;
  }
  if (point < 0x7f && charset.doubleByte) return [{ codes: [point], price: 0 }, ...foldedFrom(point, charset)];
  // Editors and HTML fold U+00A0, which was a byte A0, to a space.
  if (point === SPACE && !charset.doubleByte) return [{ codes: [SPACE], price: 0 }, { codes: [NO_BREAK_SPACE], price: PRICE_OF_SPACE }];
  const bytes = charset.bytesOf(point);
  // Some decoders let a byte that is nothing through as the control of that number.
  if (bytes.length === 0 && charset.doubleByte && point <= 0xff) return [{ codes: [point], price: 0 }];
  return bytes.map((codes) => ({ codes, price: 0 }));
}

/**
 * A double-byte decoder gives U+FFFD for a lead byte before ASCII (which it leaves standing), for a byte that is nothing,
 * and for a pair without a character.
 */
function lostInPair(next: number, price: number): readonly Reading[] {
  const beforeAscii = Number.isNaN(next) || next < 0x80 || next === REPLACEMENT;
  const pair = { codes: [UNKNOWN, UNKNOWN_TRAIL], price: beforeAscii ? price + PRICE_UNUSUAL : price };
  return beforeAscii ? [{ codes: [UNKNOWN], price }, pair] : [pair, { codes: [UNKNOWN_ALONE], price: price + PRICE_UNUSUAL }];
}

/** The bytes of the full-width form of an ASCII character. */
function foldedFrom(point: number, charset: LegacyCharset): readonly Reading[] {
  if (point < SPACE) return [];
  const bytes = charset.bytesOf(point === SPACE ? IDEOGRAPHIC_SPACE : 0xff00 + point - SPACE)[0];
  return bytes === undefined ? [] : [{ codes: bytes, price: PRICE_OF_FOLDED }];
}

const encoder = new TextEncoder();

/** May bytes of `is` that were read as `source` have been read as UTF-8 where they happened to be? */
export const mayBeUtf8InPart = (source: LegacyCharset, is: Pick<Target, 'selfSynchronizing'>): boolean => !source.doubleByte && !is.selfSynchronizing;

export const utf8Of = (point: number): readonly number[] => [...encoder.encode(String.fromCodePoint(point))];
