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
