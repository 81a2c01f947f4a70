import type { Passage } from '../engine/types.ts';
import type { PageChange } from '../page/write/changes.ts';
import type { Counts } from '../page/journal/report.ts';

/** Everything that was done to a page, as JSON: the shape that the command's `--report` has for a document. */
export function reportJson(page: { url: string; title: string; counts: Counts }, changes: readonly PageChange[]): string {
  const edits = changes.map(({ kind, place, before, after, around, confidence, why, takenBack }) =>
    ({ kind, place, before, after, around, confidence, why, takenBack }));
  return JSON.stringify({ documents: [{ ...page, edits }] }, null, 2);
}

/**
 * One change as a case for the project's tests, for a reader to pass on by hand. Without the page's address: it may say
 * more of the reader than they want.
 * @param passage the whole text in which it was made, as it came, and where that stood; `null` for a box
 */
export function caseJson(change: PageChange, passage: Passage | null, version: string): string {
  const { kind, place, before, after, around, confidence, why } = change;
  // Which box it is in says nothing outside of its page.
  const { text = '', hidden, link, foreign } = passage ?? {};
  return JSON.stringify({ case: 'wrong-change', version, kind, place, hidden, link, foreign, before, after, around, confidence, why, passage: text }, null, 2);
}

/** Saves a text as a file of the reader's, without a permission for it. */
export function saveFile(name: string, json: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = name;
  link.click();
  // Not at once: the browser reads it when it has asked where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
