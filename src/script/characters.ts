/** How far characters go, in UTF-16 code units. */

const isLead = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
/** Second half of a surrogate pair. */
export const isTrail = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Says how the characters behind it stand together in one that has no code point. */
export const isDescription = (unit: number): boolean => unit >= 0x2ff0 && unit <= 0x2fff;

/** 2 for a surrogate pair, else 1. */
export function characterLength(units: Uint16Array, at: number, end: number): number {
  return isLead(units[at]!) && at + 1 < end && isTrail(units[at + 1]!) ? 2 : 1;
}

/** How far to go where no key begins: a character, or a whole ideographic description sequence (Unicode, section 18.2). */
export function unmatchedLength(units: Uint16Array, at: number, end: number): number {
  const unit = units[at]!;
  if (!isDescription(unit)) return characterLength(units, at, end);
  return (sequenceEnd(units, at, end) || at + 1) - at;
}

/** Longer than any sequence in use: one that a page makes up must not cost more than its length. */
const LONGEST_SEQUENCE = 128;

/** Where the description sequence at `at` ends; 0 where there is none, or it is cut short. */
function sequenceEnd(units: Uint16Array, at: number, end: number): number {
  let open = 1, i = at;
  for (; open > 0; open--) {
    if (i >= end || i > at + LONGEST_SEQUENCE) return 0;
    const unit = units[i]!;
    if (isDescription(unit)) open += unit === 0x2ff2 || unit === 0x2ff3 ? 3 : 2;
    i += characterLength(units, i, end);
  }
  return i;
}
