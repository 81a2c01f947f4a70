import type { Edit } from '../engine/types.ts';
import type { Splice } from './charset.ts';

/**
 * The smallest replacements that make `after` of `before`: the engine's own edits where they say it all, else what lies
 * between the common beginning and the common end. Bytes outside of them are not written anew.
 */
export function splicesOf(before: string, after: string, edits: readonly Edit[]): Splice[] {
  if (before === after) return [];
  if (applied(before, edits) === after) return edits.map(({ start, end, after: text }) => ({ start, end, text }));
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  if (isLowSurrogate(before, start) || isLowSurrogate(after, start)) start--;
  let end = 0;
  while (
    end < before.length - start && end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) end++;
  if (end > 0 && (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end))) end--;
  return [{ start, end: before.length - end, text: after.slice(start, after.length - end) }];
}

function applied(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, after } of edits) {
    if (start < at) return text; // overlapping: not a list that can be followed
    out += text.slice(at, start) + after;
    at = end;
  }
  return out + text.slice(at);
}

function isLowSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
