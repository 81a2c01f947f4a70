import type { CharacterModel } from '../language/model.ts';
import { costOfHangul, isGreekOrCyrillic, isHan, isHangul, isZhuyin, ZHUYIN } from './cost.ts';
import { UTF8_IN_LETTERS } from './signs.ts';

/** What windows-1252 makes of bytes 80 to FF. */
const LATIN = '\\u0080-\\u00ff\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122';
/**
 * Languages in Latin letters have three accented letters in a row at most, and few have a symbol between letters; beyond Latin-1, where such
 * letters are found that happened to be UTF-8, a quotation mark or a middle dot at most.
 */
const latinRun = new RegExp(`[${LATIN}]{4}|[${LATIN}]{2} ?[\\u0080-\\u00bf${LATIN}] ?[\\u0080-\\u00ff]|[\\u0100-\\u07ff][\\u00a1-\\u00ac\\u00ae-\\u00bf][\\u00a1-\\u07ff]|(?:${UTF8_IN_LETTERS}){2}`, 'u');

/** Nats of each character by itself, other scripts than Chinese at the price of a plain letter. */
export class FlatCosts {
  /** by code unit */
  readonly units: Float32Array;

  constructor(model: CharacterModel) {
    const flat = model.alone.slice();
    flat.fill(4, 0xc0, 0x250);
    flat.fill(4, 0x370, 0x2000);
    flat.fill(4, 0x3041, 0x3100);
    for (let point = 0xac00; point <= 0xd7a3; point++) flat[point] = costOfHangul(point);
    flat.fill(12, 0x80, 0xc0);
    this.units = flat;
  }

  of(point: number): number {
    return point > 0xffff ? 15 : this.units[point]!;
  }
}

/** Non-ASCII characters that are weighed together; fewer are weighed only where they are the whole text. */
const WINDOW = 12;
const LEAST = 5;
/** Nats per character: honest modern Chinese has 6 to 8, and 15 poems in 1,000 lines have more than this somewhere. */
const SUSPICIOUS = 9.5;
/** Nats of a letter of one script right beside one of another that it never stands beside: `叫拜Τ笵硂`, `踏狗갛陋`. */
const MIXED = 13;
/** Borders of Chinese characters and Hangul from which a text is suspicious, however usual the characters are. */
const MIXED_WITH_HANGUL = 3;

/** What a code unit can be, as bits: Chinese characters beside the next two are strangers. */
const HAN = 1, GREEK_OR_CYRILLIC = 2, HANGUL = 4;
/** Latin, Greek or Cyrillic. */
const LETTER = 8;
const FOREIGN = GREEK_OR_CYRILLIC | HANGUL;
/** Usual beside its like only. */
const OF_ZHUYIN = 16;

/** Is one of two kinds side by side Chinese, and the other none that stands there? */
const areStrangers = (a: number, b: number): boolean => ((a & HAN) !== 0 && (b & FOREIGN) !== 0) || ((b & HAN) !== 0 && (a & FOREIGN) !== 0);

function kindsOf(): Uint8Array {
  const kinds = new Uint8Array(0x10000).fill(LETTER, 0x80, 0x500);
  for (let unit = 0x80; unit < 0x10000; unit++) {
    if (isHan(unit)) kinds[unit]! |= HAN;
    else if (isGreekOrCyrillic(unit)) kinds[unit]! |= GREEK_OR_CYRILLIC;
    else if (isHangul(unit)) kinds[unit]! |= HANGUL;
    if (isZhuyin(unit)) kinds[unit]! |= OF_ZHUYIN;
  }
  return kinds;
}

/** The engine's cheap look at a text: is it worth reading through the channels? Wrong towards yes costs time and nothing else. */
export class GarbleGate {
  readonly #costs: Float32Array;
  readonly #kinds = kindsOf();
  readonly #window = new Float32Array(WINDOW);

  constructor(costs: FlatCosts) {
    this.#costs = costs.units;
  }

  isSuspicious(text: string): boolean {
    const kinds = this.#kinds, window = this.#window.fill(0);
    let seen = 0, slot = 0, sum = 0, mixed = 0, every = 0, before = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        before = 0;
        continue;
      }
      const kind = kinds[unit]!;
      every |= kind;
      // Korean that still has Chinese characters puts particles behind them, and is rare.
      if (((before | kind) & HANGUL) !== 0 && areStrangers(before, kind) && ++mixed >= MIXED_WITH_HANGUL) return true;
      const cost = this.#cost(unit, kind, before);
      before = kind;
      sum += cost - window[slot]!;
      window[slot] = cost;
      if (++slot === WINDOW) slot = 0;
      if (++seen >= WINDOW && sum > WINDOW * SUSPICIOUS) return true;
    }
    if (seen >= LEAST && seen < WINDOW && sum > seen * SUSPICIOUS) return true;
    return (every & LETTER) !== 0 && latinRun.test(text);
  }

  /** Nats of a code unit. @param kind, before what it is, and what stands before it */
  #cost(unit: number, kind: number, before: number): number {
    return areStrangers(before, kind) ? MIXED : (before & kind & OF_ZHUYIN) !== 0 ? ZHUYIN : this.#costs[unit]!;
  }

  /** How many characters beyond ASCII of a text look like no text in any language, {@link WINDOW} by {@link WINDOW}. */
  strangeIn(text: string): number {
    let strange = 0, seen = 0, sum = 0, before = 0;
    const weigh = (): void => {
      if (sum > seen * SUSPICIOUS) strange += seen;
      seen = sum = 0;
    };
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i), kind = unit < 0x80 ? 0 : this.#kinds[unit]!;
      if (unit >= 0x80) {
        sum += this.#cost(unit, kind, before);
        if (++seen === WINDOW) weigh();
      }
      before = kind;
    }
    weigh();
    return strange;
  }
}
