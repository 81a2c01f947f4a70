import { readFileSync } from 'node:fs';

/**
 * `boundaries.txt`, a line for each character that words end in, and for some marks: the character, and behind it pairs of what the next word starts with and
 * a letter that says how much oftener than anywhere, in half powers of two from `N`, which would be as often.
 */
export const BOUNDARIES = new URL('boundaries.txt', import.meta.url);

const AS_OFTEN = 'N'.charCodeAt(0);
/** As far as the letters go. */
export const MOST_LIFT = 12;

export type Boundaries = ReadonlyMap<string, readonly (readonly [next: string, lift: number])[]>;

export const readBoundaries = (): Boundaries => new Map(readFileSync(BOUNDARIES, 'utf8').trimEnd().split('\n').map((line) => [
  line[0]!, Array.from(line.slice(1).matchAll(/(.)(.)/gu), ([, next, letter]) => [next!, letter!.charCodeAt(0) - AS_OFTEN] as const),
]));

export const boundariesText = (boundaries: Boundaries): string =>
  [...boundaries].map(([head, row]) => `${head}${row.map(([next, lift]) => next + String.fromCharCode(AS_OFTEN + lift)).join('')}\n`).join('');
