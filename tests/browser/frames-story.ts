import { expect, test } from 'vitest';
import { annotate, ARTICLE } from './pages.ts';
import { expectText, writeAnew } from './reading.ts';
import { askLayer, openPopup, type Session, storeSettings, type Tab } from './session.ts';

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
    /** what the highlights of each document look like in it */
    const grounds = (): Promise<string[][]> => tab.evaluate(() =>
      [window, document.querySelector<HTMLIFrameElement>('#frame')?.contentWindow as Window & typeof globalThis].map((view) =>
        [...view.CSS.highlights.keys()].map((name) => view.getComputedStyle(view.document.body, `::highlight(${name})`).backgroundColor)));
    await popup.until(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
    for (let round = 0; round < 2; round++) {
      await popup.click('#marks');
      await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'true');
      await expect.poll(marked, { timeout: 10_000 }).toEqual([2, 1]); // the changes, and in the page the one that its card is about
      expect(await grounds()).toEqual([['rgba(13, 148, 136, 0.2)', 'rgba(13, 148, 136, 0.5)'], ['rgba(13, 148, 136, 0.2)']]);
      await tab.bringToFront();
      await askLayer(popup, url, 'focus', '.panel');
      await tab.press('Escape');
      await expect.poll(marked, { timeout: 10_000 }).toEqual([0, 0]);
      await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'false');
    }
    await popup.close();
    await tab.close();
  });

  test('marks and their card stay when the page writes its document anew, until they are closed', async () => {
    const { tab, url } = await visit('/single');
    await expectText(tab, 'p', ARTICLE.first[1]);
    const popup = await openPopup(given(), url);
    await popup.until(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
    await popup.click('#marks');
    await expect.poll(() => askLayer(popup, url, 'text', '.panel'), { timeout: 10_000 }).toMatch(/\d/);
    await tab.bringToFront();
    await writeAnew(tab);
    await expectText(tab, 'p', ARTICLE.first[1]);
    const position = (): Promise<string | null> => askLayer(popup, url, 'text', '[role=status]');
    await expect.poll(position, { timeout: 10_000 }).not.toBeNull();
    await tab.evaluate((one) => document.body.insertAdjacentHTML('afterbegin', `<b id="one">${one}</b>`), annotate('書'));
    await expectText(tab, '#one', '书');
    // Marks are told of a change a little later: the pointer comes until it is on one.
    await expect.poll(async () => {
      for (const selector of ['p', '#one']) await tab.click(selector);
      return position();
    }, { timeout: 10_000 }).toMatch(/\d/);
    await askLayer(popup, url, 'focus', '.panel');
    await tab.press('Escape');
    await tab.until(() => document.querySelector('html > div') === null && CSS.highlights.size === 0);
    await popup.close();
    await tab.close();
  });

  test('a frame of a page that no one can tell the site of is left alone where the reader said something of any site', async ({ skip }) => {
    skip(given().name !== 'Firefox', 'Chromium tells the address of every tab');
    const { tab, url } = await visit('/telling');
    const popup = await openPopup(given(), url);
    const set = (settings: object): Promise<void> => storeSettings(popup, settings);
    const open = async (): Promise<void> => {
      await tab.goto('about:blank');
      await tab.evaluate((src) => {
        addEventListener('message', ({ data }) => { (window as any).told = data; });
        document.body.append(Object.assign(document.createElement('iframe'), { src }));
      }, url);
    };
    const told = (): Promise<unknown> => tab.evaluate(() => (window as any).told);
    await open();
    await expect.poll(told, { timeout: 10_000 }).toBe(ARTICLE.title[1]);
    await set({ allowlist: ['example.org'] });
    await expect.poll(told, { timeout: 10_000 }).toBe(annotate(ARTICLE.title[0]));
    await open();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await told()).toBe(annotate(ARTICLE.title[0]));
    await set({});
    await expect.poll(told, { timeout: 10_000 }).toBe(ARTICLE.title[1]);
    await storeSettings(popup, null);
    await popup.close();
    await tab.close();
  });

  test('a window that a page opens and writes is left alone where the page is, and cleaned where it is not', async () => {
    const { tab, url } = await visit('/clean');
    const own = await openPopup(given(), url);
    const allowlist = (hosts: string[]): Promise<void> => storeSettings(own, { allowlist: hosts });
    await allowlist(['127.0.0.1']);
    await tab.evaluate((words) => {
      const opened = (window as any).opened = window.open('') as Window;
      // Not by `document.write`, which would give it the page's address.
      opened.document.body.innerHTML = `<p>${words}</p>`;
    }, annotate(ARTICLE.first[0] + ARTICLE.second[0]));
    const says = (): Promise<string> => tab.evaluate(() => (window as any).opened.document.querySelector('p').textContent);
    await new Promise((resolve) => setTimeout(resolve, 2000)); // as long as it takes to be cleaned, and longer
    expect(await says()).toBe(annotate(ARTICLE.first[0] + ARTICLE.second[0]));
    await allowlist([]);
    await expect.poll(says, { timeout: 10_000 }).toBe(ARTICLE.first[1] + ARTICLE.second[1]);
    await tab.evaluate(() => (window as any).opened.close());
    await storeSettings(own, null);
    await own.close();
    await tab.close();
  });

  test('where an entry has a path, a page that goes to another address by itself is another page', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#first', ARTICLE.first[1]);
    const own = await openPopup(given(), url);
    await storeSettings(own, { allowlist: ['*://127.0.0.1/news/*'] });
    const go = (path: string): Promise<void> => tab.evaluate((to) => history.pushState(null, '', to), path);
    await go('/news/1');
    await expectText(tab, '#first', annotate(ARTICLE.first[0]));
    await go('/2');
    await expectText(tab, '#first', ARTICLE.first[1]);
    await storeSettings(own, null);
    await own.close();
    await tab.close();
  });

  test('frames that come while the original is shown come as they are, until the page is cleaned again or left', async () => {
    const { tab, url } = await visit('/damaged');
    await expectText(tab, '#first', ARTICLE.first[1]);
    const [damaged, clean] = [annotate(ARTICLE.second[0]), ARTICLE.second[1]];
    await tab.evaluate(() => {
      const honest = Object.assign(document.createElement('iframe'), { id: 'honest', srcdoc: '<!doctype html><p>清' });
      document.body.append(honest);
      return new Promise((resolve) => { honest.onload = resolve; });
    });
    const popup = await openPopup(given(), url);
    const action = (key: string): Promise<void> => popup.until((name) =>
      document.querySelector('#action:enabled')?.textContent === (globalThis as any).chrome.i18n.getMessage(name as string), key);
    await action('restore');
    await popup.click('#action');
    await expectText(tab, '#first', annotate(ARTICLE.first[0]));
    await action('again');

    // One is added, one goes to another page, and one that was there fills itself.
    await tab.evaluate((text) => {
      const late = Object.assign(document.createElement('iframe'), { id: 'late', src: '/damaged?late' });
      document.body.append(late);
      document.querySelector('#frame')!.removeAttribute('srcdoc');
      document.querySelector<HTMLIFrameElement>('#frame')!.src = '/damaged?other';
      document.querySelector<HTMLIFrameElement>('#honest')!.contentDocument!.body.innerHTML = `<p id="second">${text}</p>`.repeat(3);
    }, damaged);
    const shown = (): Promise<unknown[]> => tab.evaluate(() => ['late', 'frame', 'honest'].map((id) =>
      document.querySelector<HTMLIFrameElement>(`#${id}`)?.contentDocument?.querySelector('#second')?.textContent));
    await expect.poll(shown, { timeout: 10_000 }).toEqual([damaged, damaged, damaged]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await shown()).toEqual([damaged, damaged, damaged]);
    await action('again');
    await popup.click('#action');
    await expect.poll(shown, { timeout: 10_000 }).toEqual([clean, clean, clean]);
    await expectText(tab, '#first', ARTICLE.first[1]);

    await action('restore');
    await popup.click('#action');
    await expect.poll(shown, { timeout: 10_000 }).toEqual([damaged, damaged, damaged]);
    await tab.reload();
    await tab.evaluate(() => document.body.append(Object.assign(document.createElement('iframe'), { id: 'late', src: '/damaged?late' })));
    await expect.poll(async () => (await shown())[0], { timeout: 10_000 }).toBe(clean);
    await popup.close();
    await tab.close();
  });
}
