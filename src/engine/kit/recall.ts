import { type Implied, impliedBy } from './implied.ts';
import type { Reading } from './path.ts';

/** How far beyond its end a reading looked at what follows, code units: the longest annotation, with its brackets. */
const AHEAD = 9;
/** Code units of what slipped that readings are found by; with these alike, so many are compared. */
const HEAD = 4;
const MOST_ALIKE = 8;

/** What a reading was made of, besides the code units themselves. */
export interface Consulted {
  /** what each `?` must have eaten, which the text far around it tells */
  readonly implied: { readonly at: number; readonly what: Implied }[];
  /** it looked at text further on, so that it can't be told where it would be read so again */
  far: boolean;
}

interface Known {
  /** the damaged stretch, with what was looked at behind it */
  readonly stretch: string;
  /** the text ended there */
  readonly ended: boolean;
  /** offsets from the start of the stretch */
  readonly implied: Consulted['implied'];
  readonly reading: Reading;
}

/**
 * What a stretch is kept and found by: its context and how it begins.
 * @param before2 the true code unit two places before `start`
 * @param before1 the true code unit just before `start`
 * @param open the brackets that are open in front of it
 */
export const keyAt = (text: string, start: number, before2: number, before1: number, open: number): string =>
  String.fromCharCode(before2, before1, open) + text.slice(start, start + HEAD);

/** What a page says once it says again, so the same slips come again: how they were read, where that was certain. */
export class Recall {
  readonly #known = new Map<string, Known[]>();

  /** The reading of a stretch that was read before, in the same context; `null` where none is known. @param key see {@link keyAt} */
  find(key: string, text: string, start: number): Reading | null {
    for (const { stretch, ended, implied, reading } of this.#known.get(key) ?? []) {
      if (!text.startsWith(stretch, start) || (ended && start + stretch.length !== text.length)) continue;
      if (implied.every(({ at, what }) => isSame(impliedBy(text, start + at), what))) return { ...reading, end: start + reading.end };
    }
    return null;
  }

  /** Keeps a reading for {@link find}, if it depended on nothing else. */
  keep(key: string, text: string, start: number, reading: Reading, { implied, far }: Consulted): void {
    if (far || reading.end >= text.length) return;
    const stretch = text.slice(start, reading.end + AHEAD);
    const alike = this.#known.get(key);
    const known = {
      stretch, ended: reading.end + AHEAD > text.length,
      implied: implied.map(({ at, what }) => ({ at: at - start, what })), reading: { ...reading, end: reading.end - start },
    };
    if (alike === undefined) this.#known.set(key, [known]);
    else if (alike.length < MOST_ALIKE) alike.push(known);
  }
}

const isSame = (a: Implied, b: Implied): boolean => a.char === b.char && a.cost === b.cost;
