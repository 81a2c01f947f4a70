import type { CharacterTable } from './tables.ts';
import type { Passage } from './types.ts';

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

/** What a text looks like as a keyword list. */
interface ListShape {
  readonly items: readonly string[];
  /** words of the trade, each item counted with all it holds */
  readonly hits: number;
  /** distinct words that an honest list hardly holds */
  readonly strong: number;
  /** characters that a page turned Traditional would not have */
  readonly offScript: number;
}

export class SpamJudge {
  readonly #terms: readonly Term[];
  readonly #characters: CharacterTable;

  /** @param terms words, `!` in front of those that an honest list hardly holds */
  constructor(terms: readonly string[], characters: CharacterTable) {
    this.#terms = terms.map((term) => ({ text: term.replace('!', ''), strong: term.startsWith('!') }));
    this.#characters = characters;
  }

  #shape(text: string): ListShape {
    const items = text.split(separator).filter((item) => item !== '');
    let hits = 0, offScript = 0;
    const strong = new Set<string>();
    const lower = text.toLowerCase();
    for (const term of this.#terms) {
      for (let at = lower.indexOf(term.text); at !== -1; at = lower.indexOf(term.text, at + term.text.length)) {
        hits++;
        if (term.strong) strong.add(term.text);
      }
    }
    for (let i = 0; i < text.length; i++) if (this.#characters.isConverted(text.charCodeAt(i))) offScript++;
    return { items, hits, strong: strong.size, offScript };
  }

  /**
   * Is this whole passage a keyword list?
   * @param kit the page was turned Traditional by the kit, so Simplified was put there by somebody else
   */
  isKeywordList(passage: Passage, kit: boolean): boolean {
    const { text } = passage;
    // A list that is worth injecting is short: more than this is a document.
    if (text.length < 8 || text.length > 2000 || sentenceMark.test(text)) return false;
    const { items, hits, strong, offScript } = this.#shape(text);
    if (items.length < 3) return false;
    const length = text.length / items.length;
    if (length < 2 || length > 18) return false;
    const density = hits / items.length;
    if (kit && offScript >= 3) return density >= 0.5 || strong >= 1;
    return density >= 1 && strong >= 2;
  }

  /** The items of keyword lists found on a page, by which other copies of them are known. */
  itemsOf(passage: Passage): readonly string[] {
    return passage.text.split(separator).filter((item) => item.length >= 4);
  }
}
