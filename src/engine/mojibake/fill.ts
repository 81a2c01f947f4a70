import { asWitness, type LocalModel } from '../language/local.ts';
import type { CharacterModel } from '../language/model.ts';
import type { CharacterTable } from '../language/characters.ts';
import type { LegacyCharset } from './charsets.ts';
import { costOf, isHan } from './cost.ts';
import type { Hole, Stretch } from './lattice.ts';
import { MARK, textOf } from './points.ts';
import { type Candidate, isUnknown, type Target, UNKNOWN_ALONE, UNKNOWN_TRAIL } from './targets.ts';

/**
 * What lost bytes stood for: of the characters that fit what is left of them, the one that the character model prefers with what stands
 * on both sides, if it is sure; else it is marked as lost.
 */

/** A stretch with its holes filled or marked. */
export interface Filled {
  /** code points, one for each slot */
  readonly points: readonly number[];
  /** holes that were filled, and that were marked */
  readonly filled: number;
  readonly lost: number;
  /** nats of the text, what is lost included */
  readonly cost: number;
}

/** How a guess reads in the script of the page: nats per code point, 0 where it is at home. */
export type ScriptCost = (point: number) => number;

/** What the rest of the page says, with the table by which the two scripts of a character bear witness for each other. */
export interface Witness {
  readonly local: LocalModel;
  readonly characters: CharacterTable;
}

/** The cost of marks that close what was not opened in the text, which is the whole text with holes open. */
function closingCost(text: string): ScriptCost {
  return (point) => {
    const opener = OPENERS.get(point);
    return opener === undefined || text.split(opener).length > text.split(String.fromCodePoint(point)).length ? 0 : CLOSES_NOTHING;
  };
}

const WIDTH = 32;
/** Paths that are so many nats behind are not followed. */
const RANGE = 18;
/** Of the characters that fit, so many of the commonest are tried. */
const MOST_OPTIONS = 250;
/**
 * A guess below this probability is given up. Measured: of the guesses above it, 1 in 100 is wrong where a part of the bytes is known. Where
 * none is, the model is surer of itself than it is right.
 */
const SURE = 0.93;
const SURE_OF_NOTHING = 0.98;
const GIVE_UP = 13;
/** What a text rarely ends in, and how rarely, in nats. */
const OPEN_END = new Set([...'，、：；（《“‘「『—〈'].map((c) => c.codePointAt(0)!));
const CLOSED_END = new Set([...'。！？”’」』）》…'].map((c) => c.codePointAt(0)!));
const ENDS_OPEN = 8;
const ENDS_IN_WORD = 3;
/** Nats against a closing mark where none is open. */
const OPENERS = new Map(['“”', '‘’', '「」', '『』', '（）', '《》', '〈〉', '【】', '〔〕', '()'].map((pair) => [pair.charCodeAt(1), pair[0]!]));
const CLOSES_NOTHING = 8;

const endCost = (point: number): number => (CLOSED_END.has(point) ? 0 : OPEN_END.has(point) ? ENDS_OPEN : ENDS_IN_WORD);

const isAllUnknown = ({ patterns }: Hole): boolean => patterns.every((pattern) => pattern.every(isUnknown));

interface State {
  readonly cost: number;
  readonly before2: number;
  readonly before1: number;
  readonly from: State | null;
}

export class HoleFiller {
  readonly #model: CharacterModel;
  readonly #source: LegacyCharset;
  readonly #target: Target;
  readonly #scriptCost: ScriptCost;
  readonly #witness: Witness | null;
  #closingCost: ScriptCost = () => 0;

  constructor(model: CharacterModel, source: LegacyCharset, target: Target, scriptCost: ScriptCost, witness: Witness | null) {
    this.#model = model;
    this.#source = source;
    this.#target = target;
    this.#scriptCost = scriptCost;
    this.#witness = witness;
  }

  fill(stretch: Stretch): Filled {
    const { slots, before, after } = stretch;
    this.#closingCost = closingCost(textOf(slots.map(({ point }) => point)));
    // Where nothing is left of two in a row, there is nothing to go by.
    const options = slots.map(({ hole }, i) => (hole === null ? null
      : isAllUnknown(hole) && (slots[i - 1]?.hole != null || slots[i + 1]?.hole != null) ? [] : this.#options(hole)));
    const points = this.#likeliest(stretch, options);
    const around = [...before, ...points, ...after];
    const sure = points.map((_, i) => (options[i] == null || options[i].length === 0 ? 1 : this.#sureness(around, i + 2, options[i])));
    let filled = 0, lost = 0, cost = 0;
    const written = points.map((point, i) => {
      if (options[i] === null) return point;
      // A guess beside a guess is as doubtful as both.
      const beside = [i - 2, i - 1, i + 1, i + 2].reduce((product, k) => product * (sure[k] ?? 1), 1);
      const keep = options[i]!.length > 0 && sure[i]! * beside >= (isAllUnknown(slots[i]!.hole!) ? SURE_OF_NOTHING : SURE);
      if (keep) filled++;
      else lost++;
      return keep ? point : MARK;
    });
    const read = [...before, ...written];
    for (let i = 2; i < read.length; i++) cost += read[i] === MARK ? GIVE_UP : costOf(this.#model, read[i - 2]!, read[i - 1]!, read[i]!);
    return { points: written, filled, lost, cost };
  }

  /** Nats of a character in its place, by the language and by the page. */
  #costOf(before2: number, before1: number, point: number): number {
    const general = costOf(this.#model, before2, before1, point);
    if (this.#witness === null || point > 0xffff) return general;
    const { local, characters } = this.#witness;
    const unit = (p: number): number => (p > 0xffff ? 0 : asWitness(p, characters));
    const lean = isHan(point) ? local.lean(unit(point)) : 0;
    return -Math.log(local.blend(unit(before2), unit(before1), unit(point), Math.exp(-general))) - lean;
  }

  #guessCost(point: number): number {
    return this.#scriptCost(point) + (OPENERS.has(point) ? this.#closingCost(point) : 0);
  }

  #options({ patterns, lastByte }: Hole): Candidate[] {
    return patterns.flatMap((pattern) => this.#target.find(pattern).candidates.filter(({ bytes }) => this.#mayBeLost(lastByte, pattern, bytes)).slice(0, MOST_OPTIONS));
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

  /** The cheapest way to fill all holes together. */
  #likeliest({ slots, before, after }: Stretch, options: readonly (readonly Candidate[] | null)[]): number[] {
    let states: State[] = [{ cost: 0, before2: before[0], before1: before[1], from: null }];
    const last = slots.length - 1;
    slots.forEach(({ point }, i) => {
      const next = new Map<number, State>();
      const add = (state: State, to: number, extra: number): void => {
        const cost = state.cost + this.#costOf(state.before2, state.before1, to) + extra + (i === last && after[0] === 0 && options[i] !== null ? endCost(to) : 0);
        const key = state.before1 * 0x40000 + to;
        const known = next.get(key);
        if (known === undefined || cost < known.cost) next.set(key, { cost, before2: state.before1, before1: to, from: state });
      };
      const choices = options[i];
      if (choices == null || choices.length === 0) for (const state of states) add(state, point, 0);
      else for (const state of states) for (const choice of choices) add(state, choice.point, this.#guessCost(choice.point));
      states = [...next.values()];
      if (states.length > 1) {
        states.sort((a, b) => a.cost - b.cost);
        const most = states[0]!.cost + RANGE;
        states = states.slice(0, WIDTH).filter(({ cost }) => cost <= most);
      }
    });
    for (const point of after) {
      if (point === 0) break;
      states = states.map((s) => ({ cost: s.cost + this.#costOf(s.before2, s.before1, point), before2: s.before1, before1: point, from: s }));
    }
    let best = states[0]!;
    for (const state of states) if (state.cost < best.cost) best = state;
    const points: number[] = [];
    for (let state: State | null = best; state !== null; state = state.from) points.push(state.before1);
    points.reverse();
    return points.slice(1, slots.length + 1);
  }

  /** Probability of the character at `i` among what else could stand there, with what stands around it. */
  #sureness(points: readonly number[], i: number, options: readonly Candidate[]): number {
    const [b2, b1, a1, a2] = [points[i - 2] ?? 0, points[i - 1] ?? 0, points[i + 1] ?? 0, points[i + 2] ?? 0];
    const cost = (point: number): number => this.#costOf(b2, b1, point) + this.#guessCost(point)
      + (a1 === 0 ? endCost(point) : this.#costOf(b1, point, a1)) + (a2 === 0 ? 0 : this.#costOf(point, a1, a2));
    const own = cost(points[i]!);
    let sum = 0;
    for (const { point } of options) sum += Math.exp(own - cost(point));
    return sum === 0 ? 1 : 1 / sum;
  }
}
