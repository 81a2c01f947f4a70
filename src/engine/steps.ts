/**
 * Work in small steps: each `next()` does a piece of it, and the value comes with the last. So that a page need not stand still
 * for it; a caller that can wait {@link finish}es it at once.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all steps that are left. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does all steps that are left, others having their turn after each. */
export async function finishSlowly<T>(steps: Steps<T>, pause: Pause): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause();
  }
}

/** Lets others have their turn: called between the pieces of work that can't be a generator because it waits for something. */
export type Pause = () => Promise<void>;

/** Characters that a cheap look goes over in one step: a small part of a millisecond. */
const CHARACTERS = 1000;

/** Counts how much was looked at: a step for each word of a page costs more than the look. */
export class Pace {
  #seen = 0;

  /** @returns true where the step ends before this text */
  isOver(text: string): boolean {
    if ((this.#seen += text.length) <= CHARACTERS) return false;
    this.#seen = 0;
    return true;
  }
}
