import { type Folding, isIdeograph, MARK, SEPARATOR } from './fold.ts';

/**
 * How much a phrase sounds like injected keywords: a linear model over its characters, pairs and triples of them
 * (hashed), trained by `src/build/spam.ts`.
 */

/** The item model as it is shipped. */
export interface ItemWeights {
  /** log-odds of an item without any known feature */
  readonly bias: number;
  /** by feature; `scale` times the log-odds that it adds where it stands alone */
  readonly weights: Int8Array;
  readonly scale: number;
}

/** Buckets of hashed features. */
export const BUCKETS = 1 << 18;
const SHIFT = 32 - 18;
/** Stands before the first and behind the last character of an item. */
const EDGE = 3;

const single = (a: number): number => Math.imul(a + 0x51ed, 0x9e3779b1) >>> SHIFT;
const pair = (a: number, b: number): number => Math.imul(Math.imul(a, 0x85ebca6b) ^ (b + 0x7f4a), 0xc2b2ae35) >>> SHIFT;
const triple = (a: number, b: number, c: number): number => Math.imul(Math.imul(Math.imul(a, 0x27d4eb2f) ^ b, 0x165667b1) ^ (c + 0x3779), 0x9e3779b1) >>> SHIFT;

/** Calls `visit` with the bucket of every feature of an item. @param plain folded by `Folding` */
export function featuresOf(plain: string, visit: (bucket: number) => void): void {
  let a = EDGE, b = EDGE;
  for (let i = 0; i <= plain.length; i++) {
    const c = i < plain.length ? plain.charCodeAt(i) : EDGE;
    if (c !== EDGE) visit(single(c));
    visit(pair(b, c));
    if (i > 0) visit(triple(a, b, c));
    a = b;
    b = c;
  }
}

/** Words in Latin letters alone can be of any trade. */
const FOREIGN = -1.6;

function hasIdeograph(plain: string): boolean {
  for (let i = 0; i < plain.length; i++) if (isIdeograph(plain.charCodeAt(i))) return true;
  return false;
}

/** Scores with weights that are shipped or were just trained: items that are folded already, and texts as they are. */
export class ItemScorer {
  readonly #model: ItemWeights;
  readonly #folding: Folding;

  constructor(model: ItemWeights, folding: Folding) {
    this.#model = model;
    this.#folding = folding;
  }

  /** Log-odds that an item was injected. Longer items tell more, but not in proportion: their features overlap. */
  score(plain: string): number {
    const { weights, scale, bias } = this.#model;
    let sum = 0, n = 0;
    featuresOf(plain, (bucket) => {
      sum += weights[bucket]!;
      n++;
    });
    const score = n === 0 ? bias : bias + (sum * scale) / Math.sqrt(n);
    return hasIdeograph(plain) ? score : Math.min(score, FOREIGN);
  }

  /**
   * The hottest stretch of a text: the largest sum over neighbouring characters of what their pairs and triples weigh, a
   * small toll off for each. One pass and no memory: every text of every page that the engine sees goes through here.
   */
  heat(text: string): number {
    const { weights } = this.#model;
    const { table } = this.#folding;
    let a = EDGE, b = EDGE, run = 0, most = 0;
    for (let i = 0; i < text.length; i++) {
      const c = table[text.charCodeAt(i)]!;
      if (c < EDGE) {
        if (c === SEPARATOR || c === MARK) a = b = EDGE;
        continue;
      }
      run += isIdeograph(c) || isIdeograph(b) ? weights[single(c)]! + weights[pair(b, c)]! + weights[triple(a, b, c)]! - TOLL : -TOLL;
      if (run < 0) run = 0;
      else if (run > most) most = run;
      a = b;
      b = c;
    }
    return most;
  }
}

/** Units of weight by which each character cools a stretch. */
const TOLL = 8;
