import type { Steps } from '../steps.ts';
import { Reader } from './bytes.ts';
import { inflating } from './inflating.ts';
import { find, type RowIndex } from './rows.ts';
import { type Coder, StreamReader } from './streams.ts';

/** What follows what in running text, by contexts. Tokens are indices of {@link RunningText.characters}, and behind them of {@link SIGNS}. */
export interface LiftRows extends RowIndex {
  /** how many times oftener than a shorter context would have it, as {@link liftOf} has it by level */
  readonly level: Uint8Array;
}

/** What running text has besides Chinese characters, as contexts and as what comes next: `0` for a number, `a` for Latin letters or code and the spaces beside them. */
export const SIGNS = '，。、：；？！（）“”《》0a';

/** What `src/build/running-text.ts` wrote: a back-off model of three tokens, cut down to what says most for its bytes. */
export interface RunningText {
  readonly characters: string;
  /** heads are tokens */
  readonly pairs: LiftRows;
  /** heads are indices into `pairs` */
  readonly triples: LiftRows;
}

/** Levels are half powers of two; this one is neither oftener nor less often. */
export const NO_LIFT = 12;
export const MOST_LEVEL = 63;
const LIFTS = Float64Array.from({ length: MOST_LEVEL + 1 }, (_, level) => 2 ** ((level - NO_LIFT) / 2));
export const liftOf = (level: number): number => LIFTS[level]!;

/** How many bits a number takes: those of one length are neighbours. */
const bitsOf = (n: number): number => 32 - Math.clz32(n);
/** More than {@link bitsOf} any place in a row. */
const PLACES = 16;

/** What is known of each number before it is read, by which its stream is chosen. */
interface Kinds {
  readonly ofSize: (row: number) => number;
  readonly ofPlace: (row: number, size: number) => number;
  readonly ofLevel: (row: number, token: number) => number;
  /** what is coded for a token: its place in a row of likely ones, or itself */
  readonly tokenAt: (row: number, place: number) => number;
  readonly placeOf: (row: number, token: number) => number;
}

/** @param coders gives one for each kind of numbers in turn @param given what to write; left out, they are read */
function* codeRows(rows: number, coders: () => Coder, { ofSize, ofPlace, ofLevel, tokenAt, placeOf }: Kinds, given?: LiftRows): Steps<LiftRows> {
  const start = new Uint32Array(rows + 1);
  const sizes = coders();
  for (let row = 0; row < rows; row++) start[row + 1] = start[row]! + sizes.code(ofSize(row), given === undefined ? 0 : given.start[row + 1]! - given.start[row]!);
  yield;
  const next = new Uint16Array(start[rows]!), level = new Uint8Array(next.length);
  const gaps = coders();
  for (let row = 0; row < rows; row++) {
    if (row % STEP === 0) yield;
    const kind = ofPlace(row, start[row + 1]! - start[row]!) * PLACES;
    for (let at = start[row]!, place = -1; at < start[row + 1]!; at++) {
      place += gaps.code(kind + bitsOf(place + 1), given === undefined ? 0 : placeOf(row, given.next[at]!) - place);
      next[at] = tokenAt(row, place);
    }
  }
  const levels = coders();
  for (let row = 0; row < rows; row++) {
    if (row % STEP === 0) yield;
    for (let at = start[row]!; at < start[row + 1]!; at++) level[at] = levels.code(ofLevel(row, next[at]!), given?.level[at] ?? 0);
  }
  yield;
  return { start, next, level };
}
/** Rows in one step: some milliseconds. */
const STEP = 1 << 15;

/** The frequent ones come first, so their rows are alike. */
export const codePairs = (tokens: number, coders: () => Coder, given?: LiftRows): Steps<LiftRows> => codeRows(tokens, coders, {
  ofSize: bitsOf,
  ofPlace: (_row, size) => bitsOf(size),
  ofLevel: (row, token) => bitsOf(token) * PLACES + bitsOf(row),
  tokenAt: (_row, place) => place,
  placeOf: (_row, token) => token,
}, given);

/** What comes third stands in the row of the second: its place there takes fewer bytes. */
export function codeTriples(pairs: LiftRows, coders: () => Coder, given?: LiftRows): Steps<LiftRows> {
  const rowOf = (pair: number): number => pairs.next[pair]!;
  const sizeOf = (pair: number): number => bitsOf(pairs.start[rowOf(pair) + 1]! - pairs.start[rowOf(pair)]!);
  return codeRows(pairs.next.length, coders, {
    ofSize: (pair) => sizeOf(pair) * PLACES + (pairs.level[pair]! >> 2),
    ofPlace: (pair, size) => sizeOf(pair) * PLACES + bitsOf(size),
    ofLevel: (pair, token) => pairs.level[find(pairs, rowOf(pair), token)]!,
    tokenAt: (pair, place) => pairs.next[pairs.start[rowOf(pair)]! + place]!,
    placeOf: (pair, token) => find(pairs, rowOf(pair), token) - pairs.start[rowOf(pair)]!,
  }, given);
}

/**
 * @param packed the bytes of `running-text.bin`
 * @throws when they are cut short or not deflate-raw
 */
export function* unpackingRunningText(packed: Uint8Array): Steps<RunningText> {
  const input = new Reader(yield* inflating(packed));
  const characters = input.text();
  const coders = (): Coder => new StreamReader(input);
  const pairs = yield* codePairs(characters.length + SIGNS.length, coders);
  return { characters, pairs, triples: yield* codeTriples(pairs, coders) };
}
