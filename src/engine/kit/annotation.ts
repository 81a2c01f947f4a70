import type { CharacterTable } from '../language/characters.ts';

/** Letters that pinyin with tone marks is written with, also in the look-alike forms that some fonts' tables use. */
const LETTERS = 'abcdefghijklmnopqrstuwxyzāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹḿêɑɡ';
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
  const reading = characters.syllables.at(text, at);
  if (reading === '') return null;
  const end = at + reading.length;
  const close = text.charCodeAt(end) === SPACE ? end + 1 : end;
  return text.charCodeAt(close) === CLOSE ? { reading, end: close + 1 } : null;
}

const WITH_TONE = `[${LETTERS.slice(LETTERS.indexOf('ā'), LETTERS.indexOf('ü'))}ǖǘǚǜńňǹḿ]`;
const toned = new RegExp(`[${LETTERS}]{0,${LONGEST - 1}}${WITH_TONE}[${LETTERS}]{0,${LONGEST - 1}}\\)`, 'uy');

/** True for pinyin with a tone mark up to the next `)`, of a character or of a word, whatever is read so. @param at offset just behind the `(` */
export function isTonedAt(text: string, at: number): boolean {
  toned.lastIndex = at;
  return toned.test(text);
}

/** The longest first: syllables that stand together are taken one after another. */
const FINALS = 'uang|ang|eng|uai|uan|ong|ai|ei|ao|ou|an|en|er|ua|uo|ui|un|ue|üe|ve|a|o|e|u|ü|v', FINALS_WITH_I = 'iang|iong|iao|ian|ing|ia|ie|iu|in|i';
const SYLLABLE = `(?:[bpmdtnljqxy](?:${FINALS_WITH_I})|(?:[zcs]h?|r)i|(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:${FINALS}))`;
/** A syllable with its tone taken off: with a diphthong's `r`, too, and those that have no vowel. */
const oneSyllable = new RegExp(`^(?:${SYLLABLE}r?|h?m|n|h?ng|ê)$`, 'u');
const TONES = /[\u0300\u0301\u0304\u030c]/gu;

/** Pinyin without its tone marks, and how many it had. */
function withoutTones(pinyin: string): { plain: string; tones: number } {
  const marked = pinyin.replaceAll('ɑ', 'a').replaceAll('ɡ', 'g').normalize('NFD');
  const plain = marked.replace(TONES, '');
  return { plain: plain.normalize('NFC'), tones: marked.length - plain.length };
}

/** True for one syllable with one tone mark. */
function isTonedSyllable(pinyin: string): boolean {
  const { plain, tones } = withoutTones(pinyin);
  return tones === 1 && oneSyllable.test(plain);
}

const inBrackets = new RegExp(`([${LETTERS}v'’ -]{2,60})\\)`, 'uy');
const severalSyllables = new RegExp(`^(?:(?=(${SYLLABLE}))\\1r?['’ -]?){2,}$`, 'u');

/** True for pinyin of a word or several up to the next `)`: how people write it behind a word, and no kit behind a character. @param at offset just behind the `(` */
export function isWordAt(text: string, at: number): boolean {
  inBrackets.lastIndex = at;
  const pinyin = inBrackets.exec(text)?.[1];
  if (pinyin === undefined) return false;
  const { plain, tones } = withoutTones(pinyin);
  return !oneSyllable.test(plain) && (tones > 0 || severalSyllables.test(plain));
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
    const reading = text.slice(at, close);
    return isTonedSyllable(reading) ? { reading, end: close + 1 } : null;
  }
  neutral.lastIndex = at;
  const reading = neutral.exec(text)?.[1];
  return reading !== undefined && NEUTRAL[reading]?.includes(String.fromCharCode(unit)) === true ? { reading, end: at + reading.length + 1 } : null;
}

const toneless = new RegExp(`${SYLLABLE}(?=\\))`, 'uy');

/** Syllables that are written for other things, too, and the few characters that are read so: anything can be called `(a)`, and hectares are. */
const FEW: Readonly<Record<string, string>> = { a: '阿啊', e: '额額恶惡鹅鵝俄饿餓蛾娥厄鄂愕遏扼', o: '哦喔', ha: '哈蛤铪鉿', pie: '撇瞥' };

/**
 * Reads a syllable without a tone mark with its closing bracket: one that is spelled like pinyin, which some English words are, too.
 * @param at offset just behind the `(`
 * @param unit the character in front of it
 * @returns `null` where it is not spelled so; of {@link FEW}, also where `unit` is not read so
 */
export function tonelessReadingAt(text: string, at: number, unit: number): ReadingAt | null {
  toneless.lastIndex = at;
  const reading = toneless.exec(text)?.[0];
  if (reading === undefined || FEW[reading]?.includes(String.fromCharCode(unit)) === false) return null;
  return { reading, end: at + reading.length + 1 };
}

const annotationLike = new RegExp(`[(?][${LETTERS}]{1,${LONGEST}} ?\\)`, 'gu');

/** The text without whatever looks like an annotation, its bracket eaten or not. */
export const withoutAnnotations = (text: string): string => text.replace(annotationLike, '');
