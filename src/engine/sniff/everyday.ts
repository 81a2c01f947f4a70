import { EVERYDAY_BITS, FIRST } from '../data/everyday.ts';

let bits: string | undefined;

/** Is it among the everyday characters of either script: GB 2312 level 1, Big5 level 1, and those that only Cantonese has? */
export function isEveryday(unit: number): boolean {
  const at = unit - FIRST;
  // Beyond the end there is NaN, which has no bits.
  return at >= 0 && (((bits ??= atob(EVERYDAY_BITS)).charCodeAt(at >> 3) >> (at & 7)) & 1) === 1;
}
