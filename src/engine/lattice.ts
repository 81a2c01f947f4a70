import { EURO, isLead, pairOf, undefinedPairs, unitOf } from './gbk.ts';
import { readingAt, withoutAnnotations } from './annotation.ts';
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
  /** cost of the passage's ending with these two code units; the items of a list like to end with `；` */
  endCost(before2: number, before1: number, listItem: boolean): number;
  /**
   * Is the character with this GBK pair in the page's table of annotated characters? A cost (nats) for yes;
   * 0 where it was seen annotated, high where it was seen without.
   */
  annotatedCost(pair: number): number;
  /** cost for the opposite: that the character stands there and is not annotated */
  plainCost(unit: number): number;
  /** likely code units by lead byte, in no order */
  readonly withLead: readonly (readonly number[])[];
  /** likely code units by trail byte */
  readonly withTrail: readonly (readonly number[])[];
  /** how improbable a code unit is by itself, nats */
  aloneCost(unit: number): number;
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
  /** an annotation stood between the waiting lead byte and its trail, so the character itself could not be annotated */
  readonly split: boolean;
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
const BEAM = 64;
const BEAM_WIDTH = 12;
/** A character out of step that is less likely than this (nats) may be the second half of something dropped. */
const STRANGE = 4.5;
/** In step for this many code units (an annotation takes 4 to 8), paths have seen the context that decides between them. */
const SETTLE = 8;

/** Costs in nats. They are priors of events, so only their rough size matters. */
const PRIOR = {
  /** a `?` that is just a `?`, or stands for a character that GBK lacks */
  literalQuestion: 4,
  /** a cut fell inside two characters; the lone lead byte shows as `?` */
  cutWithQuestion: 1,
  /** the same without a trace */
  silentCut: 4,
  /** a lead byte ate a bracket, digit or quotation mark, which is lost */
  eaten: 5,
  /** it ate what had to stand there */
  implied: 0,
  /** it ate the `<` of a tag, which leaks into the text */
  eatenTag: 1,
  /** a lead byte vanished before a space, a line end or the end of the text */
  vanished: 2.5,
  /** something in brackets looks like an annotation and is not one */
  strayAnnotation: 7,
  /** a pair that the code page lacks */
  undefined: 3,
  /** a character was dropped from between these two */
  dropped: 2.5,
} as const;

/** Sentence marks at which the kit cuts, with their GBK pairs. */
const FULL_STOP = 0x3002;
const SEMICOLON_PAIR = 0xa3bb;
const cutPair = new Uint16Array(0x10000);
for (const mark of '！？。；') cutPair[mark.charCodeAt(0)] = pairOf[mark.charCodeAt(0)]!;
/** ASCII code -> pair of the full-width mark that a crawler may have folded. */
const foldedPair = new Uint16Array(0x80);
for (const [ascii, full] of [[',', '，'], ['!', '！'], ['?', '？'], [':', '：'], ['(', '（'], [')', '）']] as const) {
  foldedPair[ascii.charCodeAt(0)] = pairOf[full.charCodeAt(0)]!;
}

export const isCutMark = (unit: number, folded: boolean): boolean => markPair(unit, folded) !== 0;

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

function bracketCost(open: number, unit: number): number {
  for (const [opening, closing, bit] of BRACKETS) {
    if (unit === opening) return open & bit ? UNPAIRED : 0;
    if (unit === closing) return open & bit ? -CLOSES : UNPAIRED;
  }
  return 0;
}

/** How improbable the characters from here on must be (nats, mean of up to three) to suspect that the text slips. */
const GARBLED = 8.5;

/** Do the next characters look like bytes read one off? */
export function garbage(text: string, at: number, page: { aloneCost(unit: number): number }): boolean {
  if (text.charCodeAt(at) === QUESTION) {
    leakedTag.lastIndex = at + 1;
    return leakedTag.test(text);
  }
  let sum = 0, n = 0;
  for (let i = at; i < text.length && n < 3; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) break;
    sum += page.aloneCost(unit);
    n++;
  }
  return n > 0 && sum / n > GARBLED;
}

/** `（一）`, `1.`, `一、` at the start */
const listMarker = /^\s*(?:[（(][^（()）]{1,3}[）)]|[0-9一二三四五六七八九十]{1,3}[、.．])/;
const leakedTag = /\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>\n]{0,200})?\/?>/y;

/** The last two bytes that a text ends with, as `earlier << 8 | later`. */
export function bytesOf(before2: number, before1: number): number {
  const pair = pairOf[before1]!;
  if (pair !== 0) return pair;
  const earlier = pairOf[before2]!;
  return ((earlier !== 0 ? earlier & 0xff : before2 < 0x80 ? before2 : 0) << 8) | (before1 < 0x80 ? before1 : 0);
}

/** The paths that have come to one offset. */
interface Bucket {
  readonly paths: Path[];
  best: number;
}

class Decoder {
  readonly #text: string;
  readonly #page: PageKnowledge;
  readonly #start: number;
  readonly #agenda = new Map<number, Bucket>();
  #lastEvent: number;

  constructor(text: string, start: number, before2: number, before1: number, page: PageKnowledge) {
    let open = 0;
    for (let i = Math.max(0, start - QUOTE_REACH); i < start; i++) open = opened(open, text.charCodeAt(i));
    this.#text = text;
    this.#page = page;
    this.#start = start;
    this.#lastEvent = start;
    this.#push(start, {
      from: null, out: '', cost: 0, pending: 0, bytes: bytesOf(before2, before1), before2, before1,
      open, split: false, annotations: 0, damaged: false, rival: null, margin: Infinity,
    });
  }

  run(): Reading | null {
    for (let at = this.#start; ; at++) {
      const arrived = this.#agenda.get(at);
      if (arrived === undefined) {
        if (this.#agenda.size === 0) return null;
        continue;
      }
      this.#agenda.delete(at);
      const paths = prune(arrived);
      if (at >= this.#text.length) {
        const listItem = listMarker.test(this.#text);
        const ended = paths.filter((p) => p.pending === 0).map((p) => ({ ...p, cost: p.cost + this.#page.endCost(p.before2, p.before1, listItem) }));
        return choose(ended.sort((a, b) => a.cost - b.cost), at);
      }
      if (this.#agenda.size === 0 && at >= this.#lastEvent + SETTLE && paths.every((p) => p.pending === 0)) return choose(paths, at);
      for (const path of paths) this.#step(path, at);
    }
  }

  /** Costlier than this, a path to that offset has no chance. */
  #bar(at: number): number {
    return (this.#agenda.get(at)?.best ?? Infinity) + BEAM_WIDTH;
  }

  #push(at: number, path: Path | null): void {
    if (path === null) return;
    const bucket = this.#agenda.get(at);
    if (bucket === undefined) this.#agenda.set(at, { paths: [path], best: path.cost });
    else if (path.cost <= bucket.best + BEAM_WIDTH) {
      bucket.paths.push(path);
      if (path.cost < bucket.best) bucket.best = path.cost;
    } else return;
    if (path.damaged && path.pending !== 0 && at > this.#lastEvent) this.#lastEvent = at;
  }

  #costOf(path: Path, unit: number): number {
    return path.cost + this.#page.cost(path.before2, path.before1, unit) + bracketCost(path.open, unit);
  }

  /** A path that wrote one character of the true text. */
  #wrote(path: Path, unit: number, bytes: number, extra: number, damaged = path.damaged): Path {
    return moved(path, unit, bytes, this.#costOf(path, unit) + extra, damaged);
  }

  /** Feeds one known byte of the true text. Null where the bytes can't be. */
  #feed(path: Path, byte: number, extra = 0, damaged = path.damaged): Path | null {
    const bytes = ((path.bytes & 0xff) << 8) | byte;
    if (path.pending !== 0) {
      const unit = unitOf[(path.pending << 8) | byte]!;
      return unit === 0 ? null : this.#wrote(path, unit, bytes, extra, damaged);
    }
    if (isLead(byte)) return { ...path, from: path, out: '', cost: path.cost + extra, pending: byte, bytes, damaged, split: false, rival: null, margin: Infinity };
    return byte < 0x80 ? this.#wrote(path, byte, bytes, extra, damaged) : null;
  }

  #feedPair(path: Path, pair: number, extra = 0, damaged = path.damaged): Path | null {
    if (path.pending === 0 && unitOf[pair] !== 0) return this.#wrote(path, unitOf[pair]!, pair, extra, damaged);
    const first = this.#feed(path, pair >> 8, extra, damaged);
    return first && this.#feed(first, pair & 0xff, 0, damaged);
  }

  /** All likely ways to complete the waiting lead byte with an unknown trail byte, none costlier than `bar`. */
  #complete(path: Path, extra: number, bar: number): Path[] {
    const done: Path[] = [];
    for (const unit of this.#page.withLead[path.pending]!) {
      const cost = this.#costOf(path, unit) + extra + (path.split ? 0 : this.#page.plainCost(unit));
      if (cost <= bar) done.push(moved(path, unit, pairOf[unit]!, cost, true));
    }
    return done;
  }

  #step(path: Path, at: number): void {
    const text = this.#text;
    const unit = text.charCodeAt(at);
    if (unit === OPEN && this.#annotation(path, at)) return;
    if (unit === QUESTION) this.#question(path, at);
    const mark = markPair(unit, this.#page.folded);
    // In step, a byte is missing without a trace only where garbage follows.
    if (mark !== 0 && this.#page.silentCuts && (path.pending !== 0 || garbage(text, at + 1, this.#page))) {
      this.#cut(path, mark, PRIOR.silentCut, at + 1);
    }
    const pair = pairOf[unit]!;
    if (pair !== 0) {
      const next = this.#feedPair(path, pair);
      this.#push(at + 1, next);
      if (path.pending !== 0 && this.#page.droppedPrivateUse && (next === null || next.cost > path.cost + STRANGE)) {
        this.#dropped(path, this.#page.withTrail[pair >> 8]!, pair & 0xff, at + 1);
      }
    } else if (path.pending === 0) {
      if (unit !== QUESTION) this.#push(at + 1, this.#wrote(path, unit, unit < 0x80 ? ((path.bytes & 0xff) << 8) | unit : 0, 0));
    } else if (unit === EURO) this.#push(at + 1, this.#feed(path, 0x80));
    else if (unit > 0x3f && unit < 0x80) {
      this.#push(at + 1, this.#feed(path, unit));
      if (this.#page.droppedPrivateUse) this.#dropped(path, this.#page.withTrail[unit]!, 0, at + 1);
    }
    else if (unit <= 0x20 || unit >= 0x80) {
      // A space or line end, or something put there later that never was GBK: the lead byte before it vanished.
      for (const done of this.#complete(path, PRIOR.vanished, this.#bar(at + 1))) this.#push(at + 1, this.#wrote(done, unit, unit < 0x80 ? unit : 0, 0));
    } else if (this.#page.folded && foldedPair[unit] !== 0) this.#push(at + 1, this.#feedPair(path, foldedPair[unit]!));
  }

  /** `(p)`: taken out where the bytes before it are a character read so. False where it is no annotation at all. */
  #annotation(path: Path, at: number): boolean {
    const found = readingAt(this.#text, at + 1, this.#page.characters);
    if (found === null) return false;
    const own = unitOf[path.bytes]!;
    if (own !== 0 && this.#page.characters.reads(own, found.reading)) {
      const cost = path.cost + this.#page.annotatedCost(path.bytes);
      this.#push(found.end, { ...path, from: path, out: '', cost, split: path.pending !== 0, annotations: path.annotations + 1, rival: null, margin: Infinity });
    } else if (path.pending === 0) {
      const out = this.#text.slice(at, found.end);
      this.#push(found.end, { ...path, from: path, out, cost: path.cost + PRIOR.strayAnnotation, rival: null, margin: Infinity });
    }
    return true;
  }

  /** The many things that a `?` can be. */
  #question(path: Path, at: number): void {
    const text = this.#text;
    const annotation = readingAt(text, at + 1, this.#page.characters);
    if (annotation !== null) {
      const known = path.bytes & 0xff;
      // A folded mark before it was two bytes then, the second of which counts.
      const folded = this.#page.folded && path.pending === 0 && path.before1 < 0x80 ? foldedPair[path.before1]! & 0xff : 0;
      for (const pair of this.#page.characters.pairsRead(annotation.reading)) {
        if (pair >> 8 !== known && (folded === 0 || pair >> 8 !== folded)) continue;
        const next = this.#feed(path, pair & 0xff, this.#page.annotatedCost(pair), true);
        if (next !== null) this.#push(annotation.end, { ...next, split: next.pending !== 0, annotations: next.annotations + 1 });
      }
    }
    if (annotation !== null && path.pending !== 0 && this.#page.droppedPrivateUse) {
      const keys = this.#page.characters.pairsRead(annotation.reading).map((pair) => unitOf[pair]!);
      this.#dropped(path, keys, 0, annotation.end, 1);
    }
    const nextUnit = text.charCodeAt(at + 1);
    const nextMark = at + 1 < text.length ? markPair(nextUnit, this.#page.folded) : 0;
    if (path.pending === 0) {
      this.#push(at + 1, moved(path, QUESTION, QUESTION, path.cost + PRIOR.literalQuestion, path.damaged));
      if (nextMark !== 0) this.#cut(path, nextMark, PRIOR.cutWithQuestion, at + 2);
      return;
    }
    if (annotation === null) this.#undefined(path, at);
    leakedTag.lastIndex = at + 1;
    const tag = leakedTag.exec(text);
    const alone = at + 1 === text.length || nextMark !== 0;
    const tagEnd = tag === null ? 0 : at + 1 + tag[0].length;
    const implied = annotation === null ? impliedBy(text, at) : '';
    // Next to a digit, what was eaten was most likely one, too: as such it fits what stands around it.
    const like = nextUnit >= 0x30 && nextUnit <= 0x39 ? 0x30 : OPEN;
    for (const done of this.#complete(path, 0, this.#bar(at + 1))) {
      // Before a sentence mark or at the end: just the byte.
      if (alone) this.#push(at + 1, { ...done, cost: done.cost + PRIOR.cutWithQuestion });
      if (tag !== null) this.#push(tagEnd, { ...done, cost: done.cost + PRIOR.eatenTag });
      if (annotation !== null) continue;
      if (implied !== '') this.#push(at + 1, moved(done, implied.charCodeAt(0), implied.charCodeAt(0), done.cost + PRIOR.implied, true));
      else this.#push(at + 1, { ...this.#wrote(done, like, 0, PRIOR.eaten), out: LOST });
    }
  }

  /** Out of step, a pair that the code page lacks shows as one `?`: two unknown bytes. */
  #undefined(path: Path, at: number): void {
    const bar = this.#bar(at + 1);
    for (const unit of this.#page.withLead[path.pending]!) {
      const trails = undefinedTrails[pairOf[unit]! & 0xff];
      if (trails === undefined) continue;
      const cost = this.#costOf(path, unit) + PRIOR.undefined + this.#page.plainCost(unit);
      if (cost > bar) continue;
      const first = moved(path, unit, pairOf[unit]!, cost, true);
      for (const trail of trails) this.#push(at + 1, this.#feed(first, trail));
    }
  }

  /**
   * A sentence mark with an unknown byte before it. In step, that byte leads a character whose trail is the mark's first byte;
   * out of step, it completes a character and the mark is a mark.
   */
  #cut(path: Path, mark: number, prior: number, to: number): void {
    const bar = this.#bar(to) + CLOSES;
    if (path.pending !== 0) {
      const seen = this.#text[to - 1]!;
      for (const done of this.#complete(path, prior, bar)) {
        const next = this.#feedPair(done, mark);
        // Where punctuation was folded, a true mark is written as it stands in the text.
        if (next !== null) this.#push(to, { ...next, out: seen });
      }
      return;
    }
    for (const unit of this.#page.withTrail[mark >> 8]!) {
      // The kit cuts at 。 before it cuts at ；, so a 。 there would have been cut itself.
      if (unit === FULL_STOP && mark === SEMICOLON_PAIR) continue;
      const cost = this.#costOf(path, unit) + prior + this.#page.plainCost(unit);
      if (cost <= bar) this.#push(to, this.#feed(moved(path, unit, pairOf[unit]!, cost, true), mark & 0xff));
    }
  }

  /**
   * Out of step, with a private-use character missing before `at`: two unknown bytes, of which the first completes a character.
   * @param seconds for a lead byte in the user-defined areas, the characters that the second byte can begin
   * @param to offset to go on from, once `rest` (0: nothing) is fed
   */
  #dropped(path: Path, seconds: readonly number[], rest: number, to: number, annotations = 0): void {
    const bar = this.#bar(to);
    for (const unit of this.#page.withLead[path.pending]!) {
      const lead = pairOf[unit]! & 0xff;
      if (!userLead[lead]) continue;
      const cost = this.#costOf(path, unit) + PRIOR.dropped + this.#page.plainCost(unit);
      if (cost > bar) continue;
      const first = moved(path, unit, pairOf[unit]!, cost, true);
      for (const second of seconds) {
        const trail = pairOf[second]! >> 8;
        if (lead <= 0xa7 ? trail > 0xa0 : trail < 0xa1) continue;
        const whole = this.#wrote(first, second, pairOf[second]!, annotations > 0 ? this.#page.annotatedCost(pairOf[second]!) : this.#page.plainCost(second), true);
        if (whole.cost > bar) continue;
        const next = rest === 0 ? whole : this.#feed(whole, rest);
        if (next !== null) this.#push(to, annotations > 0 ? { ...next, annotations: next.annotations + annotations } : next);
      }
    }
  }
}

/** How far an opening bracket or mark of emphasis is looked for, code units. */
const PAIR_REACH = 200;

/**
 * What a `?` must have eaten, where something opened before it waits to be closed: `)`, or the second mark of `**emphasis**`.
 * Empty where nothing does.
 */
function impliedBy(text: string, at: number): string {
  const before = withoutAnnotations(text.slice(Math.max(0, at - PAIR_REACH), at));
  const after = withoutAnnotations(text.slice(at + 1, at + 1 + PAIR_REACH));
  if (after.startsWith('*')) return count(before, '**') % 2 === 1 || count(after.slice(1), '**') % 2 === 1 ? '*' : '';
  if (count(before.replaceAll('**', ''), '*') % 2 === 1) return '*';
  const open = before.lastIndexOf('(');
  if (open <= before.lastIndexOf(')')) return '';
  const close = after.search(/[()\n]/);
  return close === -1 || after[close] !== ')' ? ')' : '';
}

const count = (text: string, what: string): number => text.split(what).length - 1;

/** Keeps the best path for each state, the best states, and remembers how close the losers came. */
function prune({ paths, best }: Bucket): Path[] {
  if (paths.length === 1) return paths;
  paths.sort((a, b) => a.cost - b.cost);
  const limit = best + BEAM_WIDTH;
  const kept: Path[] = [];
  const index = new Map<number, number>();
  for (const path of paths) {
    if (path.cost > limit) break;
    // 16 + 16 + 8 + 3 bits: exact in a double.
    const state = path.before1 + 0x10000 * (path.before2 + 0x10000 * (path.pending + 0x100 * path.open));
    const same = index.get(state);
    if (same === undefined) {
      if (kept.length >= BEAM) continue;
      index.set(state, kept.length);
      kept.push(path);
    } else if (path.cost - kept[same]!.cost < kept[same]!.margin) {
      kept[same] = { ...kept[same]!, rival: path, margin: path.cost - kept[same]!.cost };
    }
  }
  return kept;
}

function choose(paths: Path[], end: number): Reading | null {
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

function moved(path: Path, unit: number, bytes: number, cost: number, damaged: boolean): Path {
  return {
    from: path, out: String.fromCharCode(unit), cost, pending: 0, bytes, before2: path.before1, before1: unit,
    split: false, open: opened(path.open, unit), annotations: path.annotations, damaged, rival: null, margin: Infinity,
  };
}

export const isPrivateUse = (unit: number): boolean => unit >= 0xe000 && unit <= 0xf8ff;

/** The GBK pair of a sentence mark at which the kit cuts, 0 for all else. */
function markPair(unit: number, folded: boolean): number {
  if (cutPair[unit] !== 0) return cutPair[unit]!;
  return folded && (unit === 0x21 || unit === QUESTION) ? foldedPair[unit]! : 0;
}

/** For each lead byte, the trail bytes that can lead a character and make a pair with it that code page 936 lacks. */
const undefinedTrails: number[][] = [];
for (const pair of undefinedPairs) if (isLead(pair & 0xff)) (undefinedTrails[pair >> 8] ??= []).push(pair & 0xff);

/** Lead bytes of the user-defined areas AAA1–AFFE, F8A1–FEFE, A140–A7A0. */
const userLead = new Uint8Array(0x100).fill(1, 0xa1, 0xa8).fill(1, 0xaa, 0xb0).fill(1, 0xf8, 0xff);

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
