import { EURO, isLead, pairOf, undefinedPairs, unitOf } from './gbk.ts';
import { readingAt } from './annotation.ts';
import type { CharacterTable } from './tables.ts';

/**
 * Reads damaged text back as bytes, from a place where it may have slipped to where it is in step again, and finds the most
 * likely text that those bytes were.
 *
 * What is seen gives bytes, some of them unknown: a `?` may be a lone lead byte, or a byte that ate the bracket or tag behind
 * it, or just a `?`; in front of a sentence mark a byte may be missing without a trace. Every way to read them is a path; a path
 * carries the lead byte that still waits for its trail (none: in step). A beam of paths is scored by a model of Chinese.
 */

/** Stands for a character that can't be known. */
export const LOST = '□';

/** What the page tells the decoder. */
export interface PageKnowledge {
  readonly characters: CharacterTable;
  /** cost (nats) of a character after the two before it */
  cost(before2: number, before1: number, unit: number): number;
  /** cost of the passage's ending with these two code units */
  endCost(before2: number, before1: number): number;
  /**
   * Is the character with this GBK pair in the page's table of annotated characters? A cost (nats) for yes;
   * 0 where it was seen annotated, high where it was seen without.
   */
  annotatedCost(pair: number): number;
  /** cost for the opposite: that the character stands there and is not annotated */
  plainCost(unit: number): number;
  /** `，！？：（）` may have been written in ASCII after the damage */
  readonly folded: boolean;
  /** lone lead bytes at a cut leave nothing behind, not even a `?` */
  readonly silentCuts: boolean;
  /** private-use characters were dropped after the damage, with the byte pairs they stood for */
  readonly droppedPrivateUse: boolean;
}

/** The text behind a damaged stretch. */
export interface Reading {
  /** offset in the damaged text just behind the stretch */
  readonly end: number;
  readonly text: string;
  /** how much likelier (nats) than the best reading that gives another text; Infinity where there was none */
  readonly margin: number;
  /** that other text; empty where there was none */
  readonly rival: string;
  /** how many annotations were taken out within it */
  readonly annotations: number;
  /** false: the text as it stands is the likeliest */
  readonly damaged: boolean;
}

interface Path {
  readonly from: Path | null;
  /** what this step wrote */
  readonly out: string;
  readonly cost: number;
  /** lead byte of the true text that waits for its trail; 0: in step */
  readonly pending: number;
  /** the last two bytes of the true text, the later one low */
  readonly bytes: number;
  readonly before2: number;
  readonly before1: number;
  /** which of `“ 《 （` are open, as bits */
  readonly open: number;
  readonly annotations: number;
  readonly damaged: boolean;
  /** the closest other path that came to the same state, and how far behind it was */
  readonly rival: Path | null;
  readonly margin: number;
}

const QUESTION = 0x3f;
const OPEN = 0x28;
const BEAM = 160;
const BEAM_WIDTH = 22;
/** In step for this many code units (an annotation takes 4 to 8), paths have seen the context that decides between them. */
const SETTLE = 8;

/** Costs in nats. They are priors of events, so only their rough size matters. */
const PRIOR = {
  /** a `?` that is just a `?`, or stands for a character that GBK lacks */
  literalQuestion: 3,
  /** a cut fell inside two characters; the lone lead byte shows as `?` */
  cutWithQuestion: 1,
  /** the same without a trace */
  silentCut: 4,
  silentCutUnlikely: 9,
  /** a lead byte ate a bracket, digit or quotation mark, which is lost */
  eaten: 5,
  /** it ate the `<` of a tag, which leaks into the text */
  eatenTag: 1,
  /** a lead byte vanished before a space, a line end or the end of the text */
  vanished: 2.5,
  /** something in brackets looks like an annotation and is not one */
  strayAnnotation: 7,
  /** a pair that the code page lacks */
  undefined: 3,
  /** a character was dropped from between these two */
  dropped: 7,
} as const;

/** Sentence marks at which the kit cuts, with their GBK pairs. */
const cutPair = new Uint16Array(0x10000);
for (const mark of '！？。；') cutPair[mark.charCodeAt(0)] = pairOf[mark.charCodeAt(0)]!;
/** ASCII code -> pair of the full-width mark that a crawler may have folded. */
const foldedPair = new Uint16Array(0x80);
for (const [ascii, full] of [[',', '，'], ['!', '！'], ['?', '？'], [':', '：'], ['(', '（'], [')', '）']] as const) {
  foldedPair[ascii.charCodeAt(0)] = pairOf[full.charCodeAt(0)]!;
}

export const isCutMark = (unit: number, folded: boolean): boolean =>
  cutPair[unit] !== 0 || (folded && (unit === 0x21 || unit === QUESTION));

/** How far back an opening quotation mark is looked for, code units. */
const QUOTE_REACH = 400;
/** Nats for a closing mark that nothing opened, or an opening one inside its like. */
const UNPAIRED = 5;
/** Nats in favour of closing what is open. */
const CLOSES = 1.2;
const BRACKETS = ['“”', '《》', '（）'].map((two, i) => [two.charCodeAt(0), two.charCodeAt(1), 1 << i] as const);

function opened(open: number, unit: number): number {
  for (const [opening, closing, bit] of BRACKETS) {
    if (unit === opening) return open | bit;
    if (unit === closing) return open & ~bit;
  }
  return open;
}

function bracketCost(before: number, after: number, unit: number): number {
  if (before === after) return BRACKETS.some(([opening, closing]) => unit === opening || unit === closing) ? UNPAIRED : 0;
  return after < before ? -CLOSES : 0;
}

const leakedTag = /\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>\n]{0,200})?\/?>/y;

/** The last two bytes that a text ends with, as `earlier << 8 | later`. */
export function bytesOf(before2: number, before1: number): number {
  const pair = pairOf[before1]!;
  if (pair !== 0) return pair;
  const earlier = pairOf[before2]!;
  return ((earlier !== 0 ? earlier & 0xff : before2 < 0x80 ? before2 : 0) << 8) | (before1 < 0x80 ? before1 : 0);
}

class Decoder {
  readonly #text: string;
  readonly #page: PageKnowledge;
  readonly #start: number;
  /** paths by the offset they have come to */
  readonly #agenda = new Map<number, Path[]>();
  #lastEvent: number;

  constructor(text: string, start: number, before2: number, before1: number, page: PageKnowledge) {
    let open = 0;
    for (let i = Math.max(0, start - QUOTE_REACH); i < start; i++) open = opened(open, text.charCodeAt(i));
    this.#text = text;
    this.#page = page;
    this.#start = start;
    this.#lastEvent = start;
    this.#agenda.set(start, [{
      from: null, out: '', cost: 0, pending: 0, bytes: bytesOf(before2, before1), before2, before1,
      open, annotations: 0, damaged: false, rival: null, margin: Infinity,
    }]);
  }

  run(): Reading | null {
    for (let at = this.#start; ; at++) {
      const arrived = this.#agenda.get(at);
      if (arrived === undefined) {
        if (this.#agenda.size === 0) return null;
        continue;
      }
      this.#agenda.delete(at);
      const paths = this.#prune(arrived);
      if (at >= this.#text.length) {
        const ended = paths.filter((p) => p.pending === 0).map((p) => ({ ...p, cost: p.cost + this.#page.endCost(p.before2, p.before1) }));
        return this.#choose(ended.sort((a, b) => a.cost - b.cost), at);
      }
      if (this.#agenda.size === 0 && at >= this.#lastEvent + SETTLE && paths.every((p) => p.pending === 0)) {
        return this.#choose(paths, at);
      }
      for (const path of paths) this.#step(path, at);
    }
  }

  /** Keeps the best path for each state, the best states, and remembers how close the losers came. */
  #prune(paths: Path[]): Path[] {
    if (paths.length === 1) return paths;
    paths.sort((a, b) => a.cost - b.cost);
    const limit = paths[0]!.cost + BEAM_WIDTH;
    const kept: Path[] = [];
    const index = new Map<string, number>();
    for (const path of paths) {
      if (path.cost > limit) break;
      const key = `${path.pending},${path.bytes},${path.before1},${path.before2},${path.open}`;
      const same = index.get(key);
      if (same === undefined) {
        if (kept.length >= BEAM) continue;
        index.set(key, kept.length);
        kept.push(path);
      } else if (path.cost - kept[same]!.cost < kept[same]!.margin) {
        kept[same] = { ...kept[same]!, rival: path, margin: path.cost - kept[same]!.cost };
      }
    }
    return kept;
  }

  #choose(paths: Path[], end: number): Reading | null {
    const best = paths[0];
    if (best === undefined) return null;
    const second = paths[1];
    let margin = second ? second.cost - best.cost : Infinity;
    let rival = second ? textOf(second) : '';
    let closest: { margin: number; text: string } | null = null;
    // Along the best path, a loser merged earlier shares all that came after it.
    let tail = '';
    for (let p: Path | null = best; p !== null; p = p.from) {
      if (p.rival !== null && p.margin < (closest?.margin ?? Infinity)) closest = { margin: p.margin, text: textOf(p.rival) + tail };
      tail = p.out + tail;
    }
    if (closest !== null && closest.margin < margin) {
      margin = closest.margin;
      rival = closest.text;
    }
    return { end, text: tail, margin, rival, annotations: best.annotations, damaged: best.damaged };
  }

  #push(at: number, path: Path): void {
    const list = this.#agenda.get(at);
    if (list) list.push(path);
    else this.#agenda.set(at, [path]);
    if (path.damaged && path.pending !== 0 && at > this.#lastEvent) this.#lastEvent = at;
  }

  /** A path that wrote one character of the true text with the bytes `pair` (0: none of GBK's). */
  #wrote(path: Path, unit: number, bytes: number, pending: number, extra: number, damaged = path.damaged): Path {
    const open = opened(path.open, unit);
    return {
      from: path, out: String.fromCharCode(unit), cost: path.cost + extra + this.#page.cost(path.before2, path.before1, unit) + bracketCost(path.open, open, unit),
      pending, bytes, before2: path.before1, before1: unit, open, annotations: path.annotations, damaged, rival: null, margin: Infinity,
    };
  }

  /** Feeds one known byte of the true text. Null where the bytes can't be. */
  #feed(path: Path, byte: number, extra = 0, damaged = path.damaged): Path | null {
    const bytes = ((path.bytes & 0xff) << 8) | byte;
    if (path.pending !== 0) {
      const unit = unitOf[(path.pending << 8) | byte]!;
      return unit === 0 ? null : this.#wrote(path, unit, bytes, 0, extra, damaged);
    }
    if (isLead(byte)) return { ...path, from: path, out: '', cost: path.cost + extra, pending: byte, bytes, damaged, rival: null, margin: Infinity };
    return byte < 0x80 ? this.#wrote(path, byte, bytes, 0, extra, damaged) : null;
  }

  #feedPair(path: Path, pair: number, extra = 0, damaged = path.damaged): Path | null {
    // In step, a whole character at once: its cost has no part that a later byte could change.
    if (path.pending === 0 && unitOf[pair] !== 0) return this.#wrote(path, unitOf[pair]!, pair, 0, extra, damaged);
    const first = this.#feed(path, pair >> 8, extra, damaged);
    return first && this.#feed(first, pair & 0xff, 0, damaged);
  }

  /** All ways to complete the waiting lead byte with an unknown trail byte. */
  *#complete(path: Path, extra: number): Generator<Path> {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const unit = unitOf[(path.pending << 8) | trail]!;
      if (unit === 0 || (unit >= 0xe000 && unit <= 0xf8ff)) continue;
      yield this.#wrote(path, unit, (path.pending << 8) | trail, 0, extra + this.#page.plainCost(unit), true);
    }
  }

  #step(path: Path, at: number): void {
    const text = this.#text;
    const unit = text.charCodeAt(at);
    const push = (to: number, next: Path | null): void => {
      if (next !== null) this.#push(to, next);
    };

    if (unit === OPEN) {
      const annotation = readingAt(text, at + 1, this.#page.characters);
      if (annotation !== null) {
        const own = unitOf[path.bytes]!;
        if (own !== 0 && this.#page.characters.reads(own, annotation.reading)) {
          push(annotation.end, { ...path, from: path, out: '', cost: path.cost + this.#page.annotatedCost(path.bytes), annotations: path.annotations + 1, rival: null, margin: Infinity });
          return;
        }
        if (path.pending === 0) {
          push(annotation.end, { ...path, from: path, out: text.slice(at, annotation.end), cost: path.cost + PRIOR.strayAnnotation, rival: null, margin: Infinity });
        }
        return;
      }
    }

    const mark = cutPair[unit] !== 0 ? cutPair[unit]! : this.#page.folded && (unit === 0x21 || unit === QUESTION) ? foldedPair[unit]! : 0;
    if (unit === QUESTION) this.#question(path, at);
    if (mark !== 0) this.#cut(path, at, mark, this.#page.silentCuts ? PRIOR.silentCut : PRIOR.silentCutUnlikely, at + 1);

    if (pairOf[unit] !== 0) {
      if (path.pending === 0) push(at + 1, this.#wrote(path, unit, pairOf[unit]!, 0, 0));
      else {
        push(at + 1, this.#feedPair(path, pairOf[unit]!));
        if (this.#page.droppedPrivateUse) this.#dropped(path, at, pairOf[unit]!);
      }
      return;
    }
    if (unit < 0x80) {
      if (path.pending === 0) {
        if (unit !== QUESTION) push(at + 1, this.#wrote(path, unit, ((path.bytes & 0xff) << 8) | unit, 0, 0));
        return;
      }
      if (unit > 0x3f) push(at + 1, this.#feed(path, unit));
      if (foldedPair[unit] !== 0 && this.#page.folded) push(at + 1, this.#feedPair(path, foldedPair[unit]!));
      if (unit <= 0x20) {
        for (const done of this.#complete(path, PRIOR.vanished)) push(at + 1, this.#wrote(done, unit, unit, 0, 0));
      }
      return;
    }
    if (unit === EURO && path.pending !== 0) {
      push(at + 1, this.#feed(path, 0x80));
      return;
    }
    // Nothing that came through GBK: it was put there later, and ends any slip.
    if (path.pending === 0) push(at + 1, this.#wrote(path, unit, 0, 0, 0));
    else for (const done of this.#complete(path, PRIOR.vanished)) push(at + 1, this.#wrote(done, unit, 0, 0, 0));
  }

  /** The many things that a `?` can be. */
  #question(path: Path, at: number): void {
    const text = this.#text;
    const annotation = readingAt(text, at + 1, this.#page.characters);
    if (annotation !== null) {
      const known = path.bytes & 0xff;
      for (const pair of this.#page.characters.pairsRead(annotation.reading)) {
        if (pair >> 8 !== known) continue;
        const next = this.#feed(path, pair & 0xff, this.#page.annotatedCost(pair), true);
        if (next !== null) this.#push(annotation.end, { ...next, annotations: next.annotations + 1 });
      }
    }
    const nextUnit = text.charCodeAt(at + 1);
    if (path.pending === 0) {
      this.#push(at + 1, this.#wrote(path, QUESTION, QUESTION, 0, PRIOR.literalQuestion - 4));
      const pair = cutPair[nextUnit] || (this.#page.folded ? foldedPair[nextUnit] : 0) || 0;
      if (pair !== 0 && nextUnit !== 0x2c && nextUnit !== 0x3a && nextUnit !== OPEN && nextUnit !== 0x29) this.#cut(path, at, pair, PRIOR.cutWithQuestion, at + 2);
      return;
    }
    this.#undefined(path, at);
    leakedTag.lastIndex = at + 1;
    const tag = leakedTag.exec(text);
    const atEnd = at + 1 === text.length;
    for (const done of this.#complete(path, 0)) {
      // Before a sentence mark or at the end: just the byte.
      if (atEnd || isCutMark(nextUnit, this.#page.folded)) this.#push(at + 1, { ...done, cost: done.cost + PRIOR.cutWithQuestion });
      if (tag !== null) this.#push(at + 1 + tag[0].length, { ...done, cost: done.cost + PRIOR.eatenTag });
      if (annotation === null) {
        // Next to a digit it was most likely one, too: as such it fits what stands around it.
        const like = nextUnit >= 0x30 && nextUnit <= 0x39 ? 0x30 : OPEN;
        this.#push(at + 1, { ...this.#wrote(done, like, 0, 0, PRIOR.eaten), out: LOST });
      }
    }
  }

  /** Out of step, a pair that the code page lacks shows as one `?`: two unknown bytes. */
  #undefined(path: Path, at: number): void {
    for (const pair of undefinedPairs) {
      const unit = unitOf[(path.pending << 8) | (pair >> 8)]!;
      if (unit === 0 || (unit >= 0xe000 && unit <= 0xf8ff) || !isLead(pair & 0xff)) continue;
      const next = this.#feedPair(path, pair, PRIOR.undefined + this.#page.plainCost(unit), true);
      if (next !== null) this.#push(at + 1, next);
    }
  }

  /**
   * A sentence mark with an unknown byte before it. In step, that byte leads a character whose trail is the mark's first byte;
   * out of step, it completes a character and the mark is a mark.
   */
  #cut(path: Path, _at: number, mark: number, prior: number, to: number): void {
    if (path.pending !== 0) {
      for (const done of this.#complete(path, prior)) {
        const next = this.#feedPair(done, mark);
        if (next !== null) this.#push(to, this.#asSeen(next, to));
      }
      return;
    }
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      const unit = unitOf[(lead << 8) | (mark >> 8)]!;
      if (unit === 0 || (unit >= 0xe000 && unit <= 0xf8ff)) continue;
      const done = this.#wrote(path, unit, (lead << 8) | (mark >> 8), 0, prior + this.#page.plainCost(unit), true);
      const next = this.#feed(done, mark & 0xff, 0, true);
      if (next !== null) this.#push(to, next);
    }
  }

  /** Where punctuation was folded, a true mark is written as it stands in the text. */
  #asSeen(path: Path, to: number): Path {
    const seen = this.#text[to - 1]!;
    return seen.charCodeAt(0) < 0x80 ? { ...path, out: path.out.slice(0, -1) + seen } : path;
  }

  /** Out of step, with a private-use character missing before this one: two unknown bytes. */
  #dropped(path: Path, at: number, pair: number): void {
    const firsts: Path[] = [];
    for (const lead of USER_LEADS) {
      const unit = unitOf[(path.pending << 8) | lead]!;
      if (unit === 0 || (unit >= 0xe000 && unit <= 0xf8ff)) continue;
      firsts.push(this.#wrote(path, unit, (path.pending << 8) | lead, 0, PRIOR.dropped + this.#page.plainCost(unit), true));
    }
    firsts.sort((a, b) => a.cost - b.cost);
    for (const first of firsts.slice(0, 6)) {
      const lead = first.bytes & 0xff;
      const [from, to] = lead <= 0xa7 ? [0x40, 0xa0] : [0xa1, 0xfe];
      for (let trail = from; trail <= to; trail++) {
        if (!isLead(trail) && !(trail >= 0x41 && trail <= 0x7a)) continue;
        const next = this.#feed(first, trail, 0, true);
        const whole = next && this.#feedPair(next, pair, 0, true);
        if (whole !== null) this.#push(at + 1, whole);
      }
    }
  }
}

/** Lead bytes of the user-defined areas AAA1–AFFE, F8A1–FEFE, A140–A7A0. */
const USER_LEADS: readonly number[] = [0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7];

function textOf(path: Path): string {
  let text = '';
  for (let p: Path | null = path; p !== null; p = p.from) text = p.out + text;
  return text;
}

/**
 * @param text damaged text
 * @param start offset of the `?` or sentence mark where it may slip; all before it is in step
 * @param before2 the true code unit two places before `start`, 0: none
 * @param before1 the true code unit just before `start`, 0: none
 * @returns null where no way of reading fits
 */
export function readSlip(text: string, start: number, before2: number, before1: number, page: PageKnowledge): Reading | null {
  return new Decoder(text, start, before2, before1, page).run();
}
