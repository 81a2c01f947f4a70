import { EURO, isLead, ODD_PAIR, pairOf, undefinedPairs, unitOf } from '../charset/gbk.ts';
import { LOST } from '../types.ts';
import { type ReadingAt, readingAt } from './annotation.ts';
import { type DecoderSteps, DroppedSearch } from './dropped.ts';
import { garbage } from './garbage.ts';
import { type Implied, impliedBy } from './implied.ts';
import { EXCLUDED, type PageKnowledge } from './knowledge.ts';
import { bracketCost, CLOSES, closes, FULL_STOP, isCutMark, leakedTag, LESS, markPair, mayBeginTag, OPEN, openAt, QUESTION, questionedMarkPair, SEMICOLON_PAIR, wideForm } from './marks.ts';
import { BEAM_WIDTH, type Bucket, bytesOf, choose, moved, pairAs, type Path, prune, type Reading, waiting, written } from './path.ts';
import { type Consulted, keyAt } from './recall.ts';

/**
 * Reads damaged text back as bytes, from a place where it may have slipped to where it is in step again, and finds the most
 * likely text that those bytes were.
 *
 * What is seen gives bytes, some of them unknown: a `?` may be a lone lead byte, or a byte that ate the bracket or tag behind
 * it, or just a `?`; in front of a sentence mark a byte may be missing without a trace. Every way to read them is a path; a path
 * carries the lead byte that still waits for its trail (none: in step). A beam of paths is scored by a model of Chinese.
 */

/** A character out of step that is less likely than this (nats) may be the second half of something dropped. */
const STRANGE = 4.5;
const EURO_PAIR = 0xa2e3;
const IDEOGRAPHIC_SPACE = 0x3000;
/** In step for this many code units (an annotation takes 4 to 8), paths have seen the context that decides between them. */
const SETTLE = 8;

/** Costs in nats. They are priors of events, so only their rough size matters. */
const PRIOR = {
  /** a `?` that is just a `?`, or stands for a character that GBK lacks */
  literalQuestion: 6,
  /** a cut fell inside two characters; the lone lead byte shows as `?` */
  cutWithQuestion: 1,
  /** the same without a trace */
  silentCut: 4,
  /** a lead byte ate a bracket, digit or quotation mark, which is lost; besides what such a character costs there */
  eaten: 6,
  /** it ate the `<` of a tag, which leaks into the text */
  eatenTag: 1,
  /** a lead byte vanished before a space, a line end or the end of the text */
  vanished: 2.5,
  /** something in brackets looks like an annotation and is not one */
  strayAnnotation: 7,
  /** a pair that the code page lacks, which are few */
  undefined: 2.5,
} as const;

class Decoder implements DecoderSteps {
  readonly #text: string;
  readonly #page: PageKnowledge;
  readonly #start: number;
  readonly #gaps: DroppedSearch;
  readonly #agenda = new Map<number, Bucket>();
  #lastEvent: number;
  /** cost of the best path at the offset that is being read */
  best = 0;
  /** The same for all paths at the offset that is being read: the annotation whose syllable starts behind it, … */
  #annotated: ReadingAt | null = null;
  /** … and what a `?` there must have eaten, null where nobody has asked yet */
  #implied: Implied | null = null;
  /** what the reading depends on, besides the text that it was made of */
  readonly consulted: Consulted = { implied: [], far: false };

  constructor(text: string, start: number, before2: number, before1: number, open: number, page: PageKnowledge) {
    this.#text = text;
    this.#page = page;
    this.#start = start;
    this.#gaps = new DroppedSearch(text, page, this);
    this.#lastEvent = start;
    this.push(start, {
      from: null, unit: -1, text: '', cost: 0, pending: 0, bytes: bytesOf(before2, before1, page.folded), before2, before1,
      open, split: false, cut: false, damaged: false, gapped: false, rival: null, margin: Infinity,
    });
  }

  run(): Reading | null {
    for (let at = this.#start; ; at++) {
      const arrived = this.#agenda.get(at);
      if (arrived === undefined) {
        if (this.#agenda.size === 0) return null;
        continue;
      }
      if (this.#page.effort.left <= 0) return null;
      this.#agenda.delete(at);
      const paths = prune(arrived);
      this.best = arrived.best;
      if (at >= this.#text.length) {
        const ended = paths.flatMap((p) => (p.pending === 0 ? [p] : this.#completeAtEnd(p))).map((p) => ({ ...p, cost: p.cost + this.#page.endCost(this.#text, p.before2, p.before1) }));
        return choose(ended.sort((a, b) => a.cost - b.cost), at);
      }
      if (this.#agenda.size === 0 && at >= this.#lastEvent + SETTLE && paths.every((p) => p.pending === 0)) return choose(paths, at);
      const unit = this.#text.charCodeAt(at);
      this.#annotated = unit === OPEN || unit === QUESTION ? readingAt(this.#text, at + 1, this.#page.characters) : null;
      this.#implied = null;
      for (const path of paths) this.#step(path, at);
    }
  }

  /** Costlier than this, a path to that offset has no chance. */
  bar(at: number): number {
    return (this.#agenda.get(at)?.best ?? Infinity) + BEAM_WIDTH;
  }

  push(at: number, path: Path | null): void {
    if (path === null) return;
    const bucket = this.#agenda.get(at);
    if (bucket === undefined) this.#agenda.set(at, { paths: [path], best: path.cost });
    else if (path.cost <= bucket.best + BEAM_WIDTH) {
      bucket.paths.push(path);
      if (path.cost < bucket.best) bucket.best = path.cost;
    } else return;
    if (path.damaged && path.pending !== 0 && at > this.#lastEvent) this.#lastEvent = at;
  }

  costOf(path: Path, unit: number): number {
    this.#page.effort.left--;
    return path.cost + this.#page.cost(path.before2, path.before1, unit) + bracketCost(path.open, unit, path.before1);
  }

  /** A path that wrote one character of the true text. */
  wrote(path: Path, unit: number, bytes: number, extra: number, damaged = path.damaged): Path {
    return moved(path, unit, bytes, this.costOf(path, unit) + extra, damaged);
  }

  /** Feeds one known byte of the true text. Null where the bytes can't be. */
  feed(path: Path, byte: number, extra = 0, damaged = path.damaged): Path | null {
    const bytes = ((path.bytes & 0xff) << 8) | byte;
    if (path.pending !== 0) {
      const unit = unitOf[(path.pending << 8) | byte]!;
      return unit === 0 ? null : this.wrote(path, unit, bytes, extra, damaged);
    }
    if (isLead(byte)) return waiting(path, path.cost + extra, byte, bytes, false, damaged);
    return byte < 0x80 ? this.wrote(path, byte, bytes, extra, damaged) : null;
  }

  #feedPair(path: Path, pair: number, extra = 0, damaged = path.damaged): Path | null {
    if (path.pending === 0 && unitOf[pair] !== 0) return this.wrote(path, unitOf[pair]!, pair, extra, damaged);
    const first = this.feed(path, pair >> 8, extra, damaged);
    return first && this.feed(first, pair & 0xff, 0, damaged);
  }

  /** All likely ways to complete the waiting lead byte with an unknown trail byte, none costlier than `bar`. */
  #complete(path: Path, extra: number, bar: number): Path[] {
    const done: Path[] = [];
    for (const unit of this.#page.withLead[path.pending]!) {
      // Had its bytes stood side by side, the kit would have cut there, and nothing of it were unknown.
      if (!path.cut && !path.split && isCutMark(unit, false)) continue;
      const cost = this.costOf(path, unit) + extra + (path.split ? 0 : this.#page.plainCost(unit));
      if (cost > bar) continue;
      const first = moved(path, unit, pairOf[unit]!, cost, true);
      done.push(first);
      if (this.#page.droppedPrivateUse && this.#gaps.mayStartAt(path, first)) this.#gaps.complete(first, bar, done);
    }
    return done;
  }

  /**
   * The text ends, and the waiting lead byte vanished with it. Right behind a cut nothing was read that bears it out, and a character that GBK
   * lacks leaves the same `?！`: then only what closes something open is likely enough, or one full stop more behind two.
   */
  #completeAtEnd(path: Path): Path[] {
    const done = this.#complete(path, PRIOR.vanished, Infinity);
    if (!path.cut) return done;
    const behindStops = path.before2 === FULL_STOP && path.before1 === FULL_STOP;
    return done.filter(({ before1 }) => closes(path.open, before1) || (behindStops && before1 === FULL_STOP));
  }

  #step(path: Path, at: number): void {
    const text = this.#text;
    const unit = text.charCodeAt(at);
    if (unit === OPEN && this.#annotation(path, at)) return;
    if (unit === QUESTION) this.#question(path, at);
    const mark = markPair(unit, this.#page.folded);
    // In step, a byte is missing without a trace only where garbage follows.
    if (mark !== 0 && this.#page.silentCuts && (path.pending !== 0 || this.#isGarbage(at + 1))) {
      this.#cut(path, mark, PRIOR.silentCut, at + 1);
    }
    const pair = pairOf[unit]!;
    if (pair !== 0) {
      const next = this.#feedPair(path, pair);
      this.push(at + 1, next && mark !== 0 && next.pending !== 0 ? { ...next, cut: true } : next);
      if (unit === IDEOGRAPHIC_SPACE && path.pending !== 0) this.push(at + 1, this.#feedPair(path, ODD_PAIR));
      if (path.pending !== 0 && this.#page.droppedPrivateUse && (next === null || next.cost > path.cost + STRANGE)) {
        this.#gaps.between(path, this.#page.withTrail[pair >> 8]!, pair & 0xff, at + 1);
      }
    } else if (path.pending === 0) {
      if (unit !== QUESTION) this.push(at + 1, this.wrote(path, unit, this.#bytesWith(path, unit), 0));
    } else if (unit === EURO) {
      this.push(at + 1, this.feed(path, 0x80));
      // Some programs have it in the code page, too.
      this.push(at + 1, this.#feedPair(path, EURO_PAIR));
      if (this.#page.droppedPrivateUse) this.#gaps.between(path, this.#page.withTrail[0x80]!, 0, at + 1);
    } else if (unit > 0x3f && unit < 0x80) {
      this.push(at + 1, this.feed(path, unit));
      // Out of step the lead byte of full-width forms stands before any byte, so that there are letters among them.
      if (this.#page.folded) this.push(at + 1, this.#feedPair(path, wideForm(unit)));
      if (this.#page.droppedPrivateUse) this.#gaps.between(path, this.#page.withTrail[unit]!, 0, at + 1);
    }
    else if (unit <= 0x20 || unit >= 0x80) {
      // A space or line end, or something put there later that never was GBK: the lead byte before it vanished.
      for (const done of this.#complete(path, PRIOR.vanished, this.bar(at + 1))) this.push(at + 1, this.wrote(done, unit, unit < 0x80 ? unit : 0, 0));
    } else if (this.#page.folded) this.push(at + 1, this.#feedPair(path, wideForm(unit)));
  }

  /** The last two bytes of the true text with a code unit more that is no character of GBK. */
  #bytesWith(path: Path, unit: number): number {
    const mark = pairAs(unit, this.#page.folded);
    return mark !== 0 ? mark : unit < 0x80 ? ((path.bytes & 0xff) << 8) | unit : 0;
  }

  /** `(p)`: taken out where the bytes before it are a character read so. False where it is no annotation at all. */
  #annotation(path: Path, at: number): boolean {
    const found = this.#annotated;
    if (found === null) return false;
    if (this.#page.characters.reads(unitOf[path.bytes]!, found.reading)) {
      const isKey = this.#page.annotatedCost(path.bytes, found.reading);
      if (isKey >= EXCLUDED && path.pending === 0) this.#strayAnnotation(path, at, found.end);
      const cost = path.cost + isKey;
      this.push(found.end, waiting(path, cost, path.pending, path.bytes, path.pending !== 0, path.damaged));
    } else if (path.pending === 0) this.#strayAnnotation(path, at, found.end);
    return true;
  }

  #strayAnnotation(path: Path, at: number, end: number): void {
    const stray = waiting(path, path.cost + PRIOR.strayAnnotation, 0, path.bytes, path.split, path.damaged);
    this.push(end, written(stray, this.#text.slice(at, end)));
  }

  /** The many things that a `?` can be. */
  #question(path: Path, at: number): void {
    const text = this.#text;
    const annotation = this.#annotated;
    if (annotation !== null) {
      const known = path.bytes & 0xff;
      for (const pair of this.#page.characters.pairsRead(annotation.reading)) {
        if (pair >> 8 !== known) continue;
        const next = this.feed(path, pair & 0xff, this.#page.annotatedCost(pair, annotation.reading), true);
        if (next !== null) this.push(annotation.end, { ...next, split: next.pending !== 0 });
      }
    }
    if (annotation !== null && path.pending !== 0 && this.#page.droppedPrivateUse) {
      const keys = this.#page.characters.pairsRead(annotation.reading).map((pair) => unitOf[pair]!);
      this.#gaps.between(path, keys, 0, annotation.end, annotation.reading);
    }
    const nextUnit = text.charCodeAt(at + 1);
    const nextMark = at + 1 < text.length ? questionedMarkPair(nextUnit, this.#page.folded) : 0;
    if (path.pending === 0) {
      this.push(at + 1, moved(path, QUESTION, this.#bytesWith(path, QUESTION), path.cost + PRIOR.literalQuestion, path.damaged));
      if (nextMark !== 0) this.#cut(path, nextMark, PRIOR.cutWithQuestion, at + 2);
      return;
    }
    // In front of a syllable it ate the bracket, nothing else.
    if (annotation !== null) return;
    this.#undefined(path, at);
    const tag = this.#leakedTag(at + 1);
    const alone = at + 1 === text.length || nextMark !== 0;
    const tagEnd = tag === null ? 0 : at + 1 + tag[0].length;
    const shown = tag !== null && this.#page.showsTags && isShown(text, at, tag[0]);
    const implied = (this.#implied ??= this.#impliedBy(at));
    const digitNext = nextUnit >= 0x30 && nextUnit <= 0x39;
    for (const done of this.#complete(path, 0, this.bar(at + 1))) {
      // Before a sentence mark or at the end: just the byte.
      if (alone) this.push(at + 1, { ...done, cost: done.cost + PRIOR.cutWithQuestion });
      if (shown) this.push(at + 1, moved(done, LESS, LESS, done.cost + PRIOR.eatenTag, true));
      else if (tag !== null) this.push(tagEnd, { ...done, cost: done.cost + PRIOR.eatenTag });
      if (implied.char !== '') {
        const eaten = implied.char.charCodeAt(0);
        this.push(at + 1, moved(done, eaten, this.#bytesWith(done, eaten), done.cost + implied.cost(done.before1), true));
      } else {
        const { unit, cost } = this.#page.eaten(done.before2, done.before1, digitNext);
        this.push(at + 1, written(moved(done, unit, 0, done.cost + cost + PRIOR.eaten, true), LOST));
      }
    }
  }

  #impliedBy(at: number): Implied {
    const what = impliedBy(this.#text, at);
    this.consulted.implied.push({ at, what });
    return what;
  }

  #leakedTag(at: number): RegExpExecArray | null {
    if (mayBeginTag(this.#text.charCodeAt(at))) this.consulted.far = true;
    leakedTag.lastIndex = at;
    return leakedTag.exec(this.#text);
  }

  #isGarbage(at: number): boolean {
    if (this.#text.charCodeAt(at) === QUESTION) this.consulted.far = true;
    return garbage(this.#text, at, this.#page.aloneCost);
  }

  /** Out of step, a pair that the code page lacks shows as one `?`: two unknown bytes. */
  #undefined(path: Path, at: number): void {
    const bar = this.bar(at + 1);
    for (const unit of this.#page.withLead[path.pending]!) {
      const trails = undefinedTrails[pairOf[unit]! & 0xff];
      if (trails === undefined) continue;
      const cost = this.costOf(path, unit) + PRIOR.undefined + (path.split ? 0 : this.#page.plainCost(unit));
      if (cost > bar) continue;
      const first = moved(path, unit, pairOf[unit]!, cost, true);
      for (const trail of trails) this.push(at + 1, this.feed(first, trail));
    }
  }

  /**
   * A sentence mark with an unknown byte before it. In step, that byte leads a character whose trail is the mark's first byte;
   * out of step, it completes a character and the mark is a mark.
   */
  #cut(path: Path, mark: number, prior: number, to: number): void {
    const bar = this.bar(to) + CLOSES;
    if (path.pending !== 0) {
      const seen = this.#text[to - 1]!;
      for (const done of this.#complete(path, prior, bar)) {
        const next = this.#feedPair(done, mark);
        // Where punctuation was folded, a true mark is written as it stands in the text.
        if (next !== null) this.push(to, written(next, seen));
      }
      return;
    }
    for (const unit of this.#page.withTrail[mark >> 8]!) {
      // The kit cuts at 。 before it cuts at ；, so a 。 there would have been cut itself.
      if (unit === FULL_STOP && mark === SEMICOLON_PAIR) continue;
      const cost = this.costOf(path, unit) + prior + this.#page.plainCost(unit);
      if (cost > bar) continue;
      const next = this.feed(moved(path, unit, pairOf[unit]!, cost, true), mark & 0xff);
      this.push(to, next && { ...next, cut: true });
    }
  }

}

/** How far an end tag is from its beginning, code units. */
const TAG_REACH = 2000;

/** On a page that shows tags: is this one of them, and not one of its own? An end tag is where the text opened it. */
function isShown(text: string, at: number, tag: string): boolean {
  if (!tag.startsWith('/')) return true;
  const name = /^\/(\w+)/.exec(tag)?.[1] ?? '';
  const before = text.slice(Math.max(0, at - TAG_REACH), at);
  return before.split(`<${name}`).length > before.split(`</${name}`).length;
}

/** Surer than this (nats), a reading is one wherever the page has the same stretch again. */
export const CERTAIN = 4.5;

/** For each lead byte, the trail bytes that can lead a character and make a pair with it that code page 936 lacks. */
const undefinedTrails: number[][] = [];
for (const pair of undefinedPairs) if (isLead(pair & 0xff)) (undefinedTrails[pair >> 8] ??= []).push(pair & 0xff);

/**
 * @param text damaged text
 * @param start offset of the `?` or sentence mark where it may slip; all before it is in step
 * @param before2 the true code unit two places before `start`, 0: none
 * @param before1 the true code unit just before `start`, 0: none
 * @returns null where no way of reading fits, or the page's effort is spent
 */
export function readSlip(text: string, start: number, before2: number, before1: number, page: PageKnowledge): Reading | null {
  if (page.effort.left <= 0) return null;
  const open = openAt(text, start);
  const key = keyAt(text, start, before2, before1, open);
  const known = page.recall.find(key, text, start);
  if (known !== null) return known;
  const decoder = new Decoder(text, start, before2, before1, open, page);
  const reading = decoder.run();
  if (reading !== null && reading.margin >= CERTAIN) page.recall.keep(key, text, start, reading, decoder.consulted);
  return reading;
}
