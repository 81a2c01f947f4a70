import { asWitness, type LocalModel } from '../language/local.ts';
import type { LanguageModel } from '../language/model.ts';
import type { CharacterTable } from '../language/characters.ts';
import type { Candidates } from './candidates.ts';
import { costOf, isBoxDrawing, isHan, isHangul, isKana } from './cost.ts';
import { type Hole, holesIn, type Slot, type Stretch } from './stretch.ts';
import { LESS_THAN, MARK, textOf } from './points.ts';
import { type Candidate, isUnknown } from './targets.ts';

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
 * A guess below this probability is given up. Measured: of the guesses above it, 1 in 100 is wrong where a part of the bytes is known, and a bound that
 * is lower by 0.01 has as many more wrong ones on some texts. Where none is, the model is surer of itself than it is right.
 */
const SURE = 0.93;
const SURE_OF_NOTHING = 0.98;
/** Where more than this share of a text is lost, running text finds its way through whatever there is, and is as sure of it. */
const MOST_LOST = 0.2;
const GIVE_UP = 13;
/** What a text rarely ends in, and how rarely, in nats. */
const OPEN_END = new Set([...'，、（《“‘「『—〈'].map((c) => c.codePointAt(0)!));
const CLOSED_END = new Set([...'。！？：；”’」』）》…'].map((c) => c.codePointAt(0)!));
const ENDS_OPEN = 8;
const ENDS_IN_WORD = 3;
/** Nats against a closing mark where none is open. */
const OPENERS = new Map(['“”', '‘’', '「」', '『』', '（）', '《》', '〈〉', '【】', '〔〕', '()'].map((pair) => [pair.charCodeAt(1), pair[0]!]));
const CLOSES_NOTHING = 8;

const endCost = (point: number): number => (CLOSED_END.has(point) ? 0 : OPEN_END.has(point) ? ENDS_OPEN : ENDS_IN_WORD);

/** Letters of Japanese or Korean from which a text is in it, and the share of it. */
const LEAST_FOREIGN = 2;
const FOREIGN_SHARE = 0.2;

/** Is it in Japanese or Korean, of which the model knows nothing? */
function isForeign(slots: readonly Slot[]): boolean {
  let han = 0, foreign = 0;
  for (const { point } of slots) {
    if (isHan(point)) han++;
    else if (isKana(point) || isHangul(point)) foreign++;
  }
  return foreign >= LEAST_FOREIGN && foreign >= FOREIGN_SHARE * (han + foreign);
}

/** In UTF-8 the first two bytes tell marks from letters; those the languages of the East share. */
const areMarks = ({ patterns }: Hole, options: readonly Candidate[]): boolean =>
  patterns.every(([first, second]) => !isUnknown(first!) && !isUnknown(second ?? first!)) && options.every(({ point }) => !isHan(point));

/** Which number an item of a list has is told by those before it, of which the model knows nothing. */
const NUMERALS = new Set(Array.from('一二三四五六七八九十', (char) => char.charCodeAt(0)));
const BEFORE_NUMBER = new Set(Array.from('第（(十', (char) => char.charCodeAt(0)));
const AFTER_NUMBER = new Set(Array.from('、）)条條章节節款十', (char) => char.charCodeAt(0)));
const isNumber = (slots: readonly Slot[], i: number): boolean => BEFORE_NUMBER.has(slots[i - 1]?.point ?? 0) || AFTER_NUMBER.has(slots[i + 1]?.point ?? 0);
/** May a hole be another number than the one that was chosen? */
const mayBeAnother = (options: readonly Candidate[], chosen: number): boolean => NUMERALS.has(chosen) && options.some(({ point }) => point !== chosen && NUMERALS.has(point));

const isAllUnknown = ({ patterns }: Hole): boolean => patterns.every((pattern) => pattern.every(isUnknown));

/** The last two characters of ways to read the text so far. */
interface State {
  readonly before1: number;
  readonly point: number;
  /** nats of the likeliest of these ways, and of all of them together */
  readonly least: number;
  readonly forward: number;
  /** from the states before it */
  readonly edges: readonly Edge[];
  /** nats of all ways on from here to the end */
  backward: number;
}

/** A step from a state, and nats of it. */
interface Edge {
  readonly from: State;
  readonly cost: number;
}

/** A state that is not known to be among the likeliest yet. */
interface Reached {
  readonly before1: number;
  readonly point: number;
  least: number;
  readonly edges: Edge[];
}

/** Nats of one of two ways or the other: -ln(e^-a + e^-b). */
const together = (a: number, b: number): number => (a === Infinity ? b : Math.min(a, b) - Math.log1p(Math.exp(-Math.abs(a - b))));

/** Fills stretches of one text or page. A forward-backward search: the likeliest characters, and how sure each is of its place. */
export class HoleFiller {
  #model: LanguageModel;
  readonly #words: LanguageModel;
  readonly #running: LanguageModel | null;
  readonly #candidates: Candidates;
  readonly #scriptCost: ScriptCost;
  readonly #witness: Witness | null;
  #closingCost: ScriptCost = () => 0;
  /** characters that were weighed so far: what filling takes is in proportion */
  work = 0;

  /** @param running the model that running text adds to, if it is there */
  constructor(words: LanguageModel, running: LanguageModel | null, candidates: Candidates, scriptCost: ScriptCost, witness: Witness | null) {
    this.#model = this.#words = words;
    this.#running = running;
    this.#candidates = candidates;
    this.#scriptCost = scriptCost;
    this.#witness = witness;
  }

  fill(stretch: Stretch): Filled {
    const { slots, before } = stretch;
    this.#model = this.#running === null || holesIn(slots) > MOST_LOST * slots.length ? this.#words : this.#running;
    this.#closingCost = closingCost(textOf(slots.map(({ point }) => point)));
    const foreign = isForeign(slots);
    const options = slots.map(({ hole }, i) => {
      if (hole === null) return null;
      // Where nothing is left of two in a row, there is nothing to go by; and the candidates draw no boxes.
      const beside = [slots[i - 1], slots[i + 1]];
      if (isAllUnknown(hole) && beside.some((slot) => slot?.hole != null && isAllUnknown(slot.hole)) || beside.some((slot) => slot !== undefined && isBoxDrawing(slot.point))) return [];
      const options = this.#candidates.of(hole, MOST_OPTIONS);
      return foreign && !areMarks(hole, options) ? [] : options;
    });
    const { points, sureness } = this.#read(stretch, options);
    let filled = 0, lost = 0;
    const written = points.map((point, i) => {
      if (options[i] === null) return point;
      const hole = slots[i]!.hole!;
      const guessed = isNumber(slots, i) && mayBeAnother(options[i]!, point);
      const keep = options[i]!.length > 0 && !guessed && sureness[i]! >= (isAllUnknown(hole) ? SURE_OF_NOTHING : SURE);
      if (keep) filled++;
      else lost++;
      return keep ? point : MARK;
    });
    return { points: written, filled, lost, cost: this.#textCost([...before, ...written]) };
  }

  /** @param points with two before it */
  #textCost(points: readonly number[]): number {
    let cost = 0;
    for (let i = 2; i < points.length; i++) cost += points[i] === MARK ? GIVE_UP : costOf(this.#model, points[i - 2]!, points[i - 1]!, points[i]!);
    return cost;
  }

  /** Nats of a character in its place, by the language and by the page. */
  #costOf(before2: number, before1: number, point: number): number {
    this.work++;
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

  /** The likeliest way to fill all holes together, and for each place how probable its character is among all ways. */
  #read({ slots, before, after }: Stretch, options: readonly (readonly Candidate[] | null)[]): { points: number[]; sureness: number[] } {
    const steps: State[][] = [[{ before1: before[0], point: before[1], least: 0, forward: 0, edges: [], backward: Infinity }]];
    const last = slots.length - 1;
    slots.forEach(({ point }, i) => {
      const choices = options[i];
      const guess = choices != null && choices.length > 0;
      // A text ends before a tag, too.
      const atEnd = options[i] !== null && (i === last ? after[0] === 0 : slots[i + 1]!.point === LESS_THAN);
      const extra = (to: number): number => (guess ? this.#guessCost(to) : 0) + (atEnd ? endCost(to) : 0);
      steps.push(this.#step(steps[i]!, guess ? choices.map((choice) => choice.point) : [point], extra));
    });
    for (const point of after) {
      if (point === 0) break;
      steps.push(this.#step(steps.at(-1)!, [point], () => 0));
    }
    const points: number[] = [], sureness: number[] = [];
    let edges: readonly Edge[] = steps.at(-1)!.map((from) => ({ from, cost: 0 }));
    for (let i = steps.length - 1; i > 0; i--) {
      const { from } = edges.reduce((best, edge) => (edge.from.least + edge.cost < best.from.least + best.cost ? edge : best));
      if (i <= slots.length) points.push(from.point);
      edges = from.edges;
    }
    points.reverse();
    for (const state of steps.at(-1)!) state.backward = 0;
    for (const states of steps.slice(1).reverse()) {
      for (const { edges, backward } of states) for (const { from, cost } of edges) from.backward = together(from.backward, cost + backward);
    }
    const all = steps[0]![0]!.backward;
    for (const [i, point] of points.entries()) {
      sureness.push(steps[i + 1]!.reduce((sum, state) => (state.point === point ? sum + Math.exp(all - state.forward - state.backward) : sum), 0));
    }
    return { points, sureness };
  }

  /** One character more. @param extra nats of a character over what it costs in its place */
  #step(states: readonly State[], choices: readonly number[], extra: (point: number) => number): State[] {
    const reached: Reached[] = [];
    const groups = Map.groupBy(states, ({ point }) => point);
    for (const [before1, group] of groups) {
      const here = choices.map((point): Reached => ({ before1, point, least: Infinity, edges: [] }));
      const more = choices.map(extra);
      // The model is quick where it is asked for many characters in one place.
      for (const from of group) {
        for (const [i, state] of here.entries()) {
          const cost = more[i]! + this.#costOf(from.before1, before1, state.point);
          state.edges.push({ from, cost });
          state.least = Math.min(state.least, from.least + cost);
        }
      }
      for (const state of here) reached.push(state);
    }
    reached.sort((a, b) => a.least - b.least);
    const most = reached[0]!.least + RANGE;
    return reached.slice(0, WIDTH).filter(({ least }) => least <= most)
      .map((state) => ({ ...state, forward: state.edges.reduce((sum, { from, cost }) => together(sum, from.forward + cost), Infinity), backward: Infinity }));
  }
}
