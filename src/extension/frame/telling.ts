import type { Counts } from '../../page/journal/report.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';

/** What changes within so many milliseconds is told together. */
const TOGETHER_MS = 120;

/**
 * Tells of what changes in a frame: those in it who listen each time, the background only where the counts are others than
 * it was told last, so that a page that is busy with itself doesn't keep it awake.
 */
export class Telling {
  /** called when what is shown has changed */
  readonly listeners = new Set<() => void>();
  readonly #counts: () => Counts;
  #timer = 0;
  /** the counts as they were told last */
  #told = '';

  constructor(counts: () => Counts) {
    this.#counts = counts;
  }

  /** Something changed. */
  soon(): void {
    if (this.#timer !== 0) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      for (const listener of this.listeners) listener();
      const counts = JSON.stringify(this.#counts());
      if (counts === this.#told) return;
      this.#told = counts;
      void send(nativeApi(), 'report', {});
    }, TOGETHER_MS);
  }

  /** The background forgot what it was told. */
  anew(): void {
    this.#told = '';
    this.soon();
  }
}
