import { readFileSync } from 'node:fs';

/** What the lists of one trade are made of. */
export interface Family {
  readonly name: string;
  readonly before: readonly string[];
  readonly term: readonly string[];
  readonly after: readonly string[];
  /** how an item is put together: `b` before, `t` term, `a` after, `n` a number, `p` a place */
  readonly shape: readonly string[];
}

const KINDS = ['before', 'term', 'after', 'shape'] as const;

/** Reads `vocabulary.txt`. */
export function readFamilies(): Family[] {
  const families = new Map<string, Record<(typeof KINDS)[number], string[]>>();
  for (const line of dataLines('vocabulary.txt')) {
    const [name, kind, ...words] = line.split(' ') as [string, (typeof KINDS)[number], ...string[]];
    if (!families.has(name)) families.set(name, { before: [], term: [], after: [], shape: [] });
    families.get(name)![kind].push(...words);
  }
  return [...families].map(([name, kinds]) => ({ name, ...kinds }));
}

/** Reads `honest.txt`: lists of items. */
export function readHonestLists(): string[][] {
  return dataLines('honest.txt').map((line) => line.split('|'));
}

function dataLines(name: string): string[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** How many parts the held-out measurement splits terms and shapes into. */
export const FOLDS = 5;

/** The part of a family that a fold trains on, or (`held`) is measured with: no term and no shape is in both. */
export function partOf(family: Family, fold: number, held: boolean): Family {
  const part = (words: readonly string[]): string[] => {
    const all = [...new Set(words)];
    const kept = all.filter((_, i) => (i % FOLDS === fold) === held);
    return kept.length > 0 ? kept : all; // a part of a part can be too small to be parted
  };
  return { ...family, term: part(family.term), shape: part(family.shape) };
}
