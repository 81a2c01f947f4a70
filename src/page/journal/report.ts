import type { EditKind } from '../../engine/types.ts';

/** How often each kind of damage was undone; `script` counts characters, the others places. */
export type Counts = Record<EditKind, number>;

export const KINDS: readonly EditKind[] = ['spam', 'annotation', 'slip', 'mojibake', 'residue', 'lost', 'script'];

export function noCounts(): Counts {
  return { spam: 0, annotation: 0, slip: 0, mojibake: 0, residue: 0, lost: 0, script: 0 };
}

/** Adds to `sum`, in place. */
export function addCounts(sum: Counts, more: Readonly<Partial<Counts>>): void {
  for (const kind of KINDS) sum[kind] += more[kind] ?? 0;
}

/** The number on the badge: places that were damaged. A converted script is a wish, not damage. */
export function repairs(counts: Counts): number {
  return KINDS.reduce((sum, kind) => (kind === 'script' ? sum : sum + counts[kind]), 0);
}
