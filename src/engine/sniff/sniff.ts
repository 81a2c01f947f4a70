import { LOST_FOR_GOOD, showsEscapes, showsLatinSigns } from '../mojibake/signs.ts';
import { KEYWORD, KEYWORDS, LOOK_CLOSER, OUT_OF_PLACE, signsOf } from './characters.ts';
import { readingsIn } from './readings.ts';

/**
 * The cheap look that every page gets: does this text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else.
 */

/** Doubt from which a page is worth the engine: three readings, a few single keywords close by, or one text that is plain. */
export const ENOUGH = 48;
const A_READING = ENOUGH / 3;
/** Four are enough, with honest text between them. */
const A_KEYWORD = ENOUGH / 3.2;

/** Honest text takes a little of it back, so that a long page does not come to it by a keyword here and there. */
const HONEST = -1;

/**
 * How strongly one text node, attribute or title asks for the engine; below zero where it speaks against it. What the texts of a page
 * add up to counts, never less than zero: see `ENOUGH`. Linear time, and next to none for text in ASCII.
 */
export function doubt(text: string): number {
  if (!isWide(text)) return isGarbledLatin(text) ? ENOUGH : 0;
  const signs = signsOf(text);
  if ((signs & KEYWORDS) !== 0 || isGarbled(text, signs)) return ENOUGH;
  const readings = (signs & LOOK_CLOSER) !== 0 ? readingsIn(text) * A_READING : 0;
  return readings + ((signs & KEYWORD) !== 0 ? A_KEYWORD : 0) || HONEST;
}

/** True where the text was decoded wrongly, as far as signs go, or shows escapes or lost characters. Linear time. */
export const looksGarbled = (text: string): boolean => (isWide(text) ? isGarbled(text, signsOf(text)) : isGarbledLatin(text));

const isGarbled = (text: string, signs: number): boolean =>
  (signs & OUT_OF_PLACE) !== 0
  || ((signs & LOOK_CLOSER) !== 0 && (showsEscapes(text) || showsLatinSigns(text) || LOST_FOR_GOOD.some((lost) => text.includes(lost))));

const beyondLatin1 = /[^\0-\xff]/;
/** Is there a character beyond Latin-1? Browsers keep text without any as bytes, for which the expression fails without reading them. */
const isWide = (text: string): boolean => text.charCodeAt(text.length >> 1) > 0xff || beyondLatin1.test(text);

/** The shortest runs of letters beyond ASCII that are found in short and long text; odd, because there are ASCII letters between those of Big5. */
const STRIDE = 5;
const LONG_STRIDE = 11;
const LONG = 64;

/** For text without any character beyond Latin-1. Looks at a few characters before anything else: a page in English has nothing to find. */
function isGarbledLatin(text: string): boolean {
  const stride = text.length < LONG ? STRIDE : LONG_STRIDE;
  for (let i = stride - 1; i < text.length; i += stride) if (text.charCodeAt(i) > 0x7f) return showsLatinSigns(text) || showsEscapes(text);
  return showsEscapes(text);
}
