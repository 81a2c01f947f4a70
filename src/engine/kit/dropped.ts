import { isUserPair, pairOf, userLead } from '../charset/gbk.ts';
import { LOST } from '../types.ts';
import { readingAt } from './annotation.ts';
import type { PageKnowledge } from './knowledge.ts';
import { OPEN } from './marks.ts';
import { moved, type Path } from './path.ts';

/** What the search needs of the decoder that it works for. */
export interface DecoderSteps {
  /** cost of the best path at the offset that is being read */
  readonly best: number;
  /** cost of a path with one more character of the true text */
  costOf(path: Path, unit: number): number;
  /** that path; `extra` is added to its cost */
  wrote(path: Path, unit: number, bytes: number, extra: number, damaged?: boolean): Path;
  /** the path with one known byte more; `null` where the bytes can't be */
  feed(path: Path, byte: number): Path | null;
  /** costlier than this, a path to that offset has no chance */
  bar(at: number): number;
  /** lets a path go on at an offset */
  push(at: number, path: Path | null): void;
}

/** Two characters in a row are taken as missing on paths that are this close (nats) to the best one, … */
const LIKELY = 2;
/** … where the character before them costs no more than this, … */
const LIKELY_FIRST = 7;
/** … and one between them that costs no more than this, or nobody knows which. */
const LIKELY_BETWEEN = 6;
/** Nats: a character was dropped from between these two, on a page from which they were dropped. */
const DROPPED = 1.5;
/** The same for another one right behind it, with an unknown character between them. */
const UNKNOWN = 3;
const LOST_UNIT = LOST.charCodeAt(0);

/** Finds what private-use characters stood for that a crawler dropped: characters of which one byte or none is left. */
export class DroppedSearch {
  readonly #text: string;
  readonly #page: PageKnowledge;
  readonly #decoder: DecoderSteps;
  /** nats: a character was dropped from between two, on this page */
  readonly #dropped: number;

  constructor(text: string, page: PageKnowledge, decoder: DecoderSteps) {
    this.#text = text;
    this.#page = page;
    this.#decoder = decoder;
    this.#dropped = DROPPED + page.dropDoubt;
  }

  /** A private-use character is missing: the last byte of `first`, and the lead byte of what the unknown trail byte completes. */
  complete(first: Path, bar: number, done: Path[]): void {
    const lead = first.bytes & 0xff;
    for (let next = lead <= 0xa7 ? 0x81 : 0xa1; next <= (lead <= 0xa7 ? 0xa0 : 0xfe); next++) {
      this.#page.effort.wide -= this.#page.withLead[next]!.length;
      for (const unit of this.#page.withLead[next]!) {
        const cost = this.#decoder.costOf(first, unit) + this.#dropped + this.#page.plainCost(unit);
        if (cost <= bar && cost <= first.cost + LIKELY_BETWEEN) done.push({ ...moved(first, unit, pairOf[unit]!, cost, true), gapped: true });
      }
    }
  }

  /** Is a path likely enough to look at many characters behind its next one, whose trail byte leads a user-defined area? */
  mayStartAt(path: Path, first: Path): boolean {
    return this.#page.effort.wide > 0 && userLead[first.bytes & 0xff] === 1 && path.cost <= this.#decoder.best + LIKELY && first.cost <= path.cost + LIKELY_FIRST;
  }

  /**
   * Out of step, with a private-use character missing before `at`: two unknown bytes, of which the first completes a character.
   * @param seconds for a lead byte in the user-defined areas, the characters that the second byte can begin
   * @param to offset to go on from, once `rest` (0: nothing) is fed
   * @param annotated the reading of an annotation that follows the second character
   */
  between(path: Path, seconds: readonly number[], rest: number, to: number, annotated: string | null = null): void {
    const bar = this.#decoder.bar(to);
    for (const unit of this.#page.withLead[path.pending]!) {
      const lead = pairOf[unit]! & 0xff;
      if (!userLead[lead]) continue;
      const cost = this.#decoder.costOf(path, unit) + this.#dropped + (path.split ? 0 : this.#page.plainCost(unit));
      if (cost > bar) continue;
      const first = { ...moved(path, unit, pairOf[unit]!, cost, true), gapped: true };
      if (this.mayStartAt(path, first)) this.#twice(first, seconds, rest, to, annotated);
      for (const second of seconds) {
        if (!isUserPair(lead, pairOf[second]! >> 8)) continue;
        this.#second(first, second, rest, to, annotated, bar);
      }
    }
  }

  /**
   * Two private-use characters in a row are missing: the last byte of `first`, a whole character and the first byte of another one.
   * What stands between the two is known where the language or the page leaves little choice; else it is lost.
   */
  #twice(first: Path, seconds: readonly number[], rest: number, to: number, annotated: string | null): void {
    const lead = first.bytes & 0xff;
    const bar = this.#decoder.bar(to);
    const between: Path[] = [];
    const units = this.#page.withUserTrail[lead <= 0xa7 ? 0 : 1]!;
    this.#page.effort.wide -= units.length;
    for (const unit of units) {
      const cost = this.#decoder.costOf(first, unit) + this.#dropped + this.#page.plainCost(unit);
      if (cost <= first.cost + LIKELY_BETWEEN && cost <= bar) between.push(moved(first, unit, pairOf[unit]!, cost, true));
    }
    this.#page.effort.wide -= (between.length + 1) * seconds.length;
    const lost = moved(first, LOST_UNIT, 0, first.cost + UNKNOWN + this.#dropped, true);
    for (const second of seconds) {
      const trail = pairOf[second]! >> 8;
      for (const path of between) if (isUserPair(path.bytes & 0xff, trail)) this.#second(path, second, rest, to, annotated, bar);
      this.#second(lost, second, rest, to, annotated, bar);
    }
  }

  /** The character that a missing private-use one began: `rest`, its last byte, stands in the text where it is not 0. */
  #second(path: Path, unit: number, rest: number, to: number, annotated: string | null, bar: number): void {
    const isKey = annotated !== null ? this.#page.annotatedCost(pairOf[unit]!, annotated) : this.#isReadAt(unit, rest === 0 ? to : -1) ? 0 : this.#page.plainCost(unit);
    const whole = this.#decoder.wrote(path, unit, pairOf[unit]!, isKey, true);
    if (whole.cost > bar) return;
    this.#decoder.push(to, rest === 0 ? whole : this.#decoder.feed(whole, rest));
  }

  /** Does an annotation with this character's reading stand at an offset? */
  #isReadAt(unit: number, at: number): boolean {
    if (this.#text.charCodeAt(at) !== OPEN) return false;
    const found = readingAt(this.#text, at + 1, this.#page.characters);
    return found !== null && this.#page.characters.reads(unit, found.reading);
  }
}
