/** What follows what, in rows, one for each head, as a compressed sparse matrix: nothing has to be built to look it up. */
export interface RowIndex {
  /** row `i` is from `start[i]` to `start[i + 1]` */
  readonly start: Uint32Array;
  /** what comes next, ascending within a row */
  readonly next: Uint16Array;
}

/** Where `next` stands in the row of `head`, -1 where it does not. */
export function find(rows: RowIndex, head: number, next: number): number {
  let low = rows.start[head]!, high = rows.start[head + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.next[middle]! < next) low = middle + 1;
    else high = middle;
  }
  return low < rows.start[head + 1]! && rows.next[low] === next ? low : -1;
}
