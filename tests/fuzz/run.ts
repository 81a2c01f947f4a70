import { loadEngine } from '../../src/engine/engine.ts';
import type { Engine } from '../../src/engine/types.ts';
import { packed } from '../engine/load.ts';
import { documentChecker, type DocumentInput, documentInput } from './documents.ts';
import { textInput } from './inputs.ts';
import { openPageChecker, type PageChecker } from './pages.ts';
import { checkEngine } from './rules.ts';

/** What is held to the rules. */
export type Target = 'engine' | 'command' | 'page';

/** How far a run has come; it goes on from here. */
export interface FuzzState {
  readonly seed: number;
  /** which share of the inputs goes to a real browser */
  readonly pageShare: number;
  /** number of the first input that was not tried */
  next: number;
  readonly tried: Record<Target, number>;
  /** inputs that broke a rule; the seed and the number bring them back */
  readonly broken: { readonly index: number; readonly target: Target; readonly rule: string }[];
  /** how many broke a rule when they were tried first, and hold to it on the code as it was when they were tried again */
  mended?: number;
  /** processor time of this process, the browser's not among it */
  cpuSeconds: number;
  /** the most memory that this process held, megabytes */
  megabytes?: number;
  /** the input that took longest, in processor time */
  slowest: { readonly index: number; readonly milliseconds: number };
}

/** One document in so many inputs; the others are texts for the engine. */
const DOCUMENT_EVERY = 6;
/** Pages are sent to the browser so many at a time. */
const PAGES_AT_ONCE = 20;

/** A fuzzing run. Inputs are told apart by their number alone, so any part of it can be done again. */
export class FuzzRun {
  readonly state: FuzzState;
  readonly #engine: Engine;
  readonly #document: (input: DocumentInput) => Promise<void>;
  readonly #pages: PageChecker | null;

  private constructor(state: FuzzState, engine: Engine, pages: PageChecker | null) {
    this.state = state;
    this.#engine = engine;
    this.#document = documentChecker(engine);
    this.#pages = pages;
  }

  /** @param from the state of a run to go on with, or its seed and share of pages alone */
  static async open(from: FuzzState | Pick<FuzzState, 'seed' | 'pageShare'>): Promise<FuzzRun> {
    const engine = await loadEngine(packed('tables'), () => packed('running-text'));
    const fresh = { next: 0, tried: { engine: 0, command: 0, page: 0 }, broken: [], cpuSeconds: 0, slowest: { index: 0, milliseconds: 0 } };
    return new FuzzRun({ ...fresh, ...from }, engine, from.pageShare > 0 ? await openPageChecker() : null);
  }

  /** Tries the inputs `from` to `to`, and notes what broke. */
  async go(from: number, to: number): Promise<void> {
    const { state } = this;
    const pages = this.#pages === null ? 0 : Math.ceil((to - from) * state.pageShare);
    for (let index = from; index < from + pages; index += PAGES_AT_ONCE) {
      const end = Math.min(from + pages, index + PAGES_AT_ONCE);
      for (const [at, rule] of await this.#pages!.check(state.seed, index, end)) state.broken.push({ index: at, target: 'page', rule });
      state.tried.page += end - index;
    }
    for (let index = from + pages; index < to; index++) {
      const target = index % DOCUMENT_EVERY === DOCUMENT_EVERY - 1 ? 'command' : 'engine';
      const start = process.cpuUsage();
      try {
        if (target === 'command') await this.#document(documentInput(state.seed, index));
        else checkEngine(this.#engine, textInput(state.seed, index));
      } catch (error) {
        state.broken.push({ index, target, rule: String(error) });
      }
      state.tried[target]++;
      const { user, system } = process.cpuUsage(start);
      const milliseconds = (user + system) / 1000;
      state.cpuSeconds += milliseconds / 1000;
      if (milliseconds > state.slowest.milliseconds) state.slowest = { index, milliseconds };
    }
    state.next = Math.max(state.next, to);
    state.megabytes = Math.max(state.megabytes ?? 0, Math.round(process.resourceUsage().maxRSS / 1024));
  }

  /** Tries one input on everything, to see what a run found. */
  async only(index: number): Promise<void> {
    const { state } = this;
    for (const target of ['engine', 'command', 'page'] as const) {
      try {
        if (target === 'engine') checkEngine(this.#engine, textInput(state.seed, index));
        else if (target === 'command') await this.#document(documentInput(state.seed, index));
        else for (const [, rule] of (await this.#pages?.check(state.seed, index, index + 1)) ?? []) throw new Error(rule);
      } catch (error) {
        state.broken.push({ index, target, rule: String(error) });
      }
    }
  }

  async close(): Promise<void> {
    await this.#pages?.close();
  }
}

/** Tries again what broke a rule in a run, but for pages. @returns the run's state without what no longer does */
export async function triedAgain(state: FuzzState): Promise<FuzzState> {
  const run = await FuzzRun.open({ seed: state.seed, pageShare: 0 });
  const [pages, others] = [true, false].map((page) => state.broken.filter(({ target }) => (target === 'page') === page)) as [FuzzState['broken'], FuzzState['broken']];
  for (const { index } of others) await run.go(index, index + 1);
  await run.close();
  const { broken } = run.state;
  return { ...state, broken: [...pages, ...broken], mended: (state.mended ?? 0) + others.length - broken.length };
}
