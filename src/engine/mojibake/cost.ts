import type { CharacterModel } from '../language/model.ts';

/** Nats that a character costs where the Chinese model has no opinion. Rough; only the distances between kinds matter. */
const KANA = 4.2;
const HALFWIDTH_KANA = 9;
const HANGUL = 5.5;
const ACCENTED_IN_WORD = 5;
const ACCENTED_ALONE = 9;
const LATIN_SYMBOL = 11;
const OTHER_ALPHABET_IN_WORD = 5;
const OTHER_ALPHABET_ALONE = 10;
const CONTROL = 14;
const OTHER = 12;
const WORST = 18;

const isLetter = (p: number): boolean => (p | 0x20) >= 0x61 && (p | 0x20) <= 0x7a;
export const isHan = (p: number): boolean => (p >= 0x4e00 && p <= 0x9fff) || (p >= 0x3400 && p <= 0x4dbf);
export const isKana = (p: number): boolean => p >= 0x3041 && p <= 0x30ff;
export const isHangul = (p: number): boolean => p >= 0xac00 && p <= 0xd7a3;
const isAccented = (p: number): boolean => (p >= 0xc0 && p <= 0x24f && p !== 0xd7 && p !== 0xf7) || (p >= 0x1e00 && p <= 0x1eff);

/**
 * How surprising a character is after the two before it in any language that a page may honestly be in, in nats. Han characters and
 * Chinese punctuation follow the Chinese model; other scripts have a flat price that keeps honest text in them cheap.
 */
export function costOf(model: CharacterModel, before2: number, before1: number, point: number): number {
  if (point < 0x80) return Math.min(WORST, -Math.log(model.probability(unit(before2), unit(before1), point)));
  if (isKana(point)) return KANA;
  if (isHangul(point)) return HANGUL;
  if (isAccented(point)) return isLetter(before1) || (isAccented(before1) && isLetter(before2)) ? ACCENTED_IN_WORD : ACCENTED_ALONE;
  if (point >= 0x80 && point <= 0x9f) return CONTROL;
  if (point >= 0xa0 && point <= 0xbf) return point === 0xb7 ? Math.min(LATIN_SYMBOL, model.alone[point]!) : LATIN_SYMBOL;
  if (point >= 0x370 && point <= 0x6ff) return before1 >= 0x370 && before1 <= 0x6ff ? OTHER_ALPHABET_IN_WORD : OTHER_ALPHABET_ALONE;
  if (point >= 0xff61 && point <= 0xff9f) return HALFWIDTH_KANA;
  if (point >= 0xe000 && point <= 0xf8ff) return CONTROL;
  if (point > 0xffff) return OTHER;
  if (isHan(point) || model.alone[point]! < OTHER) return Math.min(WORST, -Math.log(model.probability(unit(before2), unit(before1), point)));
  return OTHER;
}

/** The model knows code units only; what lies beyond is as good as nothing before. */
const unit = (point: number): number => (point > 0xffff ? 0 : point);
