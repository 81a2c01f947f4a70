import { expect, test } from 'vitest';
import { annotate, ARTICLE } from './pages.ts';
import { expectText } from './reading.ts';
import { openPopup, type Session, type Tab } from './session.ts';

/** In the tab that shows `url`, in the world of the extension's scripts: each look at the clock takes so many milliseconds more. */
export const slowDown = (own: Tab, url: string, step: number): Promise<void> => own.evaluate(async ([wanted, milliseconds]) => {
  const { chrome: api } = globalThis as any;
  const tab = (await api.tabs.query({})).find((one: any) => one.url === wanted);
  await api.scripting.executeScript({
    target: { tabId: tab.id }, args: [milliseconds],
    func: (more: number) => {
      const now = performance.now.bind(performance);
      let passed = 0;
      Object.defineProperty(performance, 'now', { configurable: true, value: () => now() + (passed += more) });
    },
  });
}, [url, step] as const);

/** What a reader does by the toolbar, the keys and the context menu. */
export function tellToolbarStory(given: () => Session, visit: (path: string, host?: 'localhost') => Promise<{ tab: Tab; url: string }>): void {
  const says = (popup: Tab, selector: string, key: string, ...values: string[]): Promise<void> => popup.until(([s, k, v]) =>
    document.querySelector(s as string)?.textContent === (globalThis as any).chrome.i18n.getMessage(k, v), [selector, key, values] as const);

  test('repairs in a frame are counted, and said to be there', async () => {
    const { tab, url } = await visit('/outer');
    const popup = await openPopup(given(), url);
    await popup.until(() => Number(document.querySelector('#count-annotation')?.textContent) > 50);
    await popup.until(() => Number.parseInt(document.querySelector('.more')?.textContent ?? '', 10) > 50);
    const [all, inFrames] = await popup.evaluate(() => ['#state', '.more'].map((s) => /\d+/.exec(document.querySelector(s)?.textContent ?? '')?.[0]));
    expect(inFrames).toBe(all);
    await popup.close();
    await tab.close();
  });

  test('a page that has cost its time says so, and goes on when the reader wants', async () => {
    const { tab, url } = await visit('/empty');
    const popup = await openPopup(given(), url);
    await slowDown(popup, url, 1000);
    await tab.evaluate((texts) => {
      for (let i = 0; i < 3000; i++) {
        const p = document.createElement('p');
        p.textContent = texts[i % texts.length] ?? '';
        document.querySelector('#later')?.append(p);
      }
    }, [ARTICLE.first, ARTICLE.second, ARTICLE.third].map(([text]) => annotate(text)));
    await says(popup, '#action', 'goOn');
    await says(popup, '.more', 'stateStoppedMore');
    const last = '#later p:last-child';
    await expectText(tab, last, annotate(ARTICLE.third[0]));
    await slowDown(popup, url, -1000); // on top of the other: as it was
    await popup.click('#action');
    await expectText(tab, last, ARTICLE.third[1]);
    await says(popup, '#action', 'restore');
    await popup.close();
    await tab.close();
  });

  test('each command has its name, and three have keys', async () => {
    const own = await given().extensionPage('options.html');
    const commands = await own.evaluate(async () => ((await (globalThis as any).chrome.commands.getAll()) as { name: string; description: string; shortcut: string }[])
      .filter(({ name }) => !name.startsWith('_')).map(({ name, description, shortcut }) => [name, description, shortcut]));
    expect(commands.toSorted()).toEqual([
      ['changes', 'Show changes', 'Alt+Shift+D'], ['never', 'Never on this site', ''], ['once', 'Clean this page once', ''], ['repair', 'Repair selection', 'Alt+Shift+F'],
      ['simplified', 'Selection to Simplified', ''], ['toggle', 'Show the original, or clean again', 'Alt+Shift+Q'], ['traditional', 'Selection to Traditional', ''],
    ]);
    await own.close();
  });
}
