import { pairOf } from '../charset/gbk.ts';
import type { Tables } from '../data/tables.ts';
import { Syllables } from './syllables.ts';

/** Traditional characters of the kit that Simplified text has in its own right: `意味着` and `著名`, `干燥` and `乾坤`. */
const BOTH = '著乾徵藉瞭';

/** Letters that some fonts' tables of pinyin have for others. */
const ALIKE = ['ɑa', 'ɡg'];

const UNWRITTEN = 3;
const CONVERTED = 5;

/** By code unit: 1 for each of these, 0 for all others. */
export function unitSet(characters: string): Uint8Array {
  const set = new Uint8Array(0x10000);
  for (const c of characters) set[c.charCodeAt(0)] = 1;
  return set;
}

/** Sets the Latin letters of a table by code unit, the mark of code and the space beside any of them: they count as one. */
export const fillLetters = (table: Uint16Array | Int32Array, value: number): void => {
  table.fill(value, 0x20, 0x21).fill(value, 0x41, 0x5b).fill(value, 0x60, 0x7b);
};

/** A Han character of the basic block. */
export const isBasicHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** Readings and Simplified forms, indexed by character. */
export class CharacterTable {
  /** code unit -> code unit of the Simplified form, itself where there is none other */
  readonly simplify = new Uint16Array(0x10000);
  /** 1: Traditional with another Simplified form, so the kit may annotate it */
  readonly annotatable = new Uint8Array(0x10000);
  /** nats: how unlikely the character is on a page that the kit converted, apart from its meaning */
  readonly offScript = new Uint8Array(0x10000);
  readonly #inBoth = new Uint8Array(0x10000);
  readonly #readings = new Map<number, ReadonlySet<string>>();
  readonly #pairsByReading = new Map<string, number[]>();
  /** those that some character is read as */
  readonly syllables: Syllables;

  constructor(tables: Tables) {
    for (let i = 0; i < 0x10000; i++) this.simplify[i] = i;
    for (const c of BOTH) this.#inBoth[c.charCodeAt(0)] = 1;
    for (const c of tables.unwritten) this.offScript[c.charCodeAt(0)] = UNWRITTEN;
    for (const c of tables.converted) this.offScript[c.charCodeAt(0)] = CONVERTED;
    for (let i = 0; i < tables.traditional.length; i++) {
      const unit = tables.traditional.charCodeAt(i);
      this.simplify[unit] = tables.simplified.charCodeAt(i);
      this.annotatable[unit] = 1;
      const readings = tables.readingsOf[i]!.map((r) => tables.readings[r]!);
      this.#readings.set(unit, new Set(readings));
      for (const r of new Set(readings)) {
        const list = this.#pairsByReading.get(r);
        if (list) list.push(pairOf[unit]!);
        else this.#pairsByReading.set(r, [pairOf[unit]!]);
      }
    }
    this.syllables = new Syllables([...this.#pairsByReading.keys()], ALIKE);
  }

  /** True where a character that can be turned Simplified is right in Simplified text as it is. */
  inBoth(unit: number): boolean {
    return this.#inBoth[unit] === 1;
  }

  /** True for a Simplified character that the kit always turns Traditional. */
  isConverted(unit: number): boolean {
    return this.offScript[unit] === CONVERTED;
  }

  /** True for a Traditional character that no Simplified text has. */
  isTraditional(unit: number): boolean {
    return this.annotatable[unit] === 1 && !this.inBoth(unit);
  }

  reads(unit: number, reading: string): boolean {
    return this.#readings.get(unit)?.has(reading) ?? false;
  }

  /** GBK pairs (`lead << 8 | trail`) of the Traditional characters with this reading. */
  pairsRead(reading: string): readonly number[] {
    return this.#pairsByReading.get(reading) ?? [];
  }
}
