import { Reader } from './bytes.ts';
import type { Pause } from '../steps.ts';
import { inflate } from './inflate.ts';
import type { RowIndex } from './rows.ts';

/** Counts by index of the next character. */
export interface Rows extends RowIndex {
  readonly count: Float32Array;
}

/** Marks behind which words start in their own way; `a` for any Latin letter, or the space behind one. */
export const MARKS = '，。、：（“a';
/** What stands behind some words more often than behind others, `0` for any digit, `a` for any Latin letter or the space before one. */
export const ENDS = '，。、；：？！）”0a';

/** What `src/build/tables.ts` wrote, unpacked but not yet indexed. */
export interface Tables {
  /** all syllables that some character is read as, tone marks on */
  readonly readings: readonly string[];
  /** Traditional characters with another Simplified form */
  readonly traditional: string;
  /** `simplified[i]` is the form of `traditional[i]` */
  readonly simplified: string;
  /** those of `traditional` that the kit never writes: variants of the ones it writes */
  readonly unwritten: string;
  /** Simplified characters that the kit always turns Traditional */
  readonly converted: string;
  /** `readingsOf[i]` are indices into `readings` */
  readonly readingsOf: readonly (readonly number[])[];
  /** the model's characters, the frequent ones first */
  readonly characters: string;
  /** counts of `characters[i]`: anywhere, at a word's start, at a word's end */
  readonly total: Float32Array;
  readonly first: Float32Array;
  readonly last: Float32Array;
  readonly pairs: Rows;
  /** the heads of its rows are indices into `pairs` */
  readonly triples: Rows;
  /**
   * Across words: how many times oftener than anywhere a word starts with `next` behind a word that ends in the head of the row, or behind a mark: the heads
   * are `characters`, then {@link MARKS}. The same of what else comes behind a word: `next` counts on from `characters` with {@link ENDS}.
   */
  readonly across: Rows;
}

/** Counts are shipped as levels, half powers of two. */
const COUNTS = Float32Array.from({ length: 0x100 }, (_, level) => (level === 0 ? 0 : 2 ** ((level - 1) / 2)));
const countOf = (level: number): number => COUNTS[level]!;
/** The level of what is neither more often nor less. */
export const NO_LIFT = 14;
const LIFTS = COUNTS.map((_, level) => 2 ** ((level - NO_LIFT) / 2));

/**
 * @param packed the bytes of `tables.bin`
 * @param pause awaited between the pieces of the work
 * @throws when they are cut short or not deflate-raw
 */
export async function unpackTables(packed: Uint8Array, pause: Pause = () => Promise.resolve()): Promise<Tables> {
  const input = new Reader(await inflate(packed, pause));
  const readings = input.text().split(' ');
  const traditional = input.text();
  const simplified = input.text();
  const unwritten = input.text();
  const converted = input.text();
  await pause();
  const readingsOf = Array.from(traditional, () => Array.from({ length: input.varint() }, () => input.varint()));
  await pause();
  const characters = input.text();
  const [total, first, last] = [0, 1, 2].map(() => Float32Array.from(input.bytes(characters.length), countOf)) as [Float32Array, Float32Array, Float32Array];
  await pause();
  const sizes = input.varints();
  await pause();
  const gaps = input.varints();
  await pause();
  const levels = input.varints();
  let at = 0, head = 0;
  const rows = (heads: number, values: Float32Array): Rows => {
    const start = new Uint32Array(heads + 1);
    for (let i = 0; i < heads; i++) start[i + 1] = start[i]! + sizes[head++]!;
    const next = new Uint16Array(start[heads]!);
    const counts = new Float32Array(start[heads]!);
    for (let i = 0; i < heads; i++) {
      let previous = -1;
      for (let k = start[i]!; k < start[i + 1]!; k++, at++) {
        previous += gaps[at]!;
        next[k] = previous;
        counts[k] = values[levels[at]!]!;
      }
    }
    return { start, next, count: counts };
  };
  await pause();
  const pairs = rows(characters.length, COUNTS);
  await pause();
  const triples = rows(pairs.next.length, COUNTS);
  await pause();
  const across = rows(characters.length + MARKS.length, LIFTS);
  return { readings, traditional, simplified, unwritten, converted, readingsOf, characters, total, first, last, pairs, triples, across };
}
