import { LOST } from '../types.ts';

/** Texts as lists of code points. */

/** The code point of {@link LOST}. */
export const MARK = LOST.charCodeAt(0);

export const NEW_LINE = 0x0a;
export const SPACE = 0x20;
export const QUESTION_MARK = 0x3f;
export const NO_BREAK_SPACE = 0xa0;
/** `<` */
export const LESS_THAN = 0x3c;

/** More than any code point: the base of keys that are made of several. */
export const CODE_POINTS = 0x110000;

/** The text of code points, however many: a call takes only some 100,000 arguments. */
export function textOf(points: readonly number[]): string {
  let text = '';
  for (const point of points) text += String.fromCodePoint(point);
  return text;
}
