import type { CharacterModel } from '../language/model.ts';
import { type LegacyCharset, REPLACEMENT } from './charsets.ts';
import { costOf, isHan, isHangul, isKana } from './cost.ts';
import { MARK, QUESTION_MARK } from './points.ts';
import { CODES, isUnknown, type Target, UNKNOWN } from './targets.ts';
import { mayBeUtf8InPart, utf8Of } from './utf8-in-part.ts';

/**
 * Where in a line is a channel worth its lattice? Most that looks garbled is no Chinese, Japanese or Korean that was: tables of characters,
 * other languages, binary files. This reads a line as the lattice does, but with one path for each way in which its bytes can be out of
 * step, which takes a hundredth of the time, and knows noise by how unlikely its characters are together. Where bytes are lost it reads
 * worse than the lattice, so its bounds are wide: what can be repaired keeps a nat or more from them, noise seldom comes within them.
 */

/** More nats per character than this, on the average of a stretch, and it is noise: garbled text has 4 to 9, noise 10 to 14. */
const WORST_AVERAGE = 10;
/**
 * Nats of a character that is no surprise; how far below that a part of the stretch must stay, all of it summed up, and that for each
 * character of a short one. Noise is some usual characters by chance where any two bytes are one; of UTF-8 it has not the shape, so that next to
 * nothing below tells, or the average.
 */
const USUAL = 9.5;
const LEAST_BELOW = 7;
const LEAST_BELOW_EACH = 0.5;
const LEAST_BELOW_UTF8 = 1;
/** Letters of the East in a stretch, or characters that lost bytes. */
const LEAST_EASTERN = 3;
/** Nats of a character that lost bytes, and of one that the language of the charset does not have. */
const HOLE = 10.5;
const FOREIGN = 13;
/** Nats of ASCII, garbled or not. */
const ASCII = 4;
/** So many ways to be out of step are followed. */
const MOST_PATHS = 6;
/** A line of so many UTF-16 code units is read as a whole; of a longer one the stretches, with so much on either side. */
const SHORT_LINE = 400;
const MARGIN = 60;

/** Marks of the East, and those that it shares with others. */
const FIRST_MARK = 0x3000, LAST_MARK = 0x3020, FIRST_FULL_WIDTH = 0xff00;
const FIRST_DASH = 0x2010, ELLIPSIS = 0x2026;

/** A part of a line, UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known of a line up to some place, for one way in which its bytes can be read. */
interface Path {
  /** bytes that are no whole character yet, as digits to the base of {@link CODES}; 0: none */
  readonly pending: number;
  readonly before2: number;
  readonly before1: number;
  /** nats that the reading wins over the text as it stands, since the stretch began */
  readonly gain: number;
  /** characters beyond ASCII, nats of them, and how many of them are letters of the East */
  readonly seen: number;
  readonly cost: number;
  readonly eastern: number;
  /** how far below the usual the part that ends here is, and the part that is most below it */
  readonly below: number;
  readonly mostBelow: number;
}

/** Nats of each character of a line as it stands, by UTF-16 offset. */
export function ownCosts(line: string, model: CharacterModel): Float32Array {
  const costs = new Float32Array(line.length);
  let before2 = 0, before1 = 0;
  for (let i = 0; i < line.length; i++) {
    const point = line.codePointAt(i)!;
    costs[i] = point < 0x80 ? ASCII : costOf(model, before2, before1, point);
    if (point > 0xffff) i++;
    [before2, before1] = [before1, point];
  }
  return costs;
}

/** One channel. */
export class Outlook {
  readonly #model: CharacterModel;
  readonly #source: LegacyCharset;
  readonly #target: Target;
  readonly #inPartUtf8: boolean;
  readonly #bytes: number[] = [];

  constructor(model: CharacterModel, source: LegacyCharset, target: Target) {
    this.#model = model;
    this.#source = source;
    this.#target = target;
    this.#inPartUtf8 = mayBeUtf8InPart(source, target);
  }

  /**
   * @param own {@link ownCosts} of the line
   * @returns the parts of it that may read as text of the channel, in order, without overlap. Linear time.
   */
  of(line: string, own: Float32Array): Span[] {
    const spans: Span[] = [];
    let paths: readonly Path[] = [begin(0, 0)];
    // Of the stretch that is being read: where it began, and where it had won most.
    let start = 0, end = 0, best = paths[0]!;
    let before2 = 0, before1 = 0;
    for (let i = 0; i <= line.length; i++) {
      if (i === line.length || paths.every(({ gain }) => gain <= 0)) {
        if (this.#isLikely(best)) {
          if (line.length <= SHORT_LINE) return [{ start: 0, end: line.length }];
          add(spans, Math.max(0, start - MARGIN), Math.min(line.length, end + MARGIN));
        }
        if (i === line.length) break;
        best = begin(before2, before1);
        start = i;
      }
      const point = line.codePointAt(i)!;
      if (point < 0x80 && point !== QUESTION_MARK && paths.every(({ pending }) => pending === 0)) paths = [plain(paths, before1, point)];
      else {
        if (!paths.some(({ pending, gain }) => pending === 0 && gain > 0)) paths = [begin(before2, before1), ...paths.filter(({ pending }) => pending !== 0)];
        paths = this.#step(paths, point, own[i]!);
        if (point > 0xffff) i++;
        for (const path of paths) if (path.pending === 0 && path.gain > best.gain) [best, end] = [path, i + 1];
      }
      [before2, before1] = [before1, point];
    }
    return spans;
  }

  /** One character more. @param own nats of it as it stands */
  #step(paths: readonly Path[], point: number, own: number): readonly Path[] {
    const ways = this.#waysToRead(point);
    if (ways.length === 0) return paths.map((path) => (path.pending === 0 ? path : lose(path)));
    const next: Path[] = [];
    for (const path of paths) {
      for (const way of ways) {
        keep(next, this.#feedAll(path, way, own));
        // The bytes before it may have lost the one that would complete them.
        if (path.pending !== 0 && point >= 0x80) keep(next, this.#feedAll(lose(path), way, own));
      }
    }
    return next;
  }

  /** The bytes that a character may have been; none where the charset does not have it. */
  #waysToRead(point: number): readonly (readonly number[])[] {
    const { doubleByte } = this.#source;
    if (point === QUESTION_MARK) return doubleByte ? QUESTION_IN_PAIR : QUESTION;
    if (point === REPLACEMENT) return doubleByte ? LOST_IN_PAIR : LOST;
    const ways = this.#source.bytesOf(point);
    if (ways.length === 0 && doubleByte && point <= 0xff) return [[point]];
    if (this.#inPartUtf8 && point >= 0x80) return ways.length === 0 ? [utf8Of(point)] : [ways[0]!, utf8Of(point)];
    return ways.length > 1 ? [ways[0]!] : ways;
  }

  #feedAll(path: Path, codes: readonly number[], own: number): Path {
    let read = path;
    for (const code of codes) read = this.#feed(read, code);
    return { ...read, gain: read.gain + own };
  }

  #feed(path: Path, code: number): Path {
    const target = this.#target;
    if (path.pending === 0) {
      const length = target.length(code);
      if (length === 0) return lose(path);
      if (length > 1) return { ...path, pending: code };
      return this.#write(path, code < 0x80 ? code : target.decode([code]));
    }
    const bytes = this.#unpack(path.pending);
    if (!target.continues(code, bytes.length)) return this.#feed(lose(path), code);
    bytes.push(code);
    if (bytes.length < target.length(bytes[0]!)) return { ...path, pending: path.pending * CODES + code };
    const point = bytes.some(isUnknown) ? 0 : target.decode(bytes);
    if (point !== 0) return this.#write(path, point);
    return code < 0x80 ? this.#write(lose(path), code) : lose(path);
  }

  /** Valid until the next call. */
  #unpack(pending: number): number[] {
    const bytes = this.#bytes;
    bytes.length = 0;
    if (pending >= CODES * CODES) bytes.push(Math.floor(pending / (CODES * CODES)));
    if (pending >= CODES) bytes.push(Math.floor(pending / CODES) % CODES);
    bytes.push(pending % CODES);
    return bytes;
  }

  #write(path: Path, point: number): Path {
    if (point < 0x80) return extended(path, point, ASCII, 0, 0, 0);
    const cost = costOf(this.#model, path.before2, path.before1, point);
    const isLetter = this.#isLetter(point);
    return extended(path, point, cost, 1, Number(isLetter), USUAL - (isLetter || isMark(point) ? cost : FOREIGN));
  }

  /** May the lattice find text in this stretch? */
  #isLikely({ seen, cost, eastern, mostBelow }: Path): boolean {
    if (eastern < LEAST_EASTERN) return false;
    const isUsual = cost <= seen * WORST_AVERAGE;
    return this.#target.selfSynchronizing ? isUsual || mostBelow >= LEAST_BELOW_UTF8 : isUsual && mostBelow >= Math.min(LEAST_BELOW, seen * LEAST_BELOW_EACH);
  }

  /** A letter of a language that is written in the charset. */
  #isLetter(point: number): boolean {
    const { name } = this.#target;
    if (isHan(point)) return name !== 'euc-kr';
    if (isKana(point)) return name === 'utf-8' || name === 'shift_jis';
    return isHangul(point) && (name === 'utf-8' || name === 'euc-kr');
  }
}

const LOST: readonly (readonly number[])[] = [[UNKNOWN]];
const LOST_IN_PAIR = [...LOST, [UNKNOWN, UNKNOWN]];
const QUESTION = [[QUESTION_MARK], ...LOST];
const QUESTION_IN_PAIR = [[QUESTION_MARK], ...LOST_IN_PAIR];

const isMark = (point: number): boolean => (point >= FIRST_MARK && point <= LAST_MARK) || point >= FIRST_FULL_WIDTH || (point >= FIRST_DASH && point <= ELLIPSIS);

const begin = (before2: number, before1: number): Path =>
  ({ pending: 0, before2, before1, gain: 0, seen: 0, cost: 0, eastern: 0, below: 0, mostBelow: 0 });

const lose = (path: Path): Path => extended(path, MARK, HOLE, 1, 1, USUAL - HOLE);

/** ASCII in step is the same in all charsets. */
function plain(paths: readonly Path[], before1: number, point: number): Path {
  const best = paths.reduce((most, path) => (path.gain > most.gain ? path : most));
  return best.gain > 0 ? { ...best, before2: best.before1, before1: point } : begin(before1, point);
}

/** The path with one character more. @param seen, eastern 1 where it is beyond ASCII, and a letter. @param below how far it is below what is usual */
function extended(path: Path, point: number, cost: number, seen: number, eastern: number, below: number): Path {
  const sum = Math.max(0, path.below + below);
  return {
    pending: 0, before2: path.before1, before1: point, gain: path.gain - cost, seen: path.seen + seen, cost: path.cost + cost * seen, eastern: path.eastern + eastern,
    below: sum, mostBelow: Math.max(path.mostBelow, sum),
  };
}

/** Adds a path, if it is the best of those that wait for the same. */
function keep(paths: Path[], path: Path): void {
  let worst = 0;
  for (let i = 0; i < paths.length; i++) {
    if (paths[i]!.pending === path.pending) {
      if (path.gain > paths[i]!.gain) paths[i] = path;
      return;
    }
    if (paths[i]!.gain < paths[worst]!.gain) worst = i;
  }
  if (paths.length < MOST_PATHS) paths.push(path);
  else if (path.gain > paths[worst]!.gain) paths[worst] = path;
}

/** Adds a span behind those before it, as one with the last where they touch. */
function add(spans: Span[], start: number, end: number): void {
  const last = spans.at(-1);
  if (last === undefined || last.end < start) spans.push({ start, end });
  else spans[spans.length - 1] = { start: last.start, end };
}
