import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/tools/browsers.ts';
import { EXTENSION } from '../../src/tools/paths.ts';
import { annotate, ARTICLE, damagedPage } from '../browser/pages.ts';
import { servePages, type PageServer } from '../browser/server.ts';

/** What can go wrong around the extension: nothing that the reader chose is lost, and a page is repaired or left as it is. */

interface Browser {
  readonly context: BrowserContext;
  /** Opens a page of the extension, on the tab with that address if there is one. */
  own(path: string): Promise<Page>;
  popup(url: string): Promise<Page>;
  /** Ends the service worker, as the browser does at any time. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param without files of the extension that are missing */
async function launch(without: readonly string[] = []): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'qingye-faults-'));
  const extension = join(folder, 'extension');
  await cp(EXTENSION.chromium, extension, { recursive: true });
  for (const name of without) await rm(join(extension, name));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    headless: false, executablePath: await findChromium(),
    args: ['--headless=new', '--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`, '--disable-background-networking', '--disable-sync', '--no-first-run', '--disable-gpu'],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const origin = worker.url().split('/', 3).join('/');
  const own = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${origin}/${path}`);
    return page;
  };
  return {
    context, own,
    async popup(url) {
      const page = await own('popup.html?tab=-1');
      const id = await page.evaluate(async (wanted) => (await (globalThis as any).chrome.tabs.query({})).find((tab: { url?: string }) => tab.url === wanted)?.id as number, url);
      await page.goto(`${origin}/popup.html?tab=${id}`);
      await page.waitForFunction(() => document.querySelector('#state')?.textContent);
      return page;
    },
    async kill() {
      const page = await own('manifest.json');
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await page.close();
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const DAMAGED = annotate(ARTICLE.first[0]);
const firstIs = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((t) => document.querySelector('#first')?.textContent === t, text, { timeout: 20_000 });
const stored = (page: Page): Promise<Record<string, any>> => page.evaluate(() => (globalThis as any).chrome.storage.local.get());
const store = (page: Page, items: object): Promise<void> => page.evaluate((all) => (globalThis as any).chrome.storage.local.set(all), items);

let server: PageServer;
beforeAll(async () => { server = await servePages({ '/damaged': damagedPage() }); });
afterAll(() => server?.close());
const address = (): string => server.fresh('/damaged');

describe('with the whole extension', () => {
  let browser: Browser;
  beforeAll(async () => { browser = await launch(); });
  afterAll(() => browser?.close());
  const visit = async (url = address()): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(url);
    return page;
  };

  test('the service worker is ended before a page comes, and again and again while it comes', async () => {
    await browser.kill();
    const page = await visit();
    await firstIs(page, ARTICLE.first[1]);
    for (let round = 0; round < 4; round++) {
      await Promise.all([page.reload(), browser.kill()]);
      await firstIs(page, ARTICLE.first[1]);
    }
    await page.close();
  });

  test('a choice made just before the worker ends is kept', async () => {
    const url = address();
    const page = await visit(url);
    await firstIs(page, ARTICLE.first[1]);
    const popup = await browser.popup(url);
    await popup.click('label:has(#here)');
    await browser.kill();
    await firstIs(page, DAMAGED);
    expect((await stored(popup))['settings'].allowlist).toEqual(['127.0.0.1']);
    await popup.click('label:has(#here)');
    await firstIs(page, ARTICLE.first[1]);
    await popup.close();
    await page.close();
  });

  test.each([
    ['a text', 'x'], ['a number', 7], ['a list', [1, 2]], ['half of it wrong', { version: 2, enabled: 'maybe', allowlist: { a: 1 }, sites: [], words: 3, clean: null }],
  ])('settings that are %s: read as far as they can be, the pages are repaired', async (_name, settings) => {
    const own = await browser.own('popup.html?tab=-1');
    await store(own, { settings });
    const page = await visit();
    await firstIs(page, ARTICLE.first[1]);
    await page.close();
    await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    await own.close();
  });

  test('settings of a later version are followed, and never written over', async () => {
    const own = await browser.own('popup.html?tab=-1');
    const later = { version: 99, enabled: false, allowlist: ['b.cn'], fromTheFuture: { kept: true } };
    await store(own, { settings: later });
    const url = address();
    const page = await visit(url);
    const popup = await browser.popup(url);
    await popup.waitForFunction(() => (document.querySelector('[role=alert]')?.textContent ?? '') !== '');
    expect(await popup.isDisabled('#everywhere')).toBe(true);
    expect((await stored(own))['settings']).toEqual(later);
    expect(await page.textContent('#first')).toBe(DAMAGED);
    await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    for (const one of [popup, page, own]) await one.close();
  });

  test('a storage that is full: the reader is told, what was there stays', async () => {
    const own = await browser.own('popup.html?tab=-1');
    const url = address();
    const page = await visit(url);
    await firstIs(page, ARTICLE.first[1]);
    const before = { version: 2, allowlist: ['b.cn'] };
    await store(own, { settings: before });
    await own.evaluate(async () => {
      const { local } = (globalThis as any).chrome.storage;
      // To the last byte: a change of the settings needs more than is left.
      const left = (local.QUOTA_BYTES as number) - ((await local.getBytesInUse()) as number);
      await local.set({ filling: 'x'.repeat(left - 20) });
    });
    const popup = await browser.popup(url);
    await popup.click('label:has(#here)');
    await popup.waitForFunction(() => (document.querySelector('[role=alert]')?.textContent ?? '') !== '');
    expect((await stored(own))['settings']).toEqual(before);
    await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    for (const one of [popup, page, own]) await one.close();
  });
});

describe.each([['engine.js'], ['page.js']])('without %s', (file) => {
  test('pages stay as they are, and the popup opens', async () => {
    const browser = await launch([file]);
    try {
      const url = address();
      const page = await browser.context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(url);
      const popup = await browser.popup(url);
      expect(await page.textContent('#first')).toBe(DAMAGED);
      expect(problems).toEqual([]);
      expect(await popup.textContent('#state')).not.toBe('');
    } finally {
      await browser.close();
    }
  });
});
