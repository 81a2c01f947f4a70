import { unitSet } from '../language/characters.ts';

/**
 * Words as only a conversion one character at a time writes them, of the kit's characters: no phrase dictionary gives them to any
 * Traditional, of Taiwan, Hong Kong or the mainland, and nobody who writes Traditional does. Chosen by hand from the words of a
 * segmenter's dictionary, as the model of the kit turns them and OpenCC does not (`tests/engine/by-character.test.ts` compares the two); left
 * out are those that two honest words side by side can make: `聯系` (關聯系統), `復制` (恢復制度), `面包` (全面包圍).
 */
const WORDS = '由于 對于 關于 于是 屬于 至于 處于 等于 終于 基于 位于 低于 高于 過于 善于 利于 源于'
  + ' 以后 之后 最后 然后 今后 隨后 此后 前后 先后 落后 過后 午后 飯后 日后 背后 后期 后果 而后'
  + ' 這里 那里 哪里 心里 家里 手里 夜里 嘴里 眼里 屋里 里面'
  + ' 什么 怎么 這么 那么 多么 并且 并非 合并 并未 并不 并沒'
  + ' 采用 采取 采訪 采購 采集 開采 重復 復習 旅游 游戲 游客 導游 游覽 其余 剩余 業余'
  + ' 規范 范圍 示范 師范 模范 防范 范疇 特征 雜志 輕松 放松 防御 抵御'
  + ' 愿意 志愿 心愿 自愿 愿望 干凈 干燥 云南 蘿卜 戰斗 奮斗';

const key = (first: number, second: number): number => first * 0x10000 + second;

/** For whoever compares them with dictionaries. */
export const BY_CHARACTER: readonly string[] = WORDS.split(' ');

const words = new Set(BY_CHARACTER.map((word) => key(word.charCodeAt(0), word.charCodeAt(1))));
const isSecond = unitSet(BY_CHARACTER.map((word) => word[1]).join(''));

/** Are these two code units a word that is written so only by a conversion one character at a time? @returns its number, 0 for no */
export const wordByCharacter = (first: number, second: number): number =>
  isSecond[second] === 1 && words.has(key(first, second)) ? key(first, second) : 0;
