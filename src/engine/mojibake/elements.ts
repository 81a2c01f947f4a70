import { FULL_WIDTH } from '../charset/full-width.ts';
import { type LegacyCharset, REPLACEMENT } from './charsets.ts';
import type { Span } from './outlook.ts';
import { LESS_THAN, NEW_LINE, NO_BREAK_SPACE, QUESTION_MARK, SPACE } from './points.ts';
import { type ByteReading, UNKNOWN, UNKNOWN_ALONE, UNKNOWN_TRAIL } from './targets.ts';
import { standsAt, takenAlong } from './taken-along.ts';
import { asUtf8, tidiedAt } from './utf8-in-part.ts';
import type { Variants } from './variants.ts';

/** A code point of the garbled text and the bytes that may stand behind it. */
export interface Element {
  /** offset in UTF-16 code units */
  readonly start: number;
  readonly point: number;
  /** empty: it can't be garbled, as the charset that the text was read as has no such character, or because it stands where no text was found */
  readonly readings: readonly ByteReading[];
}

/** A space that was U+3000, and nats of an ASCII character that was a full-width form before a crawler folded it. */
const IDEOGRAPHIC_SPACE = 0x3000;
const PRICE_OF_FOLDED = 1;
/** Nats of a `?` as a lost byte, as a lost pair (which browsers do not write), and as itself right beside Chinese, which has `？`. */
const PRICE_OF_QUESTION = 1;
const PRICE_OF_LOST_PAIR = 6;
const PRICE_OF_ITSELF = 4;
/** The same where each takes something along; and where that is the end of a line, of which the model knows nothing. */
const PRICE_AMONG_LOST = 8;
const PRICE_AT_LINE_END = 20;
const PRICE_OF_SPACE = 2;
/** A stray byte in the middle of text is rarer than a broken pair, a broken pair before ASCII rarer than a stray byte. */
const PRICE_UNUSUAL = 1;

/** Nats of a character as one that it was before the text was turned to another script. */
const PRICE_OF_VARIANT = 1;
/** The same with a letter of ASCII as its second byte: a lone one, glued to Chinese. */
const PRICE_OF_VARIANT_WITH_LETTER = 14;

/** Marks behind which a space stands in the languages that write them in ASCII, `!`, `,` and `;`, and a space. */
const SPACED: ReadonlySet<number> = new Set([0x21, 0x2c, 0x3b, SPACE]);

/** What is left of a tag of HTML whose `<` a decoder took for the second byte of a character, and gave a `?` for both. */
const TAG_REST = /\/?(?:a|b|br|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|t[dhr]|table|tbody|u|ul)(?: [^<>]{0,200})?\/?>|\/[a-z][a-z0-9-]{0,30}>/iy;

const NO_READINGS: readonly ByteReading[] = [];

/** In an address a letter follows a question mark: `a.org?b=c`. */
const QUERY = /(?<=[a-z0-9/])\?[a-z][a-z0-9_]{0,30}=/iy;

/**
 * The bytes behind each character of a text that was read as `charset`.
 * @param inPartUtf8 true: bytes that happened to be valid UTF-8 may have been read as that
 * @param variants characters that may have become others since
 * @param spans where the text may be garbled, in order
 * @param isTakenAlong true: with a byte that was lost the one behind it is gone
 */
export function toElements(text: string, charset: LegacyCharset, inPartUtf8 = false, variants: Variants | null = null, spans: readonly Span[] = [{ start: 0, end: text.length }], isTakenAlong = false): Element[] {
  const elements: Element[] = [];
  let span = 0;
  for (let start = 0; start < text.length; ) {
    while (span < spans.length && spans[span]!.end <= start) span++;
    if (span === spans.length || start < spans[span]!.start) {
      const point = text.codePointAt(start)!;
      elements.push({ start, point, readings: NO_READINGS });
      start += point > 0xffff ? 2 : 1;
      continue;
    }
    const tidied = inPartUtf8 ? tidiedAt(text, start, elements[elements.length - 2]?.point ?? 0, elements[elements.length - 1]?.point ?? 0, charset) : null;
    const point = tidied?.point ?? text.codePointAt(start)!;
    const length = tidied?.length ?? (point > 0xffff ? 2 : 1);
    let readings: readonly ByteReading[] = tidied?.readings
      ?? (point === QUESTION_MARK && standsAt(QUERY, text, start) ? [{ codes: [QUESTION_MARK], price: 0 }]
        : point === QUESTION_MARK && charset.doubleByte && standsAt(TAG_REST, text, start + 1) ? [{ codes: [UNKNOWN, LESS_THAN], price: 0 }]
        : readingsOf(point, charset, text.charCodeAt(start - 1), text.charCodeAt(start + length), isTakenAlong && point === QUESTION_MARK ? takenAlong(text, start) : null));
    if (variants !== null) readings = [...readings, ...ofVariants(variants.get(point) ?? [], charset)];
    if (inPartUtf8 && tidied === null && point !== REPLACEMENT) readings = [...readings, ...asUtf8(point, charset)];
    elements.push({ start, point, readings });
    start += length;
  }
  return elements;
}

const ofVariants = (points: readonly number[], charset: LegacyCharset): ByteReading[] =>
  points.flatMap((point) => charset.bytesOf(point))
    .map((codes) => ({ codes, price: codes[codes.length - 1]! < 0x80 ? PRICE_OF_VARIANT_WITH_LETTER : PRICE_OF_VARIANT }));

function readingsOf(point: number, charset: LegacyCharset, before: number, next: number, taken: number | null): readonly ByteReading[] {
  if (point === REPLACEMENT) return charset.doubleByte ? lostInPair(next, 0) : [{ codes: [UNKNOWN], price: 0 }];
  if (point === QUESTION_MARK) {
    if (taken !== null) return [{ codes: [QUESTION_MARK], price: taken === NEW_LINE ? PRICE_AT_LINE_END : PRICE_AMONG_LOST }, { codes: [UNKNOWN, taken], price: 0 }];
    // Nor does a letter follow a question mark, while it may be the second byte of a character.
    const glued = !(before < 0x80) || next >= 0x40;
    const readings = [{ codes: [QUESTION_MARK], price: glued ? PRICE_OF_ITSELF : 0 }, { codes: [UNKNOWN], price: PRICE_OF_QUESTION }];
    return charset.doubleByte ? [...readings, ...lostInPair(next, PRICE_OF_LOST_PAIR), ...foldedFrom(point, charset)] : readings;
  }
  // Full-width marks have the space within them, and spaces in a row are what they seem.
  const spaced = (next === SPACE && SPACED.has(point)) || (before === SPACE && point === SPACE);
  if (point < 0x7f && charset.doubleByte) return [{ codes: [point], price: 0 }, ...(spaced ? [] : foldedFrom(point, charset))];
  // Editors and HTML fold U+00A0, which was a byte A0, to a space.
  if (point === SPACE && charset.codeOf(NO_BREAK_SPACE) === NO_BREAK_SPACE) return [{ codes: [SPACE], price: 0 }, { codes: [NO_BREAK_SPACE], price: PRICE_OF_SPACE }];
  const bytes = charset.bytesOf(point);
  // Some decoders let a byte that is nothing through as the control of that number.
  if (bytes.length === 0 && charset.doubleByte && point <= 0xff) return [{ codes: [point], price: 0 }];
  return bytes.map((codes) => ({ codes, price: 0 }));
}

/**
 * A double-byte decoder gives U+FFFD for a lead byte before ASCII (which it leaves standing), for a byte that is nothing,
 * and for a pair without a character.
 */
function lostInPair(next: number, price: number): readonly ByteReading[] {
  const beforeAscii = Number.isNaN(next) || next < 0x80 || next === REPLACEMENT;
  const pair = { codes: [UNKNOWN, UNKNOWN_TRAIL], price: beforeAscii ? price + PRICE_UNUSUAL : price };
  return beforeAscii ? [{ codes: [UNKNOWN], price }, pair] : [pair, { codes: [UNKNOWN_ALONE], price: price + PRICE_UNUSUAL }];
}

/** The bytes of the full-width form of an ASCII character. */
function foldedFrom(point: number, charset: LegacyCharset): readonly ByteReading[] {
  if (point < SPACE) return [];
  const bytes = charset.bytesOf(point === SPACE ? IDEOGRAPHIC_SPACE : point + FULL_WIDTH)[0];
  return bytes === undefined ? [] : [{ codes: bytes, price: PRICE_OF_FOLDED }];
}
