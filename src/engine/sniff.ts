import { looksGarbled } from './mojibake/signs.ts';
import { SpamGate } from './spam/gate.ts';

/**
 * The cheap look that every page gets: does this text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else.
 */

/** Anything that can be garbled, or an escape. */
const beyondAscii = /[^\0-\x7f]|&#|\\u|%e/iu;

/** Readings from which a page is worth the engine. */
const ENOUGH = 3;

export class Sniffer {
  readonly #spam = new SpamGate();
  #readings = 0;
  #keywords = false;
  #garbled = false;

  /** Looks at one text node, attribute or title. Returns true as soon as the page is worth the engine. */
  look(text: string): boolean {
    for (let at = text.indexOf(')'); at > 0; at = text.indexOf(')', at + 1)) if (endsReading(text, at)) this.#readings++;
    if (!this.#keywords) this.#keywords = this.#spam.look(text);
    if (!this.#garbled && beyondAscii.test(text)) this.#garbled = looksGarbled(text);
    return this.suspicious;
  }

  get suspicious(): boolean {
    return this.#readings >= ENOUGH || this.#keywords || this.#garbled;
  }
}

const toneMarks: ReadonlySet<number> = new Set([...'āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ'].map((c) => c.charCodeAt(0)));
const isLatin = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
/** A syllable has no more letters. */
const LONGEST = 6;

/**
 * Does a syllable with a tone mark end before the `)` at `at`, in brackets behind a character, or run into by a Latin letter or a
 * `?`? Looks back from the bracket: forwards, ordinary prose would be tried at every letter.
 */
function endsReading(text: string, at: number): boolean {
  let i = at - 1, letters = 0, marked = false;
  if (text.charCodeAt(i) === 0x20) i--;
  for (; i >= 0 && letters <= LONGEST; i--, letters++) {
    const unit = text.charCodeAt(i);
    if (toneMarks.has(unit)) marked = true;
    else if (!isLatin(unit) && unit !== 0xfc) break;
  }
  if (!marked) return false;
  if (letters > 1 && text.charCodeAt(i) !== 0x28) return true;
  const before = text.charCodeAt(text.charCodeAt(i) === 0x28 ? i - 1 : i);
  return (before >= 0x4e00 && before <= 0x9fff) || before === 0x3f || isLatin(before);
}
