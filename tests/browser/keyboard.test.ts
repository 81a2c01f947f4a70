import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARTICLE, damagedPage } from './pages.ts';
import { DEMO, demoSays, expectText } from './reading.ts';
import { servePages, type PageServer } from './server.ts';
import { launchChromium, launchFirefox, openPopup, type Session, type Tab } from './session.ts';

/** UTF-8 that was read as GBK. */
const GARBLED = new TextDecoder('gbk').decode(new TextEncoder().encode('清页就地修复受损的中文网页，全都可以还原。'));

/** What has the focus, by its name; `unseen` where nothing on the screen says so. */
const focused = (page: Tab): Promise<string> => page.evaluate(() => {
  const at = document.activeElement as HTMLElement;
  const ring = at.matches('.switch input, .choices input') ? (at.nextElementSibling as Element) : at;
  const seen = at.matches(':focus-visible') && getComputedStyle(ring).outlineStyle !== 'none' && ring.getBoundingClientRect().width > 0;
  return `${at.id || at.getAttribute('aria-label') || at.textContent}${seen ? '' : ' unseen'}`;
});

/** Goes on with Tab until something of that name has the focus; each on the way is seen. */
async function tabTo(page: Tab, name: string, most = 40): Promise<void> {
  const way: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.press('Tab');
    const at = await focused(page);
    way.push(at);
    expect(at).not.toContain('unseen');
    if (at === name) return;
  }
  expect(way, `never came to ${name}`).toEqual([]);
}

const type = async (page: Tab, keys: string): Promise<void> => {
  for (const key of keys) await page.press(key);
};

// Each a whole task, by Tab, Space, Enter, arrows and letters alone. The popup's is in axe.test.ts.
describe.each([['Chromium', launchChromium], ['Firefox', launchFirefox]] as const)('by the keyboard alone, %s', (_name, launch) => {
  let session: Session;
  let server: PageServer;
  beforeAll(async () => {
    server = await servePages({ '/damaged': damagedPage() });
    session = await launch();
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  const open = async (path: string, there: string): Promise<Tab> => {
    const page = await session.extensionPage(path);
    await page.until((selector) => document.querySelector(selector) !== null, there);
    await page.bringToFront();
    return page;
  };

  test('settings: a site is added, deleted and brought back; the focus is never lost', async () => {
    const page = await open('options.html', '#words');
    const allowed = async (list: readonly string[]): Promise<void> => page.until(async (wanted) =>
      JSON.stringify((await (globalThis as any).chrome.storage.local.get('settings')).settings?.allowlist ?? []) === wanted, JSON.stringify(list));
    const focus = (name: string): Promise<void> => expect.poll(() => focused(page), { timeout: 10_000 }).toBe(name) as unknown as Promise<void>;
    await tabTo(page, 'allow-entry');
    await type(page, 'a.cn');
    await page.press('Enter');
    await allowed(['a.cn']);
    await type(page, 'b.cn');
    await page.press('Enter');
    await allowed(['a.cn', 'b.cn']);
    await tabTo(page, 'Delete: a.cn');
    await page.press('Enter');
    await allowed(['b.cn']);
    await focus('undo');
    await page.press(' ');
    await allowed(['a.cn', 'b.cn']);
    await focus('Delete: a.cn');
    await page.press('Enter');
    await focus('undo');
    await tabTo(page, 'Close', 1);
    await page.press('Enter');
    // The entry is gone for good: at the top of its section.
    await focus('allow-entry');
    await page.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    await page.close();
  });

  test('settings: the script is chosen by arrows, and all is put back', async () => {
    const page = await open('options.html', '#words');
    const script = (wanted: string): Promise<void> => page.until(async (value) => ((await (globalThis as any).chrome.storage.local.get('settings')).settings?.script ?? 'auto') === value, wanted);
    for (let i = 0; i < 20 && !(await page.evaluate(() => (document.activeElement as HTMLInputElement).name === 'default-script')); i++) await page.press('Tab');
    await page.press('ArrowRight');
    await script('keep');
    await page.press('ArrowRight');
    await script('cn');
    await tabTo(page, 'reset', 60);
    await page.press('Enter');
    await script('auto');
    await tabTo(page, 'undo', 10);
    await page.press('Enter');
    await script('cn');
    await page.evaluate(() => (globalThis as any).chrome.storage.local.clear());
    await page.close();
  });

  test('report: a change is taken back and made again from one place', async () => {
    const [tab, url] = [await session.newTab(), server.fresh('/damaged')];
    await tab.goto(url);
    await expectText(tab, '#headline', ARTICLE.title[1]);
    const popup = await openPopup(session, url);
    const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
    const report = await open(`report.html?tab=${id}`, '.change[data-kind=annotation]');
    const only = await report.evaluate(() => [...document.querySelectorAll('.filter button')].map((one) => one.textContent).find((name) => name?.startsWith('Pinyin')) ?? '');
    await tabTo(report, only);
    await report.press(' ');
    await report.until(() => document.querySelector('.change:not([data-kind=annotation])') === null);
    expect(await focused(report)).toBe(only);
    await tabTo(report, 'Take back');
    await report.press('Enter');
    await report.until(() => document.querySelectorAll('.change.off').length === 1);
    expect(await focused(report)).toBe('Apply again');
    await tab.until((clean) => document.querySelector('#headline')?.textContent !== clean, ARTICLE.title[1]);
    await report.press('Enter');
    await report.until(() => document.querySelector('.change.off') === null);
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await report.close();
    await popup.close();
    await tab.close();
  });

  test('paste: text comes in, is turned to another script, and copied', async () => {
    const page = await open('paste.html', 'textarea');
    await page.until(() => document.activeElement?.id === 'input'); // where one begins
    await page.evaluate((text) => document.execCommand('insertText', false, text), GARBLED); // as a paste does
    await page.until(() => document.querySelector<HTMLTextAreaElement>('#output')?.value.startsWith('清页就地'));
    await tabTo(page, 'script');
    await page.press('ArrowDown');
    await page.until(() => document.querySelector<HTMLSelectElement>('#script')?.value !== 'keep');
    await tabTo(page, 'copy', 1);
    await page.press('Enter');
    await page.until(() => document.querySelector('#copy')?.textContent === (globalThis as any).chrome.i18n.getMessage('pasteCopied'));
    expect(await focused(page)).toBe('copy');
    await page.close();
  });

  test('welcome: the demo is cleaned and put back', async () => {
    const page = await open('welcome.html', '#demo');
    await tabTo(page, 'demo');
    await page.press('Enter');
    await demoSays(page, DEMO[1]);
    expect(await focused(page)).toBe('demo');
    await page.press(' ');
    await demoSays(page, DEMO[0]);
    await page.close();
  });
});
