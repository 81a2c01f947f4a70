/** How much two sequences have in common at their beginning, and of the rest at their end. */
export interface CommonEnds {
  readonly head: number;
  readonly tail: number;
}

/**
 * Asks for each of the two ends until what stands there is not alike; linear.
 * @param isAlike by identity, unless said otherwise
 */
export function commonEnds<T>(a: ArrayLike<T>, b: ArrayLike<T>, isAlike: (one: T, other: T) => boolean = (one, other) => one === other): CommonEnds {
  const most = Math.min(a.length, b.length);
  let head = 0, tail = 0;
  while (head < most && isAlike(a[head]!, b[head]!)) head++;
  while (tail < most - head && isAlike(a[a.length - 1 - tail]!, b[b.length - 1 - tail]!)) tail++;
  return { head, tail };
}
