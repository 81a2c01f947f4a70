import { FULL_WIDTH } from '../../engine/charset/full-width.ts';
import { toKitTraditional } from '../kit-script.ts';
import type { Family } from './vocabulary.ts';

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** One of the list, all equally likely. @param list not empty */
export const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;

/** What parts the items of an injected list. */
export const SEPARATORS = [',', '，', '_', '|', '-', '、', '·', '/', ' '] as const;

const NUMBERS = ['1', '2', '3', '5', '8', '18', '28', '66', '88', '91', '99', '365', '777', '888', '2024', '2025', '7.0', '1.0'];
const PLACES = ['北京', '上海', '广州', '深圳', '成都', '重庆', '武汉', '南京', '杭州', '西安', '天津', '郑州', '长沙', '苏州', '澳门', '香港'];

/** An item as the trade makes them, 3 to 24 characters. */
export function makeItem(family: Family, random: Random): string {
  for (;;) {
    const word = (kind: string): string =>
      kind === 'b' ? pick(family.before, random) : kind === 't' ? pick(family.term, random) : kind === 'a' ? pick(family.after, random)
        : kind === 'n' ? pick(NUMBERS, random) : pick(PLACES, random);
    const item = Array.from(pick(family.shape, random), word).join('');
    if (item.length >= 3 && item.length <= 24) return item;
  }
}

/** `n` different items. */
export function makeItems(family: Family, n: number, random: Random): string[] {
  const items = new Set<string>();
  for (let tries = 0; items.size < n && tries < 20 * n; tries++) items.add(makeItem(family, random));
  return [...items];
}

/** A way to hide words from a search. */
export interface Evasion {
  readonly name: string;
  /** true: each character is written as several */
  readonly spelled?: boolean;
  readonly apply: (text: string, random: Random) => string;
}

const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'];
const RADICALS: ReadonlyMap<string, string> = new Map(Array.from({ length: 0xd6 }, (_, i) => String.fromCharCode(0x2f00 + i)).map((c) => [c.normalize('NFKC'), c]));
const LOOK_ALIKE: ReadonlyMap<string, string> = new Map(Object.entries({
  国: '囯', 亚: '亜', 成: '荿', 人: '朲', 无: '旡', 观: '観', 综: '綜', 博: '愽', 彩: '綵', 乐: '楽', 收: '収', 对: '対', 黑: '黒', 线: '綫', 开: '開', 娱: '娯', 日: '曰',
  a: 'а', b: 'Ь', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', i: 'і', s: 'ѕ',
}));

const each = (change: (char: string, random: Random) => string) => (text: string, random: Random): string => Array.from(text, (char) => change(char, random)).join('');

export const NO_EVASION: Evasion = { name: 'none', apply: (text) => text };

/** The disguises of simulated lists. None is the first: half of the lists in training have it. */
export const EVASIONS: readonly Evasion[] = [
  NO_EVASION,
  { name: 'Traditional', apply: toKitTraditional },
  { name: 'full width', apply: each((c) => (c > ' ' && c <= '~' && !/[,|/_-]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + FULL_WIDTH) : c)) },
  { name: 'zero-width characters', apply: each((c, random) => (/\p{L}/u.test(c) && random() < 0.4 ? c + pick(ZERO_WIDTH, random) : c)) },
  { name: 'look-alikes', apply: each((c, random) => (random() < 0.8 ? (LOOK_ALIKE.get(c) ?? c) : c)) },
  { name: 'compatibility characters', apply: each((c) => RADICALS.get(c) ?? (/[a-z]/.test(c) ? String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 0x61) : /[0-9]/.test(c) ? String.fromCodePoint(0x1d7ce + Number(c)) : c)) },
  { name: 'character references', spelled: true, apply: each((c) => `&#${c.codePointAt(0)};`) },
  { name: 'dots within words', apply: (text, random) => text.replace(/(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])/gu, () => (random() < 0.4 ? '.' : '')) },
];
