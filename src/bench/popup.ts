import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import { findChromium } from '../tools/browsers.ts';
import { openChromium } from '../tools/chromium.ts';
import { EXTENSION } from '../tools/paths.ts';
import { inTab, mainThreadTime, quiet } from './browser.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** What opening the popup costs, beside a page of the extension with one word in it. Milliseconds. */
export interface PopupCost {
  /** from the start of its loading until the load event, for which Chrome waits before it shows a popup */
  readonly load: Ratio;
  /** until the first frame: all of its layout with all of its texts, for the script that fills them in holds drawing back */
  readonly open: Ratio;
  /** until the numbers of the page are known and filled in; of the empty page, until its first frame */
  readonly usable: Ratio;
  /** processor time of its main thread until it comes to rest */
  readonly work: Ratio;
}

const EMPTY = '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Qingye</title></head><body><main>Qingye</main></body></html>';

interface Opened {
  readonly load: number;
  readonly open: number;
  readonly usable: number;
  readonly work: number;
}

/**
 * Opens the popup of a page and an empty page in turn, in tabs of their own: no driver can press the button in the toolbar.
 * @param url of a damaged page
 */
export async function popupCost(url: string, rounds: number): Promise<PopupCost> {
  const folder = await mkdtemp(join(tmpdir(), 'qingye-popup-'));
  await cp(EXTENSION.chromium, folder, { recursive: true });
  await writeFile(join(folder, 'empty.html'), EMPTY);
  const context = await openChromium({ executable: await findChromium(), headless: true, extension: folder });
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const origin = worker.url().split('/', 3).join('/');
    const page = await context.newPage();
    await page.goto(url);
    const id = await tabOf(context, `${origin}/empty.html`, url);
    const pairs: [Opened, Opened][] = [];
    for (let i = 0; i <= rounds; i++) {
      const popup = (): Promise<Opened> => open(context, `${origin}/popup.html?tab=${id}`, true);
      const empty = (): Promise<Opened> => open(context, `${origin}/empty.html`, false);
      const first = i % 2 === 0 ? await popup() : await empty();
      const second = i % 2 === 0 ? await empty() : await popup();
      if (i > 0) pairs.push(i % 2 === 0 ? [first, second] : [second, first]); // the first round warms up
    }
    const ratio = (name: keyof Opened): Ratio => ratioOf(pairs.map(([ours, theirs]) => [ours[name], theirs[name]]));
    return { load: ratio('load'), open: ratio('open'), usable: ratio('usable'), work: ratio('work') };
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Number of the tab that shows `url`, once it is cleaned. */
function tabOf(context: BrowserContext, own: string, url: string): Promise<number> {
  return inTab(context, async (page) => {
    await page.goto(own);
    return page.evaluate(async (wanted) => {
      const { chrome } = globalThis as unknown as { chrome: { tabs: { query(what: object): Promise<{ id: number; url?: string }[]> }; action: { getBadgeText(of: object): Promise<string> } } };
      const id = (await chrome.tabs.query({})).find((tab) => tab.url === wanted)?.id ?? -1;
      while ((await chrome.action.getBadgeText({ tabId: id })) === '') await new Promise((resolve) => setTimeout(resolve, 100));
      return id;
    }, url);
  });
}

function open(context: BrowserContext, url: string, popup: boolean): Promise<Opened> {
  return inTab(context, async (page, devtools) => {
    await page.addInitScript(noteTimes);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForFunction(() => (globalThis as unknown as { drawn?: number }).drawn !== undefined, undefined, { polling: 50 });
    // Asked seldom: asking costs the page time, too.
    if (popup) await page.waitForFunction(() => (globalThis as unknown as { filled?: number }).filled !== undefined, undefined, { polling: 50 });
    await quiet(page, devtools, 200);
    const work = await mainThreadTime(devtools);
    const times = await page.evaluate(() => {
      const { drawn, filled } = globalThis as unknown as { drawn: number; filled?: number };
      return { load: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd, open: drawn, usable: filled ?? drawn };
    });
    return { ...times, work };
  });
}

/** Runs in the page before it does. */
function noteTimes(): void {
  const world = globalThis as unknown as { drawn?: number; filled?: number };
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') world.drawn = startTime;
  }).observe({ type: 'paint', buffered: true });
  new MutationObserver((_, observer) => {
    if (!(Number(document.querySelector('#count-annotation')?.textContent) > 0)) return;
    world.filled = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
