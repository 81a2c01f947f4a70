/** What was read of a garbled text, before it is judged and what it lost is filled. */

/** Bytes that are not all known. */
export interface Hole {
  /** what is known of them, one pattern for each way to read them; none where they are no character */
  readonly patterns: readonly (readonly number[])[];
  /** the byte before them, -1 where it is not known */
  readonly lastByte: number;
}

/** A character that was read from bytes. */
export interface Slot {
  /** `LOST` for a hole */
  readonly point: number;
  /** UTF-16 offset behind the character of the text that its last byte came from */
  readonly end: number;
  readonly hole: Hole | null;
}

/** How many characters of a text lost something. */
export const holesIn = (slots: readonly Slot[]): number => slots.reduce((n, { hole }) => (hole === null ? n : n + 1), 0);

/** A stretch read as garbled. */
export interface Stretch {
  /** UTF-16 offsets in the text as it came in */
  readonly start: number;
  readonly end: number;
  readonly slots: readonly Slot[];
  /** the two code points before and after it, 0 where there is none */
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  /** nats of the stretch as it stands, and as it was re-read, the price of lost bytes included */
  readonly costBefore: number;
  readonly costAfter: number;
}
