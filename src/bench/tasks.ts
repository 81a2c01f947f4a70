import type { BrowserContext } from 'playwright';
import { inTab, quiet } from './browser.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** processor time of it, microseconds */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly cat: string;
  readonly args?: { readonly data?: { readonly url?: string; readonly frame?: string } };
}

/**
 * Tasks of the main thread in which script ran, or the page was rendered anew: on a page without scripts, both are our doing. What the browser
 * renders while the page comes in, and once when all of it is there, is the page's own.
 */
export interface Tasks {
  /** processor time of the longest ones, milliseconds, longest first */
  readonly longest: readonly number[];
  /** how many took more than 50 ms */
  readonly over50: number;
  /** of all together */
  readonly total: number;
}

const SCRIPT: ReadonlySet<string> = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'TimerFire', 'FireAnimationFrame', 'v8.run', 'v8.callFunction']);
const RENDERING: ReadonlySet<string> = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit']);

/** Opens a page without scripts of its own and records the browser's trace until it comes to rest. */
export function tasksOf(context: BrowserContext, url: string): Promise<Tasks> {
  return inTab(context, async (page, devtools) => {
    const events: TraceEvent[] = [];
    devtools.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
    const complete = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()));
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Tracing.start', { categories: 'devtools.timeline,disabled-by-default-devtools.timeline,v8', transferMode: 'ReportEvents' });
    await page.goto(url, { waitUntil: 'load' });
    await quiet(page, devtools);
    await devtools.send('Tracing.end');
    await complete;
    return summarize(events);
  });
}

function summarize(events: readonly TraceEvent[]): Tasks {
  // The page's main thread is where the sniffing script ran; the background is another thread.
  const call = events.find(({ args }) => /^chrome-extension:.*\/sniff\.js$/.test(args?.data?.url ?? ''));
  // No figure is better than a good one of nothing.
  if (call === undefined) throw new Error('the trace shows no script of the extension');
  const here = events.filter(({ pid, tid, ph }) => pid === call.pid && tid === call.tid && ph === 'X').sort((a, b) => a.ts - b.ts);
  const parsed = Math.max(...here.filter(({ name }) => name === 'ParseHTML').map(endOf));
  const own = endOf(here.find(({ name, ts }) => name === 'PrePaint' && ts > parsed) ?? call);
  const parts = here.filter(({ name }) => SCRIPT.has(name) || RENDERING.has(name));
  const took: number[] = [];
  for (const task of here.filter(({ name }) => name === 'RunTask')) {
    const inside = parts.filter(({ ts }) => ts >= task.ts && ts < endOf(task));
    const rendering = inside.filter(({ name }) => RENDERING.has(name));
    const scripts = inside.filter(({ name }) => SCRIPT.has(name));
    // What a script makes the browser lay out is the script's.
    const theirs = rendering.filter(({ ts }) => ts < own && !scripts.some((script) => ts >= script.ts && ts < endOf(script)));
    if (scripts.length > 0 || rendering.length > theirs.length) took.push(milliseconds(task) - theirs.reduce((sum, event) => sum + milliseconds(event), 0));
  }
  took.sort((a, b) => b - a);
  return { longest: took.slice(0, 5), over50: took.filter((ms) => ms > 50).length, total: took.reduce((sum, ms) => sum + ms, 0) };
}

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
const milliseconds = ({ dur = 0, tdur = dur }: TraceEvent): number => tdur / 1000;
