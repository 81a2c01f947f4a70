import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { damagedPage } from './pages.ts';
import { servePages, type PageServer } from './server.ts';
import { launchChromium, openPopup, type Session, type Tab } from './session.ts';

/** axe-core (Deque), the rules of WCAG 2.2 A and AA. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with a page: rule, and where. */
async function violations(page: Tab): Promise<string[]> {
  // As text, not as an element of the page: its policy allows no script but the extension's.
  await page.evaluate(AXE as never);
  return page.evaluate(async () => {
    const { violations: found, passes } = await (globalThis as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    if (passes.length < 10) return [`only ${passes.length} rules found anything to look at`];
    return found.flatMap(({ id, nodes }: any) => nodes.map((node: any) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
  });
}

/** The page at 200 % in a narrow window: 320 CSS pixels wide (WCAG 2.2, 1.4.10), as on a phone. */
const overflow = (page: Tab): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([['zh-CN', 'light'], ['zh-TW', 'dark'], ['en', 'light']] as const)('pages of the extension in %s, %s', (lang, colorScheme) => {
  let session: Session;
  let server: PageServer;
  let url: string;
  let tab: Tab;
  let popup: Tab;
  beforeAll(async () => {
    server = await servePages({ '/damaged': damagedPage() });
    session = await launchChromium({ lang, colorScheme });
    tab = await session.newTab();
    url = server.url('/damaged');
    await tab.goto(url);
    await tab.until(() => document.querySelector('#headline')?.textContent === '县图书馆开门了');
    popup = await openPopup(session, url);
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  const open = async (path: string, there: string): Promise<Tab> => {
    const page = await session.extensionPage(path);
    await page.until((selector) => document.querySelector(selector) !== null, there);
    return page;
  };

  test('the popup, with much to say and with nothing', async () => {
    await popup.until(() => Number(document.querySelector('#count-annotation')?.textContent) > 50);
    expect(await violations(popup)).toEqual([]);
    const none = await open('popup.html?tab=-1', '#state');
    expect(await violations(none)).toEqual([]);
  });

  test('the report', async () => {
    const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
    const report = await open(`report.html?tab=${id}`, '.change');
    expect(await violations(report)).toEqual([]);
    await report.resize(320, 800);
    expect(await overflow(report)).toBe(0);
  });

  test('the settings, filled in', async () => {
    const page = await open('options.html', '#words');
    await page.evaluate(() => (globalThis as any).chrome.storage.local.set({ settings: {
      version: 2, allowlist: ['a.cn', 'b.cn', 'c.cn', 'd.cn', 'e.cn', '*://*.very-long-name-of-a-site.example.cn/with/a/path/*'],
      sites: { 'a.cn': { script: 'tw', hide: ['.x'], encoding: 'gb18030' } }, subscriptions: [{ url: 'https://example.org/list.txt', enabled: true, every: 'week' }],
    } }));
    await page.until(() => document.querySelector('details') !== null);
    await page.click('summary');
    expect(await violations(page)).toEqual([]);
    await page.resize(320, 800);
    expect(await overflow(page)).toBe(0);
    // What can be done to a site stands in one row.
    expect(await page.evaluate(() => [...document.querySelectorAll('[aria-labelledby=allowlist-title] li')].map((one) =>
      new Set([...one.querySelectorAll('button')].map((button) => button.getBoundingClientRect().top)).size))).toEqual([1, 1, 1, 1, 1, 1]);
    await page.evaluate(() => (globalThis as any).chrome.storage.local.clear());
  });

  test('the page for pasted texts, empty and with a repaired text', async () => {
    const page = await open('paste.html', '#input');
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => {
      const input = document.querySelector('#input') as HTMLTextAreaElement;
      input.value = '\u00d5\u00e2\u00b8\u00f6\u00d0\u00a1\u00cf\u00d8\u00b5\u00c4\u00cd\u00bc\u00ca\u00e9\u00b9\u00dd';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.until(() => (document.querySelector('#output') as HTMLTextAreaElement).value === '这个小县的图书馆');
    expect(await violations(page)).toEqual([]);
    await page.resize(320, 800);
    expect(await overflow(page)).toBe(0);
  });

  test('the welcome', async () => {
    const page = await open('welcome.html', 'h1');
    expect(await violations(page)).toEqual([]);
    await page.resize(320, 800);
    expect(await overflow(page)).toBe(0);
  });

  if (lang === 'en') test('the popup is worked by the keyboard alone', async () => {
    const worked = await openPopup(session, url);
    await worked.until(() => document.querySelector('#encoding:enabled') !== null && document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
    await worked.bringToFront();
    const reached: string[] = [];
    for (let i = 0; i < 11; i++) {
      await worked.press('Tab');
      reached.push(await worked.evaluate(() => {
        const at = document.activeElement as HTMLInputElement;
        // Each is seen where it is.
        const ring = getComputedStyle(at.matches('input') ? (at.nextElementSibling as Element) : at).outlineStyle;
        return `${at.id || at.name}${ring === 'solid' ? '' : ' unseen'}`;
      }));
    }
    expect(reached).toEqual(['here', 'action', 'marks', 'script', 'encoding-choice', 'encoding-scope', 'paste-link', 'report', 'pick', 'options', 'everywhere']);
    await worked.press('Space');
    await tab.until((text) => document.querySelector('#headline')?.textContent?.includes(text), '(tú)');
    await worked.press('Space');
    await tab.until(() => document.querySelector('#headline')?.textContent === '县图书馆开门了');
  });
});

test('in forced colours, what is on or chosen looks other than what is not', async () => {
  const server = await servePages({ '/damaged': damagedPage() });
  const session = await launchChromium({ forcedColors: true });
  const tab = await session.newTab();
  await tab.goto(server.url('/damaged'));
  await tab.until(() => document.querySelector('#headline')?.textContent === '县图书馆开门了');
  const popup = await openPopup(session, server.url('/damaged'));
  await popup.until(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
  const look = (page: Tab, selector: string): Promise<string> => page.evaluate((s) => {
    const { outlineStyle, outlineColor, backgroundColor } = getComputedStyle(document.querySelector(s)!);
    return [outlineStyle, outlineColor, backgroundColor].join(' ');
  }, selector);
  expect(await look(popup, '[name=script]:checked + span')).not.toBe(await look(popup, '[name=script]:not(:checked) + span'));
  const [on, unpressed] = [await look(popup, '#everywhere + .track'), await look(popup, '#marks')];
  await popup.evaluate(() => document.querySelector<HTMLElement>('#marks')!.click());
  await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'true');
  expect(await look(popup, '#marks')).not.toBe(unpressed);
  await popup.evaluate(() => document.querySelector<HTMLElement>('#everywhere')!.click());
  await popup.until(() => document.querySelector('#everywhere:not(:checked)') !== null);
  expect(await look(popup, '#everywhere + .track')).not.toBe(on);
  await session.close();
  await server.close();
});
