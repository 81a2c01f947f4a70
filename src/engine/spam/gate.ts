import { SNIFF_PAIRS } from '../data/spam-pairs.ts';

/**
 * The cheap look for injected keywords, without tables: how many of a text's pairs of characters are ones that keywords are made of.
 * It may be wrong towards yes; the engine has the last word.
 */

/** Slots of the table of pairs: 1,000 pairs fill one in sixty. */
const SLOTS = 1 << 16;
const slot = (a: number, b: number): number => (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 16;

/** A list that is worth injecting has so many such pairs, this close together: one in so many characters. */
const LIST_PAIRS = 5;
const LIST_SPACING = 7;
/** A single keyword has one in so many of its few characters; so many keywords make a page worth the engine. */
const WORD_LENGTH = 30;
const WORD_SPACING = 6;
const WORDS = 4;

export class SpamGate {
  readonly #table = new Uint8Array(SLOTS);
  #words = 0;

  constructor() {
    for (let i = 0; i + 1 < SNIFF_PAIRS.length; i += 2) this.#table[slot(SNIFF_PAIRS.charCodeAt(i), SNIFF_PAIRS.charCodeAt(i + 1))] = 1;
  }

  /** Looks at one text. @returns true as soon as what was looked at so far is worth the engine */
  look(text: string): boolean {
    let last = 0, recent = 0, most = 0, pairs = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x3400 || unit > 0x9fff) {
        // Invisible characters and dots within a word hide nothing from this look.
        if (unit > 0x2f && unit < 0x2000) last = 0;
        continue;
      }
      if (this.#table[slot(last, unit)] === 1) {
        pairs++;
        recent += LIST_SPACING;
        if (recent > most) most = recent;
      } else if (recent > 0) recent--;
      last = unit;
    }
    if (pairs >= LIST_PAIRS && most >= LIST_PAIRS * LIST_SPACING * 0.7) return true;
    if (pairs > 0 && text.length <= WORD_LENGTH && text.length <= WORD_SPACING * pairs) this.#words++;
    return this.#words >= WORDS;
  }
}
