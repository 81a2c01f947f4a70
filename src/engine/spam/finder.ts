import type { CharacterTable } from '../language/characters.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Passage } from '../types.ts';
import type { Folding } from './fold.ts';
import { itemsOf } from './items.ts';
import type { ItemScorer } from './scorer.ts';
import { hotRanges, type Segment, type Unit } from './segments.ts';

/** Heat (see {@link ItemScorer.heat}) from which a text is looked at closely: one thousandth of lists of three stay below. */
const HOT = 700;
/** The same for a phrase: most of the single keywords, as one is enough to look at its neighbours. */
const HOT_PHRASE = 300;
/** What is longer is a document, not a list that was worth injecting. */
const LONGEST = 12_000;
/** A passage of a group is a phrase. */
const LONGEST_PHRASE = 60;
const MOST_ITEMS_OF_PHRASE = 2;
/** A visible list with more sentence marks than this per item is a text. */
const MOST_MARKED = 0.2;
/** Character references that are shown as text. */
const REFERENCE = /&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/giu;
const WORDS = /[\p{L}\p{N}]/u;
/** What leads into an injected list: `您可能还喜欢：`. */
const LEAD = /感[谢謝]|[谢謝]{2}|[欢歡]迎|喜[欢歡]|推[荐薦]|[热熱][门門搜]|相[关關]|友情|[链鏈][接]|[关關][键鍵][词詞字]|[标標][签籤]|精彩|更多|看[过過]|[导導]航/u;
const LEAD_END = /[：:]\s*$/u;
const LONGEST_LEAD = 48;

/** True for the few words in front of a list that go with it. */
export function isLead(text: string): boolean {
  return text.length <= LONGEST_LEAD && LEAD_END.test(text) && LEAD.test(text);
}

/** Finds what may have been injected; what it is decides the judge. */
export class SegmentFinder {
  readonly #folding: Folding;
  readonly #scorer: ItemScorer;
  readonly #characters: CharacterTable;
  /** passages that were looked at and are not hot: each is asked about when its page is assessed, and when it is cleaned */
  readonly #cold = new WeakSet<Passage>();

  constructor(folding: Folding, scorer: ItemScorer, characters: CharacterTable) {
    this.#folding = folding;
    this.#scorer = scorer;
    this.#characters = characters;
  }

  /** The cheap look: false for nearly all honest text. */
  isHot(passage: Passage): boolean {
    const { text } = passage;
    if (text.length < 2 || text.length > LONGEST || this.#cold.has(passage)) return false;
    const written = dereferenced(text);
    const hot = this.#scorer.heat(written) >= (written.length <= LONGEST_PHRASE ? HOT_PHRASE : HOT);
    if (!hot) this.#cold.add(passage);
    return hot;
  }

  /** All segments of a page. */
  *find(passages: readonly Passage[]): Steps<Segment[]> {
    const hot = new Uint8Array(passages.length);
    const pace = new Pace();
    for (const [at, passage] of passages.entries()) {
      if (pace.isOver(passage.text)) yield;
      if (this.isHot(passage)) hot[at] = 1;
    }
    if (!hot.includes(1)) return [];
    const segments: Segment[] = [];
    const inBody = passages.flatMap((passage, at) => (passage.place === 'body' || passage.place === 'heading' ? [at] : []));
    const phrases = new Set<number>();
    passages.forEach((passage, at) => {
      if (hot[at] === 0) return;
      const line = this.line(passage, at);
      if (line !== null) for (const segment of line) segments.push(segment);
      else phrases.add(at);
    });
    for (const group of groupsOf(passages, inBody, phrases)) for (const segment of this.#group(passages, group)) segments.push(segment);
    for (const at of phrases) {
      const { place } = passages[at]!;
      if (place !== 'body' && place !== 'heading') for (const segment of this.single(passages[at]!, at)) segments.push(segment);
    }
    return segments;
  }

  /** Segments of a passage that is a list in itself; `null` where it is one phrase. */
  line(passage: Passage, at: number): Segment[] | null {
    const units = this.#unitsOf(passage.text, at);
    if (units.length <= 1) return null;
    if (units.length <= MOST_ITEMS_OF_PHRASE && isPhrase(passage.text) && passage.place !== 'title') return null;
    return hotRanges(units)
      .filter(([from, to]) => mayBeList(passage, units, from, to))
      .map(([from, to]) => ({ kind: 'line', units, from, to, passage }));
  }

  /** A passage that is one phrase. */
  single(passage: Passage, at: number): Segment[] {
    const unit = this.#phrase(passage.text, at);
    return unit === null || unit.score <= 0 ? [] : [{ kind: 'line', units: [unit], from: 0, to: 1, passage }];
  }

  #group(passages: readonly Passage[], group: readonly number[]): Segment[] {
    const units = group.flatMap((at) => this.#phrase(passages[at]!.text, at) ?? []);
    return hotRanges(units).map(([from, to]) => ({
      kind: to - from === 1 ? 'line' : 'group', units, from, to, passage: passages[units[from]!.at]!,
    }));
  }

  #unitsOf(text: string, at: number): Unit[] {
    const written = dereferenced(text);
    const units = itemsOf(written, this.#folding).map((item) => this.#unit(item, written, at));
    // Where references are spelled out, an item's place in the text is not known: the line goes as a whole or not at all.
    return written === text ? units : units.map((unit) => ({ ...unit, start: 0, end: text.length, disguised: unit.disguised + 1 }));
  }

  #phrase(text: string, at: number): Unit | null {
    const units = this.#unitsOf(text, at);
    const [first] = units;
    if (first === undefined) return null;
    if (units.length === 1) return { ...first, start: 0, end: text.length };
    const plain = units.map((unit) => unit.plain).join('');
    const sum = (of: (unit: Unit) => number): number => units.reduce((total, unit) => total + of(unit), 0);
    return {
      at, plain, start: 0, end: text.length, score: this.#scorer.score(plain), marked: units.some((unit) => unit.marked),
      disguised: sum((unit) => unit.disguised), simplified: sum((unit) => unit.simplified), traditional: sum((unit) => unit.traditional),
    };
  }

  #unit(item: ReturnType<typeof itemsOf>[number], text: string, at: number): Unit {
    let simplified = 0, traditional = 0;
    for (let i = item.start; i < item.end; i++) {
      if (this.#characters.isConverted(text.charCodeAt(i))) simplified++;
      else if (this.#characters.isTraditional(text.charCodeAt(i))) traditional++;
    }
    return { ...item, at, simplified, traditional, score: this.#scorer.score(item.plain) };
  }
}

/**
 * Runs of short passages that stand alike (all links or none, all hidden or none) around those of `phrases`. One phrase by itself
 * makes no run: it is looked at alone.
 */
function* groupsOf(passages: readonly Passage[], inBody: readonly number[], phrases: ReadonlySet<number>): Generator<readonly number[]> {
  let group: number[] = [];
  let hot: number[] = [];
  for (const at of inBody) {
    const passage = passages[at]!;
    if (!WORDS.test(passage.text)) continue; // a bar or dot between items
    const first = group[0] === undefined ? undefined : passages[group[0]]!;
    const fits = isPhrase(passage.text);
    if (!fits || (first !== undefined && (first.link !== passage.link || first.hidden !== passage.hidden))) {
      if (hot.length > 0) yield hot.length === 1 ? hot : group;
      group = [];
      hot = [];
    }
    if (!fits) continue;
    group.push(at);
    if (phrases.has(at)) hot.push(at);
  }
  if (hot.length > 0) yield hot.length === 1 ? hot : group;
}

/** A visible text with sentences in it is none, nor is one that a sentence of its own introduces. */
function mayBeList({ text, place, hidden }: Passage, units: readonly Unit[], from: number, to: number): boolean {
  if (units.length > 1 && units[0]!.end === text.length) return to - from === units.length; // written in references
  if (hidden === true || place === 'meta' || place === 'title') return true;
  let marked = 0;
  for (let i = from; i < to - 1; i++) if (units[i]!.marked) marked++;
  if (marked > MOST_MARKED * (to - from)) return false;
  const before = text.slice(0, units[from]!.start);
  return from === 0 || !units[from - 1]!.marked || isLead(before);
}

const isPhrase = (text: string): boolean => text.length <= LONGEST_PHRASE || (text.includes('&#') && dereferenced(text).length <= LONGEST_PHRASE);

function dereferenced(text: string): string {
  return !text.includes('&#') ? text : text.replace(REFERENCE, (reference, hex: string | undefined, decimal: string | undefined) => {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : reference;
  });
}
