import { readdirSync, readFileSync } from 'node:fs';
import { infectLines, type KitTable, makeTable } from '../../src/eval/kit.ts';
import { randomFrom } from '../../src/eval/random.ts';
import { VARIANTS } from '../../src/eval/variants.ts';

/** What a text of the fuzzing run is like. */
export type InputKind =
  /** lines of honest texts, in any order, cut anywhere: must come back as they are */
  | 'honest'
  /** code units without sense: lone surrogates, private use, controls */
  | 'noise'
  /** pieces that the engine looks for, in any order */
  | 'fragments'
  /** a page as the kit serves it */
  | 'damaged'
  /** the same, then changed in places that the kit would not */
  | 'mutated'
  /** honest text read in the wrong charset, cut anywhere */
  | 'misread'
  /** a line of a megabyte */
  | 'giant';

export interface TextInput {
  readonly kind: InputKind;
  /** lines of one page, without line breaks */
  readonly lines: readonly string[];
}

const folder = (name: string): string[] => {
  const url = new URL(`../texts/${name}/`, import.meta.url);
  return readdirSync(url).sort().flatMap((file) => readFileSync(new URL(file, url), 'utf8').split('\n').filter((line) => line !== ''));
};
/** Lines of the project's own articles. */
export const ARTICLES: readonly string[] = folder('articles');
/** Lines of texts in which nothing is wrong. */
export const HONEST: readonly string[] = [...ARTICLES, ...folder('negative')];
const KEYWORDS = readFileSync(new URL('../demo/keywords.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '');

/** What the engine looks for, and what programs stumble over. */
export const FRAGMENTS: readonly string[] = [
  '?', '??', '?！', '？', '！', '。', '；', '，', '(', ')', '(guó)', '(huì )', '（shuō）', 'guó', 'ù)', '?shù)', '國', '國(guó)', '學(xué)', '內(nèi)',
  '頂?shù)米⊙邪l(fā)', '?/p>', '</p>', '<p>', '&amp;', '&#x56fd;', '\ue032', '\uf8ff', '\u{f0000}', '\ud800', '\udc00', '\ufffd', '□', '€', '锟斤拷', '烫烫烫',
  'Ã¤Â¸Â­', 'ä¸­å›½', 'ÖÐ¹ú', '涓浗', '\u200b', '\ufeff', '\0', '\r', '\u2028', '中', '国', '的', 'a', '1', ' ', '\u3000', '😀', '𠮷',
];

const CHARSETS = ['windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-kr'];
const TABLES: (KitTable | undefined)[] = [];
const TABLE_COUNT = 24;
/** One text in so many is a megabyte long. */
const GIANT_EVERY = 20_000;
const MEGABYTE = 1_000_000;

/** A source of choices for one input. */
export interface Dice {
  /** an integer in [0, n) */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
}

/** The choices for input number `index` of a run: the same on every machine, whatever came before. */
export function diceFor(seed: number, index: number): Dice {
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const below = (n: number): number => Math.floor(random() * n);
  return { below, pick: (items) => items[below(items.length)]! };
}

/** Input number `index` of the run with that seed. */
export function textInput(seed: number, index: number): TextInput {
  const dice = diceFor(seed, index);
  if (index % GIANT_EVERY === GIANT_EVERY - 1) return { kind: 'giant', lines: [giant(dice), ...damaged(dice)] };
  const kind = dice.pick(KINDS);
  return { kind, lines: MAKERS[kind](dice) };
}

/** How often each kind comes: what is quick to check comes more often. */
const KINDS = ['honest', 'honest', 'honest', 'noise', 'noise', 'fragments', 'fragments', 'fragments', 'damaged', 'mutated', 'mutated', 'misread'] as const;

const MAKERS: Readonly<Record<Exclude<InputKind, 'giant'>, (dice: Dice) => string[]>> = {
  honest: (dice) => some(dice, 1, 6, () => cut(dice, dice.pick(HONEST))),
  noise: (dice) => some(dice, 1, 4, () => some(dice, 0, 40, () => unit(dice)).join('')),
  fragments: (dice) => some(dice, 1, 5, () => some(dice, 0, 16, () => dice.pick(FRAGMENTS)).join('')),
  damaged,
  mutated: (dice) => damaged(dice).map((line) => mutate(dice, line)),
  misread: (dice) => {
    const charset = dice.pick(CHARSETS);
    return some(dice, 1, 3, () => cut(dice, new TextDecoder(charset).decode(Buffer.from(dice.pick(ARTICLES).slice(0, 80), 'utf8'))));
  },
};

function damaged(dice: Dice): string[] {
  const number = dice.below(TABLE_COUNT);
  const variant = VARIANTS[number % VARIANTS.length]!;
  const table = (TABLES[number] ??= makeTable(number + 1, variant.table));
  const start = dice.below(ARTICLES.length);
  const honest = ARTICLES.slice(start, start + 1 + dice.below(4)).map((line) => line.slice(0, 160));
  const lines = infectLines(honest, table, variant.page).map((line) => line.infected);
  if (dice.below(4) === 0) lines.splice(dice.below(lines.length + 1), 0, dice.pick(KEYWORDS));
  return lines;
}

function mutate(dice: Dice, line: string): string {
  let out = line;
  for (let left = 1 + dice.below(4); left > 0; left--) {
    const at = dice.below(out.length + 1);
    const length = dice.below(6);
    const insert = dice.pick([() => '', () => dice.pick(FRAGMENTS), () => unit(dice), () => out.slice(at, at + 2 * length), () => cut(dice, dice.pick(HONEST)).slice(0, 20)])();
    out = out.slice(0, at) + insert + out.slice(at + length);
  }
  return out;
}

/** A code unit, likely to be one that programs get wrong. */
function unit(dice: Dice): string {
  switch (dice.below(6)) {
    case 0: return String.fromCharCode(0xd800 + dice.below(0x800));
    case 1: return String.fromCharCode(0xe000 + dice.below(0x1900));
    case 2: return String.fromCharCode(dice.below(0x100));
    case 3: return String.fromCharCode(0x4e00 + dice.below(0x5200));
    case 4: return String.fromCodePoint(0x10000 + dice.below(0x100000));
    default: return String.fromCharCode(dice.below(0x10000));
  }
}

const cut = (dice: Dice, line: string): string => {
  const start = dice.below(3) === 0 ? dice.below(line.length) : 0;
  // Not between the halves of a surrogate pair: that would be damage.
  return line.slice(start, start + 1 + dice.below(120)).toWellFormed().replaceAll('\ufffd', '');
};

const some = <T>(dice: Dice, least: number, most: number, make: () => T): T[] =>
  Array.from({ length: least + dice.below(most - least + 1) }, make);

function giant(dice: Dice): string {
  const piece = some(dice, 1, 5, () => dice.pick([() => dice.pick(FRAGMENTS), () => unit(dice), () => dice.pick(ARTICLES)])()).join('') || '?';
  return piece.repeat(Math.ceil(MEGABYTE / piece.length));
}
