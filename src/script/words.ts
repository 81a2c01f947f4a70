import { hashOf } from './trie.ts';
import type { Words } from './types.ts';

/** Bits of the filter of pairs, as a power of two: few of them are set, also where there are tens of thousands of words. */
const FILTER_BITS = 20;

const bitOf = (word: string, at: number): number => hashOf(word.charCodeAt(at), word.charCodeAt(at + 1)) >>> (32 - FILTER_BITS);

/**
 * A reader's own words. Not as a `Trie`: there can be tens of thousands of them, for each page anew, and to sort them takes longer than most
 * pages take to be converted.
 */
export class OwnWords {
  /** what stands for each */
  readonly #texts: Map<string, string>;
  /** first code unit -> how long the words are that begin with it, the longest first */
  readonly #lengths = new Map<number, number[]>();
  /** A bit for each two code units by their hash. 0: no word begins with these, which is so nearly everywhere and spares the search */
  readonly #pairs = new Uint32Array(1 << (FILTER_BITS - 5));

  private constructor(texts: Map<string, string>) {
    this.#texts = texts;
    for (const word of texts.keys()) {
      const first = word.charCodeAt(0);
      const lengths = this.#lengths.get(first);
      if (lengths === undefined) this.#lengths.set(first, [word.length]);
      else if (!lengths.includes(word.length)) lengths.push(word.length);
      const bit = bitOf(word, 0);
      this.#pairs[bit >>> 5]! |= 1 << (bit & 31);
    }
    for (const lengths of this.#lengths.values()) lengths.sort((a, b) => b - a);
  }

  /** `null` where there are none. Where a word is both protected and replaced it is protected. An empty word is none. */
  static from(words: Words | undefined): OwnWords | null {
    const texts = new Map(Object.entries(words?.replace ?? {}));
    for (const word of words?.protect ?? []) texts.set(word, word);
    texts.delete('');
    return texts.size === 0 ? null : new OwnWords(texts);
  }

  /** The longest word at a place in a text; empty where there is none. */
  at(text: string, at: number): string {
    const lengths = this.#lengths.get(text.charCodeAt(at));
    if (lengths === undefined) return '';
    const bit = bitOf(text, at);
    if ((this.#pairs[bit >>> 5]! & (1 << (bit & 31))) === 0) return lengths.at(-1) === 1 ? text.charAt(at) : '';
    for (const length of lengths) {
      const word = text.slice(at, at + length);
      if (this.#texts.has(word)) return word;
    }
    return '';
  }

  /** What is written for one of them. */
  textFor(word: string): string {
    return this.#texts.get(word)!;
  }
}
