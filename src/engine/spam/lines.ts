import type { ReaderLines } from '../types.ts';

/** Zero-width and other invisible characters by which words are kept from being found, or that copying drags along. */
export const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/gu;

/** All that stands between the words of a line: white space, punctuation, symbols, bars and dots of any width. */
const BETWEEN = /[^\p{L}\p{N}\p{M}]+/gu;
const DIGITS = /\p{N}+/gu;

/** Shorter lines are like another only where they are the same: two words alike are not one thing. */
const LEAST_ALIKE = 8;
/** Sørensen–Dice coefficient of the pairs of neighbouring characters from which one line is like another. */
const ALIKE = 0.75;
/** Numbers count as one character, so a line that is like another can be longer than the coefficient says, but not much. */
const MUCH_LONGER = 4;

/**
 * What a line says, whatever it is dressed up as: without invisible characters, width and case folded (NFKC), everything
 * between words one space. Two lines with the same key are the same line to a reader.
 * Idempotent: the key of a key is itself, so keys and lines can be kept side by side.
 * @param simplify folds Traditional to Simplified, code unit by code unit; the engine has the table for it
 */
export function lineKey(text: string, simplify?: (unit: number) => number): string {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase().normalize('NFKC').replace(BETWEEN, ' ').trim();
  if (simplify === undefined) return plain;
  let folded = '';
  for (let i = 0; i < plain.length; i++) folded += String.fromCharCode(simplify(plain.charCodeAt(i)));
  return folded;
}

/** The lines that a reader named on a site, ready to be looked up. */
export class ReaderRules {
  readonly #simplify: (unit: number) => number;
  readonly #keep: ReadonlySet<string>;
  readonly #remove: ReadonlySet<string>;
  readonly #alike: readonly Pairs[];
  /** a key longer than this can be like none that was named */
  readonly #longest: number;

  /** @param lines texts or keys of lines, as they were kept */
  constructor(lines: ReaderLines, simplify: (unit: number) => number) {
    this.#simplify = simplify;
    const keys = (texts: readonly string[]): Set<string> => new Set(texts.map((text) => lineKey(text, simplify)).filter((key) => key !== ''));
    this.#keep = keys(lines.keep);
    this.#remove = keys(lines.remove);
    this.#alike = [...this.#remove].flatMap((key) => pairsOf(key) ?? []);
    this.#longest = Math.max(0, ...this.#alike.map((pairs) => pairs.length)) * MUCH_LONGER;
  }

  /** True where the reader said that this is not spam: of a whole line, or of what was taken out of one. */
  keeps(text: string): boolean {
    return this.#keep.size > 0 && this.#keep.has(lineKey(text, this.#simplify));
  }

  /** True where the reader took this line, or one like it, for spam: the same words in another order, another number in it. */
  removes(text: string): boolean {
    if (this.#remove.size === 0) return false;
    const key = lineKey(text, this.#simplify);
    if (this.#keep.has(key)) return false;
    if (this.#remove.has(key)) return true;
    if (key.length > this.#longest) return false;
    const pairs = pairsOf(key);
    return pairs !== null && this.#alike.some((other) => alike(pairs, other));
  }
}

/** Pairs of neighbouring characters, and how often each occurs. */
interface Pairs {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
  /** of the key that they come from */
  readonly length: number;
}

function pairsOf(key: string): Pairs | null {
  const text = key.replace(DIGITS, '0');
  if (text.replaceAll(' ', '').length < LEAST_ALIKE) return null;
  const counts = new Map<string, number>();
  let size = 0;
  for (const word of text.split(' ')) {
    for (let i = 0; i + 1 < word.length; i++, size++) {
      const pair = word.slice(i, i + 2);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return size === 0 ? null : { counts, size, length: key.length };
}

function alike(a: Pairs, b: Pairs): boolean {
  let shared = 0;
  for (const [pair, n] of a.counts) shared += Math.min(n, b.counts.get(pair) ?? 0);
  return 2 * shared >= ALIKE * (a.size + b.size);
}
