import { expect, test } from 'vitest';
import { annotate, ARTICLE } from './pages.ts';
import { expectText, writeAnew } from './reading.ts';
import { badgeOf, openPopup, type Session, storeSettings, type Tab } from './session.ts';

/** Pages that a browser keeps. */
export function tellHistoryStory(given: () => Session, visit: (path: string) => Promise<{ tab: Tab; url: string }>): void {
  test('a page that the browser kept and brings back is clean, is counted, and goes on being followed', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#first', ARTICLE.first[1]);
    await tab.evaluate(() => addEventListener('pageshow', (event) => { (window as any).kept = event.persisted; }));
    await tab.goto(new URL('/clean', url).href);
    await tab.evaluate(() => history.back());
    await tab.until(() => (window as any).kept === true);
    await expectText(tab, '#first', ARTICLE.first[1]);
    const popup = await openPopup(given(), url);
    await expect.poll(() => badgeOf(popup), { timeout: 10_000 }).toMatch(/^\d+$/);
    await tab.evaluate((text) => { document.querySelector('#later')!.textContent = text; }, annotate(ARTICLE.late[0]));
    await expectText(tab, '#later', ARTICLE.late[1]);
    await popup.close();
    await tab.close();
  });

  test('so is one that wrote its document anew before, which took our listeners off it', async () => {
    const { tab, url } = await visit('/single');
    await expectText(tab, 'p', ARTICLE.first[1]);
    const own = await openPopup(given(), url);
    await writeAnew(tab);
    await expectText(tab, 'p', ARTICLE.first[1]);
    await expect.poll(() => badgeOf(own), { timeout: 10_000 }).toMatch(/^\d+$/);
    const leave = async (): Promise<void> => {
      await tab.evaluate(() => addEventListener('pageshow', (event) => { (window as any).kept = event.persisted; }));
      await tab.evaluate((to) => void setTimeout(() => location.assign(to)), new URL('/clean', url).href);
      await tab.until(() => location.pathname === '/clean' && document.readyState === 'complete');
      await expect.poll(() => badgeOf(own), { timeout: 10_000 }).toBe('');
    };
    const comeBack = async (kept: boolean): Promise<void> => {
      await tab.bringToFront();
      await tab.evaluate(() => void setTimeout(() => history.back()));
      if (kept) await tab.until(() => (window as any).kept === true);
    };
    await leave();
    await comeBack(true);
    await expect.poll(() => badgeOf(own), { timeout: 10_000 }).toMatch(/^\d+$/);
    await leave();
    await storeSettings(own, { allowlist: ['127.0.0.1'] });
    await comeBack(given().name === 'Firefox'); // Chromium gives a page up for which it has an event
    await expectText(tab, 'p', annotate(ARTICLE.first[0]));
    await storeSettings(own, null);
    await own.close();
    await tab.close();
  });

  test('a page that comes back follows the settings that changed meanwhile, and so does the toolbar', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#first', ARTICLE.first[1]);
    const own = await openPopup(given(), url);
    const title = (): Promise<string> => own.evaluate(async () => {
      const { chrome: api } = globalThis as any;
      return (await api.action.getTitle({ tabId: Number(new URLSearchParams(location.search).get('tab')) })) as string;
    });
    const text = (key: string): Promise<string> => own.evaluate((name) => (globalThis as any).chrome.i18n.getMessage(name), key);
    const allowlist = (hosts: string[]): Promise<void> => storeSettings(own, { allowlist: hosts });
    const leave = async (): Promise<void> => {
      await tab.evaluate(() => addEventListener('pageshow', (event) => { (window as any).kept = event.persisted; }));
      // By the page itself: the driver of Firefox waits in vain for a page that is left after it came back.
      await tab.evaluate((to) => void setTimeout(() => location.assign(to)), new URL('/clean', url).href.replace('127.0.0.1', 'localhost'));
      await tab.until(() => location.hostname === 'localhost' && document.readyState === 'complete');
      await expect.poll(title, { timeout: 10_000 }).toBe(await text('shortName'));
    };
    const comeBack = async (kept: boolean): Promise<void> => {
      await tab.bringToFront();
      await tab.evaluate(() => void setTimeout(() => history.back())); // not at once: the page that is asked would be gone before it answers
      if (kept) await tab.until(() => (window as any).kept === true);
    };

    await leave();
    await allowlist(['127.0.0.1']);
    await comeBack(given().name === 'Firefox'); // Chromium gives a page up for which it has an event
    await expectText(tab, '#first', annotate(ARTICLE.first[0]));
    await expect.poll(title, { timeout: 10_000 }).toBe(await text('stateOffHere'));
    await leave();
    await comeBack(true);
    await expect.poll(title, { timeout: 10_000 }).toBe(await text('stateOffHere'));
    await leave();
    await allowlist([]);
    await comeBack(given().name === 'Firefox');
    await expectText(tab, '#first', ARTICLE.first[1]);
    await storeSettings(own, null);
    await own.close();
    await tab.close();
  });
}
