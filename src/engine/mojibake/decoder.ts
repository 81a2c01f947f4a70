import { LOST } from '../types.ts';
import type { CharacterModel } from '../language/model.ts';
import type { LegacyCharset } from './charsets.ts';
import { costOf } from './cost.ts';
import { type Element, toElements } from './elements.ts';
import { type Candidate, isUnknown, type Target, UNKNOWN, UNKNOWN_ALONE, UNKNOWN_TRAIL } from './targets.ts';

/**
 * Reads a text both ways at once: as it stands, and as bytes that were decoded wrongly. The cheapest path through a lattice of the
 * two (a beam search under the character model) tells where the garbled stretches begin and end, and fills lost bytes on the way.
 */


/** A stretch read as garbled. */
export interface Stretch {
  /** UTF-16 offsets in the text as it came in */
  readonly start: number;
  readonly end: number;
  readonly after: string;
  /** nats of the stretch as it stands, and as it was re-read, the price of lost bytes included */
  readonly costBefore: number;
  readonly costAfter: number;
  /** characters that were chosen by the model among several, or given up */
  readonly filled: number;
  readonly lost: number;
}

/** Nats against beginning a garbled stretch: at the start of the text, behind ASCII, behind anything else. */
const ENTER_AT_START = 6;
const ENTER_BEHIND_ASCII = 12;
const ENTER = 18;
/** Nats against ending one, where it is not at the end of the text: before ASCII, before anything else. */
const LEAVE_BEFORE_ASCII = 3;
const LEAVE = 16;
/** What a text rarely ends in, and how rarely, in nats. Only guesses are weighed with it. */
const OPEN_END = new Set([...'，、：；（《“‘「『—〈'].map((c) => c.codePointAt(0)!));
const CLOSED_END = new Set([...'。！？”’」』）》…'].map((c) => c.codePointAt(0)!));
const ENDS_OPEN = 8;
const ENDS_IN_WORD = 3;
/** Nats for a character that is given up. */
const GIVE_UP = 13;
/** Nats for bytes that are not even shown as lost. */
const DROPPED = 5;
const WIDTH_FILLING = 100;
const WIDTH_PLAIN = 12;
/** Of the characters that can stand where bytes were lost, only those within so many nats of the likeliest are followed. */
const GUESS_RANGE = 9;
/** Paths that are so many nats behind are not followed. */
const BEAM_RANGE = 30;
/** A guess below this probability is given up. */
const SURE = 0.6;

/** What one step of a path wrote. */
interface Node {
  readonly before: Node | null;
  /** 0: nothing written, a garbled stretch begins */
  readonly point: number;
  /** index of the element that it came from */
  readonly at: number;
  readonly garbled: boolean;
  /** what else could have stood here, where bytes were lost */
  readonly options: readonly Candidate[] | null;
}

interface Path {
  readonly cost: number;
  readonly garbled: boolean;
  readonly pending: readonly number[];
  /** the last byte of the character before the pending ones, for UNKNOWN_TRAIL; -1: not known */
  readonly lastByte: number;
  readonly before2: number;
  readonly before1: number;
  readonly tail: Node | null;
}

/** How a guess reads in the script of the page: nats per code point, 0 where it is at home. */
export type ScriptCost = (point: number) => number;

const endCost = (point: number): number => (CLOSED_END.has(point) ? 0 : OPEN_END.has(point) ? ENDS_OPEN : ENDS_IN_WORD);

export class ChannelDecoder {
  readonly #model: CharacterModel;
  readonly #source: LegacyCharset;
  readonly #target: Target;
  readonly #scriptCost: ScriptCost;
  #next = new Map<string, Path>();
  /** cost of the cheapest path so far that ends at the present element */
  #bound = Infinity;

  constructor(model: CharacterModel, source: LegacyCharset, target: Target, scriptCost: ScriptCost = () => 0) {
    this.#model = model;
    this.#source = source;
    this.#target = target;
    this.#scriptCost = scriptCost;
  }

  /**
   * @param fill false: only the shape is asked for, lost characters are given up at once (much faster)
   * @returns the garbled stretches of the cheapest path, in order
   */
  decode(text: string, fill: boolean): Stretch[] {
    const elements = toElements(text, this.#source);
    let paths: Path[] = [{ cost: 0, garbled: false, pending: [], lastByte: -1, before2: 0, before1: 0, tail: null }];
    elements.forEach((element, at) => {
      this.#next = new Map();
      this.#bound = Infinity;
      for (const path of paths) this.#step(path, element, at, fill);
      paths = [...this.#next.values()];
      const width = fill ? WIDTH_FILLING : WIDTH_PLAIN;
      if (paths.length > width) paths = paths.sort((a, b) => a.cost - b.cost).slice(0, width);
    });
    this.#next = new Map();
    this.#bound = Infinity;
    for (const path of paths) this.#close(path, elements.length - 1, fill, (closed) => this.#keep(closed));
    let best: Path | null = null, lowest = Infinity;
    for (const path of this.#next.values()) {
      const cost = path.cost + (path.garbled ? endCost(path.before1) : 0);
      if (cost < lowest) [best, lowest] = [path, cost];
    }
    return best === null ? [] : this.#stretches(best, text, elements);
  }

  #keep(path: Path): void {
    if (path.cost > this.#bound + BEAM_RANGE) return;
    // A path with bytes pending has not paid for them yet.
    if (path.pending.length === 0 && path.cost < this.#bound) this.#bound = path.cost;
    const key = `${path.garbled ? 1 : 0} ${path.pending.join()} ${path.before2} ${path.before1} ${path.lastByte}`;
    const known = this.#next.get(key);
    if (known === undefined || path.cost < known.cost) this.#next.set(key, path);
  }

  #step(path: Path, element: Element, at: number, fill: boolean): void {
    const leave = path.garbled ? (element.point < 0x80 ? LEAVE_BEFORE_ASCII : LEAVE) : 0;
    const asIs = (p: Path): void => this.#keep({
      cost: p.cost + leave + costOf(this.#model, p.before2, p.before1, element.point), garbled: false, pending: [], lastByte: -1,
      before2: p.before1, before1: element.point, tail: { before: p.tail, point: element.point, at, garbled: false, options: null },
    });
    if (!path.garbled) asIs(path);
    // In the middle of a character a garbled stretch ends only where it has to.
    else if (path.pending.length === 0 || element.point < 0x80 || element.readings.length === 0) this.#close(path, at, fill, asIs);
    // ASCII is the same in all charsets, but a `?` may be a byte that was lost.
    if (!path.garbled && element.point < 0x80 && element.readings.length === 1) return;
    const enter = at === 0 ? ENTER_AT_START : path.before1 < 0x80 ? ENTER_BEHIND_ASCII : ENTER;
    const start: Path = path.garbled ? path
      : { ...path, cost: path.cost + enter, garbled: true, tail: { before: path.tail, point: 0, at, garbled: true, options: null } };
    for (const reading of element.readings) {
      this.#feed({ ...start, cost: start.cost + reading.price }, reading.codes, 0, at, fill, (p) => this.#keep(p));
    }
  }

  /** Reads `codes[index…]` on the path and hands on each way to do so. */
  #feed(path: Path, codes: readonly number[], index: number, at: number, fill: boolean, then: (path: Path) => void): void {
    if (index === codes.length) return then(path);
    const code = codes[index]!;
    const goOn = (p: Path): void => this.#feed(p, codes, index + 1, at, fill, then);
    const { pending } = path;
    if (pending.length > 0 && !this.#target.continues(code, pending.length)) {
      // The character broke off: some of its bytes are gone without a trace.
      return this.#close(path, at, fill, (closed) => this.#feed(closed, codes, index, at, fill, then));
    }
    const all = [...pending, code];
    const length = this.#target.length(all[0]!);
    if (length === 0) return goOn(this.#giveUp(path, [code], at));
    if (all.length < length) return goOn({ ...path, pending: all });
    if (all.some(isUnknown)) return this.#guess(path, all, at, fill, goOn);
    const point = this.#target.decode(all);
    if (point !== 0) return goOn(this.#write(path, point, all, at, null));
    const broken = this.#giveUp(path, pending.length > 0 ? pending : all, at);
    // An ASCII byte is itself, whatever lead byte went before it.
    if (pending.length > 0 && code < 0x80) this.#feed(broken, codes, index, at, fill, then);
    else goOn(broken);
  }

  /** Ends a character whose bytes are not all there. */
  #close(path: Path, at: number, fill: boolean, then: (path: Path) => void): void {
    const { pending } = path;
    if (pending.length === 0) return then(path);
    const length = this.#target.length(pending[0]!);
    const padded = [...pending, ...new Array<number>(Math.max(0, length - pending.length)).fill(UNKNOWN)];
    const { cost } = path;
    this.#guess({ ...path, cost: cost + DROPPED }, padded, at, fill, then);
  }

  #guess(path: Path, pattern: readonly number[], at: number, fill: boolean, then: (path: Path) => void): void {
    then(this.#giveUp(path, pattern, at));
    if (!fill) return;
    const options = this.#target.candidates(pattern).filter(({ bytes }) => this.#mayBeLost(path.lastByte, pattern, bytes));
    const costs = options.map(({ point }) => costOf(this.#model, path.before2, path.before1, point) + this.#scriptCost(point));
    const most = costs.reduce((a, c) => Math.min(a, c), Infinity) + GUESS_RANGE;
    options.forEach(({ point, bytes }, i) => {
      if (costs[i]! <= most) then(this.#write(path, point, bytes, at, options, costs[i]!));
    });
  }

  /** True where these bytes would have been lost as they were: a pair that the other charset lacks, a byte that it lacks. */
  #mayBeLost(lastByte: number, pattern: readonly number[], bytes: readonly number[]): boolean {
    for (let i = 0; i < pattern.length; i++) {
      if (pattern[i] === UNKNOWN_ALONE && !this.#source.isInvalidAlone(bytes[i]!)) return false;
      const lead = i > 0 ? bytes[i - 1]! : lastByte;
      if (pattern[i] === UNKNOWN_TRAIL && lead >= 0 && this.#source.pointOf[(lead << 8) | bytes[i]!] !== 0) return false;
    }
    return true;
  }

  #write(path: Path, point: number, bytes: readonly number[], at: number, options: readonly Candidate[] | null, cost?: number): Path {
    return {
      cost: path.cost + (cost ?? costOf(this.#model, path.before2, path.before1, point)), garbled: true, pending: [], lastByte: bytes.at(-1)!,
      before2: path.before1, before1: point, tail: { before: path.tail, point, at, garbled: true, options },
    };
  }

  #giveUp(path: Path, bytes: readonly number[], at: number): Path {
    const mark = LOST.charCodeAt(0);
    const last = bytes.at(-1)!;
    return {
      cost: path.cost + GIVE_UP, garbled: true, pending: [], lastByte: isUnknown(last) ? -1 : last, before2: path.before1, before1: mark,
      tail: { before: path.tail, point: mark, at, garbled: true, options: null },
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
      stretches.push(this.#stretch(nodes, i, end, text, elements));
      i = end - 1;
    }
    return stretches;
  }

  /** @param from index of the node that begins the stretch and writes nothing */
  #stretch(nodes: readonly Node[], from: number, to: number, text: string, elements: readonly Element[]): Stretch {
    const firstElement = nodes[from]!.at;
    const endElement = to < nodes.length ? nodes[to]!.at : elements.length;
    const points = nodes.map((n) => n.point);
    let filled = 0, lost = 0;
    const mark = LOST.charCodeAt(0);
    for (let i = from + 1; i < to; i++) {
      const { options } = nodes[i]!;
      if (options !== null) {
        filled++;
        if (this.#sureness(points, i, options) < SURE) points[i] = mark;
      }
      if (points[i] === mark) lost++;
    }
    let costBefore = 0, costAfter = 0;
    for (let i = firstElement; i < endElement; i++) {
      costBefore += costOf(this.#model, elements[i - 2]?.point ?? 0, elements[i - 1]?.point ?? 0, elements[i]!.point);
    }
    for (let i = from + 1; i < to; i++) {
      costAfter += points[i] === mark ? GIVE_UP : costOf(this.#model, points[i - 2] ?? 0, points[i - 1] ?? 0, points[i]!);
    }
    const start = elements[firstElement]!.start;
    const end = elements[endElement]?.start ?? text.length;
    return { start, end, after: String.fromCodePoint(...points.slice(from + 1, to)), costBefore, costAfter, filled, lost };
  }

  /** Probability of the character at `i` among what else could stand there, with what stands around it. */
  #sureness(points: readonly number[], i: number, options: readonly Candidate[]): number {
    const [b2, b1, , a1, a2] = [points[i - 2] ?? 0, points[i - 1] ?? 0, 0, points[i + 1] ?? 0, points[i + 2] ?? 0];
    const cost = (point: number): number => costOf(this.#model, b2, b1, point) + this.#scriptCost(point)
      + (i + 1 >= points.length ? endCost(point) : 0) + (a1 === 0 ? 0 : costOf(this.#model, b1, point, a1)) + (a2 === 0 ? 0 : costOf(this.#model, point, a1, a2));
    const own = cost(points[i]!);
    let sum = 0;
    for (const { point } of options) sum += Math.exp(own - cost(point));
    return sum === 0 ? 1 : 1 / sum;
  }
}
