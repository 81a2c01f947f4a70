import { compose } from '../engine/compose.ts';
import { apply } from '../engine/edits.ts';
import type { Edit } from '../engine/types.ts';
import type { Splice } from './charset.ts';

/**
 * The smallest replacements that make `after` of `before`: the engine's own edits, and each word that was turned to another
 * script by itself. Bytes outside of them are not written anew.
 */
export function splicesOf(before: string, after: string, edits: readonly Edit[]): Splice[] {
  return writableSplicesOf(before, after, edits, () => false).splices;
}

/** What can be written of a change. */
interface WritableSplices {
  readonly splices: Splice[];
  /** the edits among them */
  readonly edits: readonly Edit[];
  /** how many characters could not be written */
  readonly lacking: number;
  /** how many were turned to another script */
  readonly converted: number;
}

/**
 * The same for a charset that lacks characters: where one would be written, what stood there stays.
 * @param lacks tells such characters
 */
export function writableSplicesOf(before: string, after: string, edits: readonly Edit[], lacks: (char: string) => boolean): WritableSplices {
  if (before === after) return { splices: [], edits, lacking: 0, converted: 0 };
  let lacking = 0;
  const isWritable = (text: string): boolean => {
    const count = Array.from(text).filter(lacks).length;
    lacking += count;
    return count === 0;
  };
  const repaired = apply(before, edits);
  const converted = differences(repaired, after).map((change) => (isWritable(change.after) ? change : { ...change, after: withoutLacking(change, lacks) }));
  const left: Edit[] = [];
  const splices = compose(before, edits, repaired, converted).filter((edit) => {
    const writable = isWritable(edit.after);
    if (!writable) left.push(edit);
    return writable;
  });
  return {
    splices: splices.map(({ start, end, after: text }) => ({ start, end, text })),
    edits: left.length === 0 ? edits : edits.filter((edit) => !left.some(({ start, end }) => start <= edit.start && edit.end <= end)),
    lacking,
    converted: converted.reduce((sum, { before: from, after: to }) => sum + differing(from, to), 0),
  };
}

function differing(before: string, after: string): number {
  const from = Array.from(before), to = Array.from(after);
  return Array.from({ length: Math.max(from.length, to.length) }).filter((_, i) => from[i] !== to[i]).length;
}

/** A conversion character by character, if that can be told; else what stood there. */
function withoutLacking({ before, after }: Edit, lacks: (char: string) => boolean): string {
  const from = Array.from(before), to = Array.from(after);
  return from.length === to.length ? to.map((char, i) => (lacks(char) ? from[i]! : char)).join('') : before;
}

/** A word and its conversion are no longer than this where they differ in length, characters, … */
const REACH = 12;
/** … and so many may be replaced one by one in a row. */
const REACH_ONE_BY_ONE = 64;
/** So many equal characters in a row, and both texts are at the same place again. */
const IN_STEP = 2;

/** What differs between a text and its conversion, word by word. */
function differences(before: string, after: string): Edit[] {
  const a = Array.from(before), b = Array.from(after);
  const edits: Edit[] = [];
  for (let i = 0, j = 0, start = 0; i < a.length || j < b.length; ) {
    if (a[i] === b[j]) {
      start += a[i]!.length;
      i++;
      j++;
      continue;
    }
    const [toA, toB] = whereEqual(a, b, i, j);
    const from = a.slice(i, toA).join(''), to = b.slice(j, toB).join('');
    edits.push({ kind: 'script', start, end: start + from.length, before: from, after: to, confidence: 1 });
    start += from.length;
    [i, j] = [toA, toB];
  }
  return edits;
}

/** The nearest place from which both texts say the same; their ends where there is none. */
function whereEqual(a: readonly string[], b: readonly string[], i: number, j: number): [number, number] {
  for (let n = 1; n <= REACH_ONE_BY_ONE; n++) if (isInStep(a, b, i + n, j + n)) return [i + n, j + n];
  for (let sum = 1; sum <= 2 * REACH; sum++) {
    for (let skip = 0; skip <= sum; skip++) if (isInStep(a, b, i + skip, j + sum - skip)) return [i + skip, j + sum - skip];
  }
  return [a.length, b.length];
}

function isInStep(a: readonly string[], b: readonly string[], i: number, j: number): boolean {
  if (i > a.length || j > b.length) return false;
  for (let n = 0; n < IN_STEP; n++) if (a[i + n] !== b[j + n]) return false;
  return true;
}
