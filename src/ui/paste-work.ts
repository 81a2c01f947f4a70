import type { Engine, Explanation, RepairStep } from '../engine/types.ts';
import { LOST } from '../engine/types.ts';
import { looksGarbled } from '../engine/sniff/garbled.ts';

/** How far the repair of a pasted text is, and what it came to so far. Structured-cloneable. */
export interface PasteProgress {
  /** UTF-16 code units that are done, of `total` */
  readonly done: number;
  readonly total: number;
  /** the text: repaired as far as it is done, as pasted from there on */
  readonly text: string;
  readonly steps: readonly RepairStep[];
  /** places that were repaired, and characters that are marked as lost */
  readonly repaired: number;
  readonly lost: number;
  /** true: nothing was found, though some of it does look garbled */
  readonly suspicious: boolean;
}

/** A piece takes well under a second; it is large enough for its lines to tell of each other. UTF-16 code units. */
const PIECE = 4000;
/** A line longer than this is cut, which may cost the character at the cut. */
const LONGEST_LINE = 20_000;

/** Cuts a text where lines end. All pieces together are the text. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start + PIECE) + 1;
    if (end === 0) end = text.length;
    if (end - start > LONGEST_LINE) {
      end = start + LONGEST_LINE;
      // Not between the halves of a surrogate pair.
      if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    }
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/**
 * Repairs a pasted text piece by piece, so that a long one shows how far it is and can be given up.
 * @param engine nothing more is asked of it than to explain a text, and whether the kit was there
 */
export function* repairPasted(engine: Pick<Engine, 'assess' | 'explain'>, text: string): Generator<PasteProgress> {
  // What the kit did shows in the text as a whole only.
  const whole = engine.assess(text.split('\n').map((line) => ({ text: line, place: 'body' }))).kit;
  let out = '', done = 0, repaired = 0, lost = 0, suspicious = false;
  const steps = new Map<string, RepairStep>();
  for (const piece of whole ? [text] : piecesOf(text)) {
    const found: Explanation = engine.explain(piece);
    for (const step of found.steps) steps.set(JSON.stringify(step), step);
    for (const edit of found.edits) {
      repaired++;
      for (const char of edit.after) if (char === LOST) lost++;
    }
    if (found.edits.length === 0 && looksGarbled(piece)) suspicious = true;
    out += found.text;
    done += piece.length;
    yield { done, total: text.length, text: out + text.slice(done), steps: [...steps.values()], repaired, lost, suspicious: suspicious && repaired === 0 };
  }
}
