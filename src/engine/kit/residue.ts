import type { Edit } from '../types.ts';

/** Three or more `?` in a row, perhaps spaced: non-breaking spaces or emoji that GBK lacks. */
const questionRun = /\?(?: ?\?){2,}/g;
/** Nothing but `?`: a paragraph that held one such character. */
const onlyQuestions = /^\s*\?[\s?]*$/;

/**
 * What the kit leaves besides slips, on pages where it was seen.
 * @param taken edits made already; nothing is touched twice
 */
export function findResidue(text: string, taken: readonly Edit[]): Edit[] {
  const edits: Edit[] = [];
  const add = (start: number, end: number): void => {
    if (taken.some((e) => e.start < end && start < e.end)) return;
    edits.push({ kind: 'residue', start, end, before: text.slice(start, end), after: '', confidence: 0.95 });
  };
  if (onlyQuestions.test(text)) {
    const start = text.indexOf('?');
    add(start, text.lastIndexOf('?') + 1);
    return edits;
  }
  if (text.includes('??') || text.includes('? ?')) for (const run of text.matchAll(questionRun)) add(run.index, run.index + run[0].length);
  return edits;
}
