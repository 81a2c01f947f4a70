import { looksGarbled } from './mojibake/signs.ts';

/**
 * The cheap look that every page gets: does this text ask for the engine at all? No tables, no dictionary; it may be wrong
 * towards yes, which costs the loading of the engine and nothing else.
 */

/** A syllable with tone marks in brackets behind a character, a Latin letter that a character ran into, or a `?`. */
const reading = /[\u4e00-\u9fff?A-Za-z][(]?[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹḿ]{1,6} ?\)/gu;
const toneMark = /[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ]/u;
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
    if (text.includes(')') && (text.includes('(') || text.includes('?'))) {
      for (const [found] of text.matchAll(reading)) if (toneMark.test(found)) this.#readings++;
    }
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
