import { expect, test } from 'vitest';
import { annotate, ARTICLE } from './pages.ts';
import { expectText } from './reading.ts';
import { badgeOf, openPopup, type Session, type Tab } from './session.ts';

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
}
