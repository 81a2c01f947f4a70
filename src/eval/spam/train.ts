import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readPages } from '../corpus.ts';
import { toKitTraditional } from '../kit-script.ts';
import { randomFrom, shuffle } from '../random.ts';
import type { CharacterTable } from '../../engine/language/characters.ts';
import { FEATURES, segmentFeatures } from '../../engine/spam/features.ts';
import { Folding } from '../../engine/spam/fold.ts';
import { itemsOf } from '../../engine/spam/items.ts';
import { SpamJudge, type SpamModel } from '../../engine/spam/judge.ts';
import { BUCKETS, featuresOf, type ItemWeights } from '../../engine/spam/scorer.ts';
import type { Segment } from '../../engine/spam/segments.ts';
import { finish } from '../../engine/steps.ts';
import { EVASIONS, makeItem, pick, type Random, SEPARATORS } from './lists.ts';
import { fitDense, fitSparse, type Row, type SparseRow } from './logistic.ts';
import { type HonestPage, honestList, inject, type Labelled, passagesOf, PLACES } from './pages.ts';
import { type Family, FOLDS, partOf } from './vocabulary.ts';

/** How much is made for training. */
const ITEMS_PER_TERM = 90;
const DICTIONARY_WORDS = 36_000;
const COMPOUNDS = 30_000;
/** Part of the items whose term is a name that nobody has heard of: what stands around it tells too. */
const NAMELESS = 0.1;
/** Honest words among numbers and codes: records of sites, sizes, models, releases. Else a digit would speak for spam, as keywords have many. */
const CODED = 3_000;
/** So many honest words a trade, with what the trade puts around its own: `正规医院` sells nothing. */
const ORDINARY = 400;
/** Part of the honest lists that go on and on, as menus and catalogues do. */
const LONG = 0.1;
/** Part of the honest lists that are Traditional on a Simplified page: names, titles, another edition. */
const OTHER_SCRIPT = 0.05;
const PAGES_PER_FOLD = 800;
/** A feature that keywords have more seldom is chance. */
const LEAST_SEEN = 5;
/** Log-odds in a unit of the shipped weights, and how many of them a weight has at least. */
const SCALE = 1 / 16;
const LEAST_LEVEL = 4;
/** The verdict lies above all but five in a thousand of honest segments that the model has not seen, by so much log-odds. */
const STRICTEST = 0.995;
const MARGIN = 0.5;

/** What is honest and not generated. */
export interface HonestSource {
  readonly lists: readonly (readonly string[])[];
  readonly pages: readonly HonestPage[];
  /** words with how often they are written */
  readonly words: readonly string[];
}

/** Honest sources of the project: lists beside this file, articles of `tests/texts`, the words of a segmenter's dictionary. */
export function honestSource(lists: readonly (readonly string[])[]): HonestSource {
  const dictionary = readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8');
  const words = dictionary.trim().split('\n').map((line) => line.split(' ') as [string, string])
    .filter(([word]) => word.length >= 2 && word.length <= 8)
    .sort((a, b) => Number(b[1]) - Number(a[1]) || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const articles = readPages(fileURLToPath(new URL('../../../tests/texts/articles', import.meta.url)));
  const pages = articles.map(({ lines }) => ({ title: lines[0]!, lines: lines.slice(1).filter((line) => line.trim() !== '') }));
  return { lists, pages, words };
}

/** A name that nobody has heard of, as brands of the trades are: two or three characters that make no word. */
const unheardOf = (words: readonly string[], random: Random): string =>
  Array.from({ length: 2 + Math.floor(random() * 1.4) }, () => pick([...wordOf(words, random)], random)).join('');

/** A common word more often than a rare one, by rank. */
const wordOf = (words: readonly string[], random: Random): string => words[Math.floor(words.length * random() ** 2.5)]!;

const digits = (most: number, random: Random): string => Array.from({ length: 1 + Math.floor(random() * most) }, () => Math.floor(random() * 10)).join('');
const letters = (random: Random): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => String.fromCharCode(0x61 + Math.floor(random() * 26))).join('');

/** Words with a number or code among them: `编号2040871号`, `mk2支架7.5折`. */
function coded(words: readonly string[], random: Random): string {
  const code = (): string => {
    const kind = random();
    if (kind < 0.5) return digits(random() < 0.7 ? 4 : 14, random);
    if (kind < 0.65) return `${digits(2, random)}.${digits(2, random)}`;
    return random() < 0.5 ? letters(random) : letters(random) + digits(4, random);
  };
  const parts = Array.from({ length: 1 + Math.floor(random() * 4) }, () => (random() < 0.5 ? wordOf(words, random) : code()));
  return shuffle([...parts, wordOf(words, random), code()], random).join('');
}

/** Trains the model of items. */
function trainItems(families: readonly Family[], { lists, pages, words }: HonestSource, folding: Folding, seed: number): ItemWeights {
  const random = randomFrom(seed);
  const rows: SparseRow[] = [];
  const seen = new Uint16Array(BUCKETS);
  const add = (text: string, label: boolean): void => {
    for (const { plain } of itemsOf(text, folding)) {
      const buckets: number[] = [];
      let size = 0;
      featuresOf(plain, (bucket) => {
        size++;
        if (label) seen[bucket] = Math.min(0xffff, seen[bucket]! + 1);
        // What no keyword has tells by not being known: only what keywords have is weighed, and shipped.
        if (label || seen[bucket]! >= LEAST_SEEN) buckets.push(bucket);
      });
      rows.push({ buckets, size, label });
    }
  };
  for (const family of families) for (let i = 0; i < ITEMS_PER_TERM * family.term.length; i++) add(makeItem(random() < NAMELESS ? { ...family, term: [unheardOf(words, random)] } : family, random), true);
  for (const row of rows) row.buckets = row.buckets.filter((bucket) => seen[bucket]! >= LEAST_SEEN);
  for (let i = 0; i < DICTIONARY_WORDS; i++) add(words[Math.floor((i * words.length) / DICTIONARY_WORDS)]!, false);
  for (let i = 0; i < COMPOUNDS; i++) add(Array.from({ length: 2 + Math.floor(random() * 2) }, () => wordOf(words, random)).join(''), false);
  for (let i = 0; i < CODED; i++) add(coded(words, random), false);
  for (const { before, after } of families) {
    for (let i = 0; i < ORDINARY; i++) add(random() < 0.5 ? pick(before, random) + wordOf(words, random) : wordOf(words, random) + pick(after, random), false);
  }
  for (let time = 0; time < 5; time++) for (const list of lists) for (const item of list) add(item, false);
  for (let time = 0; time < 6; time++) for (const { title, lines } of pages) for (const line of [title, ...lines]) add(line, false);
  return quantized(fitSparse(rows, BUCKETS, random));
}

/** Weights as bytes; the small ones, which are most of them, as 0. */
function quantized({ weights, bias }: { weights: Float32Array; bias: number }): ItemWeights {
  const level = (weight: number): number => Math.max(-127, Math.min(127, Math.round(weight / SCALE)));
  return { bias, scale: SCALE, weights: Int8Array.from(weights, (weight) => (Math.abs(level(weight)) < LEAST_LEVEL ? 0 : level(weight))) };
}

/** Trains all of the model. Same input, same model. @param parts how many parts of the words are held back in turn for the model of segments */
export function trainModel(families: readonly Family[], honest: HonestSource, characters: CharacterTable, parts = FOLDS): SpamModel {
  const folding = new Folding(characters);
  const rows: Row[] = [];
  // What a segment looks like is learned from words that the model of items has not seen: on words that it knows by heart it would learn to ask for too much.
  for (let fold = 0; fold < parts; fold++) {
    const lists = (held: boolean): HonestSource => ({ ...honest, lists: honest.lists.filter((_, i) => (i % FOLDS === fold) === held) });
    const items = trainItems(families.map((family) => partOf(family, fold, false)), lists(false), folding, fold + 1);
    rows.push(...segmentRows(items, families.map((family) => partOf(family, fold, true)), lists(true), characters, 100 + fold));
    rows.push(...segmentRows(items, families, lists(true), characters, 200 + fold));
  }
  const honestRows = rows.filter((row) => !row.label);
  const usual = FEATURES.map((_, k) => honestRows.reduce((sum, row) => sum + row.values[k]!, 0) / honestRows.length);
  const { weights, bias } = fitDense(rows, FEATURES.map((feature) => feature.sign), randomFrom(9));
  const logit = (row: Row): number => row.values.reduce((sum, value, k) => sum + value * weights[k]!, bias);
  const logits = honestRows.map(logit).sort((a, b) => a - b);
  const threshold = logits[Math.floor(STRICTEST * logits.length)]! + MARGIN;
  return { items: trainItems(families, honest, folding, 7), weights, bias, usual, threshold };
}

/** Simulated pages, their segments, and which of these were injected. */
function segmentRows(items: ItemWeights, families: readonly Family[], honest: HonestSource, characters: CharacterTable, seed: number): Row[] {
  const judge = new SpamJudge({ items, weights: [], bias: 0, usual: [], threshold: 0 }, characters);
  const random = randomFrom(seed);
  const rows: Row[] = [];
  for (let i = 0; i < PAGES_PER_FOLD; i++) {
    const traditional = random() < 0.3;
    const kit = traditional && random() < 0.6;
    const page = simulatedPage(honest, families, traditional, kit, random);
    const passages = page.map(({ passage }) => passage);
    const segments = finish(judge.finder.find(passages));
    const around = finish(judge.surroundings(passages, segments, kit));
    const labels = segments.map((segment) => labelOf(segment, page));
    const known = new Set(segments.flatMap(({ units, from, to }, k) => (labels[k] === true && to - from >= 3 ? units.slice(from, to).map((unit) => unit.plain) : [])));
    segments.forEach((segment, k) => {
      const label = labels[k];
      if (label === null || label === undefined) return;
      const name = segment.units.slice(segment.from, segment.to).map((unit) => unit.plain).join(' ');
      // In the first round nothing is known; in the second, what others on the page say.
      rows.push({ label, values: segmentFeatures(segment, around), name });
      if (known.size > 0) {
        const mine = new Set(segment.units.slice(segment.from, segment.to).map((unit) => unit.plain));
        const others = label ? new Set(segments.flatMap(({ units, from, to }, j) => (j !== k && labels[j] === true ? units.slice(from, to).map((unit) => unit.plain) : []))) : known;
        if (others.size > 0 || mine.size === 0) rows.push({ label, values: segmentFeatures(segment, { ...around, items: others }), name });
      }
    });
  }
  return rows;
}

function simulatedPage(honest: HonestSource, families: readonly Family[], traditional: boolean, kit: boolean, random: Random): Labelled[] {
  const source = pick(honest.pages, random);
  const start = Math.floor(random() * source.lines.length * 0.7);
  const lines = source.lines.slice(start, start + 2 + Math.floor(random() * source.lines.length));
  let page = passagesOf({ title: source.title, lines }, pick(honest.lists, random).slice(0, 8));
  for (let n = Math.floor(random() * 4); n >= 0; n--) {
    const many = random() < LONG ? 8 : 1;
    const lists = Array.from({ length: many + (random() < 0.3 ? 1 : 0) }, () => pick(honest.lists, random));
    const list = shuffle(lists.flat(), random).slice(0, (3 + Math.floor(random() * 12)) * many);
    if (random() < 0.3) for (let k = 0; k < 3; k++) list.push(wordOf(honest.words, random));
    // An honest list is mostly about what its page is about.
    if (random() < 0.6) page.push({ passage: { text: `本页说明${list.slice(0, 1 + Math.floor(random() * list.length)).join('，也说到')}。`, place: 'body' }, injected: null });
    const at = Math.floor(random() * (page.length + 1));
    const shown = random() < OTHER_SCRIPT ? list.map(toKitTraditional) : list;
    page = [...page.slice(0, at), ...honestList(shown, random), ...page.slice(at)];
  }
  if (traditional) page = page.map(({ passage }) => ({ passage: { ...passage, text: toKitTraditional(passage.text) }, injected: null }));
  // The kit never came for nothing.
  if (!kit && random() < 0.3) return page;
  const evasion = random() < 0.5 ? EVASIONS[0]! : pick(EVASIONS, random);
  const place = pick(PLACES, random);
  return inject(page, { place, family: pick(families, random), separator: pick(SEPARATORS, random), evasion }, random);
}

/** True: injected; false: honest; null: some of both, which teaches nothing. */
function labelOf({ units, from, to }: Segment, page: readonly Labelled[]): boolean | null {
  let bad = 0, all = 0;
  for (const { at, start, end } of units.slice(from, to)) {
    const range = page[at]!.injected;
    all += end - start;
    if (range !== null) bad += Math.max(0, Math.min(end, range[1]) - Math.max(start, range[0]));
  }
  return bad >= 0.8 * all ? true : bad === 0 ? false : null;
}
