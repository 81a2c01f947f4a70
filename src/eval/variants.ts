import type { PageOptions, TableOptions } from './kit.ts';
import type { ScatterOptions } from './scatter.ts';

/** One way in which pages of the kit, or crawls of them, differ. */
export interface Variant {
  readonly name: string;
  readonly table: TableOptions;
  readonly page: PageOptions;
  /** by the kit that annotates at random, instead */
  readonly scatter?: ScatterOptions;
}

/** Every variant is the first one with one thing changed. */
export const VARIANTS: readonly Variant[] = [
  { name: 'as the kit does it', table: {}, page: {} },
  { name: 'punctuation folded to ASCII', table: {}, page: { fold: 'marks' } },
  { name: 'all full-width forms folded', table: {}, page: { fold: 'all' } },
  { name: 'private-use characters dropped', table: {}, page: { dropPrivateUse: true } },
  { name: 'lone lead byte dropped', table: {}, page: { loneLead: '' } },
  { name: 'folded, dropped, lone lead dropped', table: {}, page: { fold: 'marks', dropPrivateUse: true, loneLead: '' } },
  { name: 'space in the annotation', table: { space: true }, page: {} },
  { name: 'keys in any order, any reading', table: { order: 'shuffled', reading: 'any' }, page: {} },
  { name: 'cut at commas, too', table: {}, page: { commas: true } },
  { name: 'few keys (one in ten)', table: { share: 0.1 }, page: {} },
  { name: 'plain text: no tag behind a line', table: {}, page: { markup: false } },
  { name: 'the other kit: one in ten, at random', table: {}, page: {}, scatter: { share: 0.1 } },
  { name: 'the same, one in thirty, script as it was', table: {}, page: {}, scatter: { share: 1 / 30, convert: false } },
  { name: 'a third kit: half of all, no tones', table: {}, page: {}, scatter: { share: 0.5, convert: false, tones: false } },
  { name: 'a fourth kit: one in four, tones on half, emoji', table: {}, page: {}, scatter: { share: 0.25, convert: false, tones: 'half', emoji: 0.02 } },
];
