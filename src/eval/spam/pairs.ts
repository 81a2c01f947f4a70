import { BASE, hashOf, ZERO } from '../../engine/sniff/pairs.ts';
import type { Folding } from '../../engine/spam/fold.ts';
import { toKitTraditional } from '../kit-script.ts';
import { randomFrom } from '../random.ts';
import { makeItem } from './lists.ts';
import type { HonestSource } from './train.ts';
import type { Family } from './vocabulary.ts';

/** How many pairs the sniffer gets: it is put into every page, so they must be few. */
const PAIRS = 700;
const ITEMS = 3000;
/** Seen so seldom in honest words, a pair is as good as unseen. */
const UNSEEN = 2e-6;

/**
 * Pairs of ideographs that keywords have far more often than other words do, Simplified and Traditional, one after the other.
 * For the look that every page gets, which has no tables.
 */
export function sniffPairs(families: readonly Family[], { words, lists }: HonestSource, folding: Folding): string {
  const random = randomFrom(3);
  const spam = new Map<string, number>();
  for (const family of families) for (let i = 0; i < ITEMS; i++) count(spam, makeItem(family, random), 1);
  const honest = new Map<string, number>();
  for (const [rank, word] of words.entries()) count(honest, word, 1 / (rank + 100));
  for (const list of lists) for (const item of list) count(honest, item, 1 / 2000);
  const part = (map: ReadonlyMap<string, number>): ((pair: string) => number) => {
    const sum = [...map.values()].reduce((total, n) => total + n, 0);
    return (pair) => (map.get(pair) ?? 0) / sum;
  };
  const [inSpam, inHonest] = [part(spam), part(honest)];
  const gain = (pair: string): number => inSpam(pair) * Math.max(0, Math.log(inSpam(pair) / (inHonest(pair) + UNSEEN)) - 1);
  const chosen = [...spam.keys()].map((pair) => [pair, gain(pair)] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, PAIRS).map(([pair]) => pair);
  const both = new Set(chosen.flatMap((pair) => [pair, toKitTraditional(pair)]));
  return [...both].join('');

  function count(map: Map<string, number>, text: string, n: number): void {
    for (let i = 0; i + 1 < text.length; i++) {
      const pair = text.slice(i, i + 2);
      if (/^[\u3400-\u9fff]{2}$/.test(pair) && [...pair].every((c) => folding.table[c.charCodeAt(0)] === c.charCodeAt(0))) map.set(pair, (map.get(pair) ?? 0) + n);
    }
  }
}

/** The pairs' hashes in ascending order, for each its distance from the one before, in two digits. */
function packPairs(pairs: string): string {
  const hashes = new Set<number>();
  for (let i = 0; i + 1 < pairs.length; i += 2) hashes.add(hashOf(pairs.charCodeAt(i), pairs.charCodeAt(i + 1)));
  const digit = (value: number): string => String.fromCharCode(ZERO + value);
  const most = BASE ** 2 - 1;
  let packed = '', last = 0;
  for (const hash of [...hashes].sort((a, b) => a - b)) {
    for (; hash - last >= most; last += most) packed += digit(BASE - 1).repeat(2);
    packed += digit(Math.floor((hash - last) / BASE)) + digit((hash - last) % BASE);
    last = hash;
  }
  return packed;
}

/** The file in which the engine has them. */
export const pairsFile = (pairs: string): string => `/** Written by \`npm run build:spam\`; do not edit. What it means: \`src/engine/sniff/pairs.ts\`. */

/** Hashes of pairs of characters that injected keywords are made of, in ascending order: the distance of each from the one before, in two digits. */
export const PACKED_PAIRS =
  "${packPairs(pairs)}";
`;
