import type { CharacterModel } from '../language/model.ts';
import { type LegacyCharset, showsNothing } from './charsets.ts';
import { costOf, isAsciiLetter, isHan, isKana } from './cost.ts';
import { type Element, toElements } from './elements.ts';
import { CODE_POINTS, MARK, QUESTION_MARK } from './points.ts';
import { readStraight } from './straight.ts';
import type { Span } from './outlook.ts';
import type { Hole, Slot, Stretch } from './stretch.ts';
import type { Candidates } from './candidates.ts';
import { mayBeUtf8InPart } from './utf8-in-part.ts';
import type { Variants } from './variants.ts';
import { CODES, GONE, GONE_AS_UTF8, isUnknown, TAKEN, type Target, UNKNOWN } from './targets.ts';

/**
 * Reads a text both ways at once: as it stands, and as bytes that were decoded wrongly. The cheapest path through a lattice of the
 * two (a beam search under the character model) tells where the garbled stretches begin and end. What lost bytes stood for is left
 * open here, at the price of all that fits: `fill.ts` chooses.
 */

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
/** Nats of a character that shows nothing, in garbled text from which such were dropped. */
const VANISHED = 2;
/** So many of the characters that fit are tried in their place. */
const MOST_GUESSES = 12;
const MOST_GUESSES_OF_TWO = 200;
/** Those that are so many nats behind the likeliest are not. */
const GUESS_RANGE = 4;
/** The one byte that Latin-1 shows as nothing and that is a usual one of Chinese charsets; and nats of it. */
const SOFT_HYPHEN = 0xad;
const VANISHED_HYPHEN = 1.5;
/** Nats of a letter of ASCII right behind Chinese, where it may be the second byte of a pair whose first one showed nothing. */
const GLUED_LETTER = 6;
/** The hyphen is C2 AD in UTF-8. */
const HYPHEN_LEAD = 0xc2;
const ALONE_IN_GBK = 0x80;
const VANISHED_BYTE = 3;
/** A byte EE or EF and two from 80 to BF are private use in UTF-8, as which some crawlers read them; and nats of it. */
const PRIVATE_LEADS = [0xee, 0xef];
const GONE_PAIR = [[GONE_AS_UTF8, GONE_AS_UTF8]];
const VANISHED_TRIPLE = 2;
/** Nats of a character that is no surprise. */
const USUAL_COST = 9;
const WIDTH = 16;
/** Paths that are so many nats behind are not followed. */
const BEAM_RANGE = 30;
/** The same where each step has many ways, because characters may have vanished. */
const NARROW_WIDTH = 10;
const NARROW_RANGE = 18;
/** What the bytes of a character may cost that is not all there yet. */
const UNPAID = 8;
/** Nats against kana right behind a Chinese character, where the bytes can be read in many ways. */
const KANA_IN_CHINESE = 4;
/** The lowest byte that can stand second in a pair of a double-byte charset. */
const LEAST_TRAIL = 0x40;

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

/** A character tried in a hole, and nats of it. */
interface Guess {
  readonly point: number;
  readonly nats: number;
}

/** A character that broke off: how its bytes may have been, and nats of that. */
interface Broken {
  readonly patterns: readonly (readonly number[])[];
  readonly price: number;
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

/** Nats of a character of ASCII that nothing tells. */
const TAKEN_ALONG = 4;
const ANY_ASCII: Hole = { patterns: [], lastByte: -1 };

const NOTHING: readonly number[] = [];
const NONE: readonly (readonly number[])[] = [];
/** A character of UTF-8 of which nothing is left. */
const ALL_GONE: readonly (readonly number[])[] = [[GONE, GONE, GONE]];

/** How a text is read. */
export interface How {
  readonly dropped?: boolean;
  readonly usual?: boolean;
  readonly variants?: Variants | null;
  readonly takenAlong?: boolean;
  /** where the text may be garbled; all of it where left out */
  readonly spans?: readonly Span[];
}

/** One channel. Holds the state of a reading while it runs, and can read one text after another. */
export class Lattice {
  readonly #variants: Variants | null;
  readonly #spans: readonly Span[] | undefined;
  readonly #model: CharacterModel;
  readonly #source: LegacyCharset;
  readonly #target: Target;
  readonly #candidates: Candidates;
  /** true: bytes may be gone without a trace */
  readonly #dropped: boolean;
  readonly #takenAlong: boolean;
  /** factor of what a stretch's borders cost */
  readonly #border: number;
  /** characters that show nothing may have been dropped */
  #vanished = false;
  /** bytes of a legacy charset as Latin letters: soft hyphens were dropped, if there were any; some were read as UTF-8 */
  #noHyphens = false;
  #inPartUtf8 = false;
  #width = WIDTH;
  #range = BEAM_RANGE;
  #next: Path[] = [];
  /** indices into these by their last two characters */
  readonly #places = new Map<number, number[]>();
  /** cost of the cheapest path so far that ends at the present element */
  #bound = Infinity;
  /** bytes that were put on paths so far: what reading takes is in proportion */
  work = 0;
  /** costs of the cheapest so far, in order: as many as will be followed */
  #cheapest: number[] = [];

  /**
   * @param dropped true: look for bytes that are gone without a trace; slower, and only for charsets that synchronise themselves
   * @param usual true: the rest of the page is garbled in this way
   * @param takenAlong true: with a byte that was lost a character of ASCII is gone
   * @param variants characters that may have become others since; decoders of such text drop bytes that they can't read one by one
   */
  constructor(model: CharacterModel, source: LegacyCharset, target: Target, candidates: Candidates, { dropped = false, usual = false, variants = null, takenAlong = false, spans }: How = {}) {
    // In the others a letter may be the second byte of a character whose first was lost.
    this.#takenAlong = takenAlong && source.doubleByte && target.selfSynchronizing;
    this.#variants = variants;
    this.#spans = spans;
    this.#border = usual ? USUAL : 1;
    this.#model = model;
    this.#source = source;
    this.#target = target;
    this.#candidates = candidates;
    this.#dropped = dropped && target.selfSynchronizing;
  }

  /** @returns the garbled stretches of the cheapest path, in order */
  read(text: string): Stretch[] {
    const mayBeUtf8 = mayBeUtf8InPart(this.#source, this.#target);
    const elements = toElements(text, this.#source, mayBeUtf8, this.#variants, this.#spans, this.#takenAlong);
    const straight = readStraight(this.#model, this.#target, elements, text.length);
    if (straight !== null) return [this.#stretch(straight.slots, straight.from, elements.length, text, elements)];
    this.#noHyphens = mayBeUtf8 && !text.includes('\u00ad');
    // Where one is left, none was dropped.
    this.#vanished = this.#dropped && this.#source.hidesUtf8 && !showsNothing.test(text);
    this.#brokenOff.clear();
    this.#inPartUtf8 = mayBeUtf8 && Array.from(text).some((char) => char >= '\u0080' && this.#source.codeOf(char.codePointAt(0)!) === 0);
    [this.#width, this.#range] = this.#vanished || this.#inPartUtf8 ? [NARROW_WIDTH, NARROW_RANGE] : [WIDTH, BEAM_RANGE];
    let paths: Path[] = [{ cost: 0, garbled: false, pending: NOTHING, lastByte: -1, before2: 0, before1: 0, tail: null }];
    for (let at = 0; at < elements.length; at++) {
      this.#begin();
      for (const path of paths) this.#step(path, elements[at]!, at);
      paths = this.#next;
      if (paths.length > this.#width) paths = paths.sort((a, b) => a.cost - b.cost).slice(0, this.#width);
    }
    this.#begin();
    for (const path of paths) {
      this.#keep(this.#closed(path, elements.length - 1, true));
      if (path.pending.length > 0 && (this.#noHyphens || this.#inPartUtf8)) this.#feedVanished(path, NOTHING, 0, elements.length - 1);
    }
    let best: Path | null = null;
    for (const path of this.#next) if (best === null || path.cost < best.cost) best = path;
    return best === null ? [] : this.#stretches(best, text, elements);
  }

  #begin(): void {
    this.#next = [];
    this.#places.clear();
    this.#bound = Infinity;
    this.#cheapest = [];
  }

  /** False where a path of that cost, and all that come of it, will not be followed. */
  #isNear(cost: number): boolean {
    return cost <= this.#bound + this.#range && (this.#cheapest.length < this.#width || cost <= this.#cheapest[this.#width - 1]!);
  }

  /** Notes the cost of a state. @param before what it was: Infinity for a new one */
  #note(cost: number, before: number): void {
    const costs = this.#cheapest;
    const known = before === Infinity ? -1 : costs.indexOf(before);
    let at = known >= 0 ? known : costs.length < this.#width ? costs.length : this.#width - 1;
    for (; at > 0 && costs[at - 1]! > cost; at--) costs[at] = costs[at - 1]!;
    costs[at] = cost;
  }

  #keep(path: Path): void {
    const { cost, garbled, before1, before2, pending } = path;
    if (!this.#isNear(cost)) return;
    // A path with bytes pending has not paid for them yet.
    const least = pending.length === 0 ? cost : cost + UNPAID;
    if (least < this.#bound) this.#bound = least;
    const next = this.#next;
    const key = (before2 * CODE_POINTS + before1) * 2 + Number(garbled);
    const places = this.#places.get(key);
    for (const i of places ?? []) {
      const other = next[i]!;
      if (!sameBytes(other.pending, pending)) continue;
      if (cost < other.cost) {
        this.#note(cost, other.cost);
        next[i] = path;
      }
      return;
    }
    if (places === undefined) this.#places.set(key, [next.length]);
    else places.push(next.length);
    next.push(path);
    this.#note(cost, Infinity);
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
    this.work++;
    if (index === codes.length) return this.#keep(path);
    if (!this.#isNear(path.cost)) return;
    const { pending } = path;
    if (pending.length === 0) return this.#feedFirst(path, codes, index, at);
    const code = codes[index]!;
    // Before ASCII a character has all its bytes.
    if (code === TAKEN) return;
    const continues = this.#target.continues(code, pending.length);
    if (this.#vanished && this.#source.doubleByte && pending.length === this.#target.length(pending[0]!) - 1) this.#feedSpanned(path, continues, codes, index, at);
    if (this.#variants !== null && this.#dropped && !isUnknown(code)) this.#feedBehindDropped(path, continues, codes, index, at);
    if (this.#noHyphens || this.#inPartUtf8) this.#feedVanished(path, codes, index, at);
    // The character broke off: some of its bytes are gone without a trace.
    if (!continues || (this.#dropped && !this.#vanished && !isUnknown(code))) {
      for (const closed of this.#closings(path, code, at)) this.#feedFirst(closed, codes, index, at);
    }
    if (continues) this.#feedTo(path, [...pending, code], codes, index, at);
  }

  /** A pair that showed nothing is gone: the last byte of a character and the first of the next, whose other bytes may be gone, too. */
  #feedSpanned(path: Path, continues: boolean, codes: readonly number[], index: number, at: number): void {
    const code = codes[index]!;
    if (isUnknown(code) || !this.#isNear(path.cost + VANISHED)) return;
    for (const broken of this.#guesses(path, VANISHED, this.#spanned(path.pending), GONE, at)) {
      if (continues) this.#feedTo(broken, [GONE, code], codes, index, at);
      else this.#feedFirst(this.#lose(broken, VANISHED, ALL_GONE, GONE, at), codes, index, at);
    }
  }

  /** A byte 80, which is nothing in GBK proper, was dropped before this one. */
  #feedBehindDropped(path: Path, continues: boolean, codes: readonly number[], index: number, at: number): void {
    const whole = [...path.pending, ALONE_IN_GBK];
    if (whole.length < this.#target.length(whole[0]!)) {
      // Two of them make a space, which would be seen nowhere.
      if (continues && codes[index] !== ALONE_IN_GBK) this.#feedTo({ ...path, cost: path.cost + VANISHED_BYTE }, [...whole, codes[index]!], codes, index, at);
      return;
    }
    const point = continues || whole.some(isUnknown) ? 0 : this.#target.decode(whole);
    if (point !== 0) this.#feedFirst(this.#write(path, VANISHED_BYTE, point, ALONE_IN_GBK, at), codes, index, at);
  }

  /** A byte or three of a legacy charset that were read as Latin-1, or as UTF-8, and showed nothing. */
  #feedVanished(path: Path, codes: readonly number[], index: number, at: number): void {
    const lead = path.pending[0]!;
    if (isUnknown(lead) || !this.#isNear(path.cost + VANISHED_HYPHEN)) return;
    const hyphen = this.#noHyphens ? this.#target.decode([lead, SOFT_HYPHEN]) : 0;
    if (hyphen !== 0) this.#feed(this.#write(path, VANISHED_HYPHEN, hyphen, SOFT_HYPHEN, at), codes, index, at);
    if (!this.#inPartUtf8) return;
    const before = this.#target.decode([lead, HYPHEN_LEAD]);
    if (before !== 0 && index < codes.length) this.#feedBehindHyphen(this.#write(path, 0, before, HYPHEN_LEAD, at), codes, index, at);
    for (const trail of PRIVATE_LEADS) {
      const point = this.#target.decode([lead, trail]);
      if (point === 0) continue;
      const written = this.#write(path, VANISHED_TRIPLE, point, trail, at);
      if (written.cost > path.cost + VANISHED_TRIPLE + USUAL_COST || !this.#isNear(written.cost)) continue;
      for (const guess of this.#guesses(written, 0, GONE_PAIR, GONE, at, MOST_GUESSES_OF_TWO)) this.#feed(guess, codes, index, at);
    }
  }

  /** Reads a byte whose lead was a hyphen that showed nothing. */
  #feedBehindHyphen(path: Path, codes: readonly number[], index: number, at: number): void {
    const trail = codes[index]!;
    const point = isUnknown(trail) ? 0 : this.#target.decode([SOFT_HYPHEN, trail]);
    if (point !== 0) this.#feed(this.#write(path, VANISHED_HYPHEN, point, trail, at), codes, index + 1, at);
  }

  /** Reads a byte that begins a character. */
  #feedFirst(path: Path, codes: readonly number[], index: number, at: number): void {
    const code = codes[index]!;
    if (code === TAKEN) return this.#feed(extended(path, path.cost + TAKEN_ALONG, MARK, code, at, ANY_ASCII), codes, index + 1, at);
    if (this.#noHyphens) {
      this.#feedBehindHyphen(path, codes, index, at);
      if (isAsciiLetter(code) && path.before1 >= 0x80) path = { ...path, cost: path.cost + GLUED_LETTER };
    }
    if (this.#target.length(code) > 0) return this.#feedTo(path, [code], codes, index, at);
    if (this.#dropped) return this.#feed({ ...path, cost: path.cost + DROPPED, pending: [UNKNOWN, code] }, codes, index + 1, at);
    this.#feed(this.#lose(path, 0, NONE, code, at), codes, index + 1, at);
  }

  /** Goes on with the bytes `all`, of which `codes[index]` is the last. */
  #feedTo(path: Path, all: readonly number[], codes: readonly number[], index: number, at: number): void {
    if (all.length < this.#target.length(all[0]!)) return this.#feed({ ...path, pending: all }, codes, index + 1, at);
    const last = all[all.length - 1]!;
    if (all.some(isUnknown)) {
      for (const read of all[0] === GONE ? this.#guesses(path, 0, [all], last, at) : [this.#lose(path, 0, [all], last, at)]) this.#feed(read, codes, index + 1, at);
      return;
    }
    const point = this.#target.decode(all);
    if (point !== 0) return this.#feed(this.#write(path, 0, point, last, at), codes, index + 1, at);
    // An ASCII byte is itself, whatever lead byte went before it.
    if (all.length > 1 && last < 0x80) this.#feedFirst(this.#lose(path, 0, NONE, all[0]!, at), codes, index, at);
    else this.#feed(this.#lose(path, 0, NONE, last, at), codes, index + 1, at);
  }

  /** Ends a character whose bytes are not all there. @param isCut true: because the text ends */
  #closed(path: Path, at: number, isCut = false): Path {
    const { pending } = path;
    if (pending.length === 0) return path;
    const { patterns, price } = this.#broken(pending, isCut);
    return this.#lose(path, price, patterns, pending[pending.length - 1]!, at);
  }

  /** The same, with guesses at what it was where its last two bytes are a pair that showed nothing. @param next the byte behind them */
  #closings(path: Path, next: number, at: number): Iterable<Path> {
    const { patterns, price } = this.#broken(path.pending, false);
    const lacksOne = path.pending.length === this.#target.length(path.pending[0]!) - 1;
    // A last byte that would lead a pair is no part of one before a digit or a mark, and is gone by itself.
    if (this.#vanished && this.#source.doubleByte && lacksOne && next < LEAST_TRAIL) return this.#guesses(path, VANISHED, patterns, UNKNOWN, at);
    const few = this.#source.doubleByte || lacksOne;
    if (!this.#vanished || !few || path.pending.some(isUnknown)) return [this.#closed(path, at)];
    // A single byte of a pair vanishes only where bytes are dropped one by one.
    return patterns[0]!.includes(GONE) || this.#variants !== null ? this.#guesses(path, price, patterns, GONE, at) : [];
  }

  readonly #spannedBy = new Map<number, readonly (readonly number[])[]>();

  /** A character whose last byte is gone with the first of the next. */
  #spanned(pending: readonly number[]): readonly (readonly number[])[] {
    const key = pending[0]! * CODES + (pending[1] ?? 0);
    let patterns = this.#spannedBy.get(key);
    if (patterns === undefined) this.#spannedBy.set(key, (patterns = [[...pending, GONE]]));
    return patterns;
  }

  readonly #brokenOff = new Map<number, Broken>();

  /** What a character may have been whose other bytes are gone. */
  #broken(pending: readonly number[], isCut: boolean): Broken {
    let key = isCut ? 1 : 2;
    for (const code of pending) key = key * CODES + code;
    let broken = this.#brokenOff.get(key);
    if (broken !== undefined) return broken;
    const missing = this.#target.length(pending[0]!) - pending.length;
    const gone = !isCut && (missing === 2 || !this.#source.doubleByte);
    const lost = new Array<number>(missing).fill(gone ? GONE : UNKNOWN);
    const places = missing === 1 && this.#target.selfSynchronizing ? pending.length : 1;
    const patterns = Array.from({ length: places }, (_, i) => [...pending.slice(0, pending.length - i), ...lost, ...pending.slice(pending.length - i)]);
    this.#brokenOff.set(key, (broken = { patterns, price: gone && this.#vanished && pending[0] !== UNKNOWN ? VANISHED : DROPPED }));
    return broken;
  }

  #write(path: Path, price: number, point: number, lastByte: number, at: number): Path {
    if (this.#inPartUtf8 && isKana(point) && isHan(path.before1)) price += KANA_IN_CHINESE;
    return extended(path, path.cost + price + costOf(this.#model, path.before2, path.before1, point), point, lastByte, at, null);
  }

  /** A character of whose bytes some showed nothing: few fit what is left, so that each can be tried in its place. */
  #guesses(path: Path, price: number, patterns: readonly (readonly number[])[], lastByte: number, at: number, most = MOST_GUESSES): Path[] {
    const hole: Hole = { patterns, lastByte: path.lastByte };
    const paths: Path[] = [];
    let least = Infinity;
    for (const { point, nats } of patterns === GONE_PAIR ? this.#inGonePair(path, hole, most) : this.#priced(path, hole, most)) {
      const cost = path.cost + price + nats;
      if (cost < least) least = cost;
      if (cost > least + GUESS_RANGE || !this.#isNear(cost)) continue;
      paths.push(extended(path, cost, point, lastByte, at, hole));
    }
    if (this.#candidates.hasMore(hole, most)) paths.push(this.#lose(path, price, patterns, lastByte, at));
    return paths.filter(({ cost, before1 }) => before1 === MARK || cost <= least + GUESS_RANGE);
  }

  /** The characters that may stand in a hole, with what each costs there. */
  #priced({ before2, before1 }: Path, hole: Hole, most: number): Guess[] {
    return this.#candidates.of(hole, most).map(({ point }) => ({ point, nats: costOf(this.#model, before2, before1, point) }));
  }

  readonly #gonePairs = new Map<number, readonly Guess[]>();

  /** The likely ones of them where both bytes are gone. Many fit, and many paths come to the same place. */
  #inGonePair(path: Path, hole: Hole, most: number): readonly Guess[] {
    const key = (path.before2 * CODE_POINTS + path.before1) * CODES + hole.lastByte + 1;
    let guesses = this.#gonePairs.get(key);
    if (guesses === undefined) {
      const all = this.#priced(path, hole, most);
      const least = all.reduce((sum, { nats }) => Math.min(sum, nats), Infinity);
      this.#gonePairs.set(key, (guesses = all.filter(({ nats }) => nats <= least + GUESS_RANGE)));
    }
    return guesses;
  }

  #lose(path: Path, price: number, patterns: readonly (readonly number[])[], lastByte: number, at: number): Path {
    return extended(path, path.cost + price + this.#costOfHole(patterns), MARK, lastByte, at, { patterns, lastByte: path.lastByte });
  }

  #costOfHole(patterns: readonly (readonly number[])[]): number {
    let least = Infinity;
    for (const pattern of patterns) least = Math.min(least, this.#target.find(pattern).cost);
    return patterns.length === 0 ? GIVE_UP : LOSS + least;
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
      else costAfter += this.#costOfHole(hole.patterns);
      [before2, before1] = [before1, point];
    }
    return {
      start: elements[from]!.start, end: elements[to]?.start ?? text.length, slots, costBefore, costAfter,
      before: [pointAt(from - 2), pointAt(from - 1)], after: [pointAt(to), pointAt(to + 1)],
    };
  }
}

/** The path with one character more. @param point of a hole: what is tried in it, or `MARK` */
function extended(path: Path, cost: number, point: number, lastByte: number, at: number, hole: Hole | null): Path {
  return {
    cost, garbled: true, pending: NOTHING, lastByte: isUnknown(lastByte) ? -1 : lastByte, before2: path.before1, before1: point,
    tail: { before: path.tail, point: hole === null ? point : MARK, at, garbled: true, hole },
  };
}

function sameBytes(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
