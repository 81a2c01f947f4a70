import { filesOf } from '../extension/data.ts';
import { thisFrame } from '../extension/frame/frame.ts';
import type { ScriptTarget } from '../script/types.ts';
import { repairPasted, type PasteProgress } from './paste-work.ts';

/** What the page asks of its worker: this text, in this script. A later one takes the place of an earlier one. */
export interface PasteJob {
  readonly id: number;
  readonly text: string;
  /** `keep`: as it is */
  readonly script: ScriptTarget | 'keep';
}

/** What the worker has so far, under the number of the job. One that failed is answered by `failed` instead. */
export interface PasteAnswer extends PasteProgress {
  readonly id: number;
}

/** What is used of a worker's global; its types and those of pages can't both be had. */
interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(answer: PasteAnswer | { id: number; failed: true }): void;
  addEventListener(type: 'message', listener: (event: { data: PasteJob }) => void): void;
}

/** Runs in a worker: a long text must not stop the page. */
export function servePaste(): void {
  const scope = globalThis as unknown as WorkerScope;
  let latest = 0;
  scope.addEventListener('message', ({ data }) => {
    latest = data.id;
    void work(data).catch((error: unknown) => {
      console.error('Qingye: the text could not be repaired', error);
      scope.postMessage({ id: data.id, failed: true });
    });
  });

  async function work(job: PasteJob): Promise<void> {
    const { id, text, script } = job;
    load('engine', thisFrame().engine !== undefined);
    const engine = await thisFrame().engine!();
    const convert = await converterTo(script);
    for (const progress of repairPasted(engine, text)) {
      if (id !== latest) return;
      if (engine.wantsRunningText) {
        // From the beginning: what was lost so far is known better with it.
        load('running-text', false);
        return work(job);
      }
      scope.postMessage({ ...progress, id, text: progress.done === progress.total ? convert(progress.text) : progress.text });
      await new Promise((resolve) => setTimeout(resolve)); // lets a later job in
    }
  }

  async function converterTo(script: ScriptTarget | 'keep'): Promise<(text: string) => string> {
    if (script === 'keep') return (text) => text;
    const part = script === 'cn' ? 'simplified' : 'traditional';
    load(part, thisFrame().dictionaries[part] !== undefined);
    const convert = (await thisFrame().dictionaries[part]!()).converter(script);
    return (text) => convert(text);
  }

  /** The parts are those that run in pages: nothing is shipped twice. */
  function load(part: 'engine' | 'running-text' | 'simplified' | 'traditional', there: boolean): void {
    if (!there) scope.importScripts(...filesOf(part));
  }
}
