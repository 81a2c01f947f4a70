import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../src/tools/paths.ts';
import { annotate, ARTICLE, damagedPage } from './pages.ts';
import { expectText } from './reading.ts';
import { servePages, type PageServer } from './server.ts';
import { badgeOf, launchChromium, launchFirefox, openPopup, type Session, type Tab } from './session.ts';

/** Height of what a finger has to hit, in CSS pixels. WCAG 2.2 asks for 24 (2.5.8), Android's guidelines for 48 with what is around it. */
const TARGET = 40;

/** Everything that is worked by hand and is lower than that, by name and height. */
const small = (page: Tab): Promise<string[]> => page.evaluate((least) =>
  [...document.querySelectorAll<HTMLElement>('button, select, textarea, input, a[href], summary')].filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))
    .map((one) => ({ name: one.id || one.textContent || one.className, height: one.getBoundingClientRect().height }))
    .filter(({ height }) => height < least).map(({ name, height }) => `${name} ${Math.round(height)}`), TARGET);

const SETTINGS = {
  version: 2, allowlist: ['a.cn', 'b.cn', 'c.cn', 'd.cn', 'e.cn', '*://*.very-long-name-of-a-site.example.cn/with/a/path/*'],
  sites: { 'a.cn': { script: 'tw', hide: ['.x'], encoding: 'gb18030' } }, subscriptions: [{ url: 'https://example.org/list.txt', enabled: true, every: 'week' }],
};

// No browser of a phone runs here: those of a desk do, with a phone's screen and pointer, and without the two APIs that Firefox for Android lacks.
describe.each([['Chromium', launchChromium], ['Firefox', launchFirefox]] as const)('on a phone, %s', (browserName, launch) => {
  let session: Session;
  let server: PageServer;
  let tab: Tab;
  let popup: Tab;
  beforeAll(async () => {
    server = await servePages({ '/damaged': damagedPage() });
    session = await launch({ phone: true });
    tab = await session.newTab();
    const url = server.url('/damaged');
    await tab.goto(url);
    await expectText(tab, '#headline', ARTICLE.title[1]);
    popup = await openPopup(session, url);
    await popup.until(() => Number(document.querySelector('#count-annotation')?.textContent) > 50);
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  test('the background runs without menus and commands, and the popup works', async () => {
    expect(await popup.evaluate(() => [typeof (globalThis as any).chrome.commands, typeof (globalThis as any).chrome.contextMenus, matchMedia('(pointer: coarse)').matches]))
      .toEqual(['undefined', 'undefined', true]);
    await expect.poll(async () => Number.parseInt(await badgeOf(popup), 10), { timeout: 10_000 }).toBeGreaterThan(50);
    await popup.click('#action');
    await expectText(tab, '#headline', annotate(ARTICLE.title[0]));
    await popup.click('#action');
    await expectText(tab, '#headline', ARTICLE.title[1]);
  });

  test('the popup fits the screen, and fingers', async () => {
    await tab.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#first') as Element));
    await popup.until(() => document.querySelector('#selection')?.checkVisibility());
    expect(await small(popup)).toEqual([]);
    await tab.evaluate(() => getSelection()?.removeAllRanges());
    await popup.until(() => document.querySelector('#paste-link')?.checkVisibility());
    expect(await small(popup)).toEqual([]);
    expect(await popup.evaluate(() => [innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth])).toEqual([360, 0]);
  });

  // On a tablet Chrome gives it a window that is no wider than its words must have.
  test('the popup has room where its width is up to itself', async () => {
    expect(await popup.evaluate(() => {
      const { style } = document.documentElement;
      style.width = 'min-content';
      const { width } = document.documentElement.getBoundingClientRect();
      style.width = '';
      return width;
    })).toBeGreaterThanOrEqual(320);
  });

  test('settings: where nothing is synced, they say so, and offer no switch', async () => {
    const page = await session.extensionPage('options.html');
    await page.until(() => document.querySelector('#sync') !== null);
    const told = (): Promise<[boolean, boolean]> => page.evaluate(() =>
      [document.querySelector<HTMLInputElement>('#sync')!.disabled, document.querySelector<HTMLElement>('[aria-labelledby=sync-title]')!.innerText.includes((globalThis as any).chrome.i18n.getMessage('syncAndroid'))]);
    await expect.poll(told, { timeout: 5000 }).toEqual([browserName === 'Firefox', browserName === 'Firefox']);
    await page.close();
  });

  test.each([['options.html', '#words'], ['welcome.html', '#demo'], ['paste.html', '#input'], ['report.html', '.change']] as const)('%s fits the screen, and fingers', async (path, there) => {
    const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
    const page = await session.extensionPage(`${path}?tab=${id}`);
    await page.until((selector) => document.querySelector(selector) !== null, there);
    if (path === 'options.html') {
      await page.evaluate((settings) => (globalThis as any).chrome.storage.local.set({ settings }), SETTINGS);
      await page.until(() => document.querySelector('details') !== null);
      await page.evaluate(() => { (document.querySelector('details') as HTMLDetailsElement).open = true; });
    }
    expect(await small(page)).toEqual([]);
    // A phone makes a page that is too wide smaller, so that its viewport grows.
    expect(await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth])).toEqual([360, 0]);
    if (path === 'options.html') await page.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    await page.close();
  });
});

/** What is used of the extension API and is in Firefox for Android 128, by MDN's browser-compat-data 8.1.9. */
const ON_ANDROID: Readonly<Record<string, readonly string[]>> = {
  action: ['setBadgeBackgroundColor', 'setBadgeText', 'setIcon', 'setTitle'], alarms: ['clear', 'create', 'get', 'onAlarm'], i18n: ['getMessage', 'getUILanguage'],
  permissions: ['contains', 'request'], runtime: ['getManifest', 'getURL', 'onInstalled', 'onMessage', 'openOptionsPage', 'sendMessage'],
  scripting: ['executeScript', 'insertCSS', 'removeCSS'], storage: ['local', 'onChanged', 'session', 'sync'], tabs: ['create', 'get', 'query', 'reload'],
  webRequest: ['onHeadersReceived'],
};

test('whatever Firefox for Android lacks is asked for before it is used', () => {
  const sources = ['src/extension', 'src/ui'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name)).map((name) => readFileSync(join(ROOT, folder, name), 'utf8')));
  const uses = sources.flatMap((source) => [...source.matchAll(/\bbrowser\.(\w+)(\?)?\.(\w+)/g)].map(([, namespace = '', asked, name = '']) => ({ namespace, asked: asked !== undefined, name })));
  expect(uses.length).toBeGreaterThan(50);
  expect(uses.filter(({ namespace, asked, name }) => !asked && ON_ANDROID[namespace]?.includes(name) !== true)).toEqual([]);
});
