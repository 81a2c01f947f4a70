import type { CharacterModel } from '../language/model.ts';
import type { LegacyCharset } from './charsets.ts';
import { costOf } from './cost.ts';
import { type Element, mayBeUtf8InPart, toElements } from './elements.ts';
import { MARK } from './points.ts';
import { isUnknown, type Target, UNKNOWN } from './targets.ts';

/**
 * Reads a text both ways at once: as it stands, and as bytes that were decoded wrongly. The cheapest path through a lattice of the
 * two (a beam search under the character model) tells where the garbled stretches begin and end. What lost bytes stood for is left
 * open here, at the price of all that fits: `fill.ts` chooses.
 */

/** Bytes that are not all known. */
export interface Hole {
  /** what is known of them, one pattern for each way to read them; none where they are no character */
  readonly patterns: readonly (readonly number[])[];
  /** the byte before them, -1 where it is not known */
  readonly lastByte: number;
}

/** A character that was read from bytes. */
export interface Slot {
  /** `LOST` for a hole */
  readonly point: number;
  /** UTF-16 offset behind the character of the text that its last byte came from */
  readonly end: number;
  readonly hole: Hole | null;
}

/** A stretch read as garbled. */
export interface Stretch {
  /** UTF-16 offsets in the text as it came in */
  readonly start: number;
  readonly end: number;
  readonly slots: readonly Slot[];
  /** the two code points before and after it, 0 where there is none */
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  /** nats of the stretch as it stands, and as it was re-read, the price of lost bytes included */
  readonly costBefore: number;
  readonly costAfter: number;
}

/** Nats against beginning a garbled stretch: at the start of the text, behind ASCII, behind anything else. */
const ENTER_AT_START = 6;
const ENTER_BEHIND_ASCII = 12;
const ENTER = 18;
/** Nats against ending one, where it is not at the end of the text: before ASCII (which may as well be a part of it), before anything else. */
const LEAVE_BEFORE_ASCII = 9;
const LEAVE = 16;
/** Share of these where the rest of the page is garbled, too. */
const USUAL = 0.1;
/** Nats of bytes that are no character. */
const GIVE_UP = 13;
/** Nats of a loss, over what the lost character costs; and of one that is not even shown. */
const LOSS = 3;
const DROPPED = 5;
const WIDTH = 16;
/** Paths that are so many nats behind are not followed. */
const BEAM_RANGE = 30;
const QUESTION_MARK = 0x3f;

/** What one step of a path wrote. */
interface Node {
  readonly before: Node | null;
  /** 0: nothing written, a garbled stretch begins */
  readonly point: number;
  /** index of the element that it came from */
  readonly at: number;
  readonly garbled: boolean;
  readonly hole: Hole | null;
}

interface Path {
  readonly cost: number;
  readonly garbled: boolean;
  readonly pending: readonly number[];
  /** the last byte of the character before the pending ones; -1: not known */
  readonly lastByte: number;
  readonly before2: number;
  readonly before1: number;
  readonly tail: Node | null;
}

const NOTHING: readonly number[] = [];

export class Lattice {
  readonly #model: CharacterModel;
  readonly #source: LegacyCharset;
  readonly #target: Target;
  /** true: bytes may be gone without a trace */
  readonly #dropped: boolean;
  /** factor of what a stretch's borders cost */
  readonly #border: number;
  #next: Path[] = [];
  /** cost of the cheapest path so far that ends at the present element */
  #bound = Infinity;

  /**
   * @param dropped true: look for bytes that are gone without a trace; slower, and only for charsets that synchronise themselves
   * @param usual true: the rest of the page is garbled in this way
   */
  constructor(model: CharacterModel, source: LegacyCharset, target: Target, { dropped = false, usual = false } = {}) {
    this.#border = usual ? USUAL : 1;
    this.#model = model;
    this.#source = source;
    this.#target = target;
    this.#dropped = dropped && target.selfSynchronizing;
  }

  /** @returns the garbled stretches of the cheapest path, in order */
  read(text: string): Stretch[] {
    const elements = toElements(text, this.#source, mayBeUtf8InPart(this.#source, this.#target));
    let paths: Path[] = [{ cost: 0, garbled: false, pending: NOTHING, lastByte: -1, before2: 0, before1: 0, tail: null }];
    for (let at = 0; at < elements.length; at++) {
      this.#begin();
      for (const path of paths) this.#step(path, elements[at]!, at);
      paths = this.#next;
      if (paths.length > WIDTH) paths = paths.sort((a, b) => a.cost - b.cost).slice(0, WIDTH);
    }
    this.#begin();
    for (const path of paths) this.#keep(this.#closed(path, elements.length - 1));
    let best: Path | null = null;
    for (const path of this.#next) if (best === null || path.cost < best.cost) best = path;
    return best === null ? [] : this.#stretches(best, text, elements);
  }

  #begin(): void {
    this.#next = [];
    this.#bound = Infinity;
  }

  #keep(path: Path): void {
    const { cost, garbled, before1, before2, pending } = path;
    if (cost > this.#bound + BEAM_RANGE) return;
    // A path with bytes pending has not paid for them yet.
    if (pending.length === 0 && cost < this.#bound) this.#bound = cost;
    const next = this.#next;
    for (let i = 0; i < next.length; i++) {
      const other = next[i]!;
      if (other.before1 !== before1 || other.before2 !== before2 || other.garbled !== garbled || !sameBytes(other.pending, pending)) continue;
      if (cost < other.cost) next[i] = path;
      return;
    }
    next.push(path);
  }

  #step(path: Path, element: Element, at: number): void {
    const { point, readings } = element;
    if (!path.garbled) this.#keepAsIs(path, 0, point, at);
    // In the middle of a character a garbled stretch ends only where it has to.
    else if (path.pending.length === 0 || point < 0x80 || readings.length === 0) {
      this.#keepAsIs(this.#closed(path, at), this.#border * (point < 0x80 ? LEAVE_BEFORE_ASCII : LEAVE), point, at);
    }
    // ASCII is the same in all charsets, but a `?` may be a byte that was lost.
    if (!path.garbled && point < 0x80 && point !== QUESTION_MARK) return;
    const enter = this.#border * (at === 0 ? ENTER_AT_START : path.before1 < 0x80 ? ENTER_BEHIND_ASCII : ENTER);
    const start: Path = path.garbled ? path
      : { ...path, cost: path.cost + enter, garbled: true, tail: { before: path.tail, point: 0, at, garbled: true, hole: null } };
    for (const { codes, price } of readings) this.#feed(price === 0 ? start : { ...start, cost: start.cost + price }, codes, 0, at);
  }

  #keepAsIs(path: Path, leave: number, point: number, at: number): void {
    this.#keep({
      cost: path.cost + leave + costOf(this.#model, path.before2, path.before1, point), garbled: false, pending: NOTHING, lastByte: -1,
      before2: path.before1, before1: point, tail: { before: path.tail, point, at, garbled: false, hole: null },
    });
  }

  /** Reads `codes[index…]` on the path and keeps each way to do so. */
  #feed(path: Path, codes: readonly number[], index: number, at: number): void {
    if (index === codes.length) return this.#keep(path);
    const code = codes[index]!;
    const { pending } = path;
    if (pending.length > 0) {
      const continues = this.#target.continues(code, pending.length);
      // The character broke off: some of its bytes are gone without a trace.
      if (!continues || (this.#dropped && !isUnknown(code))) this.#feedFirst(this.#closed(path, at), codes, index, at);
      if (!continues) return;
      return this.#feedTo(path, [...pending, code], codes, index, at);
    }
    this.#feedFirst(path, codes, index, at);
  }

  /** Reads a byte that begins a character. */
  #feedFirst(path: Path, codes: readonly number[], index: number, at: number): void {
    const code = codes[index]!;
    if (this.#target.length(code) > 0) return this.#feedTo(path, [code], codes, index, at);
    if (this.#dropped) return this.#feed({ ...path, cost: path.cost + DROPPED, pending: [UNKNOWN, code] }, codes, index + 1, at);
    this.#feed(this.#lose(path, [], code, at), codes, index + 1, at);
  }

  /** Goes on with the bytes `all`, of which `codes[index]` is the last. */
  #feedTo(path: Path, all: readonly number[], codes: readonly number[], index: number, at: number): void {
    if (all.length < this.#target.length(all[0]!)) return this.#feed({ ...path, pending: all }, codes, index + 1, at);
    const last = all[all.length - 1]!;
    if (all.some(isUnknown)) return this.#feed(this.#lose(path, [all], last, at), codes, index + 1, at);
    const point = this.#target.decode(all);
    if (point !== 0) return this.#feed(this.#write(path, point, last, at), codes, index + 1, at);
    // An ASCII byte is itself, whatever lead byte went before it.
    if (all.length > 1 && last < 0x80) this.#feedFirst(this.#lose(path, [], all[0]!, at), codes, index, at);
    else this.#feed(this.#lose(path, [], last, at), codes, index + 1, at);
  }

  /** Ends a character whose bytes are not all there. */
  #closed(path: Path, at: number): Path {
    const { pending } = path;
    if (pending.length === 0) return path;
    const missing = this.#target.length(pending[0]!) - pending.length;
    const patterns = Array.from({ length: missing === 1 && this.#target.selfSynchronizing ? pending.length : 1 }, (_, i) => [
      ...pending.slice(0, pending.length - i), ...new Array<number>(missing).fill(UNKNOWN), ...pending.slice(pending.length - i),
    ]);
    return this.#lose({ ...path, cost: path.cost + DROPPED }, patterns, pending[pending.length - 1]!, at);
  }

  #write(path: Path, point: number, lastByte: number, at: number): Path {
    return {
      cost: path.cost + costOf(this.#model, path.before2, path.before1, point), garbled: true, pending: NOTHING, lastByte,
      before2: path.before1, before1: point, tail: { before: path.tail, point, at, garbled: true, hole: null },
    };
  }

  #lose(path: Path, patterns: readonly (readonly number[])[], lastByte: number, at: number): Path {
    const cost = patterns.length === 0 ? GIVE_UP : LOSS + Math.min(...patterns.map((pattern) => this.#target.find(pattern).cost));
    return {
      cost: path.cost + cost, garbled: true, pending: NOTHING, lastByte: isUnknown(lastByte) ? -1 : lastByte, before2: path.before1, before1: MARK,
      tail: { before: path.tail, point: MARK, at, garbled: true, hole: { patterns, lastByte: path.lastByte } },
    };
  }

  #stretches(path: Path, text: string, elements: readonly Element[]): Stretch[] {
    const nodes: Node[] = [];
    for (let node = path.tail; node !== null; node = node.before) nodes.push(node);
    nodes.reverse();
    const stretches: Stretch[] = [];
    for (let i = 0; i < nodes.length; i++) {
      if (!nodes[i]!.garbled) continue;
      let end = i + 1;
      while (end < nodes.length && nodes[end]!.garbled && nodes[end]!.point !== 0) end++;
      const slots = nodes.slice(i + 1, end).map(({ point, hole, at }) => ({ point, hole, end: elements[at + 1]?.start ?? text.length }));
      if (slots.length > 0) stretches.push(this.#stretch(slots, nodes[i]!.at, nodes[end]?.at ?? elements.length, text, elements));
      i = end - 1;
    }
    return stretches;
  }

  /** @param from, to indices of its elements */
  #stretch(slots: readonly Slot[], from: number, to: number, text: string, elements: readonly Element[]): Stretch {
    const pointAt = (i: number): number => elements[i]?.point ?? 0;
    let costBefore = 0, costAfter = 0;
    for (let i = from; i < to; i++) costBefore += costOf(this.#model, pointAt(i - 2), pointAt(i - 1), pointAt(i));
    let before2 = pointAt(from - 2), before1 = pointAt(from - 1);
    for (const { point, hole } of slots) {
      if (hole === null) costAfter += costOf(this.#model, before2, before1, point);
      else costAfter += hole.patterns.length === 0 ? GIVE_UP : LOSS + Math.min(...hole.patterns.map((pattern) => this.#target.find(pattern).cost));
      [before2, before1] = [before1, point];
    }
    return {
      start: elements[from]!.start, end: elements[to]?.start ?? text.length, slots, costBefore, costAfter,
      before: [pointAt(from - 2), pointAt(from - 1)], after: [pointAt(to), pointAt(to + 1)],
    };
  }
}

function sameBytes(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
