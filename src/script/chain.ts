import { characterLength, isTrail, unmatchedLength } from './characters.ts';
import type { Trie } from './trie.ts';
import { Units } from './units.ts';
import type { OwnWords } from './words.ts';

/**
 * OpenCC's conversion chain (https://github.com/BYVoid/OpenCC): the text is cut into segments by the longest words of one
 * dictionary; each segment then goes through the dictionaries one after the other, longest match first. Behaves as opencc-js
 * does, ideographic description sequences included, which stay whole.
 */
export interface Chain {
  /** a reader's own words: found first, and not looked into */
  readonly words: OwnWords | null;
  /** compatibility ideographs to the unified ones */
  readonly normalize: Trie | null;
  /** cuts the text at those of its keys that are segments; `null`: the text is one segment */
  readonly segmenter: Trie | null;
  readonly stages: readonly Trie[];
}

/** Every key of every dictionary holds a character of these. */
const CONVERTIBLE = /[\u2e80-\uffff]/;
const COMPATIBILITY = /[\uf900-\ufaff]|\ud87e/;

/** Converts texts by one chain. Keeps its buffers: make one and use it for many texts. */
export class ChainConverter {
  readonly #chain: Chain;
  readonly #input = new Units();
  readonly #normal = new Units();
  readonly #middle: readonly [Units, Units] = [new Units(), new Units()];
  readonly #out = new Units();

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /**
   * @param borders places in the text that are to be found again, ascending; replaced by where they are in the result. One
   *   within a word whose length changes is put at the same share of it.
   */
  convert(text: string, borders: number[] = []): string {
    const { words } = this.#chain;
    if (words === null && !CONVERTIBLE.test(text)) return text;
    const input = this.#input;
    input.clear();
    input.pushText(text);
    this.#out.clear();
    if (words === null) this.#between(0, input.length, text, borders, 0, borders.length);
    else this.#aroundWords(words, text, borders);
    return this.#out.text();
  }

  /** Writes the reader's words, and converts what stands between them, each stretch for itself. */
  #aroundWords(words: OwnWords, text: string, borders: number[]): void {
    const { data, length } = this.#input;
    let start = 0, from = 0;
    const until = (end: number): number => {
      let to = from;
      while (to < borders.length && (borders[to]! < end || end === length)) to++;
      return to;
    };
    for (let at = 0; at < length; ) {
      const word = words.at(text, at);
      if (word === '') {
        at += characterLength(data, at, length);
        continue;
      }
      const end = at + word.length;
      if (at > start) {
        const to = until(at);
        this.#between(start, at, text, borders, from, to);
        from = to;
      }
      const written = this.#out.length;
      this.#out.pushText(words.textFor(word));
      for (; from < borders.length && borders[from]! < end; from++) borders[from] = place(borders[from]! - at, end - at, this.#out, written);
      start = at = end;
    }
    this.#between(start, length, text, borders, from, borders.length);
  }

  /** Converts the stretch `[start, end)` of the input, with the borders `[from, to)` in it. */
  #between(start: number, end: number, text: string, borders: number[], from: number, to: number): void {
    const { normalize, segmenter, stages } = this.#chain;
    let { data } = this.#input;
    if (normalize !== null && COMPATIBILITY.test(text)) {
      this.#normal.clear();
      convertStage(normalize, data, start, end, this.#normal, borders, from, to);
      [data, start, end] = [this.#normal.data, 0, this.#normal.length];
    }
    const [first, ...rest] = stages;
    if (segmenter === null || rest.length === 0) this.#through(stages, data, start, end, borders, from, to);
    else if (segmenter === first) this.#cutAndConvert(first, rest, data, start, end, borders, from, to);
    else this.#cutThenConvert(segmenter, stages, data, start, end, borders, from, to);
  }

  #cutThenConvert(
    segmenter: Trie, stages: readonly Trie[], units: Uint16Array, start: number, end: number, borders: number[], from: number, last: number,
  ): void {
    const close = (at: number): void => {
      if (at === start) return;
      let to = from;
      while (to < last && (borders[to]! < at || at === end)) to++;
      this.#through(stages, units, start, at, borders, from, to);
      [from, start] = [to, at];
    };
    for (let at = start; at < end; ) {
      const word = segmenter.match(units, at, end);
      if (!segmenter.isSegment(segmenter.found)) {
        at += unmatchedLength(units, at, end);
        continue;
      }
      close(at);
      close(word);
      at = word;
    }
    close(end);
  }

  /** Where the words that cut are keys of the first dictionary, one walk does both. */
  #cutAndConvert(
    first: Trie, rest: readonly Trie[], units: Uint16Array, start: number, end: number, borders: number[], from: number, last: number,
  ): void {
    const middle = this.#middle[0];
    middle.clear();
    let to = from;
    const close = (): void => {
      this.#through(rest, middle.data, 0, middle.length, borders, from, to);
      middle.clear();
      from = to;
    };
    for (let at = start; at < end; ) {
      const word = first.match(units, at, end);
      const { found } = first;
      const segment = first.isSegment(found);
      if (segment && middle.length > 0) close();
      const written = middle.length;
      const next = found !== 0 ? word : at + unmatchedLength(units, at, end);
      if (found !== 0) first.emit(found, units, at, word, middle);
      else middle.pushUnits(units, at, next);
      for (; to < last && borders[to]! < next; to++) borders[to] = place(borders[to]! - at, next - at, middle, written);
      if (segment) close();
      at = next;
    }
    for (; to < last; to++) borders[to] = middle.length;
    close();
  }

  /** One segment through some dictionaries, to the output. */
  #through(stages: readonly Trie[], units: Uint16Array, start: number, end: number, borders: number[], from: number, to: number): void {
    for (let i = 0; i < stages.length - 1; i++) {
      const next = this.#middle[units === this.#middle[0].data ? 1 : 0];
      next.clear();
      convertStage(stages[i]!, units, start, end, next, borders, from, to);
      [units, start, end] = [next.data, 0, next.length];
    }
    convertStage(stages.at(-1)!, units, start, end, this.#out, borders, from, to);
  }
}

/** Converts `units[start, end)` by one dictionary, and moves the borders `[from, to)`, which stand in there. */
function convertStage(
  trie: Trie, units: Uint16Array, start: number, end: number, out: Units, borders: number[], from: number, to: number,
): void {
  for (let at = start; at < end; ) {
    let written = out.length;
    const key = trie.pass(units, at, end, out);
    for (; from < to && borders[from]! < key; from++) borders[from] = place(borders[from]! - at, key - at, out, written);
    if (key === end) break;
    const next = trie.foundEnd;
    written = out.length;
    trie.emit(trie.found, units, key, next, out);
    for (; from < to && borders[from]! < next; from++) borders[from] = place(borders[from]! - key, next - key, out, written);
    at = next;
  }
  for (; from < to; from++) borders[from] = out.length;
}

/** Where a border `offset` units into a word of `length` units is in what was written for it from `start` on. */
function place(offset: number, length: number, out: Units, start: number): number {
  const written = out.length - start;
  const at = start + (written === length ? offset : Math.round((offset * written) / length));
  return at < out.length && isTrail(out.data[at]!) ? at + 1 : at;
}
