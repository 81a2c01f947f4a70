import { isLostForGood, mayShowEscapes, mayShowGarbledLetters } from '../mojibake/signs.ts';
import { classesOf, COMMON, HAN } from './classes.ts';
import { BLOCK, isOdd, NO_COMMON, NONE_COMMON } from './garbled.ts';
import { isPair, KeywordCount } from './keywords.ts';
import { FIRST, pairTable, SECOND, SLOT } from './pairs.ts';
import { endsReading, endsToneless, READINGS, TONELESS } from './readings.ts';

/** What is of a script in which something can be wrong: Latin letters and marks by themselves show nothing but signs. */
const eastern = /[\u0080-\u009f\u0370-\u04ff\u3400-\u9fff\uac00-\uf8ff\uff61-\uff9f\ufffd]/;

/** The least that a text out of place has: half of the characters without which nobody looks. */
const LEAST_ODD = NO_COMMON / 2;
/** Farther apart they are not of one text. */
const ODD_SPACING = 2 * BLOCK;

/** Every second and third character is asked for a pair of keywords, in turn: a list has more of them than one. */
const STEP = 2, OTHER_STEP = 3;
/** How far from one of its pairs the rest of a list is looked for. */
const REACH = 100;

/**
 * A glance at the text of a whole page in one piece, before the `Sniffer` goes through it node by node. The browser puts the texts
 * together faster than they can be had one by one, and its own search does the most of it: a script that runs once is slow.
 *
 * It can't see where a text ends, or that it is for programs, so it lets pass more than the sniffer does, and is no evidence.
 */
export class Glance {
  #readings = 0;
  #toneless = 0;

  /**
   * Looks at a piece of the text, behind those that it has seen. Linear time.
   * @returns true where the texts in it ask for a closer look
   */
  look(text: string): boolean {
    return (eastern.test(text) && (this.#showsReadings(text) || hasStrangeStretch(text) || hasKeywords(text)))
      || mayShowEscapes(text) || mayShowGarbledLetters(text) || isLostForGood(text);
  }

  #showsReadings(text: string): boolean {
    for (let at = text.indexOf(')'); at >= 0; at = text.indexOf(')', at + 1)) {
      if (endsReading(text, at)) this.#readings++;
      else if (endsToneless(text, at)) this.#toneless++;
    }
    return this.#readings >= READINGS || this.#toneless >= TONELESS;
  }
}

function hasKeywords(text: string): boolean {
  const marks = pairTable();
  for (let i = 2, step = STEP; i < text.length; i += step, step ^= STEP ^ OTHER_STEP) {
    const unit = text.charCodeAt(i);
    if (unit < 0x3400) continue;
    let before = text.charCodeAt(i - 1);
    // Something may stand between any two.
    if (before < 0x3400) before = text.charCodeAt(i - 2);
    // The slot of `slotOf(hashOf(before, unit))`, which is empty for nearly all: a call costs more than all the rest, as long as nothing is compiled.
    if (marks[((before * FIRST) ^ (unit * SECOND)) & SLOT] !== 0 && isPair(marks, before, unit) && isInList(text, i)) return true;
  }
  return false;
}

/** White space stands between the texts of a list, which are looked at without it. */
const isInList = (text: string, at: number): boolean => new KeywordCount().add(text.slice(Math.max(0, at - REACH), at + REACH).replace(/[\0-\x20]+/g, ''));

/** Is there a stretch without any common character in which many stand that no text has side by side? Looks at one character in three. */
function hasStrangeStretch(text: string): boolean {
  const classes = classesOf();
  for (let i = NO_COMMON - 1; i < text.length; i += NO_COMMON) {
    const start = i - NO_COMMON + 1;
    while (i >= start && (classes[text.charCodeAt(i)]! & COMMON) === 0) i--;
    if (i >= start) continue;
    i = endOfStretch(text, start);
    if (i === STRANGE) return true;
  }
  return false;
}

const STRANGE = -1;

/** Goes through a stretch without common characters, and what may belong to it. @returns where it ends, or `STRANGE` */
function endOfStretch(text: string, from: number): number {
  const classes = classesOf();
  let odd = 0, lastOdd = 0, han = 0, before = 0, end = text.length, until = end;
  for (let i = from; i < until; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      before = 0;
      continue;
    }
    const what = classes[unit]!;
    if (isOdd(unit, what, before)) {
      odd = i - lastOdd > ODD_SPACING ? 1 : odd + 1;
      if (odd >= LEAST_ODD) return STRANGE;
      lastOdd = i;
    }
    before = what;
    if (end < text.length) continue;
    if ((what & COMMON) !== 0) {
      end = i;
      until = Math.min(until, i + BLOCK);
    } else if ((what & HAN) !== 0 && ++han >= NONE_COMMON) return STRANGE;
  }
  return end;
}
