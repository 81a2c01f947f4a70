import { rootOf } from '../dom/tree.ts';

/**
 * Gives work its turns on the main thread of a page: short ones, so that the page never stands still, and no more of them in all
 * than is fair.
 */

/**
 * How long one turn may take before the browser gets its own, in milliseconds: as long as the browser's last one took, which lays out a
 * large page for longer than a small one, but with what a piece may overrun below a long task.
 */
const SHORTEST_TURN_MS = 12;
const LONGEST_TURN_MS = 40;
/** Milliseconds of work that a page may cost at once, and the share of the time that passes which it gets back. */
const ALLOWANCE_MS = 10_000;
const REGAINED = 0.05;
/** Frames can stop coming (a tab that goes to the background): don't wait for one for ever. */
const LONGEST_FRAME_MS = 250;
/** A page in the background has none. */
const HIDDEN_MS = 50;

/** Resolves when the browser had its turn: for work that is not done in {@link Turns}. */
export function browsersTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Lays a document out now: with the painting that comes after it, it would be one task. One that still loads may lack its style sheets. */
function layOut(document: Document): void {
  const root = document.readyState === 'loading' ? null : rootOf(document);
  if (root !== null) Element.prototype.getBoundingClientRect.call(root);
}

/** What a turn left behind. */
export type Left =
  /** nothing to do */
  | 'nothing'
  /** more of the same, which can wait for a turn of the browser's own */
  | 'work'
  /** the same, but what was written is to be painted first */
  | 'painting'
  /** nothing to do but to paint much that was written */
  | 'written';

/** The turns of the work on one document, and what it may still cost. */
export class Turns {
  readonly #view: Window;
  readonly #work: (isOver: () => boolean) => Left;
  readonly #spent: () => void;
  readonly #channel = new MessageChannel();
  #posted = false;
  #cancelFrame: (() => void) | null = null;
  /** what waits for a frame */
  #frameFor: 'turn' | 'painted' | null = null;
  readonly #most: number;
  #allowance: number;
  #at = performance.now();
  #left: Left = 'nothing';
  #stopped = false;

  /**
   * @param work does some work until it is told that its turn is over. What throws must not be what it begins with the next time
   * @param spent called when the allowance is spent and work is left
   * @param allowance milliseconds of work that the page may cost at once
   */
  constructor(view: Window, work: (isOver: () => boolean) => Left, spent: () => void, allowance = ALLOWANCE_MS) {
    this.#view = view;
    this.#most = allowance;
    this.#allowance = allowance;
    this.#work = work;
    this.#spent = spent;
    this.#channel.port1.onmessage = () => {
      if (!this.#posted) return;
      this.#posted = false;
      this.now();
    };
  }

  /** True when the allowance is spent: there are no more turns before {@link renew}. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes a turn at once, and more of them if work is left. */
  now(): void {
    if (this.#stopped) return;
    this.#cancelFrame?.();
    const start = performance.now();
    const turn = this.#left !== 'nothing' ? Math.min(Math.max(start - this.#at, SHORTEST_TURN_MS), LONGEST_TURN_MS) : SHORTEST_TURN_MS;
    this.#allowance = Math.min(this.#most, this.#allowance + (start - this.#at) * REGAINED);
    this.#left = 'work';
    try {
      this.#left = this.#work(() => performance.now() - start > turn);
    } catch (error) {
      // The browser tells of it; whoever asked for the turn, and what else there is to do, go on.
      queueMicrotask(() => {
        throw error;
      });
    }
    this.#at = performance.now();
    this.#allowance -= this.#at - start;
    if ((this.#left === 'painting' || this.#left === 'written') && !this.#isHidden) layOut(this.#view.document);
    if (this.#left === 'written') this.#left = 'nothing';
    if (this.#left !== 'nothing') this.#goOn();
  }

  #goOn(): void {
    if (this.#allowance >= 0) return this.#left === 'painting' && !this.#isHidden ? this.#onFrame('painted') : this.#soon();
    this.#stopped = true;
    this.#spent();
  }

  /** Takes a turn before the next paint. */
  beforePaint(): void {
    // One that waits already is not put off: a page that changes all the time would put it off for ever.
    if (!this.#posted && !this.#stopped && this.#frameFor !== 'turn') this.#onFrame('turn');
  }

  get #isHidden(): boolean {
    return this.#view.document.visibilityState === 'hidden';
  }

  /** Takes a turn with the next frame, or as soon as that is painted, in place of what waits for it; a page in the background has no frames. */
  #onFrame(what: 'turn' | 'painted'): void {
    this.#cancelFrame?.();
    const hidden = this.#isHidden;
    const once = (): void => {
      this.#cancelFrame?.();
      if (what === 'turn') this.now();
      else this.#soon();
    };
    const frame = hidden ? 0 : this.#view.requestAnimationFrame(once);
    const timer = this.#view.setTimeout(once, hidden ? HIDDEN_MS : LONGEST_FRAME_MS);
    this.#frameFor = what;
    this.#cancelFrame = () => {
      this.#cancelFrame = this.#frameFor = null;
      this.#view.cancelAnimationFrame(frame);
      this.#view.clearTimeout(timer);
    };
  }

  /** A message is handled as soon as input and painting had their turn; a timer would wait for 4 ms, a frame for 16. */
  #soon(): void {
    if (this.#posted) return;
    this.#posted = true;
    this.#channel.port2.postMessage(null);
  }

  /** No turn that was asked for comes. */
  cancel(): void {
    this.#posted = false;
    this.#cancelFrame?.();
  }

  /** The whole allowance anew. */
  renew(): void {
    this.#allowance = this.#most;
    this.#stopped = false;
  }
}
