import { classesOf, CLOSER, COMMON, FOREIGN, HAN, ODD, WORD } from './classes.ts';
import { BLOCK, isGarbledLatin, isOutOfPlace, isWide, NONE_COMMON, showsSigns } from './garbled.ts';
import { hashOf, markOf, pairTable, slotOf } from './pairs.ts';
import { endsReading, endsToneless } from './readings.ts';

/** So many readings are enough, each within so many characters of the last, or a little more. */
const READINGS = 3;
const READING_SPACING = 400;

/** The same of syllables without tones, which glosses can be, too. */
const TONELESS = 10;
const TONELESS_SPACING = 40;

/** Counts what stands close together. */
class Cluster {
  readonly #least: number;
  readonly #spacing: number;
  #count = 0;
  /** where the last one was, from the start of the text that is looked at */
  #last = 0;

  constructor(least: number, spacing: number) {
    this.#least = least;
    this.#spacing = spacing;
  }

  /** @returns true where it is enough now */
  add(at: number): boolean {
    this.#count = Math.max(0, this.#count - (at - this.#last) / this.#spacing) + 1;
    this.#last = at;
    return this.#count > this.#least - 1;
  }

  /** The text ends here, and another one follows. */
  pass(length: number): void {
    this.#last -= length;
  }
}

/** A pair of characters that keywords are made of counts for so much, and every character takes one back: so much of them makes a list. */
const PAIR = 12;
const LIST = 45;

/** Half of honest text is of the commonest characters: where there is none for so long, it is looked at closer. */
const NO_COMMON = 12;

let pairs: Uint8Array | undefined;

/**
 * The cheap look that every page gets: does its text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else. Texts are given as they follow each other on the page, whether
 * in large pieces or small ones: what lies close together counts together.
 */
export class Sniffer {
  readonly #readings = new Cluster(READINGS, READING_SPACING);
  readonly #toneless = new Cluster(TONELESS, TONELESS_SPACING);
  #keywords = 0;
  #last = 0;

  /**
   * Looks at a text. Linear time: one pass over the characters of Chinese text, and next to nothing for text in ASCII.
   * @returns true as soon as there is enough to ask for the engine
   */
  look(text: string): boolean {
    if (!isWide(text)) return isGarbledLatin(text);
    return this.#showsReadings(text) || this.#passOver(text);
  }

  #showsReadings(text: string): boolean {
    for (let at = text.indexOf(')'); at >= 0; at = text.indexOf(')', at + 1)) {
      if (endsReading(text, at) ? this.#readings.add(at) : endsToneless(text, at) && this.#toneless.add(at)) return true;
    }
    this.#readings.pass(text.length);
    this.#toneless.pass(text.length);
    return false;
  }

  /** For every other sign at once: this is what every Chinese page pays, so it does little with a character. */
  #passOver(text: string): boolean {
    const classes = classesOf(), marks = (pairs ??= pairTable());
    let every = 0, uncommon = 0, han = 0, begun = 0, last = this.#last, keywords = this.#keywords, at = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const what = classes[unit]!;
      every |= what;
      if ((what & COMMON) !== 0) uncommon = han = 0;
      else if ((what & (HAN | ODD | FOREIGN)) !== 0) {
        if (uncommon === 0) begun = i;
        uncommon++;
        han += what & HAN;
        if (uncommon === NO_COMMON || uncommon % BLOCK === 0) {
          if (isOutOfPlace(text, Math.max(begun, i - BLOCK), i + BLOCK)) return true;
          // Far apart they say nothing: names in another language.
          if (i - begun > 2 * uncommon + BLOCK) uncommon = han = 0;
          else if (han >= NONE_COMMON) return true;
        }
      }
      if ((what & HAN) !== 0) {
        const hash = hashOf(last, unit);
        const mark = marks[slotOf(hash)]!;
        // Most slots are empty: asked first, because a mark takes a division.
        if (mark !== 0 && mark === markOf(hash)) {
          keywords = Math.max(0, keywords - (i - at)) + PAIR;
          if (keywords >= LIST) return true;
          at = i;
        }
      }
      if ((what & WORD) !== 0) last = unit;
    }
    this.#last = last;
    this.#keywords = Math.max(0, keywords - (text.length - at));
    return (every & CLOSER) !== 0 && showsSigns(text);
  }
}
