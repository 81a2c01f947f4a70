import type { CharacterModel } from '../language/model.ts';
import { costOfHangul, isGreekOrCyrillic, isHan, isHangul } from './cost.ts';
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
  readonly #flat: Float32Array;

  constructor(model: CharacterModel) {
    const flat = model.alone.slice();
    flat.fill(4, 0xc0, 0x250);
    flat.fill(4, 0x370, 0x2000);
    flat.fill(4, 0x3041, 0x3100);
    for (let point = 0xac00; point <= 0xd7a3; point++) flat[point] = costOfHangul(point);
    flat.fill(12, 0x80, 0xc0);
    this.#flat = flat;
  }

  of(point: number): number {
    return point > 0xffff ? 15 : this.#flat[point]!;
  }
}

/** Non-ASCII characters that are weighed together; fewer are weighed only where they are the whole text. */
const WINDOW = 12;
const LEAST = 5;
/** Nats per character: honest modern Chinese has 6 to 8, and 15 poems in 1,000 lines have more than this somewhere. */
const SUSPICIOUS = 9.5;
/** Nats of a letter of one script right beside one of another that it never stands beside: `叫拜Τ笵硂`, `踏狗갛陋`. */
const MIXED = 13;
/** Latin, Greek and Cyrillic letters stand before it. */
const FIRST_BEYOND_LETTERS = 0x500;
/** Borders of Chinese characters and Hangul from which a text is suspicious, however usual the characters are. */
const MIXED_WITH_HANGUL = 3;

/** The engine's cheap look at a text: is it worth reading through the channels? Wrong towards yes costs time and nothing else. */
export class GarbleGate {
  readonly #costs: FlatCosts;
  readonly #window = new Float32Array(WINDOW);

  constructor(costs: FlatCosts) {
    this.#costs = costs;
  }

  isSuspicious(text: string): boolean {
    const window = this.#window.fill(0);
    let seen = 0, sum = 0, mixed = 0, letters = false, before = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        before = 0;
        continue;
      }
      if (unit < FIRST_BEYOND_LETTERS) letters = true;
      const strange = before !== 0 && areStrangers(before, unit);
      // Korean that still has Chinese characters puts particles behind them, and is rare.
      if (strange && (isHangul(before) || isHangul(unit)) && ++mixed >= MIXED_WITH_HANGUL) return true;
      const cost = strange ? MIXED : this.#costs.of(unit);
      before = unit;
      const slot = seen % WINDOW;
      sum += cost - window[slot]!;
      window[slot] = cost;
      if (++seen >= WINDOW && sum > WINDOW * SUSPICIOUS) return true;
    }
    if (seen >= LEAST && seen < WINDOW && sum > seen * SUSPICIOUS) return true;
    return letters && latinRun.test(text);
  }
}

/** Chinese characters beside Hangul, Greek or Cyrillic letters. */
const areStrangers = (a: number, b: number): boolean => (isHan(a) && isForeign(b)) || (isHan(b) && isForeign(a));
const isForeign = (unit: number): boolean => isHangul(unit) || isGreekOrCyrillic(unit);
