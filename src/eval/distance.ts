import { commonEnds } from '../engine/common-ends.ts';
import { LOST } from '../engine/types.ts';

/** How far a repaired line is from the true one, in characters. */
export interface Distance {
  /** characters changed, missing or too many; a lost mark in place of a character is not wrong */
  readonly wrong: number;
  /** lost marks */
  readonly lost: number;
}

/** Compares a repaired line with the true one. Linear where they agree, quadratic only in what is left between. */
export function distance(got: string, truth: string): Distance {
  if (got === truth) return { wrong: 0, lost: 0 };
  const a = [...got];
  const b = [...truth];
  const { head, tail } = commonEnds(a, b);
  const gotMiddle = a.slice(head, a.length - tail);
  const truthMiddle = b.slice(head, b.length - tail);
  return {
    wrong: editDistance(gotMiddle, truthMiddle),
    lost: gotMiddle.filter((char) => char === LOST).length,
  };
}

const LONGEST = 2000; // beyond, the middle counts as wrong altogether

/** Levenshtein's distance, except that a lost mark stands for any one character or for none at no cost. */
function editDistance(got: readonly string[], truth: readonly string[]): number {
  if (got.length > LONGEST || truth.length > LONGEST) return Math.max(got.length, truth.length);
  let previous = Array.from({ length: truth.length + 1 }, (_, j) => j);
  for (const char of got) {
    const lost = char === LOST;
    const row = [previous[0]! + (lost ? 0 : 1)];
    for (let j = 1; j <= truth.length; j++) {
      const same = lost || char === truth[j - 1];
      row.push(Math.min(previous[j - 1]! + (same ? 0 : 1), previous[j]! + (lost ? 0 : 1), row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[truth.length]!;
}
