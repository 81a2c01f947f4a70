import type { Edit, Outcome } from '../../engine/types.ts';
import type { Counts } from '../journal/report.ts';

/** The edits of an outcome; a passage that goes without a word is one edit by itself. */
export function editsOf({ text, edits }: Outcome, source: string): readonly Edit[] {
  if (text !== null || edits.length > 0) return edits;
  return [wholeEdit('spam', source, '')];
}

/** An edit of a whole text. */
export function wholeEdit(kind: Edit['kind'], before: string, after: string): Edit {
  return { kind, start: 0, end: before.length, before, after, confidence: 1 };
}

/** What was undone in one place. @param readAgain the text was decoded anew before that, which counts as one repair */
export function count(outcome: Outcome, shown: string, readAgain: boolean): Partial<Counts> {
  const counts: Partial<Counts> = readAgain ? { mojibake: 1 } : {};
  for (const { kind } of outcome.edits) if (kind !== 'script') counts[kind] = (counts[kind] ?? 0) + 1;
  if (outcome.text === null) counts.spam = Math.max(1, counts.spam ?? 0);
  const script = outcome.converted + difference(outcome.text ?? '', shown);
  if (script > 0) counts.script = script;
  return counts;
}

/** How many characters a conversion changed; for words of other length, the length of what differs. */
function difference(before: string, after: string): number {
  if (before === after) return 0;
  if (before.length !== after.length) return Math.max(1, Math.abs(before.length - after.length));
  let changed = 0;
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) changed++;
  return changed;
}
