import type { CharacterModel } from '../language/model.ts';
import { costOf, isAsciiLetter } from './cost.ts';
import type { Element } from './elements.ts';
import type { Slot } from './stretch.ts';
import { QUESTION_MARK, SPACE } from './points.ts';
import { isUnknown, type Target } from './targets.ts';

/**
 * Most garbled lines lost nothing: their bytes, one after the other, are a text. Such a line is read without a search, some fifty times
 * faster; where anything is left to choose, the lattice chooses.
 */

/** A line whose bytes are a text from its first character beyond ASCII on. */
export interface Straight {
  /** index of the element */
  readonly from: number;
  readonly slots: readonly Slot[];
}

/** So many elements are compared at a time: in each such window the text must be the likelier reading, and a likely one. */
const WINDOW = 8;
/** Nats of a character, on the average of a window, where the bytes alone do not tell where a character begins. */
const LIKELY = 8.5;
/** Nats that a stretch may lose before it is one that was not garbled: as many as it costs to leave a garbled stretch before ASCII. */
const MOST_LOST = 9;
/** Nats that a window of the text wins over what stands there, at least. */
const LEAST_GAIN = 12;

/** @param length of the text, UTF-16 code units. @returns null where the bytes are no text, or may be another one */
export function readStraight(model: CharacterModel, target: Target, elements: readonly Element[], length: number): Straight | null {
  const from = elements.findIndex(({ point }) => point >= 0x80);
  // A `?` in front of it may be a byte that was lost.
  if (from < 0 || elements.slice(0, from).some(({ point }) => point === QUESTION_MARK)) return null;
  const slots: Slot[] = [];
  const gains = new Gains(model, elements, from, target.selfSynchronizing ? Infinity : LIKELY);
  let pending: number[] = [];
  for (let at = from; at < elements.length; at++) {
    const { point: own, readings: [reading, another] } = elements[at]!;
    if (reading === undefined || reading.price > 0 || another?.price === 0) return null;
    // A mark of ASCII may be a full-width one that was folded, or a byte that was lost.
    if (another !== undefined && own < 0x80 && !isPlain(own)) return null;
    // A lone letter in Chinese may be half a character, whose first byte showed nothing.
    if (pending.length === 0 && isAsciiLetter(own) && isBeyondAscii(elements[at - 1]) && isBeyondAscii(elements[at + 1])) return null;
    for (const code of reading.codes) {
      if (isUnknown(code) || !(pending.length === 0 ? target.length(code) > 0 : target.continues(code, pending.length))) return null;
      pending.push(code);
      if (pending.length < target.length(pending[0]!)) continue;
      const point = target.decode(pending);
      if (point === 0) return null;
      slots.push({ point, hole: null, end: elements[at + 1]?.start ?? length });
      gains.write(point);
      pending = [];
    }
    if (!gains.pass(at)) return null;
  }
  return pending.length === 0 && gains.isEnough ? { from, slots } : null;
}

const isPlain = (point: number): boolean => point <= SPACE || isAsciiLetter(point) || (point >= 0x30 && point <= 0x39);
const isBeyondAscii = (element: Element | undefined): boolean => element !== undefined && element.point >= 0x80;

/** What a reading wins over the text as it stands, in a window that moves along with it. */
class Gains {
  readonly #model: CharacterModel;
  readonly #elements: readonly Element[];
  readonly #after = new Float64Array(WINDOW);
  readonly #before = new Float64Array(WINDOW);
  readonly #written = new Uint8Array(WINDOW);
  readonly #likely: number;
  #before2: number;
  #before1: number;
  #cost = 0;
  #lost = 0;
  #count = 0;
  #seen = 0;
  #sumWritten = 0;
  #sumAfter = 0;
  #sumBefore = 0;

  constructor(model: CharacterModel, elements: readonly Element[], from: number, likely: number) {
    this.#model = model;
    this.#likely = likely;
    this.#elements = elements;
    this.#before2 = elements[from - 2]?.point ?? 0;
    this.#before1 = elements[from - 1]?.point ?? 0;
  }

  write(point: number): void {
    this.#cost += costOf(this.#model, this.#before2, this.#before1, point);
    [this.#before2, this.#before1] = [this.#before1, point];
    this.#count++;
  }

  /** @returns false where the window that ends here is not convincing, or a stretch that ends here is honest text */
  pass(at: number): boolean {
    const pointAt = (i: number): number => this.#elements[i]?.point ?? 0;
    const slot = this.#seen++ % WINDOW;
    const own = costOf(this.#model, pointAt(at - 2), pointAt(at - 1), pointAt(at));
    this.#lost = Math.max(0, this.#lost + this.#cost - own);
    if (this.#lost > MOST_LOST) return false;
    this.#sumAfter += this.#cost - this.#after[slot]!;
    this.#sumBefore += own - this.#before[slot]!;
    this.#sumWritten += this.#count - this.#written[slot]!;
    this.#after[slot] = this.#cost;
    this.#before[slot] = own;
    this.#written[slot] = this.#count;
    this.#cost = this.#count = 0;
    return this.#seen < WINDOW || this.#isConvincing;
  }

  get #isConvincing(): boolean {
    return this.#sumAfter <= this.#sumWritten * this.#likely && this.#sumBefore >= this.#sumAfter;
  }

  /** Of the last window, which may be the only one. */
  get isEnough(): boolean {
    return this.#isConvincing && this.#sumBefore >= this.#sumAfter + LEAST_GAIN;
  }
}
