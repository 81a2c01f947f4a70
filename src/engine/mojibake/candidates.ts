import type { LegacyCharset } from './charsets.ts';
import type { Hole } from './stretch.ts';
import { type Candidate, CODES, GONE, GONE_AS_UTF8, type Target, UNKNOWN_ALONE, UNKNOWN_TRAIL } from './targets.ts';

/** Leads of three bytes in UTF-8, which most of Chinese is. */
const FIRST_LEAD = 0xe2;
const LAST_LEAD = 0xef;
const LAST_CONTINUATION = 0xbf;

/** The characters that can stand where bytes were lost: those that fit what is left, and would have been lost as they were. */
export class Candidates {
  readonly #source: LegacyCharset;
  readonly #target: Target;
  readonly #found = new Map<number, readonly Candidate[]>();

  /** @param source what the bytes were read as */
  constructor(source: LegacyCharset, target: Target) {
    this.#source = source;
    this.#target = target;
  }

  /**
   * @param most of each pattern
   * @returns the commonest of a pattern first; for several patterns, those of one after those of the other
   */
  of({ patterns, lastByte }: Hole, most = Infinity): readonly Candidate[] {
    const fitting = all(patterns, most, (pattern) => this.#fitting(pattern, lastByte));
    // Some programs drop what they can't read, too.
    return fitting.length > 0 || !patterns.some((pattern) => pattern.includes(GONE)) ? fitting : all(patterns, most, (pattern) => this.#target.find(pattern).candidates);
  }

  /** True where there are others than the `most` commonest of each pattern, or none at all. */
  hasMore({ patterns, lastByte }: Hole, most: number): boolean {
    const counts = patterns.map((pattern) => this.#fitting(pattern, lastByte).length);
    return counts.every((count) => count === 0) || counts.some((count) => count > most);
  }

  #fitting(pattern: readonly number[], lastByte: number): readonly Candidate[] {
    let key = lastByte + 1;
    for (const code of pattern) key = key * CODES + code;
    let found = this.#found.get(key);
    if (found === undefined) this.#found.set(key, (found = this.#target.find(pattern).candidates.filter(({ bytes }) => this.#mayBeLost(lastByte, pattern, bytes))));
    return found;
  }

  /** True where these bytes would have been lost as they were: a pair that the other charset lacks, a byte that it lacks, what it shows nothing for. */
  #mayBeLost(lastByte: number, pattern: readonly number[], bytes: readonly number[]): boolean {
    for (let i = 0; i < pattern.length; i++) {
      const byte = bytes[i]!;
      if (pattern[i] === UNKNOWN_ALONE && !this.#source.isInvalidAlone(byte)) return false;
      const lead = i > 0 ? bytes[i - 1]! : lastByte;
      if (pattern[i] === UNKNOWN_TRAIL && lead >= 0 && !this.#isLostPair((lead << 8) | byte)) return false;
      if (pattern[i] === GONE_AS_UTF8 && byte > LAST_CONTINUATION) return false;
      if (pattern[i] === GONE && !this.#isGone(pattern, bytes, i)) return false;
    }
    return true;
  }

  /** No character, or a private one, which not every decoder has. */
  #isLostPair(code: number): boolean {
    return this.#source.pointOf[code] === 0 || this.#source.showsNothing(code);
  }

  #isGone(pattern: readonly number[], bytes: readonly number[], i: number): boolean {
    const byte = bytes[i]!;
    if (!this.#source.doubleByte) return this.#source.showsNothing(byte);
    // In a pair, with the byte after it or before it, in this character or in the one beside it.
    if (pattern[i + 1] === GONE) return this.#source.showsNothing((byte << 8) | bytes[i + 1]!) || (i === 0 && pattern.length % 2 === 1);
    if (pattern[i - 1] === GONE) return true;
    if (i === 0) return byte >= FIRST_LEAD && byte <= LAST_LEAD;
    for (let next = FIRST_LEAD; next <= LAST_LEAD; next++) if (this.#source.showsNothing((byte << 8) | next)) return true;
    return false;
  }
}

function all(patterns: readonly (readonly number[])[], most: number, of: (pattern: readonly number[]) => readonly Candidate[]): readonly Candidate[] {
  if (patterns.length > 1) return patterns.flatMap((pattern) => of(pattern).slice(0, most));
  const found = patterns.length === 0 ? [] : of(patterns[0]!);
  return found.length > most ? found.slice(0, most) : found;
}
