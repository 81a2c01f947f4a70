import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';
import { begin, type Lab, openLab, settle } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab?.close());

const text = (page: Page, selector: string): Promise<string | null> =>
  page.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

describe('kinds of documents', () => {
  test.each(['text/plain', 'text/markdown'])('%s, which the browser shows in an element of its own', async (type) => {
    const page = await lab.serve(type, '第一行國(guó)\n第二行國(guó)\n');
    expect(await text(page, 'pre')).toBe('第一行國\n第二行國\n');
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await text(page, 'pre')).toBe('第一行國(guó)\n第二行國(guó)\n');
  });

  test.each(['text/css', 'text/javascript', 'application/json'])('code (%s) stays', async (type) => {
    const page = await lab.serve(type, '/* 第一行國(guó)\n第二行國(guó) */');
    expect(await text(page, 'pre')).toBe('/* 第一行國(guó)\n第二行國(guó) */');
  });

  test('XHTML, with its lang put back', async () => {
    const page = await lab.serve('application/xhtml+xml',
      '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN"><head><title>國(guó)</title></head><body><p id="p">國(guó)里</p></body></html>');
    expect(await text(page, '#p')).toBe('國里');
    expect(await page.title()).toBe('國');
    await begin(page, 't');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-x-t');
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    expect(await text(page, '#p')).toBe('國(guó)里');
  });

  test('a picture stays as it is, and nothing breaks', async () => {
    const source = '<svg xmlns="http://www.w3.org/2000/svg"><title>國(guó)</title><text y="20">國(guó)國(guó)</text></svg>';
    const page = await lab.serve('image/svg+xml', source);
    await begin(page, 'tw');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(source);
  });
});

describe('text that is not there yet', () => {
  test('a template is left alone, and what is made from it is cleaned', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><template id="t"><p class="made">國(guó)</p></template>');
    await page.evaluate(() => document.body.append((document.querySelector('#t') as HTMLTemplateElement).content.cloneNode(true)));
    await settle(page);
    expect(await text(page, '.made')).toBe('國');
    expect(await page.evaluate(() => (document.querySelector('#t') as HTMLTemplateElement).innerHTML)).toBe('<p class="made">國(guó)</p>');
  });

  test('a custom element that is defined late, with another in its shadow tree', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><late-outer></late-outer>');
    await page.waitForTimeout(200);
    await page.evaluate(() => {
      const define = (name: string, html: string): void => customElements.define(name, class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: 'open' }).innerHTML = html;
        }
      });
      define('late-outer', '<p>國(guó)外</p><late-inner></late-inner>');
      setTimeout(() => define('late-inner', '<p>國(guó)内</p>'), 300);
    });
    await page.waitForFunction(() => {
      const outer = document.querySelector('late-outer')?.shadowRoot;
      return outer?.querySelector('p')?.textContent === '國外' && outer.querySelector('late-inner')?.shadowRoot?.textContent === '國内';
    }, undefined, { timeout: 10_000 });
  });

  test('a tree whose size says nothing is found when the reader points at it', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="host" style="width:100px;height:40px;overflow:hidden">x</div>');
    await page.waitForTimeout(200);
    await page.evaluate(() => { (document.querySelector('#host') as Element).attachShadow({ mode: 'open' }).innerHTML = '<b>國(guó)</b>'; });
    await page.hover('#host');
    await page.waitForFunction(() => document.querySelector('#host')?.shadowRoot?.textContent === '國', undefined, { timeout: 2000 });
  });

  test('a list that grows as the reader scrolls', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><ul id="list"></ul>');
    for (let round = 0; round < 5; round++) {
      await page.evaluate((n) => {
        for (let i = 0; i < 100; i++) {
          const item = document.createElement('li');
          item.textContent = `第${n * 100 + i}項，國(guó)的`;
          document.querySelector('#list')?.append(item);
        }
      }, round);
      await settle(page);
    }
    await page.waitForFunction(() => !document.body.textContent?.includes('guó'));
    expect(await page.evaluate(() => document.querySelectorAll('li').length)).toBe(500);
  });
});

describe('a page that costs too much', () => {
  test('is stopped, says how far it came, and goes on when asked', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${'<p>國(guó)</p>'.repeat(800)}`, false);
    await page.evaluate(() => {
      const { PageCleaner, ruleEngine, OPTIONS } = (window as any).qingye;
      const slow = { ...ruleEngine, clean: (...all: unknown[]) => {
        for (const end = performance.now() + 5; performance.now() < end;);
        return ruleEngine.clean(...all);
      } };
      (window as any).cleaner = new PageCleaner(document, () => undefined, 60);
      (window as any).cleaner.do({ engine: slow, options: OPTIONS, conversion: null });
    });
    const progress = (): Promise<{ state: string; done: number; left: number }> => page.evaluate(() => (window as any).cleaner.progress);
    await expect.poll(progress).toMatchObject({ state: 'stopped' });
    const first = await progress();
    let left = first.left;
    await page.waitForTimeout(200);
    expect(await progress()).toEqual(first);
    for (let i = 0; i < 30 && (await progress()).state !== 'done'; i++) {
      await page.evaluate(() => (window as any).cleaner.goOn());
      await expect.poll(async () => (await progress()).state).toMatch(/done|stopped/);
      left = Math.max(left, (await progress()).left);
    }
    expect(left).toBeGreaterThan(0);
    expect(await progress()).toMatchObject({ state: 'done', left: 0 });
    expect(await page.evaluate(() => document.body.textContent?.includes('guó'))).toBe(false);
  });

  test('what the page changed meanwhile is not forgotten', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><p id="late"></p>', false);
    await page.evaluate(() => {
      const { PageCleaner, ruleEngine, OPTIONS } = (window as any).qingye;
      (window as any).cleaner = new PageCleaner(document, () => undefined, -1);
      (window as any).cleaner.do({ engine: ruleEngine, options: OPTIONS, conversion: null });
      (document.querySelector('#late') as Element).textContent = '後來的國(guó)';
    });
    for (let i = 0; i < 10; i++) {
      await settle(page);
      await page.evaluate(() => (window as any).cleaner.goOn());
    }
    await page.waitForFunction(() => document.querySelector('#late')?.textContent === '後來的國');
  });
});

describe('words across inline tags', () => {
  test.each([
    ['of the same length', '<b>程</b>序', '<b>程</b>式'],
    ['replaced as a whole', '打<i>印</i>机', '印<i>表</i>機'],
    ['longer than before', '互<b>联</b>网', '網<b>際網</b>路'],
    ['not across a line break', '程<br>序', '程<br>序'],
  ])('%s', async (_name, before, after) => {
    const page = await lab.open(`<p id="p">这是${before}。</p>`, false);
    await page.evaluate(keepSnapshot);
    await begin(page, 'twp');
    expect(await page.innerHTML('#p')).toBe(`這是${after}。`);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  test('wherever the work is cut into turns', async () => {
    const page = await lab.open(`<p id="p">${'<b>头</b><i>发</i>'.repeat(100)}</p>`, false);
    await begin(page, 't');
    expect(await text(page, '#p')).toBe('頭髮'.repeat(100));
  });

  test('also where the page changes one of the pieces', async () => {
    const page = await lab.open('<p id="p"><b>头</b>发</p>', false);
    await begin(page, 't');
    await page.evaluate(() => { (document.querySelector('#p')?.lastChild as Text).data = '发型'; });
    await settle(page);
    expect(await text(page, '#p')).toBe('頭髮型');
  });
});
