import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { openLab, settle, type Lab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab?.close());

const text = (page: Page, selector: string): Promise<string | null> =>
  page.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

/** Writes the document anew, as often as is said: all listeners go from it and its window. */
const rewrite = async (page: Page, body: string, times = 1): Promise<void> => {
  for (let i = 0; i < times; i++) {
    await page.evaluate((html) => {
      document.open();
      document.write(`<!doctype html><html lang="zh-CN"><head><title>頁</title></head><body>${html}</body></html>`);
      document.close();
    }, body);
    await settle(page);
  }
};

describe('a document that the page writes anew', () => {
  test.each([1, 2])('is followed into shadow trees that come late: written anew %i times', async (times) => {
    const page = await lab.open('<p>國(guó)國(guó)</p>', false);
    // The looks that come some time after the page was there are not what is tested.
    await page.evaluate(() => { Object.assign(window, { requestIdleCallback: (run: () => void) => setTimeout(run, 60_000) }); });
    await page.evaluate(() => (window as any).cleaner.do({ engine: (window as any).qingye.ruleEngine, options: (window as any).qingye.OPTIONS, conversion: null }));
    await settle(page);
    await rewrite(page, '<p>國(guó)國(guó)</p><div id="host"></div>', times);
    expect(await text(page, 'p')).toBe('國國');
    await page.evaluate(() => { document.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<p style="height: 2000px">外國(guó)</p>'; });
    await page.mouse.move(200, 200);
    await page.waitForFunction(() => document.querySelector('#host')?.shadowRoot?.textContent === '外國', undefined, { timeout: 3000 });
  });

  test('keeps what the reader selects while it is repaired', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p>');
    await rewrite(page, '<p id="p">一國(guó)二</p><p>國(guó)國(guó)</p>');
    await page.evaluate(() => {
      const node = document.querySelector('#p')!.firstChild as Text;
      getSelection()!.setBaseAndExtent(node, 0, node, 1);
    });
    await settle(page);
    await page.evaluate(() => (document.querySelector('#p')!.firstChild as Text).appendData('國(guó)三'));
    await settle(page);
    expect(await text(page, '#p')).toBe('一國二國三');
    expect(await page.evaluate(() => getSelection()!.toString())).toBe('一');
  });

  test('is judged by what it says now', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${'<p>一二三四五六七八九十</p>'.repeat(200)}`);
    await rewrite(page, '<p id="p">學國(guó)語</p>');
    expect(await text(page, '#p')).toBe('學國(guó)語');
    await rewrite(page, `<p id="p">學國(guó)語</p><p>國(guó)</p>${'<p>一二三四五六七八九十</p>'.repeat(200)}`);
    expect(await text(page, '#p')).toBe('學國語');
  });

  test('and does so whenever we repair it ends up with its own text, not in a loop', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p>', false);
    await page.evaluate(() => {
      const again = (): void => {
        document.open();
        document.write('<!doctype html><p>國(guó)國(guó)</p>');
        document.close();
      };
      (window as any).rounds = 0;
      new MutationObserver(() => {
        if (document.body === null || document.body.textContent!.includes('(guó)')) return;
        (window as any).rounds++;
        setTimeout(again);
      }).observe(document, { childList: true, characterData: true, subtree: true });
      (window as any).cleaner.do({ engine: (window as any).qingye.ruleEngine, options: (window as any).qingye.OPTIONS, conversion: null });
    });
    await page.waitForTimeout(3000);
    const rounds = await page.evaluate(() => (window as any).rounds as number);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as any).rounds as number)).toBe(rounds);
    expect(rounds).toBeLessThan(130);
    expect(await text(page, 'p')).toBe('國(guó)國(guó)');
  });
});
