import { commonEnds } from '../../engine/common-ends.ts';
import type { Edit } from '../../engine/types.ts';

/** What differs between two texts, in UTF-16 code units. */
export interface Difference {
  /** how much they begin with alike */
  readonly head: number;
  /** so much of the first stands where the second has something else of such a length */
  readonly before: number;
  readonly after: number;
}

export function differenceOf(before: string, after: string): Difference {
  const { head, tail } = commonEnds(before, after);
  return { head, before: before.length - head - tail, after: after.length - head - tail };
}

/** Where an offset in the first text is in the second: within what differs, as far on as before. */
export function moved(offset: number, { head, before, after }: Difference): number {
  if (offset <= head) return offset;
  return offset >= head + before ? offset - before + after : head + Math.round(((offset - head) * after) / before);
}

/** Where an offset in a text that edits were made in was before them. What one of them put there is not taken apart: it is in front of the offset. */
export function movedBack(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { start, end, after } of edits) {
    const at = start + shift;
    if (offset < at || (offset === at && after !== '')) break;
    if (offset < at + after.length) return end;
    shift += after.length - (end - start);
  }
  return offset - shift;
}
