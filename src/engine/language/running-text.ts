import { FULL_WIDTH } from '../charset/full-width.ts';
import { type LiftRows, liftOf, type RunningText, SIGNS, unpackingRunningText } from '../data/running-text.ts';
import { find } from '../data/rows.ts';
import type { Steps } from '../steps.ts';
import { type CharacterTable, fillLetters } from './characters.ts';
import type { CharacterModel, LanguageModel } from './model.ts';

/** How far to trust running text against words: behind a character, and behind a sign, of which words know less. */
const TRUST = 0.5, TRUST_BEHIND_SIGN = 0.7;
/** Behind anything, anything may come. */
const LEAST_REST = 0.02;
/** Of a number and of Latin letters, each taken as one: rough. */
const NUMBER_SHARE = 0.012, LETTERS_SHARE = 0.02;

const NUMBER = SIGNS.indexOf('0'), LETTERS = SIGNS.indexOf('a');

/**
 * Tokens by code unit, 1 more than {@link RunningText} has them; 0 for what is none. A mark that was folded to ASCII counts as the full-width one: which of the two
 * it is, the words beside it do not tell.
 */
export function tokensOf(characters: string): Uint16Array {
  const tokens = new Uint16Array(0x10000);
  const first = characters.length + 1;
  for (let i = 0; i < characters.length; i++) tokens[characters.charCodeAt(i)] = i + 1;
  for (let i = 0; i < SIGNS.length; i++) {
    const unit = SIGNS.charCodeAt(i);
    tokens[unit] = first + i;
    if (unit > FULL_WIDTH) tokens[unit - FULL_WIDTH] = first + i;
  }
  fillLetters(tokens, first + LETTERS);
  return tokens.fill(first + NUMBER, 0x30, 0x3a);
}

/** Share of each token in running text, 0 to 1: what the lifts of pairs are reckoned from. @param share {@link CharacterModel.share} */
export const tokenShares = (characters: string, share: ArrayLike<number>): Float64Array => Float64Array.from([...characters, ...SIGNS], (name, i) =>
  (i === characters.length + NUMBER ? NUMBER_SHARE : i === characters.length + LETTERS ? LETTERS_SHARE : share[name.charCodeAt(0)]!));

/** What is left to others behind a context, over what all that together has in a shorter one. */
export const restOf = (own: number, shorter: number): number => Math.max(LEAST_REST, 1 - own) / Math.max(LEAST_REST, 1 - shorter);

/** Pairs in one step: some milliseconds. */
const STEP = 8192;

/** Lifts of what has none of its own, behind each token and behind each pair, so that the shares come to 1. */
function* restsOf({ pairs, triples }: RunningText, usual: Float64Array): Steps<{ behindOne: Float32Array; behindTwo: Float32Array }> {
  const behindOne = new Float32Array(usual.length), behindTwo = new Float32Array(pairs.next.length);
  for (let row = 0; row < usual.length; row++) behindOne[row] = restOfRow(pairs, row, (token) => usual[token]!);
  for (let pair = 0; pair < pairs.next.length; pair++) {
    if (pair % STEP === 0) yield;
    const second = pairs.next[pair]!;
    behindTwo[pair] = restOfRow(triples, pair, (token) => usual[token]! * liftOf(pairs.level[find(pairs, second, token)]!));
  }
  return { behindOne, behindTwo };
}

function restOfRow({ start, next, level }: LiftRows, row: number, shorter: (token: number) => number): number {
  let own = 0, less = 0;
  for (let i = start[row]!; i < start[row + 1]!; i++) {
    const share = shorter(next[i]!);
    less += share;
    own += share * liftOf(level[i]!);
  }
  return restOf(own, less);
}

/** The character model with what running text adds to it. For the few texts where it counts: it takes a megabyte more. */
export class RunningTextModel implements LanguageModel {
  readonly #words: CharacterModel;
  readonly #text: RunningText;
  readonly #token: Uint16Array;
  readonly #behindOne: Float32Array;
  readonly #behindTwo: Float32Array;

  // The context of the last question: many characters are asked for in one place.
  #context1 = -1;
  #context2 = -1;
  /** the token before, -1 where there is none */
  #row = -1;
  /** index of the pair before, -1 where running text has none */
  #head = -1;

  private constructor(words: CharacterModel, text: RunningText, token: Uint16Array, behindOne: Float32Array, behindTwo: Float32Array) {
    this.#words = words;
    this.#text = text;
    this.#token = token;
    this.#behindOne = behindOne;
    this.#behindTwo = behindTwo;
  }

  /**
   * Makes it in steps of some milliseconds.
   * @param packed the bytes of `running-text.bin`
   * @throws when they are not those
   */
  static* making(words: CharacterModel, table: CharacterTable, packed: Uint8Array): Steps<RunningTextModel> {
    const text = yield* unpackingRunningText(packed);
    const token = tokensOf(text.characters);
    for (let unit = 0; unit < 0x10000; unit++) if (token[unit] === 0) token[unit] = token[table.simplify[unit]!]!;
    const { behindOne, behindTwo } = yield* restsOf(text, tokenShares(text.characters, words.share));
    return new RunningTextModel(words, text, token, behindOne, behindTwo);
  }

  get alone(): Float32Array {
    return this.#words.alone;
  }

  #enter(before2: number, before1: number): void {
    this.#context2 = before2;
    this.#context1 = before1;
    this.#row = this.#token[before1]! - 1;
    const first = this.#token[before2]! - 1;
    this.#head = first < 0 || this.#row < 0 ? -1 : find(this.#text.pairs, first, this.#row);
  }

  /** @inheritdoc */
  probability(before2: number, before1: number, unit: number): number {
    const words = this.#words.probability(before2, before1, unit);
    if (before1 !== this.#context1 || before2 !== this.#context2) this.#enter(before2, before1);
    const row = this.#row, head = this.#head, token = this.#token[unit]! - 1;
    const firstSign = this.#text.characters.length;
    // What goes on in a number or a word of Latin letters is part of the same token.
    if (row < 0 || token < 0 || token >= firstSign + NUMBER) return words;
    const { pairs, triples } = this.#text;
    const pair = find(pairs, row, token);
    let running = this.#words.share[unit]! * (pair < 0 ? this.#behindOne[row]! : liftOf(pairs.level[pair]!));
    if (head >= 0) {
      const triple = find(triples, head, token);
      running *= triple < 0 ? this.#behindTwo[head]! : liftOf(triples.level[triple]!);
    }
    return words + (row < firstSign ? TRUST : TRUST_BEHIND_SIGN) * (running - words);
  }
}
