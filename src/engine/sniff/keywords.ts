import { classesOf, HAN, WORD } from './classes.ts';
import { hashOf, markOf, pairTable, slotOf } from './pairs.ts';

/** A pair of characters that keywords are made of counts for so much, and every character takes one back: so much of them makes a list. */
const PAIR = 12;
const LIST = 45;

/** Are they a pair of characters that keywords are made of? */
export function isPair(marks: Uint8Array, first: number, second: number): boolean {
  const hash = hashOf(first, second);
  const mark = marks[slotOf(hash)]!;
  // Most slots are empty: asked first, because a mark takes a division.
  return mark !== 0 && mark === markOf(hash);
}

/** Counts pairs of keywords that lie close together, in one text or in several that follow each other. */
export class KeywordCount {
  #count = 0;
  #last = 0;

  /** @returns true where there is a list of keywords */
  add(text: string): boolean {
    const classes = classesOf(), marks = pairTable();
    let last = this.#last, count = this.#count, at = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const what = classes[unit]!;
      if ((what & HAN) !== 0 && isPair(marks, last, unit)) {
        count = Math.max(0, count - (i - at)) + PAIR;
        if (count >= LIST) return true;
        at = i;
      }
      if ((what & WORD) !== 0) last = unit;
    }
    this.#last = last;
    this.#count = Math.max(0, count - (text.length - at));
    return false;
  }
}
