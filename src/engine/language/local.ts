import type { CharacterTable } from './characters.ts';

/** Passages that the usual share of an end weighs as much as. */
const END_DOUBT = 10;

/** The same for the page's share, against that of the passages which begin alike. */
const SHAPE_DOUBT = 2;

/** `2004年6月27日 `: what heads a page or a list of amendments, seldom a sentence. */
const dated = /^\s*\d{4}年\d{1,2}月\d{1,2}日[ \u3000]/;

/** Does a passage begin with a date that stands by itself? */
export const isDated = (passage: string): boolean => dated.test(passage);

/** What passages that begin alike have in common: a date, any digit, any other Chinese character than `第`, or the very code unit. */
function shapeOf(passage: string): number {
  const first = passage.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return isDated(passage) ? DATED : 0x30;
  return first >= 0x4e00 && first <= 0x9fff && first !== ORDINAL ? 0x4e00 : first;
}
const DATED = 0x31;
const ORDINAL = 0x7b2c;
const FULL_STOP = 0x3002;

/** Stands for the end of a passage. */
export const PASSAGE_END = 0x0a;

/** Code units that bear witness for each other: both scripts of a character, all digits. */
export function asWitness(unit: number, characters: CharacterTable): number {
  return unit >= 0x30 && unit <= 0x39 ? 0x30 : characters.simplify[unit]!;
}

/**
 * Most weight of the page against the language, for contexts of one and two characters. What always slips is never counted, so
 * that a page does not have it proves little.
 */
const MOST1 = 0.3;
const MOST2 = 0.7;

/**
 * How far a page's leaning to a character goes into its probability (unigram rescaling), the same where the page has it nowhere, and occurrences
 * that its usual share weighs as much as.
 */
const LEAN = 0.3;
const LEAN_UNSEEN = 0.8;
const LEAN_DOUBT = 4;

/**
 * Counts of character pairs and triples on one page. What a page says once it says again: its names and terms are the best
 * witness for a character that was lost elsewhere on it.
 */
export class LocalModel {
  /** how often a code unit was seen, up to 255 */
  readonly seen = new Uint8Array(0x10000);
  /** the code units that were seen, each once */
  readonly distinct: number[] = [];
  /** up to 65,535 */
  readonly #single = new Uint16Array(0x10000);
  /** passages by how they begin, and how those end, as `shape * 2^16 + last` */
  readonly #shapes = new Map<number, number>();
  readonly #shapeEnds = new Map<number, number>();
  /** pairs, as `first << 16 | second` */
  readonly #pairs = new Counter();
  /** triples, as the first and `second << 16 | third` */
  readonly #triples = new Counter();

  /** nats by code unit, 0 where nobody has asked yet */
  readonly #leans = new Float32Array(0x10000);
  readonly #usual: Float64Array;

  #total = 0;

  /** @param usual share of each code unit in running text, 0 to 1 */
  constructor(usual: Float64Array) {
    this.#usual = usual;
  }

  /** Notes that the page has a code unit. */
  meet(unit: number): void {
    const before = this.seen[unit]!;
    if (before === 0) this.distinct.push(unit);
    if (before < 0xff) this.seen[unit] = before + 1;
  }

  /** Counts `unit` after the two code units before it (0: none). */
  learn(before2: number, before1: number, unit: number): void {
    this.#total++;
    if (this.#single[unit]! < 0xffff) this.#single[unit]!++;
    if (before1 === 0) return;
    this.#pairs.add(0, (before1 << 16) | unit);
    if (before2 !== 0) this.#triples.add(before2, (before1 << 16) | unit);
  }

  /** Counts the end of a passage, by how it begins: headings, dates and items of a list each have their own ways to end. */
  learnEnd(passage: string, last: number): void {
    const shape = shapeOf(passage);
    this.#shapes.set(shape, (this.#shapes.get(shape) ?? 0) + 1);
    const key = shape * 0x10000 + last;
    this.#shapeEnds.set(key, (this.#shapeEnds.get(key) ?? 0) + 1);
  }

  /**
   * How often passages of this page that begin like this one end with a code unit.
   * @param usual what to think where the page says little, 0 to 1
   */
  endShare(passage: string, unit: number, usual: number): number {
    const ends = this.#single[PASSAGE_END]!;
    const onPage = (this.#pairs.count(0, (unit << 16) | PASSAGE_END) + END_DOUBT * usual) / (ends + END_DOUBT);
    const shape = shapeOf(passage);
    const share = shape === DATED ? usual : onPage;
    const alike = ((this.#shapeEnds.get(shape * 0x10000 + unit) ?? 0) + SHAPE_DOUBT * share) / ((this.#shapes.get(shape) ?? 0) + SHAPE_DOUBT);
    if (shape === DATED) return alike;
    // Against a full stop as well as for it; for the others only, as some ends (`。”`) always slip, so that they are not seen.
    return unit === FULL_STOP ? alike : Math.max(onPage, alike);
  }

  /**
   * How much the page leans to a character, whatever stands before it: nats, more than 0 where it has the character more often than other text.
   * As it was when the character was first asked about: what is learned later bears witness in its context only.
   */
  lean(unit: number): number {
    return (this.#leans[unit] ||= this.#leanNow(unit));
  }

  #leanNow(unit: number): number {
    const seen = this.#single[unit]!;
    return (seen === 0 ? LEAN_UNSEEN : LEAN) * Math.log((seen + LEAN_DOUBT) / (this.#total * this.#usual[unit]! + LEAN_DOUBT));
  }

  // The context of the last question: the decoder asks for many characters in one place.
  #context1 = -1;
  #context2 = -1;
  #n1 = 0;
  #n2 = 0;

  /**
   * Blends the page's own counts with a general model's probability, each context by how often it was seen (Witten-Bell).
   * @param general what the general model says, 0 to 1
   */
  blend(before2: number, before1: number, unit: number, general: number): number {
    if (before1 !== this.#context1 || before2 !== this.#context2) {
      this.#context1 = before1;
      this.#context2 = before2;
      this.#n1 = before1 === 0 ? 0 : this.#single[before1]!;
      this.#n2 = this.#n1 === 0 || before2 === 0 ? 0 : this.#pairs.count(0, (before2 << 16) | before1);
    }
    if (this.#n1 === 0) return general;
    const w1 = (MOST1 * this.#n1) / (this.#n1 + 12);
    const two = this.#pairs.count(0, (before1 << 16) | unit);
    let p = (1 - w1) * general + (w1 * two) / this.#n1;
    if (this.#n2 > 0) {
      const w2 = (MOST2 * this.#n2) / (this.#n2 + 3);
      const three = two === 0 ? 0 : this.#triples.count(before2, (before1 << 16) | unit);
      p = (1 - w2) * p + (w2 * three) / this.#n2;
    }
    return Math.max(p, general * 0.05);
  }
}

/** Counts up to 65,535 by a key of two numbers (16 and 32 bits); an open-addressing table that grows. */
class Counter {
  /** two for each slot, side by side in memory: the low number, and `high << 16 | count`; 0 where it is free */
  #slots = new Int32Array(2 << 12);
  #used = 0;

  /** Where a key's two numbers stand, or would. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    let h = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    let at = ((h ^ (h >>> 13)) << 1) & mask;
    while (slots[at + 1] !== 0 && (slots[at] !== low || slots[at + 1]! >>> 16 !== high)) at = (at + 2) & mask;
    return at;
  }

  add(high: number, low: number): void {
    if (this.#used * 4 >= this.#slots.length) this.#grow();
    const at = this.#find(high, low);
    const entry = this.#slots[at + 1]!;
    if (entry === 0) {
      this.#slots[at] = low;
      this.#slots[at + 1] = (high << 16) | 1;
      this.#used++;
    } else if ((entry & 0xffff) !== 0xffff) this.#slots[at + 1] = entry + 1;
  }

  count(high: number, low: number): number {
    return this.#slots[this.#find(high, low) + 1]! & 0xffff;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 4);
    for (let i = 0; i < before.length; i += 2) {
      const entry = before[i + 1]!;
      if (entry === 0) continue;
      const at = this.#find(entry >>> 16, before[i]!);
      this.#slots[at] = before[i]!;
      this.#slots[at + 1] = entry;
    }
  }
}

/** Counts a repaired stretch of text, with the two code units before it (0: none). */
export function learnText(local: LocalModel, text: string, before2: number, before1: number, characters: CharacterTable): void {
  let [two, one] = [asWitness(before2, characters), asWitness(before1, characters)];
  for (let i = 0; i < text.length; i++) {
    const unit = asWitness(text.charCodeAt(i), characters);
    local.learn(two, one, unit);
    [two, one] = [one, unit];
  }
}
