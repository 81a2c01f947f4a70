import { classesOf, CLOSER, COMMON, FOREIGN, HAN, ODD } from './classes.ts';
import { BLOCK, isGarbledLatin, isOutOfPlace, isWide, NO_COMMON, NONE_COMMON, showsSigns } from './garbled.ts';
import { KeywordCount } from './keywords.ts';
import { endsReading, endsToneless, READINGS, TONELESS } from './readings.ts';

/** Readings count together where each is within so many characters of the last, or a little more. */
const READING_SPACING = 400;
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

/**
 * The cheap look that every page gets: does its text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else. Texts are given as they follow each other on the page, whether
 * in large pieces or small ones: what lies close together counts together.
 */
export class Sniffer {
  readonly #readings = new Cluster(READINGS, READING_SPACING);
  readonly #toneless = new Cluster(TONELESS, TONELESS_SPACING);
  readonly #keywords = new KeywordCount();

  /**
   * Looks at a text. Linear time: one pass over the characters of Chinese text, and next to nothing for text in ASCII.
   * @returns true as soon as there is enough to ask for the engine
   */
  look(text: string): boolean {
    if (!isWide(text)) return isGarbledLatin(text);
    return this.#showsReadings(text) || this.#keywords.add(text) || looksStrange(text);
  }

  #showsReadings(text: string): boolean {
    for (let at = text.indexOf(')'); at >= 0; at = text.indexOf(')', at + 1)) {
      if (endsReading(text, at) ? this.#readings.add(at) : endsToneless(text, at) && this.#toneless.add(at)) return true;
    }
    this.#readings.pass(text.length);
    this.#toneless.pass(text.length);
    return false;
  }
}

/** For garbled text, and every other sign: one pass that does little with a character. */
function looksStrange(text: string): boolean {
  const classes = classesOf();
  let every = 0, uncommon = 0, han = 0, begun = 0;
  for (let i = 0; i < text.length; i++) {
    const what = classes[text.charCodeAt(i)]!;
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
  }
  return (every & CLOSER) !== 0 && showsSigns(text);
}
