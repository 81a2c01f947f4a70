import { apply } from './edits.ts';
import { type Edit, LOST, type Outcome } from './types.ts';

/** An edit with where it is in the text between two rounds. */
interface Placed {
  readonly edit: Edit;
  readonly from: number;
  readonly to: number;
}

/**
 * What became of a passage in two rounds, told as one.
 * @param text the passage as it came in
 * @param first what was done to it
 * @param second what was done to the text of `first` after that; `first.text` is not `null`
 */
export function followedBy(text: string, first: Outcome, second: Outcome): Outcome {
  const between = first.text ?? '';
  if (second.text === between && second.edits.length === 0) return first;
  const converted = first.converted + second.converted;
  if (first.edits.length === 0 && between === text) return { ...second, converted };
  const edits = second.text === null
    ? second.edits.slice(0, 1).map((whole) => ({ ...whole, start: 0, end: text.length, before: text }))
    : compose(text, first.edits, between, second.edits);
  return { text: second.text, edits, converted };
}

/**
 * Two lists of edits carried out one after the other, as one list. Edits that touch the same characters become one.
 * @param between `text` with `first` carried out, and perhaps characters of it replaced one by one: those are not told
 * @param second counted in `between`
 */
export function compose(text: string, first: readonly Edit[], between: string, second: readonly Edit[]): Edit[] {
  let grown = 0;
  const placed = first.map((edit): Placed => {
    const from = edit.start + grown;
    grown += growth(edit);
    return { edit, from, to: from + edit.after.length };
  });
  const known = new Set(first);
  // In the same place, what was taken out before comes first.
  const all = [...placed, ...second.map((edit) => ({ edit, from: edit.start, to: edit.end }))].sort((a, b) => a.from - b.from || a.to - b.to);
  const edits: Edit[] = [];
  let moved = 0;
  for (let i = 0; i < all.length; ) {
    const { from } = all[i]!;
    let { to } = all[i]!;
    let end = i + 1;
    for (; end < all.length && all[end]!.from < to && from < all[end]!.to; end++) to = Math.max(to, all[end]!.to);
    const group = all.slice(i, end).map(({ edit }) => edit);
    const earlier = group.filter((edit) => known.has(edit));
    const later = group.filter((edit) => !known.has(edit));
    const start = from - moved;
    for (const edit of earlier) moved += growth(edit);
    i = end;
    if (later.length === 0) {
      for (const edit of earlier) edits.push(edit);
      continue;
    }
    const before = text.slice(start, to - moved);
    const after = apply(between.slice(from, to), later, from);
    if (before !== after) edits.push({ ...leading(earlier, later, after), start, end: to - moved, before, after, confidence: group.reduce((least, { confidence }) => Math.min(least, confidence), 1) });
  }
  return edits;
}

const growth = ({ start, end, after }: Edit): number => after.length - (end - start);

/** The edit that says of what kind several are together: what can't be known stays told, and what is gone is gone; else the damage that was there. */
function leading(earlier: readonly Edit[], later: readonly Edit[], after: string): Edit {
  return (after.includes(LOST) ? [...earlier, ...later].find(({ kind }) => kind === 'lost') : undefined) ??
    later.find(({ kind }) => kind === 'spam') ?? earlier.find(({ kind }) => kind !== 'lost') ?? later[0]!;
}
