import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, launch } from '../trust/browser.ts';
import { ARTICLE, damagedPage } from './pages.ts';
import { servePages, type PageServer } from './server.ts';

/** What we show over a page, where the page is not as pages mostly are, or we are no longer there. */

let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  server = await servePages({ '/damaged': damagedPage(), '/rtl': damagedPage().replace('<html', '<html dir="rtl"') });
});
afterAll(() => server?.close());
beforeEach(async () => {
  browser = await launch();
});
afterEach(() => browser?.close());

/** Opens a page and marks its changes. */
async function mark(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  const url = server.fresh(path);
  await page.goto(url);
  await page.waitForFunction((text) => document.querySelector('#first')?.textContent === text, ARTICLE.first[1]);
  const popup = await browser.popup(url);
  await popup.waitForFunction(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
  await popup.click('#marks');
  await page.waitForFunction(() => CSS.highlights.size === 2);
  await popup.close();
  await page.bringToFront();
  return page;
}

const styles = (page: Page): Promise<Record<string, unknown>> => page.evaluate(() => {
  const { display, direction } = getComputedStyle(document.querySelector('html > div')!);
  const marks = [...CSS.highlights.keys()].map((name) => getComputedStyle(document.body, `::highlight(${name})`).textDecorationLine);
  return { display, direction, marks, spam: document.querySelector<HTMLElement>('#spam')!.checkVisibility() };
});

test('the card and the marks are not printed, and what was taken from view isn\'t either', async () => {
  const page = await mark('/damaged');
  expect(await styles(page)).toEqual({ display: 'block', direction: 'ltr', marks: ['underline', 'underline'], spam: false });
  await page.emulateMedia({ media: 'print' });
  expect(await styles(page)).toEqual({ display: 'none', direction: 'ltr', marks: ['none', 'none'], spam: false });
});

test('our texts run from left to right on a page that runs the other way', async () => {
  const page = await mark('/rtl');
  expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');
  expect(await styles(page)).toMatchObject({ direction: 'ltr' });
});

test('the card goes on, and says nothing in the console, where the extension is reloaded under it; it can be closed', async () => {
  await browser.manage(() => (globalThis as any).chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }), null);
  const page = await mark('/damaged');
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  const own = await browser.own('popup.html?tab=-1');
  const gone = own.waitForEvent('close');
  await own.evaluate(() => (globalThis as any).chrome.runtime.reload()).catch(() => undefined);
  await gone;
  await page.bringToFront();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await page.hover('#second');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(3000); // each message to the background is tried again for some time
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('html > div') === null && CSS.highlights.size === 0);
  expect(said).toEqual([]);
});
