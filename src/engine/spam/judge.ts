import type { CharacterTable } from '../language/characters.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Passage, SpamReason } from '../types.ts';
import { FEATURES, segmentFeatures, type Surroundings } from './features.ts';
import { isLead, SegmentFinder } from './finder.ts';
import { Folding } from './fold.ts';
import { Subject } from './page.ts';
import { ItemScorer, type ItemWeights } from './scorer.ts';
import type { Segment } from './segments.ts';

/** The whole model: of items, and of the segments that they make up. */
export interface SpamModel {
  readonly items: ItemWeights;
  /** one for each of {@link FEATURES} */
  readonly weights: readonly number[];
  readonly bias: number;
  /** what the features of an honest list come to: only what is beyond it is a reason */
  readonly usual: readonly number[];
  /** log-odds from which a segment is taken out */
  readonly threshold: number;
}

/** The injected part of a passage and the signs by which it was known. */
export interface Injected {
  readonly start: number;
  readonly end: number;
  readonly why: readonly SpamReason[];
}

/** What is known of an assessed page. */
export interface SpamPage {
  readonly around: Surroundings;
  /** by passage, and by what it says and where for passages that are made anew */
  readonly verdicts: WeakMap<Passage, readonly Injected[]>;
  readonly byKey: ReadonlyMap<string, readonly Injected[]>;
  /** true where something was injected */
  readonly found: boolean;
  /** true where Simplified words were injected into a page in Traditional */
  readonly otherScript: boolean;
}

const NOTHING: readonly Injected[] = [];
/** A list that convicts by itself has at least so many items; a group of passages one more, for headings and cells are alike too. */
const LEAST_LINE = 3;
const LEAST_GROUP = 4;
/** Simplified characters that no page turned Traditional has by chance. */
const LEAST_SIMPLIFIED = 3;
/** Shorter items can be the same by chance. */
const LEAST_COPY = 4;
const LEAST_COPIES = 2;
const MOST_REASONS = 4;

const keyOf = ({ text, place, hidden, link }: Passage): string => `${place} ${hidden === true} ${link === true} ${text}`;

/** Tells injected text from honest text. One judge for all pages: what it finds out of a page is {@link SpamPage}. */
export class SpamJudge {
  readonly #model: SpamModel;
  readonly #characters: CharacterTable;
  readonly #folding: Folding;
  readonly finder: SegmentFinder;

  constructor(model: SpamModel, characters: CharacterTable) {
    this.#model = model;
    this.#characters = characters;
    this.#folding = new Folding(characters);
    this.finder = new SegmentFinder(this.#folding, new ItemScorer(model.items, this.#folding), characters);
  }

  /** Judges all passages of a page together. @param kit the annotating kit was here */
  *assess(passages: readonly Passage[], kit: boolean): Steps<SpamPage> {
    const segments = yield* this.finder.find(passages);
    const around = { ...(yield* this.surroundings(passages, segments, kit)), items: new Set<string>() };
    const convicted = new Map<Segment, readonly SpamReason[]>();
    // What is certain by itself first; then, in its light, all of it.
    for (let round = 0; round < 2; round++) {
      for (const segment of segments) {
        const why = convicted.has(segment) ? null : this.judge(segment, around);
        if (why !== null) convicted.set(segment, why);
      }
      for (const { units, from, to } of convicted.keys()) for (let i = from; i < to; i++) around.items.add(units[i]!.plain);
    }
    yield;
    const copies = segments.filter((segment) => !convicted.has(segment)).flatMap((segment) => copiesIn(segment, passages, around));
    for (const copy of copies) convicted.set(copy, this.judge(copy, around)!);
    const verdicts = new Verdicts(passages);
    for (const [segment, why] of convicted) verdicts.add(segment, why);
    yield;
    verdicts.addCompany();
    const otherScript = around.script === 'traditional' && Array.from(convicted.keys()).some(isSimplified);
    return { around, ...verdicts.result(), found: convicted.size > 0, otherScript };
  }

  /** What was injected into a passage, in order; empty for nothing. */
  verdict(passage: Passage, page: SpamPage): readonly Injected[] {
    // The key of a passage is as long as its text.
    const known = page.byKey.size === 0 ? undefined : page.verdicts.get(passage) ?? page.byKey.get(keyOf(passage));
    if (known !== undefined) return known;
    if (!this.finder.isHot(passage)) return NOTHING;
    const segments = this.finder.line(passage, 0) ?? this.finder.single(passage, 0);
    const verdicts = new Verdicts([passage]);
    for (const segment of segments) {
      const why = this.judge(segment, page.around);
      if (why !== null) verdicts.add(segment, why);
    }
    return verdicts.result().verdicts.get(passage) ?? NOTHING;
  }

  /** What the page around the segments says. */
  *surroundings(passages: readonly Passage[], segments: readonly Segment[], kit: boolean): Steps<Surroundings> {
    const subject = new Subject(this.#folding, this.#characters);
    const taken = new Set(segments.flatMap(({ units, from, to }) => units.slice(from, to).map((unit) => unit.at)));
    const pace = new Pace();
    if (segments.some((segment) => mayConvict(segment, kit))) {
      for (const [at, passage] of passages.entries()) {
        if (taken.has(at)) continue;
        if (pace.isOver(passage.text)) yield;
        subject.add(passage);
      }
    }
    return { kit, script: subject.script, items: new Set(), known: subject.known, shared: (plain) => subject.shared(plain) };
  }

  /** @returns why the segment was injected, the weightiest first; `null` where it was not */
  judge(segment: Segment, around: Surroundings): readonly SpamReason[] | null {
    if (isCopy(segment, around.items)) return segment.passage.hidden === true ? ['copy', 'hidden'] : ['copy'];
    if (around.items.size === 0 && !mayConvict(segment, around.kit)) return null;
    const values = segmentFeatures(segment, around);
    const { weights, bias, usual, threshold } = this.#model;
    let sum = bias;
    const weight = new Map<SpamReason, number>();
    values.forEach((value, i) => {
      sum += value * weights[i]!;
      const { reason } = FEATURES[i]!;
      if (reason !== null) weight.set(reason, (weight.get(reason) ?? 0) + (value - usual[i]!) * weights[i]!);
    });
    if (sum < threshold) return null;
    const reasons = [...weight].filter(([, w]) => w > 0.25).sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
    return reasons.length > 0 ? reasons.slice(0, MOST_REASONS) : ['words'];
  }
}

/** Is it enough by itself, where nothing else of the page was injected? */
const mayConvict = (segment: Segment, kit: boolean): boolean =>
  segment.to - segment.from >= (segment.kind === 'group' ? LEAST_GROUP : LEAST_LINE) || (kit && isSimplified(segment));

/** Has it Simplified characters that no page turned Traditional has by chance? */
const isSimplified = ({ units, from, to }: Segment): boolean => units.slice(from, to).reduce((sum, unit) => sum + unit.simplified, 0) >= LEAST_SIMPLIFIED;

/**
 * Items of a known list word for word, where lists repeat theirs: in links, attributes and hidden boxes; and several in a row, each of which
 * sounds injected by itself.
 */
function isCopy({ units, from, to, passage }: Segment, items: ReadonlySet<string>): boolean {
  if (items.size === 0) return false;
  const copies = passage.link === true || passage.hidden === true || passage.place === 'attribute';
  if (!copies && to - from < LEAST_COPIES) return false;
  return units.slice(from, to).every(({ plain, score }) => plain.length >= LEAST_COPY && items.has(plain) && (copies || score > 0));
}

/** The copies among passages that as a group were not found to be injected, each by itself. */
function copiesIn({ units, from, to, kind }: Segment, passages: readonly Passage[], around: Surroundings): Segment[] {
  if (kind !== 'group' && to - from > 1) return [];
  return units.slice(from, to)
    .map((unit): Segment => ({ kind: 'line', units: [unit], from: 0, to: 1, passage: passages[unit.at]! }))
    .filter((segment) => isCopy(segment, around.items));
}

/** Gathers what goes from which passage. */
class Verdicts {
  readonly #passages: readonly Passage[];
  readonly #found = new Map<number, Injected[]>();

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
  }

  add(segment: Segment, why: readonly SpamReason[]): void {
    if (segment.kind === 'line') this.#put(segment.units[segment.from]!.at, { ...rangeOf(segment), why });
    else this.#addGroup(segment, why);
  }

  #put(at: number, injected: Injected): void {
    this.#found.set(at, [...(this.#found.get(at) ?? []), injected].sort((a, b) => a.start - b.start));
  }

  #addGroup({ units, from, to }: Segment, why: readonly SpamReason[]): void {
    const whole = (at: number): void => this.#put(at, { start: 0, end: this.#passages[at]!.text.length, why });
    const [first, last] = [units[from]!.at, units[to - 1]!.at];
    for (let i = from; i < to; i++) whole(units[i]!.at);
    // What parts the items goes with them, and what leads in.
    for (let at = first + 1; at < last; at++) {
      const { text, place } = this.#passages[at]!;
      if ((place === 'body' || place === 'heading') && !/[\p{L}\p{N}]/u.test(text)) whole(at);
    }
    const before = this.#passages[first - 1];
    if (before !== undefined && !this.#found.has(first - 1) && before.place === 'body' && isLead(before.text)) whole(first - 1);
  }

  /** The rest of hidden boxes of which most was injected. */
  addCompany(): void {
    const boxes = new Map<number, number[]>();
    this.#passages.forEach(({ box, text }, at) => {
      if (box === undefined || !/[\p{L}\p{N}]/u.test(text)) return;
      const inBox = boxes.get(box);
      if (inBox === undefined) boxes.set(box, [at]);
      else inBox.push(at);
    });
    for (const inBox of boxes.values()) {
      const spam = inBox.filter((at) => this.#found.has(at)).length;
      if (spam < 2 || 2 * spam < inBox.length) continue;
      for (const at of inBox) if (!this.#found.has(at)) this.#put(at, { start: 0, end: this.#passages[at]!.text.length, why: ['hidden', 'copy'] });
    }
  }

  result(): { verdicts: WeakMap<Passage, readonly Injected[]>; byKey: Map<string, readonly Injected[]> } {
    const verdicts = new WeakMap<Passage, readonly Injected[]>();
    const byKey = new Map<string, readonly Injected[]>();
    if (this.#found.size === 0) return { verdicts, byKey };
    const keys = new Set([...this.#found.keys()].map((at) => keyOf(this.#passages[at]!)));
    this.#passages.forEach((passage, at) => {
      const found = this.#found.get(at) ?? NOTHING;
      verdicts.set(passage, found);
      const key = keyOf(passage);
      if (!keys.has(key)) return;
      // The same words can be honest in one place and not in another: made anew, they stay.
      byKey.set(key, byKey.has(key) && byKey.get(key)!.length !== found.length ? NOTHING : found);
    });
    return { verdicts, byKey };
  }
}

/** From the first item to the last, with the separator on one side: the line must read on. */
function rangeOf({ units, from, to, passage }: Segment): { start: number; end: number } {
  const { text } = passage;
  if (to === units.length) {
    const start = from === 0 || isLead(text.slice(0, units[from]!.start)) ? 0 : units[from - 1]!.end;
    return { start, end: text.length };
  }
  return { start: from === 0 ? 0 : units[from]!.start, end: units[to]!.start };
}
