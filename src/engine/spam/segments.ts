import type { Passage } from '../types.ts';
import type { Item } from './items.ts';

/** An item with what the model says of it. */
export interface Unit extends Item {
  /** index of its passage */
  readonly at: number;
  /** log-odds of having been injected, by its words alone */
  readonly score: number;
  /** how many of its characters no Traditional text has */
  readonly simplified: number;
  /** how many no Simplified text has */
  readonly traditional: number;
}

/** A stretch of items that may have been injected, and what it was taken from. */
export interface Segment {
  /** `line`: items of one passage; `group`: passages in a row, each an item */
  readonly kind: 'line' | 'group';
  /** all items of the line or group */
  readonly units: readonly Unit[];
  /** `[from, to)` of `units` */
  readonly from: number;
  readonly to: number;
  /** of a line the one, of a group the passage of `units[from]` (all stand alike) */
  readonly passage: Passage;
}

/** Log-odds at which an item is as likely in an injected list as in an honest one that was looked at: words unheard of score lower than heard ones. */
const EVEN = -1.5;
/** Scores farther off tell no more: one loud word must not carry a line of quiet ones, nor one quiet word part two loud ones. */
const LOUDEST = 4;
const QUIETEST = -3;
/** So much the items of a stretch must be worth together to be looked at. */
const LEAST_SUM = 3;
const MOST_SEGMENTS = 3;

const worth = (unit: Unit): number => Math.max(QUIETEST, Math.min(LOUDEST, unit.score - EVEN));

/** The stretches of a list that score highest (maximum-sum subarray), the best first, not touching each other. */
export function hotRanges(units: readonly Unit[]): [number, number][] {
  const found: [number, number][] = [];
  const open: [number, number][] = [[0, units.length]];
  while (open.length > 0 && found.length < MOST_SEGMENTS) {
    const [low, high] = open.pop()!;
    let best = 0, from = -1, to = -1, sum = 0, start = low;
    for (let i = low; i < high; i++) {
      sum += worth(units[i]!);
      if (sum > best) [best, from, to] = [sum, start, i + 1];
      if (sum <= 0) [sum, start] = [0, i + 1];
    }
    if (best < LEAST_SUM) continue;
    found.push([from, to]);
    open.push([low, from], [to, high]);
  }
  return found;
}
