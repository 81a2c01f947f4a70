import type { CharacterTable } from '../language/characters.ts';
import type { Passage } from '../types.ts';
import { type Folding, MARK } from './fold.ts';

/** So many pairs of characters tell what a page is about. */
const ENOUGH = 400;
/** So many characters of one script, and so many times as many as of the other, tell which one a page is in. */
const SURE = 20;
const MOSTLY = 8;
/** Bits of the set of pairs: a long page of 100,000 different pairs fills a fifth of it. */
const BITS = 1 << 19;

const bucket = (a: number, b: number): number => Math.imul(Math.imul(a, 0x85ebca6b) ^ b, 0xc2b2ae35) >>> (32 - 19);

/** What the honest text of a page says: which pairs of characters it has, and in which script. */
export class Subject {
  readonly #bits = new Uint32Array(BITS / 32);
  readonly #folding: Folding;
  readonly #characters: CharacterTable;
  #pairs = 0;
  #simplified = 0;
  #traditional = 0;

  constructor(folding: Folding, characters: CharacterTable) {
    this.#folding = folding;
    this.#characters = characters;
  }

  /** Takes up text that a reader sees. Titles and what is hidden say nothing for sure. */
  add({ text, place, hidden }: Passage): void {
    if (hidden === true || (place !== 'body' && place !== 'heading')) return;
    const { table } = this.#folding;
    let last = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (this.#characters.isConverted(unit)) this.#simplified++;
      else if (this.#characters.isTraditional(unit)) this.#traditional++;
      const folded = table[unit]!;
      if (folded <= MARK) {
        if (folded !== 0) last = 0;
        continue;
      }
      if (last !== 0) {
        const at = bucket(last, folded);
        this.#bits[at >>> 5]! |= 1 << (at & 31);
        this.#pairs++;
      }
      last = folded;
    }
  }

  /** How much there is to tell the subject by, 0 to 1. */
  get known(): number {
    return Math.min(1, this.#pairs / ENOUGH);
  }

  get script(): 'traditional' | 'simplified' | null {
    if (this.#traditional >= SURE && this.#traditional > MOSTLY * this.#simplified) return 'traditional';
    return this.#simplified >= SURE && this.#simplified > MOSTLY * this.#traditional ? 'simplified' : null;
  }

  /** Which part of an item's pairs the page has too, 0 to 1. @param plain folded */
  shared(plain: string): number {
    if (plain.length < 2) return 0;
    let n = 0;
    for (let i = 0; i + 1 < plain.length; i++) {
      const at = bucket(plain.charCodeAt(i), plain.charCodeAt(i + 1));
      if ((this.#bits[at >>> 5]! >>> (at & 31)) & 1) n++;
    }
    return n / (plain.length - 1);
  }
}
