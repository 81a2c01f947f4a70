import type { CharacterModel } from '../language/model.ts';
import { type LegacyCharset, REPLACEMENT } from './charsets.ts';
import { costOf, isHan, isHangul, isKana } from './cost.ts';
import { MARK, QUESTION_MARK } from './points.ts';
import { CODES, isUnknown, type Target, UNKNOWN } from './targets.ts';
import { mayBeUtf8InPart, utf8Of } from './utf8-in-part.ts';

/**
 * Is a line worth the lattice of a channel? Most lines that look garbled are none of Chinese, Japanese or Korean: tables of characters, other
 * languages, binary files. This reads a line as the lattice does, but with one path for each way in which its bytes can be out of step, so
 * that it takes a hundredth of the time, and knows in what the lattice would find by how likely its characters are together. Where bytes are lost it reads worse than the
 * lattice, so the bounds are wide: garbled text that can be repaired stays a nat or more within them, noise is out of them in most lines.
 */

/** More nats per character than this, on the average of a stretch: garbled text has 4 to 9, noise 10 to 14. */
const WORST_AVERAGE = 10;
/** Nats of a character that is no surprise, and how far below a stretch must have come somewhere, all of it summed up; short ones need not. */
const USUAL = 9.5;
const LEAST_BELOW = 7;
const SHORT = 8;
/** Letters of the East in a stretch, or characters that lost bytes. */
const LEAST_EASTERN = 3;
/** Nats of a character that lost bytes, and of one that the language of the charset does not have. */
const HOLE = 10.5;
const FOREIGN = 13;
/** Nats of ASCII. */
const ASCII = 4;
/** So many ways to be out of step are followed. */
const MOST_PATHS = 6;

const FIRST_MARK = 0x3000, LAST_MARK = 0x3020;
const FIRST_DASH = 0x2010, ELLIPSIS = 0x2026;
const FULL_WIDTH = 0xff00;

/** What is known of a line up to some place, for one way in which its bytes can be read. */
interface Path {
  /** bytes that are no whole character yet, as digits to the base of {@link CODES} behind a 1; 0: none */
  readonly pending: number;
  readonly before2: number;
  readonly before1: number;
  /** nats that the reading wins over the text as it stands, since the stretch began */
  readonly gain: number;
  /** characters beyond ASCII, nats of them, and how many of them are letters of the East */
  readonly seen: number;
  readonly cost: number;
  readonly eastern: number;
  /** how far the stretch is below what is usual, where it is most */
  readonly below: number;
  readonly mostBelow: number;
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

  /** False where no stretch of the line can read as text of the channel. Linear time. */
  isGood(line: string): boolean {
    let paths: Path[] = [begin(0, 0)];
    let best = paths[0]!;
    let before2 = 0, before1 = 0;
    for (let i = 0; i < line.length; i++) {
      const point = line.codePointAt(i)!;
      if (point > 0xffff) i++;
      if (!paths.some(({ pending, gain }) => pending === 0 && gain > 0)) {
        // A stretch ends where it has won nothing any more.
        if (paths.every(({ gain }) => gain <= 0)) {
          if (isLikely(best)) return true;
          best = begin(0, 0);
        }
        paths = [begin(before2, before1), ...paths.filter(({ pending }) => pending !== 0)];
      }
      const own = costOf(this.#model, before2, before1, point);
      const ways = this.#waysToRead(point);
      const next: Path[] = [];
      for (const path of paths) {
        for (const way of ways) {
          const read = this.#feedAll(path, way, own);
          if (read.pending === 0 && read.gain > best.gain) best = read;
          keep(next, read);
          // The bytes before it may have lost the one that would complete them.
          if (path.pending !== 0 && point >= 0x80) keep(next, this.#feedAll(lose(path), way, own));
        }
      }
      paths = ways.length === 0 ? paths.map((path) => (path.pending === 0 ? path : lose(path))) : next;
      [before2, before1] = [before1, point];
    }
    return isLikely(best);
  }

  /** The bytes that a character may have been; none where the charset does not have it. */
  #waysToRead(point: number): readonly (readonly number[])[] {
    if (point < 0x80 && point !== QUESTION_MARK) return [[point]];
    const { doubleByte } = this.#source;
    if (point === QUESTION_MARK) return doubleByte ? [[point], ...LOST_IN_PAIR] : [[point], LOST];
    if (point === REPLACEMENT) return doubleByte ? LOST_IN_PAIR : [LOST];
    const ways = this.#source.bytesOf(point);
    if (ways.length === 0 && doubleByte && point <= 0xff) return [[point]];
    return this.#inPartUtf8 ? [...ways.slice(0, 1), utf8Of(point)] : ways.slice(0, 1);
  }

  #feedAll(path: Path, codes: readonly number[], own: number): Path {
    let read: Path = { ...path, gain: path.gain + own };
    for (const code of codes) read = this.#feed(read, code);
    return read;
  }

  #feed(path: Path, code: number): Path {
    const target = this.#target;
    if (path.pending === 0) {
      const length = target.length(code);
      if (length === 0) return lose(path);
      if (length > 1) return { ...path, pending: CODES + code };
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
    for (let rest = pending; rest > 1; rest = Math.floor(rest / CODES)) bytes.unshift(rest % CODES);
    return bytes;
  }

  #write(path: Path, point: number): Path {
    const cost = costOf(this.#model, path.before2, path.before1, point);
    const eastern = this.#isLetter(point);
    const below = point < 0x80 ? Math.min(0, ASCII - cost) : USUAL - (eastern || isMark(point) ? cost : FOREIGN);
    return extended(path, point, cost, Number(point >= 0x80), Number(eastern), below);
  }

  /** A letter of a language that is written in the charset. */
  #isLetter(point: number): boolean {
    const { name } = this.#target;
    if (isHan(point)) return name !== 'euc-kr';
    if (isKana(point)) return name === 'utf-8' || name === 'shift_jis';
    return isHangul(point) && (name === 'utf-8' || name === 'euc-kr');
  }
}

const LOST: readonly number[] = [UNKNOWN];
const LOST_IN_PAIR: readonly (readonly number[])[] = [LOST, [UNKNOWN, UNKNOWN]];

const isMark = (point: number): boolean => (point >= FIRST_MARK && point <= LAST_MARK) || point >= FULL_WIDTH || (point >= FIRST_DASH && point <= ELLIPSIS);

const begin = (before2: number, before1: number): Path =>
  ({ pending: 0, before2, before1, gain: 0, seen: 0, cost: 0, eastern: 0, below: 0, mostBelow: 0 });

const lose = (path: Path): Path => extended(path, MARK, HOLE, 1, 1, USUAL - HOLE);

/** The path with one character more. @param seen, eastern 1 where it is beyond ASCII, and a letter */
function extended(path: Path, point: number, cost: number, seen: number, eastern: number, gained: number): Path {
  const below = Math.max(0, path.below + gained);
  return {
    pending: 0, before2: path.before1, before1: point, gain: path.gain - cost, seen: path.seen + seen, cost: path.cost + cost * seen, eastern: path.eastern + eastern,
    below, mostBelow: Math.max(path.mostBelow, below),
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

/** May the lattice find text in this stretch? */
const isLikely = ({ seen, cost, eastern, mostBelow }: Path): boolean =>
  eastern >= LEAST_EASTERN && cost <= seen * WORST_AVERAGE && (seen < SHORT || mostBelow >= LEAST_BELOW);
