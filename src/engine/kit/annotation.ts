import type { CharacterTable } from '../language/characters.ts';

/** Letters that pinyin with tone marks is written with, also in the look-alike forms that some fonts' tables use. */
const LETTERS = 'abcdefghijklmnopqrstuwxyzāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹḿêɑɡ';
const letter = new Uint8Array(0x10000);
for (const c of LETTERS) letter[c.charCodeAt(0)] = 1;
const [LOOK_ALIKE_A, LOOK_ALIKE_G] = ['ɑ', 'ɡ'].map((c) => c.charCodeAt(0)) as [number, number];

const LONGEST = 6;
const CLOSE = 0x29;
const SPACE = 0x20;

/** `p)` or `p )` with p a syllable that some character is read as. */
export interface ReadingAt {
  readonly reading: string;
  /** offset just behind the `)` */
  readonly end: number;
}

/**
 * Reads a syllable with its closing bracket.
 * @param at offset just behind the `(`, or behind what ate it
 * @returns `null` where there is none, or one that no character of the tables is read as
 */
export function readingAt(text: string, at: number, characters: CharacterTable): ReadingAt | null {
  let end = at;
  let lookAlike = false;
  for (; end < text.length && end - at < LONGEST; end++) {
    const unit = text.charCodeAt(end);
    if (!letter[unit]) break;
    lookAlike ||= unit === LOOK_ALIKE_A || unit === LOOK_ALIKE_G;
  }
  if (end === at) return null;
  const close = text.charCodeAt(end) === SPACE ? end + 1 : end;
  if (text.charCodeAt(close) !== CLOSE) return null;
  let reading = text.slice(at, end);
  if (lookAlike) reading = reading.replaceAll('ɑ', 'a').replaceAll('ɡ', 'g');
  return characters.isSyllable(reading) ? { reading, end: close + 1 } : null;
}

const toned = new RegExp(`[${LETTERS}]{0,${LONGEST - 1}}[${LETTERS.slice(LETTERS.indexOf('ā'), LETTERS.indexOf('ü'))}ǖǘǚǜńňǹḿ][${LETTERS}]{0,${LONGEST - 1}}\\)`, 'uy');

/** True for pinyin with a tone mark up to the next `)`, whatever is read so. @param at offset just behind the `(` */
export function isTonedAt(text: string, at: number): boolean {
  toned.lastIndex = at;
  return toned.test(text);
}

/** Syllables without a tone, and the characters that are read so. */
const NEUTRAL: Readonly<Record<string, string>> = {
  de: '的地得', le: '了', me: '么麼麽', men: '们們', ne: '呢', ba: '吧', zi: '子', zhe: '着著', ma: '吗嗎', a: '啊', ge: '个個', guo: '过過', li: '里裏裡',
};
const neutral = /([a-z]{1,3})\)/uy;

/**
 * Reads a syllable with its tone mark and its closing bracket, whether the tables know a character that is read so or not; without a tone
 * mark, only behind a character that has none.
 * @param at offset just behind the `(`
 * @param unit the character in front of it
 */
export function tonedReadingAt(text: string, at: number, unit: number): ReadingAt | null {
  if (isTonedAt(text, at)) {
    const close = text.indexOf(')', at);
    return { reading: text.slice(at, close), end: close + 1 };
  }
  neutral.lastIndex = at;
  const reading = neutral.exec(text)?.[1];
  return reading !== undefined && NEUTRAL[reading]?.includes(String.fromCharCode(unit)) === true ? { reading, end: at + reading.length + 1 } : null;
}

const FINALS = 'a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ong|ue|ü|üe|v|ve';
const toneless = new RegExp(`(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:${FINALS})(?=\\))`, 'uy');

/** The syllables of one letter, and characters that are read so: anything can be called `(a)`. */
const SINGLE: Readonly<Record<string, string>> = { a: '阿啊', e: '额額恶惡鹅鵝俄饿餓蛾娥厄鄂愕遏扼', o: '哦喔' };

/**
 * Reads a syllable without a tone mark with its closing bracket: one that is spelled like pinyin, which some English words are, too.
 * @param at offset just behind the `(`
 * @param unit the character in front of it
 * @returns `null` where it is not spelled so; of a single letter, also where `unit` is not read so
 */
export function tonelessReadingAt(text: string, at: number, unit: number): ReadingAt | null {
  if (text.charCodeAt(at + 1) === CLOSE) {
    return SINGLE[text[at]!]?.includes(String.fromCharCode(unit)) === true ? { reading: text[at]!, end: at + 2 } : null;
  }
  toneless.lastIndex = at;
  const reading = toneless.exec(text)?.[0];
  return reading === undefined ? null : { reading, end: at + reading.length + 1 };
}

const annotationLike = new RegExp(`[(?][${LETTERS}]{1,${LONGEST}} ?\\)`, 'gu');

/** The text without whatever looks like an annotation, its bracket eaten or not. */
export const withoutAnnotations = (text: string): string => text.replace(annotationLike, '');
