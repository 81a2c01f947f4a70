import type { LocalModel } from '../language/local.ts';
import type { CharacterModel } from '../language/model.ts';
import { type CharacterTable, isBasicHan, unitSet } from '../language/characters.ts';

/**
 * Back to Simplified, by the inverse of the kit's own map: one character at a time, and only those that the kit writes.
 * A character that is right in both scripts is judged by its neighbours: `著名` stays, `意味著` becomes `意味着`.
 */

/** What stands behind `著` where the author of something is named; 0: the end. */
const isBehindAuthor = unitSet('\0 　：）)《');
/** Nats of `着` there against its share in running text: `拿着` -0.2, `味着` -0.4, `明着` -1.1. */
const LEAST_LIFT = -0.5;

/** For the texts of one page, and only where it was turned Traditional: honest Traditional would be spoilt. */
export class Simplifier {
  readonly #characters: CharacterTable;
  readonly #model: CharacterModel;
  readonly #seen: Uint8Array;

  constructor(characters: CharacterTable, model: CharacterModel, local: LocalModel) {
    this.#characters = characters;
    this.#model = model;
    this.#seen = local.seen;
  }

  /** @returns the text and how many characters of it changed; the length stays the same */
  simplify(text: string): { text: string; converted: number } {
    const { simplify, offScript } = this.#characters;
    let out = '', from = 0, converted = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const simple = simplify[unit]!;
      if (simple === unit) continue;
      if (this.#characters.inBoth(unit)) {
        if (!this.#readsBetter(text, i, unit, simple)) continue;
      } else if (offScript[unit] !== 0 && this.#seen[simple] !== 0) {
        // The kit never writes it, and the page has the Simplified one, too: it was there before.
        continue;
      }
      out += text.slice(from, i) + String.fromCharCode(simple);
      from = i + 1;
      converted++;
    }
    return { text: from === 0 ? text : out + text.slice(from), converted };
  }

  #readsBetter(text: string, at: number, unit: number, simple: number): boolean {
    const before = [at > 1 ? text.charCodeAt(at - 2) : 0, at > 0 ? text.charCodeAt(at - 1) : 0] as const;
    const after = [text.charCodeAt(at + 1) || 0, text.charCodeAt(at + 2) || 0] as const;
    const cost = (c: number): number => {
      const path = [...before, c, ...after].map((u) => (u === c ? u : this.#characters.simplify[u]!));
      let sum = 0;
      for (let i = 2; i < path.length; i++) if (path[i] !== 0) sum -= Math.log(this.#model.probability(path[i - 2]!, path[i - 1]!, path[i]!));
      return sum;
    };
    return cost(simple) < cost(unit) && this.#isAtHome(simple, before, after[0]);
  }

  /** Where a name can stand before `著` (`王小明著`, `（王小明 著）`), the commoner character must be likelier there than anywhere. */
  #isAtHome(simple: number, [before2, before1]: readonly [number, number], after1: number): boolean {
    if (!isBehindAuthor[after1]) return true;
    const { simplify } = this.#characters;
    return isBasicHan(before1) && Math.log(this.#model.probability(simplify[before2]!, simplify[before1]!, simple) / this.#model.share[simple]!) > LEAST_LIFT;
  }
}
