import { PACKED_PAIRS } from '../data/spam-pairs.ts';

/** Digits of the packed pairs are characters from `ZERO` on, none of which needs an escape between double quotes. */
export const ZERO = 0x23;
export const BASE = 57;

/** Slots of the table: the pairs fill one in sixty, and what else falls into one of them has another mark, but for one in fifteen. */
const SLOTS = 1 << 16;
const MARKS = 15;

/** Primes so small that a product is a small integer to the browser, which its interpreter counts with fastest. */
export const FIRST = 12289, SECOND = 9973;
/** A pair of characters as 20 bits, of which the lower 16 say where it is in the table and the others are its mark. */
export const hashOf = (a: number, b: number): number => ((a * FIRST) ^ (b * SECOND)) & 0xfffff;
/** Of a hash, 0 to below {@link SLOTS}. */
export const SLOT = SLOTS - 1;
export const slotOf = (hash: number): number => hash & SLOT;
/** Never 0, which says that a slot is empty. */
export const markOf = (hash: number): number => ((hash >>> 16) % MARKS) + 1;

let table: Uint8Array | undefined;

/** By slot, the mark of the pair of characters that injected keywords are made of; 0 where there is none. */
export const pairTable = (): Uint8Array => (table ??= makeTable());

function makeTable(): Uint8Array {
  const table = new Uint8Array(SLOTS);
  for (let at = 0, hash = 0; at < PACKED_PAIRS.length; at += 2) {
    const more = (PACKED_PAIRS.charCodeAt(at) - ZERO) * BASE + PACKED_PAIRS.charCodeAt(at + 1) - ZERO;
    hash += more;
    // The largest distance goes on and ends at no pair.
    if (more < BASE * BASE - 1) table[slotOf(hash)] = markOf(hash);
  }
  return table;
}
