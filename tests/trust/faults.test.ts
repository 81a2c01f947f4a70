import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotate, ARTICLE, damagedPage } from '../browser/pages.ts';
import { servePages, type PageServer } from '../browser/server.ts';
import { type Browser, launch } from './browser.ts';

/** What can go wrong around the extension: nothing that the reader chose is lost, and a page is repaired or left as it is. */

const DAMAGED = annotate(ARTICLE.first[0]);
const firstIs = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((t) => document.querySelector('#first')?.textContent === t, text, { timeout: 20_000 });
const stored = (page: Page): Promise<Record<string, any>> => page.evaluate(() => (globalThis as any).chrome.storage.local.get());
const store = (page: Page, items: object): Promise<void> => page.evaluate((all) => (globalThis as any).chrome.storage.local.set(all), items);

let server: PageServer;
let browser: Browser;
let long: string;
beforeAll(async () => {
  browser = await launch();
  const paragraphs = Array.from({ length: 3000 }, (_, i) => `<p${i === 0 ? ' id="first"' : ''}>${annotate([ARTICLE.first, ARTICLE.second, ARTICLE.third][i % 3]![0])}</p>`).join('');
  server = await servePages({ '/damaged': damagedPage(), '/long': `<!doctype html><meta charset="utf-8"><title>頁</title>${paragraphs}<p id="last">${annotate(ARTICLE.late[0])}</p>` });
  long = server.url('/long');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
const address = (): string => server.fresh('/damaged');

describe('with the whole extension', () => {
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

  test('the service worker is ended while a page is repaired: it needs none any more', async () => {
    const page = await visit(long);
    await firstIs(page, ARTICLE.first[1]);
    await Promise.all([browser.kill(), page.waitForFunction((text) => document.querySelector('#last')?.textContent === text, ARTICLE.late[1], { timeout: 20_000 })]);
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

  test('sites that the browser takes no rules for, and more than it takes, cost the others nothing', async () => {
    const own = await browser.own('popup.html?tab=-1');
    const sites = ['例子.cn', `${'a.'.repeat(120)}cn`, 'a b.cn', 'file:', ...Array.from({ length: 400 }, (_, i) => `site${i}.cn`)];
    await store(own, { settings: { version: 2, sites: Object.fromEntries(sites.map((host) => [host, { encoding: 'GBK' }])) } });
    const count = async (): Promise<number> => (await own.evaluate(() => (globalThis as any).chrome.declarativeNetRequest.getDynamicRules() as Promise<object[]>)).length;
    await expect.poll(count, { timeout: 10_000 }).toBe(999);
    await store(own, { settings: { version: 2, sites: Object.fromEntries(sites.slice(0, 5).map((host) => [host, { encoding: 'GBK' }])) } });
    await expect.poll(count, { timeout: 10_000 }).toBe(2 * 3); // 例子.cn and site0.cn, for each type
    await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    await own.close();
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

  test('a storage that can be neither read nor written: popup and options say so, and show what holds', async () => {
    const url = address();
    const page = await visit(url);
    await firstIs(page, ARTICLE.first[1]);
    const own = await browser.own('popup.html?tab=-1');
    const id = await own.evaluate(async (wanted) => (await (globalThis as any).chrome.tabs.query({})).find((tab: { url?: string }) => tab.url === wanted)?.id as number, url);
    const text = (key: string): Promise<string> => own.evaluate((name) => (globalThis as any).chrome.i18n.getMessage(name), key);
    const [notRead, notSaved] = [await text('notRead'), await text('notSaved')];

    const popup = await browser.context.newPage();
    await popup.addInitScript(() => {
      const { local } = (globalThis as any).chrome.storage;
      const get = local.get.bind(local);
      local.get = (keys: unknown) => ((globalThis as any).free === true ? get(keys) : Promise.reject(new Error('IO error')));
    });
    await popup.goto(own.url().replace('tab=-1', `tab=${id}`));
    await popup.waitForFunction((words) => document.querySelector('#problem')?.textContent === words, notRead);
    expect(await popup.evaluate(() => document.querySelector<HTMLElement>('#popup')?.inert)).toBe(false);
    expect(await popup.isDisabled('#everywhere')).toBe(true);
    await popup.evaluate(() => { (globalThis as any).free = true; });
    await popup.waitForFunction(() => document.querySelector<HTMLInputElement>('#everywhere')?.disabled === false);
    expect(await popup.textContent('#problem')).toBe('');

    const options = await browser.context.newPage();
    await options.addInitScript(() => {
      (globalThis as any).chrome.storage.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    });
    await options.goto(own.url().replace(/popup.*/, 'options.html'));
    await options.click('label:has(#enabled)');
    await options.waitForFunction((words) => document.querySelector('.notice.bad span')?.textContent === words, notSaved);
    expect(await options.isChecked('#enabled')).toBe(true);
    for (const one of [options, popup, own, page]) await one.close();
  });
});

describe('a line that is said to be no spam, in the report', () => {
  test.each([
    ['the storage is full: not saved', {}, 'notSaved'],
    ['the settings are of a later version: they are not changed', { version: 99 }, 'newerSettings'],
  ])('%s', async (_name, settings, says) => {
    const url = address();
    const page = await browser.context.newPage();
    await page.goto(url);
    await firstIs(page, ARTICLE.first[1]);
    const own = await browser.own('popup.html?tab=-1');
    await store(own, { settings });
    const [id, words, button] = await own.evaluate(async ([wanted, key]) => {
      const { tabs, i18n } = (globalThis as any).chrome;
      return [(await tabs.query({})).find((tab: { url?: string }) => tab.url === wanted)?.id as number, i18n.getMessage(key) as string, i18n.getMessage('notSpam') as string] as const;
    }, [url, says]);
    const report = await browser.context.newPage();
    await report.addInitScript(() => {
      (globalThis as any).chrome.storage.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    });
    await report.goto(own.url().replace(/popup.*/, `report.html?tab=${id}`));
    await report.click(`[data-kind=spam] button:text-is("${button}")`);
    await report.waitForFunction((text) => document.querySelector('.notice.bad span')?.textContent === text, words);
    await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    for (const one of [report, own, page]) await one.close();
  });
});

/** What of the extension is broken, what the reader chose, and how much of the page can be repaired all the same. */
const BROKEN: readonly (readonly [string, without: readonly string[], spoilt: readonly string[], settings: object, headline: string])[] = [
  ['no engine', ['engine.js'], [], {}, annotate(ARTICLE.title[0])],
  ['no page layer', ['page.js'], [], {}, annotate(ARTICLE.title[0])],
  ['the tables of the engine broken', [], ['data/engine-0.js'], {}, annotate(ARTICLE.title[0])],
  ['no dictionaries', ['data/traditional-1.js'], [], { script: 'tw' }, ARTICLE.title[1]],
  ['the dictionaries broken', [], ['data/traditional-0.js'], { script: 'tw' }, ARTICLE.title[1]],
];

describe.each(BROKEN)('%s', (_name, without, spoilt, settings, headline) => {
  test('what can be repaired is, and the popup says that not all could be', async () => {
    const mend = await browser.damage(without, spoilt);
    const own = await browser.own('popup.html?tab=-1');
    try {
      await store(own, { settings: { version: 2, ...settings } });
      const url = address();
      const page = await browser.context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(url);
      const popup = await browser.popup(url);
      const says = await own.evaluate(() => (globalThis as any).chrome.i18n.getMessage('stateFailed') as string);
      await popup.waitForFunction((words) => document.querySelector('#state')?.textContent === words, says, { timeout: 20_000 });
      await page.waitForFunction((text) => document.querySelector('#headline')?.textContent === text, headline);
      expect(problems).toEqual([]);
      for (const one of [popup, page]) await one.close();
    } finally {
      await mend();
      await own.evaluate(() => (globalThis as any).chrome.storage.local.clear());
      await own.close();
    }
  });
});
