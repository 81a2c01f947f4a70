import type { BrowserContext } from 'playwright';
import { type Bench, inTab, mainThreadTime, quiet } from './browser.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** What opening a page costs. */
export interface Load {
  /** until its load event, milliseconds that passed */
  readonly load: Ratio;
  /** processor time of the page's main thread until it comes to rest, milliseconds */
  readonly work: Ratio;
  /** the same / that with an extension that does nothing */
  readonly beyondIdle: Ratio;
  /** of it the time in which our script runs or is compiled, milliseconds: the pages have none of their own */
  readonly script: number;
}

/** Opens a page in each browser in turn. */
export async function pageLoad({ ours, plain, idle }: Bench, url: string, rounds: number): Promise<Load> {
  const loads: [number, number][] = [], works: [number, number][] = [], beyond: [number, number][] = [], scripts: [number, number][] = [];
  for (let i = 0; i <= rounds; i++) {
    const order = [ours, idle, plain];
    if (i % 2 !== 0) order.reverse();
    const seen = new Map<BrowserContext, Opened>();
    for (const context of order) seen.set(context, await open(context, `${url}?${i}`));
    const [a, b, c] = [seen.get(ours)!, seen.get(plain)!, seen.get(idle)!];
    if (i === 0) continue; // the first round warms up caches of the browsers
    loads.push([a.load, b.load]);
    works.push([a.work, b.work]);
    beyond.push([a.work, c.work]);
    scripts.push([a.script, b.script]);
  }
  const script = ratioOf(scripts);
  return { load: ratioOf(loads), work: ratioOf(works), beyondIdle: ratioOf(beyond), script: script.ours - script.theirs };
}

interface Opened { readonly load: number; readonly work: number; readonly script: number }

function open(context: BrowserContext, url: string): Promise<Opened> {
  return inTab(context, async (page, devtools) => {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url, { waitUntil: 'load' });
    await quiet(page, devtools);
    const work = await mainThreadTime(devtools), script = await mainThreadTime(devtools, ['ScriptDuration', 'V8CompileDuration']);
    const load = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return entry!.loadEventStart - entry!.responseStart;
    });
    return { load, work, script };
  });
}

/** Processor time of a busy page's main thread over some seconds, with / without the extension. */
export async function busyTime({ ours, plain }: Bench, url: string, seconds: number, rounds: number): Promise<Ratio> {
  const measure = (context: BrowserContext): Promise<number> => inTab(context, async (page, devtools) => {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(2000); // what is done once is not what is asked for
    const start = await mainThreadTime(devtools);
    await page.waitForTimeout(1000 * seconds);
    return (await mainThreadTime(devtools)) - start;
  });
  const pairs: [number, number][] = [];
  for (let i = 0; i < rounds; i++) {
    if (i % 2 === 0) pairs.push([await measure(ours), await measure(plain)]);
    else {
      const theirs = await measure(plain);
      pairs.push([await measure(ours), theirs]);
    }
  }
  return ratioOf(pairs);
}
