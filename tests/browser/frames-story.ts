import { expect, test } from 'vitest';
import { ARTICLE } from './pages.ts';
import { expectText } from './reading.ts';
import { askLayer, openPopup, type Session, type Tab } from './session.ts';

/** What a reader says of a page holds in its frames, too. */
export function tellFramesStory(given: () => Session, visit: (path: string) => Promise<{ tab: Tab; url: string }>): void {
  test('marks that are closed in the page end in its frames, too', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#first', ARTICLE.first[1]);
    const popup = await openPopup(given(), url);
    const marked = (): Promise<[page: number, frame: number]> => tab.evaluate(() => {
      const inner = document.querySelector<HTMLIFrameElement>('#frame')?.contentWindow as Window & typeof globalThis;
      return [CSS.highlights.size, inner.CSS.highlights.size];
    });
    await popup.until(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
    for (let round = 0; round < 2; round++) {
      await popup.click('#marks');
      await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'true');
      await expect.poll(marked, { timeout: 10_000 }).toEqual([2, 1]); // the changes, and in the page the one that its card is about
      await tab.bringToFront();
      await askLayer(popup, url, 'focus', '.panel');
      await tab.press('Escape');
      await expect.poll(marked, { timeout: 10_000 }).toEqual([0, 0]);
      await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'false');
    }
    await popup.close();
    await tab.close();
  });
}
