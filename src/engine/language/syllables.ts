/** Letters are looked up below this: those of pinyin are all Latin. */
const LATIN = 0x2000;

/** Syllables as a trie over their letters: to read one out of a text makes no string, and gives the same one for the same syllable. */
export class Syllables {
  /** letter -> its number, 0 for all that no syllable has */
  readonly #letters = new Uint8Array(LATIN);
  /** a node has as many entries as there are letters and one more: the node that a letter leads to, 0 where there is none */
  readonly #next: Uint16Array;
  readonly #width: number;
  /** by node, empty where none ends */
  readonly #syllables: string[] = [''];

  /** @param alike letters that look like others, as `from to`: they are read as those */
  constructor(syllables: readonly string[], alike: readonly string[]) {
    let letters = 0, longest = 1;
    for (const syllable of syllables) {
      longest += syllable.length;
      for (let i = 0; i < syllable.length; i++) if (this.#letters[syllable.charCodeAt(i)] === 0) this.#letters[syllable.charCodeAt(i)] = ++letters;
    }
    this.#width = letters + 1;
    const next = new Uint16Array(longest * this.#width);
    for (const syllable of syllables) {
      let node = 0;
      for (let i = 0; i < syllable.length; i++) {
        const at = node * this.#width + this.#letters[syllable.charCodeAt(i)]!;
        if (next[at] === 0) {
          next[at] = this.#syllables.length;
          this.#syllables.push('');
        }
        node = next[at]!;
      }
      this.#syllables[node] = syllable;
    }
    this.#next = next.slice(0, this.#syllables.length * this.#width);
    for (const pair of alike) this.#letters[pair.charCodeAt(0)] = this.#letters[pair.charCodeAt(1)]!;
  }

  /** The letters that a text has from an offset on, as a syllable, which is as long as they are; empty where they are none. */
  at(text: string, start: number): string {
    let node = 0;
    for (let i = start; i < text.length; i++) {
      const letter = this.#letters[text.charCodeAt(i)];
      if (letter === undefined || letter === 0) break;
      node = this.#next[node * this.#width + letter]!;
      if (node === 0) break;
    }
    return this.#syllables[node]!;
  }
}
