import type { CharacterTable } from '../language/characters.ts';
import type { Passage, SpamReason } from '../types.ts';

/**
 * Injected keyword lists: many short items, hardly a sentence mark, words of a trade that lives from being found, and on a page
 * that the kit turned Traditional the wrong script. Each sign by itself is honest somewhere; only together they condemn.
 */

interface Term {
  readonly text: string;
  readonly strong: boolean;
}

/** The injected part of a passage and the signs by which it was known. */
export interface Injected {
  readonly start: number;
  readonly end: number;
  readonly why: readonly SpamReason[];
}

/** What the judge must know of a page. */
export interface SpamPage {
  /** the kit turned the page Traditional, so Simplified was put there by somebody else */
  readonly kit: boolean;
  /** items of the keyword lists found on it */
  readonly items: ReadonlySet<string>;
}

const separators = /[,，_|｜、\-·/\s]+/gu;
const sentenceMark = /[。！？；!?;“”《》（）:：]/u;
/** Zero-width and other invisible characters by which words are kept from being found. */
const invisible = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]/gu;

const SHORTEST = 8;
/** A list that is worth injecting is short: more than this is a document. */
const LONGEST = 2000;
const LEAST_ITEMS = 3;
const LONGEST_ITEM = 18;
/** Simplified characters that a page turned Traditional can't have; fewer can be a name in a later script. */
const LEAST_CONVERTED = 3;

interface Item {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export class SpamJudge {
  readonly #terms: readonly Term[];
  readonly #characters: CharacterTable;

  /** @param terms words, `!` in front of those that an honest list hardly holds */
  constructor(terms: readonly string[], characters: CharacterTable) {
    this.#terms = terms.map((term) => ({ text: term.replace('!', ''), strong: term.startsWith('!') }));
    this.#characters = characters;
  }

  /** The keywords of a passage that is a list of them as a whole; empty where it is none. */
  listItems(passage: Passage, kit: boolean): readonly string[] {
    if (this.#wholeList(passage.text, kit) === null) return [];
    return itemsOf(passage.text).map((item) => item.text).filter((item) => item.length >= 4 && this.#termsIn(item).hits > 0);
  }

  /** @returns what of the passage was injected, null for nothing */
  judge(passage: Passage, page: SpamPage): Injected | null {
    const { text } = passage;
    const whole = (why: readonly SpamReason[] | null): Injected | null => why && { start: 0, end: text.length, why };
    return this.#run(text, page) ?? whole(this.#wholeList(text, page.kit)) ?? whole(this.#single(passage, page));
  }

  #wholeList(text: string, kit: boolean): readonly SpamReason[] | null {
    if (text.length < SHORTEST || text.length > LONGEST || sentenceMark.test(text)) return null;
    const items = itemsOf(text);
    if (items.length < LEAST_ITEMS || text.length > LONGEST_ITEM * items.length) return null;
    const { hits, strong } = this.#termsIn(text);
    if (kit && this.#convertedIn(text) >= LEAST_CONVERTED && (hits >= 0.5 * items.length || strong >= 1)) return ['list', 'words', 'script'];
    return hits >= items.length && strong >= 2 ? ['list', 'words'] : null;
  }

  /** One item alone: a copy of a list's, or hidden from readers. */
  #single({ text, link, hidden }: Passage, page: SpamPage): readonly SpamReason[] | null {
    const item = text.trim();
    if (item.length < 2 || item.length > 2 * LONGEST_ITEM) return null;
    if (link === true && page.items.has(item)) return ['copy'];
    if (hidden !== true || sentenceMark.test(item)) return null;
    const { hits, strong } = this.#termsIn(item);
    if (page.kit && hits + strong > 0 && this.#convertedIn(item) >= LEAST_CONVERTED) return ['hidden', 'words', 'script'];
    return page.items.size > 0 && strong >= 1 ? ['hidden', 'words'] : null;
  }

  /** Keywords in front of or behind an honest line: `spam_spam_the real title`. */
  #run(text: string, page: SpamPage): Injected | null {
    if (text.length < SHORTEST || text.length > LONGEST || (page.items.size === 0 && !page.kit)) return null;
    const items = itemsOf(text);
    if (items.length < LEAST_ITEMS) return null;
    const bad = (at: number): boolean => this.#isBad(items[at]!.text, page);
    let head = 0, tail = 0;
    while (head < items.length && bad(head)) head++;
    while (tail < items.length - head && bad(items.length - 1 - tail)) tail++;
    // One word of the trade in an honest title is a subject; a row of them is not.
    if (Math.max(head, tail) < 2 || Math.max(head, tail) === items.length) return null;
    // What is left must be honest through and through, or the passage is a list as a whole.
    const rest = head >= 2 ? items.slice(head) : items.slice(0, items.length - tail);
    if (!rest.every((item) => this.#isHonest(item.text, page))) return null;
    return head >= 2
      ? { start: 0, end: rest[0]!.start, why: ['list', 'words'] }
      : { start: rest.at(-1)!.end, end: text.length, why: ['list', 'words'] };
  }

  #isBad(item: string, page: SpamPage): boolean {
    if (page.items.has(item)) return true;
    if (item.length > 2 * LONGEST_ITEM || sentenceMark.test(item) || (page.kit && this.#convertedIn(item) < 2)) return false;
    const { hits, strong } = this.#termsIn(item);
    return page.kit ? hits > 0 : strong >= 1 && hits >= 2;
  }

  #isHonest(item: string, page: SpamPage): boolean {
    return this.#termsIn(item).hits === 0 && !(page.kit && this.#convertedIn(item) > 0);
  }

  /** How many words of the trade a text holds, and how many distinct ones that an honest list hardly holds. */
  #termsIn(text: string): { hits: number; strong: number } {
    const plain = text.normalize('NFKC').replace(invisible, '').toLowerCase();
    let hits = 0, strong = 0;
    for (const term of this.#terms) {
      let at = plain.indexOf(term.text);
      if (at !== -1 && term.strong) strong++;
      for (; at !== -1; at = plain.indexOf(term.text, at + term.text.length)) hits++;
    }
    return { hits, strong };
  }

  /** How many characters a text has that a page turned Traditional can't have. */
  #convertedIn(text: string): number {
    let n = 0;
    for (let i = 0; i < text.length; i++) if (this.#characters.isConverted(text.charCodeAt(i))) n++;
    return n;
  }
}

function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  let at = 0;
  const add = (end: number): void => {
    if (end > at) items.push({ text: text.slice(at, end), start: at, end });
  };
  for (const separator of text.matchAll(separators)) {
    add(separator.index);
    at = separator.index + separator[0].length;
  }
  add(text.length);
  return items;
}
