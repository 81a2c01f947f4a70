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

/** Tasks of the main thread in which script ran: on a page without scripts, all of them are ours. */
export interface Tasks {
  /** processor time of the longest ones, milliseconds, longest first */
  readonly longest: readonly number[];
  /** how many took more than 50 ms */
  readonly over50: number;
  /** of all together */
  readonly total: number;
}

const SCRIPT: ReadonlySet<string> = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'TimerFire', 'FireAnimationFrame', 'v8.run', 'v8.callFunction']);

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
  const scripts = here.filter(({ name }) => SCRIPT.has(name));
  const took: number[] = [];
  let at = 0;
  for (const { name, ts, dur = 0, tdur } of here) {
    if (name !== 'RunTask') continue;
    while (at < scripts.length && scripts[at]!.ts < ts) at++;
    if (at < scripts.length && scripts[at]!.ts < ts + dur) took.push((tdur ?? dur) / 1000);
  }
  took.sort((a, b) => b - a);
  return { longest: took.slice(0, 5), over50: took.filter((ms) => ms > 50).length, total: took.reduce((sum, ms) => sum + ms, 0) };
}
