import type { Edit } from './types.ts';

/**
 * The text with its edits carried out.
 * @param offset where in the passage that the edits are counted in this text begins
 */
export function apply(text: string, edits: readonly Edit[], offset = 0): string {
  if (edits.length === 0) return text;
  let out = '', at = 0;
  for (const { start, end, after } of edits) {
    out += text.slice(at, start - offset) + after;
    at = end - offset;
  }
  return out + text.slice(at);
}

/**
 * Two lists of edits of one text as one, without those of the second that touch what the first changes. Both are in order of `start`
 * and without overlap, and so is the result.
 */
export function withEdits(first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const all: Edit[] = [];
  let i = 0;
  for (const edit of second) {
    while (i < first.length && first[i]!.end <= edit.start) all.push(first[i++]!);
    if (i === first.length || first[i]!.start >= edit.end) all.push(edit);
  }
  return all.concat(first.slice(i));
}
