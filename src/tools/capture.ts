import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { openChromium } from './chromium.ts';
import type { DemoServer } from './demo-server.ts';

/** A demo page as a reader sees it without and with the extension. */
export interface Captured {
  readonly name: string;
  readonly damage: string;
  /** lines of visible text */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Opens every demo page in a headless Chromium, once plain and once with the extension, and saves a picture of each:
 * `NAME-before.png`, `NAME-after.png`.
 */
export async function captureDemo(executable: string, server: DemoServer, folder: string): Promise<Captured[]> {
  mkdirSync(folder, { recursive: true });
  const before = await visitAll(executable, server, folder, false);
  const after = await visitAll(executable, server, folder, true);
  return server.pages.map(({ name, damage }, i) => ({ name, damage, before: before[i]!, after: after[i]! }));
}

async function visitAll(executable: string, server: DemoServer, folder: string, extension: boolean): Promise<string[][]> {
  const context = await openChromium({ executable, headless: true, extension });
  try {
    if (extension) await extensionReady(context);
    const page = context.pages()[0] ?? (await context.newPage());
    const texts: string[][] = [];
    for (const { name } of server.pages) {
      await page.goto(`${server.origin}/${name}.html`);
      if (extension) await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${extension ? 'after' : 'before'}.png`) });
      texts.push(await visibleLines(page));
    }
    return texts;
  } finally {
    await context.close();
  }
}

async function extensionReady(context: BrowserContext): Promise<void> {
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker', { timeout: 20_000 });
}

const STEP = 250; // milliseconds between looks
const CALM = 4; // looks without a change that count as done
const LONGEST = 60; // looks at most

/** Waits until the page's text has stopped changing. */
async function settled(page: Page): Promise<void> {
  let last = '';
  let calm = 0;
  for (let look = 0; look < LONGEST && calm < CALM; look++) {
    await page.waitForTimeout(STEP);
    const text = await page.evaluate(() => document.title + document.body.innerText);
    calm = text === last ? calm + 1 : 0;
    last = text;
  }
}

async function visibleLines(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => document.body.innerText);
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
