import type { SpamReason } from '../types.ts';
import type { Segment } from './segments.ts';

/** What the features of a segment need to know of the page around it. */
export interface Surroundings {
  /** the annotating kit was here */
  readonly kit: boolean;
  /** which characters the page is in; `null`: both, or hardly any */
  readonly script: 'traditional' | 'simplified' | null;
  /** items of lists that are known to be injected; empty while none is */
  readonly items: ReadonlySet<string>;
  /** how much honest text there is to tell the page's subject by: 0 (none) to 1 */
  readonly known: number;
  /** which part of an item's pairs of characters the honest text has too: 0 to 1 */
  shared(plain: string): number;
}

/** A feature: its name, the reason that it is to a reader (none: it only weighs), its value from 0 to about 1. */
interface Feature {
  readonly name: string;
  /** 1: can only speak for spam; -1: only against it; 0: either, as training finds */
  readonly sign: -1 | 0 | 1;
  readonly reason: SpamReason | null;
  readonly of: (facts: Facts) => number;
}

interface Facts {
  readonly segment: Segment;
  readonly around: Surroundings;
  readonly n: number;
  readonly scores: readonly number[];
  readonly mean: number;
  readonly shared: number;
  share(test: (unit: Segment['units'][number]) => boolean): number;
  /** a sum over all items as it would be if there were {@link MOST_ADDED_UP} of the kind at most */
  addedUp(sum: number): number;
}

const LOUD = 6;
/** What adds up over the items tells no more from here on: a dictionary of 10,000 words, a few of them loud, is not a hundred times as suspicious as 100 of them. */
const MOST_ADDED_UP = 60;
const flag = (condition: boolean): number => (condition ? 1 : 0);
const loudness = (score: number): number => Math.max(-1, Math.min(1, score / LOUD));

/** Sum of the scores, none of which counts for too much. */
const weightOf = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + Math.max(-3, Math.min(4, score)), 0);

/** The shipped model has a weight for each, in this order: after a change here, `npm run build:spam`. */
export const FEATURES: readonly Feature[] = [
  { name: 'mean of the scores', sign: 1, reason: 'words', of: ({ mean }) => loudness(mean) },
  { name: 'mean beyond what honest lists reach', sign: 1, reason: 'words', of: ({ mean }) => Math.max(0, Math.min(1, (mean - 1.5) / 4)) },
  { name: 'part that is loud', sign: 1, reason: 'words', of: ({ share }) => share((unit) => unit.score > 4) },
  { name: 'part that sounds honest', sign: -1, reason: null, of: ({ share }) => share((unit) => unit.score < -2.5) },
  { name: 'sum of the scores', sign: 1, reason: 'words', of: ({ mean, n }) => Math.tanh(((mean + 1) * n) / 20) },
  { name: 'weight of all items', sign: 1, reason: 'list', of: ({ scores, addedUp }) => Math.max(0, Math.min(1, addedUp(weightOf(scores)) / 45)) },
  { name: 'weight beyond what honest lists reach', sign: 1, reason: 'list', of: ({ scores, addedUp }) => Math.max(0, Math.min(1, (addedUp(weightOf(scores)) - 45) / 90)) },
  { name: 'number of items', sign: 1, reason: 'list', of: ({ n }) => Math.min(1, Math.log2(n) / 4) },
  { name: 'one item', sign: -1, reason: null, of: ({ n }) => flag(n === 1) },
  { name: 'two items', sign: -1, reason: null, of: ({ n }) => flag(n === 2) },
  { name: 'part of short items', sign: 0, reason: null, of: ({ share }) => share((unit) => unit.plain.length < 4) },
  { name: 'part of long items', sign: 0, reason: null, of: ({ share }) => share((unit) => unit.plain.length > 20) },
  { name: 'says the same again', sign: 0, reason: null, of: ({ segment }) => repetition(segment) },
  { name: 'all of the line', sign: 1, reason: 'list', of: ({ segment, n }) => flag(segment.kind === 'line' && n === segment.units.length) },
  { name: 'part of a group left out', sign: 0, reason: null, of: ({ segment, n }) => (segment.kind === 'group' ? 1 - n / segment.units.length : 0) },
  { name: 'Simplified on a Traditional page', sign: 1, reason: 'script', of: ({ around, share }) => (around.script === 'traditional' ? share((unit) => unit.simplified > 0) : 0) },
  { name: 'Traditional on a Simplified page', sign: 1, reason: 'script', of: ({ around, share }) => (around.script === 'simplified' ? share((unit) => unit.traditional > 0) : 0) },
  { name: 'hidden', sign: 1, reason: 'hidden', of: ({ segment }) => flag(segment.passage.hidden === true) },
  { name: 'in a link', sign: 0, reason: null, of: ({ segment }) => flag(segment.passage.link === true) },
  { name: 'in links to another host', sign: 1, reason: 'links', of: ({ segment }) => flag(segment.passage.foreign === true) },
  { name: 'in the title', sign: 0, reason: null, of: ({ segment }) => flag(segment.passage.place === 'title') },
  { name: 'in a meta element', sign: 0, reason: null, of: ({ segment }) => flag(segment.passage.place === 'meta') },
  { name: 'in an attribute', sign: 0, reason: null, of: ({ segment }) => flag(segment.passage.place === 'attribute') },
  { name: 'disguised characters', sign: 1, reason: 'disguise', of: ({ segment, addedUp }) => Math.min(1, addedUp(disguisedIn(segment)) / 3) },
  { name: 'items of a known list', sign: 1, reason: 'copy', of: ({ around, share }) => share((unit) => around.items.has(unit.plain)) },
  { name: 'shared with the page', sign: -1, reason: null, of: ({ shared, around }) => shared * around.known },
  { name: 'foreign to the page', sign: 1, reason: 'topic', of: ({ shared, around }) => (1 - shared) * around.known },
  { name: 'the kit was here', sign: 1, reason: 'kit', of: ({ around }) => flag(around.kit) },
];

function disguisedIn({ units, from, to }: Segment): number {
  let n = 0;
  for (let i = from; i < to; i++) n += units[i]!.disguised;
  return n;
}

/** Part of the items that have a pair of characters which another one has too. */
function repetition({ units, from, to }: Segment): number {
  const seen = new Map<string, number>();
  const pairs = units.slice(from, to).map(({ plain }) => new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2))));
  for (const set of pairs) for (const pair of set) seen.set(pair, (seen.get(pair) ?? 0) + 1);
  return pairs.filter((set) => [...set].some((pair) => seen.get(pair)! > 1)).length / pairs.length;
}

/** The values of all features, in the order of {@link FEATURES}. */
export function segmentFeatures(segment: Segment, around: Surroundings): number[] {
  const units = segment.units.slice(segment.from, segment.to);
  const n = units.length;
  const scores = units.map((unit) => unit.score);
  const facts: Facts = {
    segment, around, n, scores,
    mean: scores.reduce((sum, score) => sum + score, 0) / n,
    shared: around.known === 0 ? 0 : units.reduce((sum, unit) => sum + around.shared(unit.plain), 0) / n,
    share: (test) => units.filter(test).length / n,
    addedUp: (sum) => (n > MOST_ADDED_UP ? (sum * MOST_ADDED_UP) / n : sum),
  };
  return FEATURES.map((feature) => feature.of(facts));
}
