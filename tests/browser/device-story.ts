import { expect, test } from 'vitest';
import { toItems } from '../../src/extension/settings/chunks.ts';
import { annotate, ARTICLE } from './pages.ts';
import { serveSecurely } from './secure-server.ts';
import { openPopup, type Session, type Tab } from './session.ts';

/** Types into a field of the settings as a reader would. */
const type = (page: Tab, selector: string, value: string): Promise<void> => page.evaluate(([s, v]) => {
  const field = document.querySelector(s as string) as HTMLInputElement;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, v);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, [selector, value]);

const stored = (page: Tab, area: 'local' | 'sync'): Promise<any> => page.evaluate((name) => (globalThis as any).chrome.storage[name].get(null), area);
const empty = (page: Tab, area: 'local' | 'sync'): Promise<void> => page.evaluate((name) => (globalThis as any).chrome.storage[name].clear(), area);
const says = (page: Tab, selector: string, key: string): Promise<void> =>
  page.until(([s, k]) => document.querySelector(s as string)?.textContent?.includes((globalThis as any).chrome.i18n.getMessage(k)), [selector, key]);

async function openOptions(session: Session): Promise<Tab> {
  const page = await session.extensionPage('options.html');
  await page.until(() => document.querySelector('#words') !== null);
  return page;
}

/** What goes beyond this one browser: settings on a second device, and filter lists from an address. */
export function tellDeviceStory(given: () => Session, visit: (path: string) => Promise<{ tab: Tab; url: string }>): void {
  test('settings go to another device and come from it; what is too large is told, and loses nothing', async () => {
    const page = await openOptions(given());
    await page.evaluate(() => (globalThis as any).chrome.storage.local.set({ settings: { version: 2, allowlist: ['here.example'] } }));
    await page.until(() => document.querySelector('section li code')?.textContent === 'here.example');
    await page.click('label:has(#sync)');
    await page.until(async () => 'head' in (await (globalThis as any).chrome.storage.sync.get('head')));
    const sent = await stored(page, 'sync');
    expect(JSON.parse(sent.part0)).toMatchObject({ format: 'qingye-settings', allowlist: ['here.example'] });

    // A browser that has nothing yet, into which the reader's account brings what the first one sent.
    await empty(page, 'local');
    await empty(page, 'sync');
    await page.until(() => document.querySelector<HTMLInputElement>('#sync')?.checked === false);
    await page.click('label:has(#sync)');
    await page.until(() => document.querySelector<HTMLInputElement>('#sync')?.checked === true);
    // It has nothing to say itself: what comes is older than its being turned on, and is taken all the same.
    await page.evaluate((items) => (globalThis as any).chrome.storage.sync.set(items), sent);
    await page.until(() => document.querySelector('section li code')?.textContent === 'here.example');

    // Over the quota: 9,000 words of Chinese, some 200 KB.
    const words = Array.from({ length: 9000 }, (_, i) => `圖書館的第${i}本書`).join('\n');
    await type(page, '#words', words);
    await page.click('#words-save');
    await says(page, '[aria-labelledby=sync-title] [role=status]', 'syncQuota');
    const { words: kept } = await stored(page, 'local');
    expect(kept.protect).toHaveLength(9000);
    expect((await stored(page, 'sync')).part0).toBe(sent.part0);

    // Small again: it goes on by itself.
    await type(page, '#words', '乾隆');
    await page.click('#words-save');
    await page.until(async () => ((await (globalThis as any).chrome.storage.sync.get('part0')).part0 as string).includes('乾隆'));
    await page.until(() => document.querySelector('[aria-labelledby=sync-title] [role=status]')?.textContent === '');
    await empty(page, 'sync');
    await empty(page, 'local');
    await page.close();
  });

  test('settings go out to a file and come back from it, nothing lost; a report goes out whole', async () => {
    // What the browser would save is read on its way.
    const keepSaved = (page: Tab): Promise<void> => page.evaluate(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob: Blob) => make.call(URL, ((globalThis as any).saved_ = blob));
    });
    const saved = async (page: Tab): Promise<string> => {
      await page.until(() => (globalThis as any).saved_ !== undefined);
      return page.evaluate(() => ((globalThis as any).saved_ as Blob).text());
    };
    const page = await openOptions(given());
    const mine = {
      settings: { version: 2, enabled: true, allowlist: ['a.example', '*://b.example/x/*'], script: 'hk', clean: { spam: true, encoding: true, annotations: false },
        sites: { 'c.example': { script: 'tw', hide: ['.x'], keepLines: ['一'] } }, subscriptions: [{ url: 'https://d.example/l', enabled: false, every: 'never' }] },
      words: { protect: ['乾隆'], replace: { 软件: '軟體' } },
    };
    await page.evaluate((all) => (globalThis as any).chrome.storage.local.set(all), mine);
    await page.until(() => document.querySelectorAll('[aria-labelledby=allowlist-title] li').length === 2);
    await keepSaved(page);
    await page.click('#export');
    const file = await saved(page);
    await page.click('#reset');
    await page.until(() => document.querySelectorAll('[aria-labelledby=allowlist-title] li').length === 0);
    const choose = (chosen: string): Promise<void> => page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'settings.json'));
      const input = document.querySelector('#import-file') as HTMLInputElement;
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, chosen);
    await choose('{');
    await page.until(() => document.querySelector('.notice.bad') !== null);
    await choose(file);
    await page.until(() => document.querySelector('#import-replace') !== null);
    // That the other file was wrong is not said of this one.
    await page.until(() => document.querySelector('.notice') === null);
    await page.click('#import-replace');
    await page.until(() => document.querySelectorAll('[aria-labelledby=allowlist-title] li').length === 2);
    expect(await stored(page, 'local')).toMatchObject(mine);
    await empty(page, 'local');
    await page.close();

    const { tab, url } = await visit('/damaged');
    await tab.until(() => document.querySelector('#headline')?.textContent === '县图书馆开门了');
    const popup = await openPopup(given(), url);
    const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
    const report = await given().extensionPage(`report.html?tab=${id}`);
    await report.until(() => document.querySelector('.change') !== null);
    await keepSaved(report);
    await report.click('#save');
    const { documents: [saying] } = JSON.parse(await saved(report)) as { documents: [{ url: string; edits: object[] }] };
    expect(saying.url).toBe(url);
    expect(saying.edits.length).toBe(await report.evaluate(() => Number(/\d+/.exec(document.querySelector('.filter button')?.textContent ?? '')?.[0])));
    expect(saying.edits).toContainEqual(expect.objectContaining({ kind: 'annotation', before: '(tú)', after: '' }));

    // One that is too long to be listed says so.
    expect(await report.evaluate(() => document.querySelector('#cut'))).toBe(null);
    await tab.evaluate((text) => { document.querySelector('#later')!.innerHTML = `<p>${text}</p>`.repeat(600); }, annotate(ARTICLE.second[0]));
    await tab.until((text) => document.querySelector('#later')!.lastElementChild?.textContent === text, ARTICLE.second[1]);
    await report.click('#refresh');
    await report.until(() => document.querySelector('#cut') !== null);
    // So does one whose page is gone when the reader wants something taken back.
    await tab.goto('about:blank');
    await report.evaluate(() => document.querySelector<HTMLElement>('.change button')?.click());
    await report.until(() => document.querySelector('#nothing') !== null);
    for (const one of [report, popup, tab]) await one.close();
  });

  test('a filter list from an address hides what it names; a page, a missing one and one too large are told', async () => {
    const rule = '127.0.0.1##p#lesson\n';
    const server = await serveSecurely({
      '/good.txt': `! Title: Lists of a test\n${rule}##.everywhere\nexample.cn##.x { color: red }\n@@||x^\n`,
      '/page': '<!doctype html><p>127.0.0.1##p#lesson', '/large.txt': `! ${'x'.repeat(100)}\n`.repeat(10_500),
      '/many.txt': rule.repeat(20_001),
    });
    const page = await openOptions(given());
    const add = async (path: string): Promise<void> => {
      await type(page, '#list-url', server.url(path));
      await page.until(() => document.querySelector<HTMLButtonElement>('[aria-labelledby=lists-title] form button')?.disabled === false);
      await page.click('[aria-labelledby=lists-title] form button');
    };
    try {
      for (const [path, error] of [['/page', 'listType'], ['/nowhere', 'listStatus'], ['/large.txt', 'listLarge'], ['/many.txt', 'listLarge']] as const) {
        await add(path);
        await says(page, '[aria-labelledby=lists-title] li:last-child .bad', error);
      }
      await type(page, '#list-url', 'http://localhost/list.txt');
      expect(await page.evaluate(() => document.querySelector<HTMLButtonElement>('[aria-labelledby=lists-title] form button')?.disabled)).toBe(true);

      const { tab } = await visit('/clean');
      await add('/good.txt');
      await page.until(() => document.querySelector('[aria-labelledby=lists-title] li:last-child b')?.textContent === 'Lists of a test');
      // One rule is used; the one for every site, the one that styles and the one that is no hiding rule are not.
      const { lists } = await stored(page, 'local');
      expect(lists[server.url('/good.txt')].list).toEqual({ title: 'Lists of a test', rules: [{ hosts: ['127.0.0.1'], selector: 'p#lesson' }], skipped: 3 });
      await tab.reload();
      await tab.until(() => getComputedStyle(document.querySelector('#lesson') as Element).display === 'none');
      expect(await tab.evaluate(() => getComputedStyle(document.querySelector('#text') as Element).display)).toBe('block');

      await page.evaluate(() => document.querySelector<HTMLElement>('[aria-labelledby=lists-title] li:last-child .danger')?.click());
      await tab.until(() => getComputedStyle(document.querySelector('#lesson') as Element).display === 'block');
      await tab.close();
    } finally {
      await empty(page, 'local');
      await page.close();
      await server.close();
    }
  });

  test('what was fetched of a filter list goes with it, whoever takes it off, and comes back with it', async () => {
    const texts = { '/list.txt': '! Title: One\n127.0.0.1##p#lesson\n' };
    const server = await serveSecurely(texts);
    const url = server.url('/list.txt');
    const page = await openOptions(given());
    const kept = (): Promise<unknown> => stored(page, 'local').then(({ lists = {} }) => Object.entries(lists).map(([address, { list }]: [string, any]) => [address, list?.title]));
    const add = async (): Promise<void> => {
      await type(page, '#list-url', url);
      await page.until(() => document.querySelector<HTMLButtonElement>('[aria-labelledby=lists-title] form button')?.disabled === false);
      await page.click('[aria-labelledby=lists-title] form button');
      await expect.poll(kept, { timeout: 10_000 }).toEqual([[url, 'One']]);
    };
    const bring = async (selector: string): Promise<void> => {
      await page.until((s) => document.querySelector(s) !== null, selector);
      await page.evaluate((s) => document.querySelector<HTMLElement>(s)?.click(), selector);
    };
    const { tab } = await visit('/clean');
    const lesson = (display: string): Promise<void> => tab.until((wanted) => getComputedStyle(document.querySelector('#lesson') as Element).display === wanted, display);
    try {
      await add();
      await tab.reload();
      await lesson('none');
      await bring('[aria-labelledby=lists-title] li .danger');
      await expect.poll(kept, { timeout: 10_000 }).toEqual([]);
      await lesson('block');
      // Not fetched again: nobody asked for that.
      const text = texts['/list.txt'];
      texts['/list.txt'] = '! Title: Other';
      await bring('#undo');
      await expect.poll(kept, { timeout: 10_000 }).toEqual([[url, 'One']]);
      await lesson('none');
      texts['/list.txt'] = text;

      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File([JSON.stringify({ format: 'qingye-settings', version: 2 })], 'settings.json'));
        const input = document.querySelector('#import-file') as HTMLInputElement;
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await bring('#import-replace');
      await expect.poll(kept, { timeout: 10_000 }).toEqual([]);

      await add();
      await page.click('label:has(#sync)');
      await page.until(async () => 'head' in (await (globalThis as any).chrome.storage.sync.get('head')));
      await page.evaluate((items) => (globalThis as any).chrome.storage.sync.set(items), toItems(JSON.stringify({ format: 'qingye-settings', version: 2 }), Date.now() + 60_000));
      await expect.poll(kept, { timeout: 10_000 }).toEqual([]);
    } finally {
      await empty(page, 'sync');
      await empty(page, 'local');
      await tab.close();
      await page.close();
      await server.close();
    }
  });
}
