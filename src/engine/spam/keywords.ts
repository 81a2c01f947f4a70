import type { CharacterTable } from '../language/characters.ts';
import type { Passage } from '../types.ts';

/**
 * Injected keyword lists: many short items, hardly a sentence mark, words of a trade that lives from being found, and on a page
 * that the kit turned Traditional the wrong script.
 */

interface Term {
  readonly text: string;
  readonly strong: boolean;
}

const separator = /[,，_|、\-·/\s]+/u;
const sentenceMark = /[。！？；!?;“”《》（）:：]/u;

export class SpamJudge {
  readonly #terms: readonly Term[];
  readonly #characters: CharacterTable;

  /** @param terms words, `!` in front of those that an honest list hardly holds */
  constructor(terms: readonly string[], characters: CharacterTable) {
    this.#terms = terms.map((term) => ({ text: term.replace('!', ''), strong: term.startsWith('!') }));
    this.#characters = characters;
  }

  /**
   * Is this whole passage a keyword list?
   * @param kit the page was turned Traditional by the kit, so Simplified was put there by somebody else
   */
  isKeywordList({ text }: Passage, kit: boolean): boolean {
    // A list that is worth injecting is short: more than this is a document.
    if (text.length < 8 || text.length > 2000 || sentenceMark.test(text)) return false;
    const items = text.split(separator).filter((item) => item !== '');
    if (items.length < 3 || text.length > 18 * items.length) return false;
    const { hits, strong } = this.#termsIn(text.toLowerCase());
    if (kit && this.#convertedIn(text) >= 3) return hits >= 0.5 * items.length || strong >= 1;
    return hits >= items.length && strong >= 2;
  }

  /** How many words of the trade a text holds, and how many distinct ones that an honest list hardly holds. */
  #termsIn(text: string): { hits: number; strong: number } {
    let hits = 0, strong = 0;
    for (const term of this.#terms) {
      let at = text.indexOf(term.text);
      if (at !== -1 && term.strong) strong++;
      for (; at !== -1; at = text.indexOf(term.text, at + term.text.length)) hits++;
    }
    return { hits, strong };
  }

  /** How many characters a text has that a page turned Traditional can't have. */
  #convertedIn(text: string): number {
    let n = 0;
    for (let i = 0; i < text.length; i++) if (this.#characters.isConverted(text.charCodeAt(i))) n++;
    return n;
  }

  /** The items of keyword lists found on a page, by which other copies of them are known. */
  itemsOf(passage: Passage): readonly string[] {
    return passage.text.split(separator).filter((item) => item.length >= 4);
  }
}
