import { isLostForGood, showsEscapes, showsGarbledLetters } from '../mojibake/signs.ts';
import { classesOf, COMMON, FOREIGN, HAN, ODD } from './classes.ts';
import { isEveryday } from './everyday.ts';

/** Characters beyond ASCII that are judged together, and how many of them must be out of place. */
export const BLOCK = 24;
const MOST_ODD = 10;
/** The same for a text by itself, which needs as many, and half of them. */
const LEAST = 8;
/** Half of honest text is of the commonest characters: where there is none for so long, it is looked at closer. */
export const NO_COMMON = 12;
/** Chinese characters among which there is not one of the commonest: Korean in the wrong charset has no other sign. */
export const NONE_COMMON = 48;

/** True where the text was decoded wrongly, as far as signs go, or shows escapes or lost characters. Linear time. */
export const looksGarbled = (text: string): boolean => (isWide(text) ? isOutOfPlace(text, 0, text.length) || showsSigns(text) : isGarbledLatin(text));

/** Signs that the browser's own search finds: worth a look only where there is a character of the class `CLOSER`. */
export const showsSigns = (text: string): boolean => showsEscapes(text) || showsGarbledLetters(text) || isLostForGood(text);

const beyondLatin1 = /[^\0-\xff]/;
/** Is there a character beyond Latin-1? Browsers keep text without any as bytes, for which the expression fails without reading them. */
export const isWide = (text: string): boolean => text.charCodeAt(text.length >> 1) > 0xff || beyondLatin1.test(text);

/** The shortest runs of letters beyond ASCII that are found in short and long text; odd, because there are ASCII letters between those of Big5. */
const STRIDE = 5;
const LONG_STRIDE = 11;
const LONG = 64;

/** For text without any character beyond Latin-1. Looks at a few characters before anything else: a page in English has nothing to find. */
export function isGarbledLatin(text: string): boolean {
  const stride = text.length < LONG ? STRIDE : LONG_STRIDE;
  for (let i = stride - 1; i < text.length; i += stride) if (text.charCodeAt(i) > 0x7f) return showsGarbledLetters(text) || showsEscapes(text);
  return showsEscapes(text);
}

/**
 * Is a code unit one that stands in few texts, or a Chinese character beside Hangul, Greek or Cyrillic letters? The commonest ones name things in honest text.
 * @param what, before {@link classesOf} it and what stands before it
 */
export const isOdd = (unit: number, what: number, before: number): boolean =>
  (what & ODD) !== 0 || ((what & (HAN | COMMON)) === HAN && !isEveryday(unit)) || ((what & COMMON) === 0 && ((what | before) & (HAN | FOREIGN)) === (HAN | FOREIGN));

/** Are the characters beyond ASCII of a text, from one place to another, ones that stand side by side in no text? */
export function isOutOfPlace(text: string, from: number, to: number): boolean {
  const classes = classesOf();
  let seen = 0, odd = 0, all = 0, allOdd = 0, han = 0, every = 0, before = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      before = 0;
      continue;
    }
    const what = classes[unit]!;
    if (isOdd(unit, what, before)) odd++;
    before = what;
    han += what & HAN;
    every |= what;
    if (++seen < BLOCK) continue;
    if (odd >= MOST_ODD) return true;
    all += seen;
    allOdd += odd;
    seen = odd = 0;
  }
  all += seen;
  allOdd += odd;
  return (all >= LEAST && allOdd * 2 >= all) || (han >= NONE_COMMON && (every & COMMON) === 0);
}
