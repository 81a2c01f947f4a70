import type { BrowserContext } from 'playwright';
import { inTab } from './browser.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** Our look at a page / a bare walk over its texts. */
export interface Scan {
  /** each as the first script in a page that was just loaded: what pages pay */
  readonly first: Ratio;
  /** in the same page, in turn, once both are compiled and every text has its object */
  readonly again: Ratio;
}

type Which = 'ourScan' | 'bareWalk';
/** Pairs in a page, after some that don't count. */
const AGAIN = 5, WARM = 5;

/**
 * Times the look and the walk in new tabs, in half of which the look is first.
 * @param script defines both in the page, as `bench` of its global
 * @param rounds half the number of tabs
 */
export async function scanRatio(context: BrowserContext, url: string, script: string, rounds: number): Promise<Scan> {
  const first: [number, number][] = [], again: [number, number][] = [];
  /** Milliseconds of the first, and of those after it in turn with the other. */
  const measure = (which: Which, other: Which): Promise<readonly (readonly [number, number])[]> => inTab(context, async (page) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(200); // what the browser does with it is not ours
    await page.evaluate(script);
    return page.evaluate(({ which, other, times }) => {
      const { bench } = globalThis as unknown as { bench: Record<Which, () => number> };
      return Array.from({ length: times }, () => [bench[which](), bench[other]()] as const);
    }, { which, other, times: WARM + AGAIN });
  });
  for (let i = 0; i < rounds; i++) {
    const ours = await measure('ourScan', 'bareWalk');
    const walk = await measure('bareWalk', 'ourScan');
    first.push([ours[0]![0], walk[0]![0]]);
    again.push(...ours.slice(WARM).map(([a, b]): [number, number] => [a, b]), ...walk.slice(WARM).map(([a, b]): [number, number] => [b, a]));
  }
  return { first: ratioOf(first), again: ratioOf(again) };
}
