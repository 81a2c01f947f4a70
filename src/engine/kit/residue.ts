import type { Edit, Passage } from '../types.ts';

/** A row of non-breaking spaces or emoji, perhaps with spaces between them. */
const run = /\?(?: ?\?){2,}/g;
/** A run behind one of these asks nothing. */
const askedNothing = /(?:^|[\s。，、；：！”’」』）》…])$/u;
/** Nobody asks with more. */
const MOST_ASKED = 5;
/** Nothing but `?`: a paragraph that held one such character. */
const onlyQuestions = /^\s*\?[\s?]*$/;

/**
 * What the kit leaves besides slips, on pages where it was seen: `?` for characters that GBK lacks and that show nothing. A `???` that
 * somebody may have written stays.
 */
export function findResidue({ text, place, link }: Passage): Edit[] {
  if (!text.includes('?')) return [];
  const edit = (start: number, end: number): Edit => ({ kind: 'residue', start, end, before: text.slice(start, end), after: '', confidence: 0.95 });
  if (onlyQuestions.test(text)) return place === 'body' && link !== true ? [edit(text.indexOf('?'), text.lastIndexOf('?') + 1)] : [];
  if (!text.includes('??') && !text.includes('? ?')) return [];
  return Array.from(text.matchAll(run)).filter(({ index, 0: { length } }) => length > MOST_ASKED || askedNothing.test(text.slice(Math.max(0, index - 1), index)))
    .map(({ index, 0: { length } }) => edit(index, index + length));
}
