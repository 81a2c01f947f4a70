import type { Prepared } from './writer.ts';

/**
 * After a write a browser lays the page out anew, which takes a part that goes with all of the page, and a part that goes with what changed. So
 * much is written together that this is no long task; on pages so long that the first part alone is one, as much as was
 * written beyond that length, so that it comes a dozen times and not a hundred. The first texts, which are read first, are
 * written at once.
 *
 * In UTF-16 code units, with so many more for each text.
 */
const FIRST = 4_000;
const LOT = 40_000;
const LONG_PAGE = 400_000;
const PER_TEXT = 16;

/** What was made ready to be written, until it is enough to be written together. */
export class Lots {
  #ready: (readonly Prepared[])[] = [];
  #next = 0;
  #size = 0;
  #written = 0;
  #due = false;

  /** how many texts wait */
  waiting = 0;

  /** True when it is time for {@link take}. */
  get due(): boolean {
    return this.#due && this.waiting > 0;
  }

  /** @param prepared is written together */
  add(prepared: readonly Prepared[]): void {
    this.#ready.push(prepared);
    this.waiting += prepared.length;
    for (const { text } of prepared) this.#size += text.length + PER_TEXT;
    if (this.#size >= (this.#written === 0 ? FIRST : Math.max(LOT, this.#written - LONG_PAGE))) this.#due = true;
  }

  /** True when the first of them is written. */
  get begun(): boolean {
    return this.#written > 0;
  }

  /** True where what was written is more than one lot. */
  get many(): boolean {
    return this.#written > LOT;
  }

  /** All that waits is due: nothing more comes. */
  flush(): void {
    this.#due = true;
  }

  /** The next texts to write; {@link due} is false when they are the last of their lot. They leave before they are written: what throws there is not tried again. */
  take(): readonly Prepared[] {
    const prepared = this.#ready[this.#next++] ?? [];
    this.waiting -= prepared.length;
    if (this.#next >= this.#ready.length) {
      this.#written += this.#size;
      this.#ready = [];
      this.#next = this.#size = 0;
      this.#due = false;
    }
    return prepared;
  }
}
