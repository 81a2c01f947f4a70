import { looksGarbled } from './mojibake/signs.ts';

/**
 * The cheap look that every page gets: does this text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else.
 */

const separator = /[,，_|、]/;
const sentenceMark = /[。！？；!?;“”《》：:\n]/u;

/** Anything that can be garbled, or an escape. */
const beyondAscii = /[^\0-\x7f]|&#|\\u|%e/iu;

/** Readings from which a page is worth the engine. */
const ENOUGH = 3;
/** A keyword list has at least so many items, and they are phrases. */
const LEAST_ITEMS = 5;
const LEAST_LENGTH = 4;
const MOST_LENGTH = 16;

export class Sniffer {
  #readings = 0;
  #lists = 0;
  #garbled = false;

  /** Looks at one text node, attribute or title. Returns true as soon as the page is worth the engine. */
  look(text: string): boolean {
    for (let at = text.indexOf(')'); at > 0; at = text.indexOf(')', at + 1)) if (endsReading(text, at)) this.#readings++;
    if (this.#lists === 0 && looksLikeKeywords(text)) this.#lists++;
    if (!this.#garbled && beyondAscii.test(text)) this.#garbled = looksGarbled(text);
    return this.suspicious;
  }

  get suspicious(): boolean {
    return this.#readings >= ENOUGH || this.#lists > 0 || this.#garbled;
  }
}

function looksLikeKeywords(text: string): boolean {
  if (text.length < LEAST_ITEMS * LEAST_LENGTH || text.length > 1000 || !separator.test(text) || sentenceMark.test(text)) return false;
  const items = text.split(separator);
  return items.length >= LEAST_ITEMS && text.length >= LEAST_LENGTH * items.length && text.length <= (MOST_LENGTH + 1) * items.length
    && /[\u4e00-\u9fff]{4}/u.test(text);
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
