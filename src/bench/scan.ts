import type { BrowserContext } from 'playwright';
import { inTab } from './browser.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** Our look at a page / a bare walk over its texts, in the same page, in turn. */
export function scanRatio(context: BrowserContext, url: string, script: string, rounds: number, times: number): Promise<Ratio> {
  return inTab(context, async (page) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.evaluate(script);
    const pairs = await page.evaluate(({ rounds, times }) => {
      const { bench } = globalThis as unknown as { bench: Record<'ourScan' | 'bareWalk', (times: number) => number> };
      const found: [number, number][] = [];
      for (let i = 0; i < rounds + 3; i++) {
        const pair: [number, number] = i % 2 === 0 ? [bench.ourScan(times), 0] : [0, bench.bareWalk(times)];
        if (i % 2 === 0) pair[1] = bench.bareWalk(times);
        else pair[0] = bench.ourScan(times);
        found.push(pair);
      }
      return found.slice(3); // by then it is compiled
    }, { rounds, times });
    return ratioOf(pairs);
  });
}
