import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { annotate, ARTICLE, damagedPage, tellingPage } from './pages.ts';
import { expectText } from './reading.ts';
import { servePages, type PageServer } from './server.ts';
import { badgeOf, launchChromium, openPopup, press, type Session, storeSettings, type Tab } from './session.ts';

/** The title of the toolbar's button on a page that is cleaned: until one is set it is the manifest's, which a browser without a window has in English. */
const NAME = /^(?:清页|Qingye)$/;

/**
 * What no driver can press: entries of the context menu and keys. Their own events are dispatched in the service worker, as the browser
 * does. In Chromium only, because Firefox lets no test into an extension's background; what they do is the same code in both.
 */
describe('context menu, keys and toolbar in Chromium', () => {
  let session: Session;
  let server: PageServer;
  let own: Tab;
  beforeAll(async () => {
    server = await servePages({
      '/damaged': damagedPage(), '/telling': tellingPage(),
      '/right': `<!doctype html><meta charset="utf-8"><p id="one">${ARTICLE.first[1]}</p><p id="two">${ARTICLE.second[1]}</p>`,
    });
    session = await launchChromium({ lang: 'zh-CN' });
    own = await session.extensionPage('options.html');
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  afterEach(() => set({})); // also where one failed

  const visit = async (path: string): Promise<{ tab: Tab; url: string }> => {
    const [tab, url] = [await session.newTab(), server.fresh(path)];
    await tab.goto(url);
    return { tab, url };
  };
  const choose = (url: string, menuItemId: string, selectionText?: string): Promise<void> => session.background!(async ([wanted, id, text]) => {
    const { chrome } = globalThis as any;
    const tab = (await chrome.tabs.query({})).find((one: any) => one.url === wanted);
    chrome.contextMenus.onClicked.dispatch({ menuItemId: id, frameId: 0, selectionText: text, editable: false, pageUrl: wanted }, tab);
  }, [url, menuItemId, selectionText] as const);
  const settings = (): Promise<any> => own.evaluate(async () => (await (globalThis as any).chrome.storage.local.get('settings')).settings);
  const set = (value: object): Promise<void> => storeSettings(own, value);

  test('the menu has five entries, and no other', async () => {
    const there = await own.evaluate(async () => {
      const { chrome } = globalThis as any;
      const ids = ['repair', 'simplified', 'traditional', 'once', 'never', 'toggle', 'changes'];
      // The browser tells of no entry what it is; one that is not there can't be changed.
      const found = await Promise.all(ids.map((id) => chrome.contextMenus.update(id, { visible: true }).then(() => id, () => null)));
      return found.filter((id) => id !== null);
    });
    expect(there).toEqual(['repair', 'simplified', 'traditional', 'once', 'never']);
  });

  test('never on this site, and all the same once', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await choose(url, 'never');
    await expectText(tab, '#headline', annotate(ARTICLE.title[0]));
    expect(await settings()).toMatchObject({ allowlist: ['127.0.0.1'] });
    await choose(url, 'never');
    await choose(url, 'once');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    expect(await settings()).toMatchObject({ allowlist: ['127.0.0.1'] });
    await tab.reload();
    await expectText(tab, '#headline', annotate(ARTICLE.title[0]));
    await set({});
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await tab.close();
  });

  test('frames that come to a page that was cleaned once are cleaned, too, until it is loaded again', async () => {
    await set({ allowlist: ['127.0.0.1'] });
    const { tab, url } = await visit('/damaged');
    await choose(url, 'once');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    // One is added, one goes to another page, and one is of another origin and says what it shows.
    const add = (other: string): Promise<void> => tab.evaluate((elsewhere) => {
      document.body.append(Object.assign(document.createElement('iframe'), { id: 'late', src: '/damaged?late' }));
      document.body.append(Object.assign(document.createElement('iframe'), { id: 'other', src: elsewhere }));
      addEventListener('message', ({ data }) => { (window as any).told = data; });
      document.querySelector('#frame')!.removeAttribute('srcdoc');
      document.querySelector<HTMLIFrameElement>('#frame')!.src = '/damaged?other';
    }, other);
    const shown = (): Promise<unknown[]> => tab.evaluate(() => [(window as any).told, ...['late', 'frame'].map((id) =>
      document.querySelector<HTMLIFrameElement>(`#${id}`)?.contentDocument?.querySelector('#headline')?.textContent)]);
    await add(server.url('/telling', 'localhost'));
    await expect.poll(shown, { timeout: 10_000 }).toEqual(Array(3).fill(ARTICLE.title[1]));
    await press(session, url, 'toggle');
    await expect.poll(shown, { timeout: 10_000 }).toEqual(Array(3).fill(annotate(ARTICLE.title[0])));
    await tab.reload();
    await add(server.url('/telling', 'localhost'));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await shown()).toEqual(Array(3).fill(annotate(ARTICLE.title[0])));
    await tab.close();
  });

  test.each([
    ['stateOnce', { allowlist: ['127.0.0.1'] }, false], ['stateOnce', { allowlist: ['*://127.0.0.1/*'] }, null], ['stateOnceOff', { enabled: false }, null],
  ] as const)('the popup says of a page that was cleaned once what of any, and that it was only once: %s, %j', async (more, chosen, here) => {
    await set(chosen);
    const { tab, url } = await visit('/damaged');
    await choose(url, 'once');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    const popup = await openPopup(session, url);
    await popup.until((key) => document.querySelector('#more')?.textContent === (globalThis as any).chrome.i18n.getMessage(key), more);
    await popup.until(() => Number(document.querySelector('#count-annotation')?.textContent) > 50 && document.querySelector<HTMLElement>('#popup')?.dataset['tone'] === 'found');
    expect(await popup.evaluate(() => {
      const { checked, disabled } = document.querySelector<HTMLInputElement>('#here')!;
      return [disabled ? null : checked, ...['#report', '#marks', '#action'].map((one) => document.querySelector<HTMLButtonElement>(one)?.disabled)];
    })).toEqual([here, false, false, false]);
    // The toolbar, too, shows a page that is cleaned.
    await expect.poll(() => popup.evaluate(() => (globalThis as any).chrome.action.getTitle({ tabId: Number(new URLSearchParams(location.search).get('tab')) }))).toMatch(NAME);
    await popup.click('#action');
    await expectText(tab, '#headline', annotate(ARTICLE.title[0]));
    await popup.until(() => document.querySelector<HTMLElement>('#popup')?.dataset['tone'] === 'off');
    await popup.click('#action');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await popup.close();
    await tab.close();
  });

  /** What the background calls next waits until it is released, as on a machine that has much to do. */
  const hold = (method: 'setBadgeText' | 'setIcon'): Promise<void> => session.background!((name) => {
    const { action } = (globalThis as any).chrome;
    const call = action[name].bind(action);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: called, resolve: note } = Promise.withResolvers<void>();
    action[name] = async (...values: unknown[]) => {
      action[name] = call;
      note();
      await released;
      return call(...values);
    };
    Object.assign(globalThis, { held: { called, release } });
  }, method);
  const held = (what: 'called' | 'release'): Promise<void> => session.background!((name) => {
    const { called, release } = (globalThis as any).held;
    return name === 'called' ? called : release();
  }, what);

  test.each([['setBadgeText', {}], ['setIcon', { allowlist: ['127.0.0.1'] }]] as const)('what is told of a page late is not shown for the next one in its tab: %s', async (method, chosen) => {
    await set(chosen);
    const tab = await session.newTab();
    await hold(method);
    await tab.goto(server.fresh('/damaged'));
    await held('called');
    const url = server.fresh('/right', 'localhost');
    await tab.goto(url);
    const popup = await openPopup(session, url);
    await held('release');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await badgeOf(popup)).toBe('');
    expect(await popup.evaluate(() => (globalThis as any).chrome.action.getTitle({ tabId: Number(new URLSearchParams(location.search).get('tab')) }))).toMatch(NAME);
    await popup.close();
    await tab.close();
  });

  test('what is selected is turned to the other script by the menu, and back by a key', async () => {
    const { tab, url } = await visit('/right');
    const select = (): Promise<void> => tab.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#two') as Element));
    await select();
    await choose(url, 'traditional', ARTICLE.second[1]);
    await tab.until(() => document.querySelector('#two')?.textContent?.startsWith('老人們更願意早上來。'));
    expect(await tab.evaluate(() => document.querySelector('#one')?.textContent)).toBe(ARTICLE.first[1]);
    await select();
    await press(session, url, 'simplified');
    await expectText(tab, '#two', ARTICLE.second[1]);
    await tab.close();
  });

  test('keys show the original and the changes', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await press(session, url, 'toggle');
    await expectText(tab, '#headline', annotate(ARTICLE.title[0]));
    await press(session, url, 'toggle');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    await press(session, url, 'changes');
    await tab.until(() => document.querySelector('html > div') !== null);
    await press(session, url, 'changes');
    await tab.until(() => document.querySelector('html > div') === null);
    await tab.close();
  });

  test('the toolbar tells on, off and left alone apart, by title and badge', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#headline', ARTICLE.title[1]);
    const popup = await openPopup(session, url);
    const toolbar = async (): Promise<unknown[]> => [
      await popup.evaluate(() => (globalThis as any).chrome.action.getTitle({ tabId: Number(new URLSearchParams(location.search).get('tab')) })),
      Number.parseInt(await badgeOf(popup), 10) > 50,
    ];
    // Not its title: until one is set, it is the manifest's, which a browser without a window has in English.
    await expect.poll(async () => (await toolbar())[1]).toBe(true);
    await set({ enabled: false });
    await expect.poll(toolbar).toEqual(['清页已关闭，不会改动任何网页。', false]);
    await set({ allowlist: ['127.0.0.1'] });
    await expect.poll(toolbar).toEqual(['已在此网站停用，不读取也不改动。', false]);
    await set({});
    await expect.poll(toolbar).toEqual(['清页', true]);
    await popup.close();
    await tab.close();
  });
});
