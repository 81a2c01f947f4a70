import { isCutMark } from './lattice.ts';
import { readingAt } from './annotation.ts';
import { maySlip, type SlipSigns } from './repair.ts';
import type { CharacterTable } from './tables.ts';
import type { Passage } from './types.ts';

/** Stands for the end of a passage. */
export const PASSAGE_END = 0x0a;

/** Code units that bear witness for each other: both scripts of a character, all digits. */
export function asWitness(unit: number, characters: CharacterTable): number {
  return unit >= 0x30 && unit <= 0x39 ? 0x30 : characters.simplify[unit]!;
}

/**
 * Counts of character pairs and triples on one page. What a page says once it says again: its names and terms are the best
 * witness for a character that was lost elsewhere on it.
 */
export class LocalModel {
  /** how often a code unit was seen, up to 255 */
  readonly seen = new Uint8Array(0x10000);
  #keys = new Float64Array(1 << 12);
  #counts = new Float32Array(1 << 12);
  #used = 0;

  static #pair(a: number, b: number): number {
    return a * 0x10000 + b + 1;
  }

  static #triple(a: number, b: number, c: number): number {
    return ((a % 0x8000) * 0x10000 + b) * 0x10000 + c + 2 ** 47;
  }

  #slot(keys: Float64Array, key: number): number {
    const mask = keys.length - 1;
    // Both halves of the key, well mixed: neighbours in a text differ in few bits.
    let h = Math.imul((key / 0x100000000) | 0, 0x85ebca6b) ^ (key | 0);
    h = Math.imul(h ^ (h >>> 15), 0x9e3779b1);
    let slot = (h ^ (h >>> 13)) & mask;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #add(key: number): void {
    if (this.#used * 2 >= this.#keys.length) {
      const keys = new Float64Array(this.#keys.length * 2);
      const counts = new Float32Array(keys.length);
      for (let i = 0; i < this.#keys.length; i++) {
        if (this.#keys[i] === 0) continue;
        const slot = this.#slot(keys, this.#keys[i]!);
        keys[slot] = this.#keys[i]!;
        counts[slot] = this.#counts[i]!;
      }
      this.#keys = keys;
      this.#counts = counts;
    }
    const slot = this.#slot(this.#keys, key);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = key;
      this.#used++;
    }
    this.#counts[slot]!++;
  }

  /** Counts `unit` after the two code units before it (0: none). */
  learn(before2: number, before1: number, unit: number): void {
    this.#add(LocalModel.#pair(0, unit));
    if (before1 === 0) return;
    this.#add(LocalModel.#pair(before1, unit));
    if (before2 !== 0) this.#add(LocalModel.#triple(before2, before1, unit));
  }

  #count(key: number): number {
    return this.#counts[this.#slot(this.#keys, key)]!;
  }

  /**
   * Blends the page's own counts with a general model's probability, each context by how often it was seen (Witten-Bell).
   * @param general what the general model says, 0 to 1
   */
  blend(before2: number, before1: number, unit: number, general: number): number {
    const n1 = this.#count(LocalModel.#pair(0, before1));
    if (before1 === 0 || n1 === 0) return general;
    const w1 = n1 / (n1 + 12);
    let p = (1 - w1) * general + w1 * (this.#count(LocalModel.#pair(before1, unit)) / n1) ;
    if (before2 !== 0) {
      const n2 = this.#count(LocalModel.#pair(before2, before1));
      if (n2 > 0) {
        const w2 = n2 / (n2 + 3);
        p = (1 - w2) * p + w2 * (this.#count(LocalModel.#triple(before2, before1, unit)) / n2);
      }
    }
    return Math.max(p, general * 0.05);
  }
}

/** Counts what a page says, as Simplified characters, where it is in step as far as can be told at a glance. */
export function learnPage(passages: readonly Passage[], signs: SlipSigns): LocalModel {
  const { characters, folded } = signs;
  const local = new LocalModel();
  for (const { text } of passages) {
    let before2 = 0, before1 = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 0x28) {
        const annotation = readingAt(text, i + 1, characters);
        if (annotation !== null) {
          i = annotation.end - 1;
          continue;
        }
      }
      if ((unit === 0x3f || isCutMark(unit, folded)) && maySlip(text, i, signs)) {
        // What is garbled would bear witness for itself: learn nothing up to where a slip must end.
        i = (unit === 0x3f ? readingAt(text, i + 1, characters)?.end : undefined) ?? i + 2;
        while (i < text.length && text.charCodeAt(i) >= 0x80 && !isCutMark(text.charCodeAt(i), folded)) i++;
        i--;
        before2 = before1 = 0;
        continue;
      }
      if (local.seen[unit]! < 255) local.seen[unit]!++;
      const simple = asWitness(unit, characters);
      local.learn(before2, before1, simple);
      before2 = before1;
      before1 = simple;
    }
    if (before1 !== 0) local.learn(before2, before1, PASSAGE_END);
  }
  return local;
}
