/**
 * A dictionary as a trie in typed arrays: nodes in breadth-first order, so that the children of a node stand in one row, sorted
 * by code unit. Keys are UTF-16 code units; a key never begins or ends within a surrogate pair.
 */

import { isDescription, unmatchedLength } from './characters.ts';
import type { Units } from './units.ts';

/** What a key stands for. */
export interface Value {
  readonly text: string;
  /** the key is also a segment of its own: what follows in the chain does not look across its borders */
  readonly segment: boolean;
}

/** A trie as it is shipped: one number per node and array. */
export interface TrieData {
  /** children of each node */
  readonly counts: Uint16Array;
  /** code unit that leads to each node but the first, as the distance to the sibling before it */
  readonly gaps: Uint16Array;
  /** what each node means: {@link KIND} */
  readonly kinds: Uint16Array;
  /** the texts of all nodes of kind `text` and `textSegment`, in their order */
  readonly values: readonly string[];
}

/** What a node means. `byCharacter`: the key's characters one by one give the value, so none is kept. */
const KIND = { none: 0, byCharacter: 1, byCharacterSegment: 2, text: 3, textSegment: 4 } as const;

const SEGMENT = 1;

/** So many texts have a number of 16 bits, and one bit besides. */
const MOST_TEXTS = 0x7ffe;

/** Not one unit for another. */
const MORE = 0xffff;

/** Bits of a filter for each node of its trie; few of them are set, for most nodes stand further down. */
const FILTER_BITS = 8;

export const hashOf = (first: number, second: number): number => Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);

/** The dictionary, ready to be searched. Looks for the longest key at a place, as OpenCC does. */
export class Trie {
  /** code unit -> the node that it leads to from the root, 0 for none: where the walk begins, and where most of them end */
  readonly #root = new Uint16Array(0x10000);
  /** code unit -> XOR of it and of what stands for it where no longer key begins: 0 for itself; {@link MORE} where that is not one unit */
  readonly #change = new Uint16Array(0x10000);
  readonly #first: Uint32Array;
  readonly #label: Uint16Array;
  /** 0: no key ends here; else 1 + 2 * (number of its text, 0 for by character) + {@link SEGMENT} */
  readonly #value: Uint16Array;
  /** A bit for each two code units by their hash. 0: no key begins with these, which is so for most and spares the search */
  readonly #filter: Uint32Array;
  /** by how much a hash is to be shifted for the place of its bit */
  readonly #shift: number;
  readonly #textStart: Uint32Array;
  readonly #texts: Uint16Array;

  constructor({ counts, gaps, kinds, values }: TrieData) {
    const n = counts.length;
    const first = new Uint32Array(n + 1);
    const label = new Uint16Array(n);
    if (values.length > MOST_TEXTS) throw new RangeError('too many texts');
    const value = new Uint16Array(n);
    const depth = new Uint16Array(n);
    const shift = Math.min(Math.clz32(FILTER_BITS * n), 27);
    const filter = new Uint32Array(1 << (27 - shift));
    first[0] = 1;
    let text = 0;
    for (let node = 0; node < n; node++) {
      const from = first[node]!;
      first[node + 1] = from + counts[node]!;
      let unit = -1;
      for (let child = from; child < first[node + 1]!; child++) {
        unit += gaps[child]!;
        label[child] = unit;
        if (depth[node] === 1) {
          const bit = hashOf(label[node]!, unit) >>> shift;
          filter[bit >>> 5]! |= 1 << (bit & 31);
        }
        depth[child] = depth[node]! + 1;
      }
      const kind = kinds[node]!;
      if (kind === KIND.text || kind === KIND.textSegment) text++;
      if (kind !== KIND.none) {
        value[node] = 1 + 2 * (kind >= KIND.text ? text : 0) + (kind === KIND.byCharacterSegment || kind === KIND.textSegment ? SEGMENT : 0);
      }
    }
    const starts = new Uint32Array(values.length + 2);
    values.forEach((v, i) => { starts[i + 2] = starts[i + 1]! + v.length; });
    const texts = new Uint16Array(starts[values.length + 1]!);
    values.forEach((v, i) => { for (let k = 0; k < v.length; k++) texts[starts[i + 1]! + k] = v.charCodeAt(k); });
    for (let child = 1; child < first[1]!; child++) {
      this.#root[label[child]!] = child;
      const own = values[((value[child]! - 1) >> 1) - 1];
      if (own !== undefined) this.#change[label[child]!] = own.length === 1 ? own.charCodeAt(0) ^ label[child]! : MORE;
    }
    this.#shift = shift;
    this.#filter = filter;
    this.#first = first;
    this.#label = label;
    this.#value = value;
    this.#textStart = starts;
    this.#texts = texts;
  }

  /** value of the last {@link match}, as {@link isSegment} and {@link emit} take it */
  found = 0;

  /** @returns where the longest key at `at` ends, `at` where there is none */
  match(units: Uint16Array, at: number, end: number): number {
    let node = this.#root[units[at]!]!;
    this.found = 0;
    if (node === 0) return at;
    if (at + 1 < end && !this.#mayBegin(units[at]!, units[at + 1]!)) end = at + 1;
    const first = this.#first, label = this.#label, value = this.#value;
    let best = at, found = 0;
    for (let i = at + 1; ; i++) {
      const v = value[node]!;
      if (v !== 0) {
        best = i;
        found = v;
      }
      if (i >= end) break;
      const unit = units[i]!;
      let low = first[node]!, high = first[node + 1]!;
      if (low === high) break;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (label[middle]! <= unit) low = middle;
        else high = middle;
      }
      if (label[low] !== unit) break;
      node = low;
    }
    this.found = found;
    return best;
  }

  /** where the key that {@link pass} found ends */
  foundEnd = 0;

  /**
   * Converts unit for unit what stands before the next key that is longer than that, or gives more than that. Most of a text is done here, at
   * the price of three looks at tables for each unit.
   * @returns where that key begins, with {@link found} and {@link foundEnd}; `end` where there is none
   */
  pass(units: Uint16Array, at: number, end: number, out: Units): number {
    const root = this.#root;
    const change = this.#change;
    const data = out.room(end - at);
    let { length } = out;
    while (at < end) {
      const unit = units[at]!;
      const node = root[unit]!;
      if (node === 0) {
        // A description sequence stays whole.
        for (let last = isDescription(unit) ? at + unmatchedLength(units, at, end) : at + 1; at < last; at++) data[length++] = units[at]!;
        continue;
      }
      if (change[unit] === MORE || (at + 1 < end && this.#mayBegin(unit, units[at + 1]!))) {
        this.foundEnd = this.match(units, at, end);
        if (this.foundEnd > at + 1 || change[unit] === MORE) break;
      }
      data[length++] = unit ^ change[unit]!;
      at++;
    }
    out.length = length;
    return at;
  }

  /** False: no key begins with these two code units. */
  #mayBegin(first: number, second: number): boolean {
    const bit = hashOf(first, second) >>> this.#shift;
    return (this.#filter[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }

  /** Is a key with this value a segment? */
  isSegment(found: number): boolean {
    return found !== 0 && ((found - 1) & SEGMENT) !== 0;
  }

  /** Writes what the key `units[start, end)` stands for. */
  emit(found: number, units: Uint16Array, start: number, end: number, out: Units): void {
    const text = (found - 1) >> 1;
    if (text !== 0) return this.#emitText(text, out);
    for (let i = start; i < end; ) {
      const pair = units[i]! >= 0xd800 && units[i]! < 0xdc00 && i + 1 < end;
      const own = pair ? this.#pairValue(units, i) : this.#value[this.#root[units[i]!]!]!;
      if (own > 2) this.#emitText((own - 1) >> 1, out);
      else {
        out.push(units[i]!);
        if (pair) out.push(units[i + 1]!);
      }
      i += pair ? 2 : 1;
    }
  }

  #emitText(text: number, out: Units): void {
    const texts = this.#texts;
    const stop = this.#textStart[text + 1]!;
    for (let i = this.#textStart[text]!; i < stop; i++) out.push(texts[i]!);
  }

  #pairValue(units: Uint16Array, at: number): number {
    const end = this.match(units, at, at + 2);
    return end === at + 2 ? this.found : 0;
  }
}

/** Makes the arrays of a trie from its keys. */
export function buildTrie(entries: ReadonlyMap<string, Value>): TrieData {
  const keys = [...entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  const counts: number[] = [], gaps: number[] = [0], kinds: number[] = [];
  const values: string[] = [];
  const kindOf = (key: string): number => {
    const entry = entries.get(key);
    if (entry === undefined) return KIND.none;
    const plain = [...key].map((c) => (c === key ? c : (entries.get(c)?.text ?? c))).join('') === entry.text;
    if (!plain) values.push(entry.text);
    return (plain ? KIND.byCharacter : KIND.text) + (entry.segment ? 1 : 0);
  };
  /** ranges of `keys` that share their first `depth` units */
  const queue: [low: number, high: number, depth: number][] = [[0, keys.length, 0]];
  for (let head = 0; head < queue.length; head++) {
    const [low, high, depth] = queue[head]!;
    kinds.push(keys[low]?.length === depth && depth > 0 ? kindOf(keys[low]!) : KIND.none);
    let count = 0, previous = -1;
    for (let at = low + (keys[low]?.length === depth ? 1 : 0); at < high; ) {
      const unit = keys[at]!.charCodeAt(depth);
      let next = at + 1;
      while (next < high && keys[next]!.charCodeAt(depth) === unit) next++;
      queue.push([at, next, depth + 1]);
      gaps.push(unit - previous);
      previous = unit;
      count++;
      at = next;
    }
    counts.push(count);
  }
  return { counts: Uint16Array.from(counts), gaps: Uint16Array.from(gaps), kinds: Uint16Array.from(kinds), values };
}
