import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';
import { begin, openLab, settle, type Lab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab?.close());

const text = (page: Page, selector: string): Promise<string | null> =>
  page.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

/** The changes in the body, as `before>after` with a tilde for those taken back, in the order of the page. */
const changes = (page: Page): Promise<string[]> => page.evaluate(() =>
  [...(window as any).cleaner.changes()].filter(({ slot }) => document.body.contains(slot.node))
    .sort((a, b) => (a.slot.node.compareDocumentPosition(b.slot.node) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1))
    .map(({ change }) => `${change.takenBack ? '~' : ''}${change.before}>${change.after}`));

/** Takes the n-th change of an element back, or makes it again. */
const change = (page: Page, selector: string, index: number, takeBack: boolean): Promise<void> =>
  page.evaluate(([s, i, back]) => {
    const { cleaner } = window as any;
    const inside = [...cleaner.changes()].filter(({ slot }) => document.querySelector(s as string)?.contains(slot.node));
    cleaner.change(inside[i as number], back);
  }, [selector, index, takeBack]);

/** The text that is marked for each change of an element. */
const marked = (page: Page, selector: string): Promise<(string | null)[]> => page.evaluate((s) =>
  [...(window as any).cleaner.changes()].filter(({ slot }) => slot.name === null && document.querySelector(s)?.contains(slot.node))
    .map(({ slot, shown }) => (shown === null ? null : slot.node.data.slice(shown[0], shown[1]))), selector);

describe('one change by itself', () => {
  test.each([
    ['an annotation among others', '<p id="p">一國(guó)二國(guó)三??</p>', 1, '一國二國(guó)三□', '一國二國三□'],
    ['a lost character', '<p id="p">一國(guó)二國(guó)三??</p>', 2, '一國二國三??', '一國二國三□'],
    ['the only one of a text', '<p id="p">國(guó)</p><p>國(guó)</p>', 0, '國(guó)', '國'],
    ['an injected heading', '<h1 id="p"><a href="/">spam</a></h1><p>國(guó)</p>', 0, 'spam', ''],
  ])('%s is taken back and made again', async (_name, body, index, back, again) => {
    const page = await lab.open(body, false);
    await page.evaluate(keepSnapshot);
    await begin(page);
    const all = await changes(page);
    await change(page, '#p', index, true);
    expect(await text(page, '#p')).toBe(back);
    expect(await page.evaluate(() => document.querySelector('#p')?.checkVisibility())).toBe(true);
    const left = await changes(page);
    expect(left.filter((one) => one.startsWith('~'))).toHaveLength(1);
    expect(left.map((one) => one.replace('~', '')).sort()).toEqual([...all].sort());
    await begin(page); // a new look at the page keeps the reader's word
    expect(await text(page, '#p')).toBe(back);
    await change(page, '#p', index, false);
    expect(await text(page, '#p')).toBe(again);
    expect(await changes(page)).toEqual(all);
    await change(page, '#p', index, true);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  test('an attribute', async () => {
    const page = await lab.open('<p id="p" title="國(guó)??">國(guó)</p>');
    await change(page, '#p', 2, true);
    expect(await page.evaluate(() => document.querySelector('#p')?.getAttribute('title'))).toBe('國??');
  });

  test('a box of the kit', async () => {
    const names = ['dfn', 'cite', 'acronym', 'small', 'ul', 'li', 'fieldset', 'strong', 'legend', 'rt'];
    const page = await lab.open(`<div id="ab1cd" class="x">${names.map((name) => `<${name} id="ab1cd"></${name}>`).join('')}</div><p>國(guó)國(guó)</p>`);
    expect((await changes(page))[0]).toBe('<div id="ab1cd" class="x">>');
    await change(page, '#ab1cd', 0, true);
    await begin(page);
    expect(await page.evaluate(() => document.querySelector('#ab1cd')?.checkVisibility())).toBe(true);
    await change(page, '#ab1cd', 0, false);
    expect(await page.evaluate(() => document.querySelector('#ab1cd')?.checkVisibility())).toBe(false);
  });

  const PAGE = '<p id="a" title="國(guó)">一國(guó)二國(guó)三</p><ul><li>國(guó)</li><li>國(guó)</li></ul>';
  const shown = (page: Page): Promise<(string | null)[]> => page.evaluate(() =>
    [document.querySelector('#a')!.getAttribute('title'), ...[...document.querySelectorAll('#a, li')].map((element) => element.textContent)]);

  test.each([
    ['writes its document anew', (html: string): void => { document.open(); document.write(`<!doctype html><html lang="zh-CN"><body>${html}</body></html>`); document.close(); }],
    ['makes its elements anew', (html: string): void => { document.body.innerHTML = html; }],
    ['makes one text after the other anew', (): void => {
      for (const element of document.querySelectorAll('#a, li')) element.replaceChildren(element.id === 'a' ? '一國(guó)二國(guó)三' : '國(guó)');
    }],
  ])('stays taken back when the page %s with the same words in it, as often as it was', async (_what, again) => {
    const page = await lab.open(PAGE);
    const attribute = (takeBack: boolean): Promise<void> => page.evaluate((back) => {
      const { cleaner } = window as any;
      cleaner.change([...cleaner.changes()].find(({ slot }: any) => slot.name === 'title'), back);
    }, takeBack);
    await attribute(true);
    await page.evaluate(() => {
      const { cleaner } = window as any;
      const text = document.querySelector('#a')!.firstChild;
      cleaner.change([...cleaner.changes()].filter(({ slot }: any) => slot.node === text)[1], true);
    });
    await change(page, 'li', 0, true);
    const taken = ['國(guó)', '一國二國(guó)三', '國(guó)', '國'];
    expect(await shown(page)).toEqual(taken);
    for (let round = 0; round < 2; round++) {
      await page.evaluate(again, PAGE);
      await settle(page);
      expect(await shown(page)).toEqual(taken);
    }
    await attribute(false);
    await change(page, 'li', 0, false);
    expect(await shown(page)).toEqual(['國', '一國二國(guó)三', '國', '國']);
    await page.evaluate(again, PAGE);
    await settle(page);
    expect(await shown(page)).toEqual(['國', '一國二國(guó)三', '國', '國']);
  });

  test('does not go over to equal texts that were there before', async () => {
    const page = await lab.open(PAGE);
    await change(page, 'li', 0, true);
    await page.evaluate(() => document.querySelector('li')!.remove());
    await begin(page);
    expect((await shown(page))[2]).toBe('國');
    await page.evaluate(() => document.querySelector('ul')!.insertAdjacentHTML('beforeend', '<li>國(guó)</li>'));
    await settle(page);
    expect((await shown(page)).slice(2)).toEqual(['國', '國(guó)']);
  });

  test('restoring forgets what was taken back', async () => {
    const page = await lab.open('<p id="p">國(guó)國(guó)</p>');
    await change(page, '#p', 0, true);
    await page.evaluate(() => (window as any).cleaner.restore());
    await begin(page);
    expect(await text(page, '#p')).toBe('國國');
  });

  test('what the page writes instead is not listed any more', async () => {
    const page = await lab.open('<p id="p">國(guó)國(guó)</p><p id="q">國(guó)</p>');
    await page.evaluate(() => { (document.querySelector('#p')!.firstChild as Text).data = '新的'; document.querySelector('#q')!.remove(); });
    expect(await changes(page)).toEqual([]);
  });
});

describe('where a change is on the page', () => {
  test('after other changes, taken back or not', async () => {
    const page = await lab.open('<p id="p">國(guó)一??二??</p><p>國(guó)</p>');
    expect(await marked(page, '#p')).toEqual(['', '□', '□']);
    await change(page, '#p', 0, true);
    await change(page, '#p', 2, true);
    expect(await marked(page, '#p')).toEqual(['(guó)', '□', '??']);
  });

  test('in text that was converted, also where words changed their length', async () => {
    const page = await lab.open('<p id="p" lang="zh-CN">国??</p><p>软件软件国(guó)國(guó)國(guó)</p>', false);
    await begin(page, 'tw');
    expect(await text(page, '#p')).toBe('國□');
    expect(await marked(page, '#p')).toEqual(['□']);
  });

  test('has its text around it, as it came', async () => {
    const page = await lab.open('<p id="p">前面中國(guó)後面</p><p>國(guó)</p>');
    const around = await page.evaluate(() => [...(window as any).cleaner.changes()].map(({ change: c }) => c.around.join('|')));
    expect(around).toContain('前面中國|後面');
  });
});

describe('a change has the whole text that it was made in, as it came, and where that stood', () => {
  /** The passages of all changes with this before them. */
  const passages = (page: Page, before: string): Promise<unknown[]> => page.evaluate((words) =>
    [...(window as any).cleaner.changes()].filter(({ change }) => change.before === words).map(({ passage }) => passage), before);
  const seen = { hidden: false, link: false, foreign: false };

  test.each([
    ['a title', '', '國(guó)', '(guó)', { ...seen, place: 'title' }],
    ['an attribute', '<img alt="前面中國(guó)後面">', '前面中國(guó)後面', '(guó)', { ...seen, place: 'attribute' }],
    ['a heading', '<h2>前面中國(guó)後面</h2>', '前面中國(guó)後面', '(guó)', { ...seen, place: 'heading' }],
    ['a link to another host', '<a href="https://example.org/">前面中國(guó)後面</a>', '前面中國(guó)後面', '(guó)', { ...seen, place: 'body', link: true, foreign: true }],
    ['a text that the page hides', '<p style="display:none">前面中國(guó)後面</p>', '前面中國(guó)後面', '(guó)', { ...seen, place: 'body', hidden: true }],
    ['one of which nothing was left, so that its box is hidden by us, too', '<p style="display:none">spam</p>', 'spam', 'spam', { ...seen, place: 'body', hidden: true }],
  ])('%s', async (_name, body, whole, before, where) => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${body}`);
    await begin(page); // a page is looked at more than once
    const find = async (): Promise<unknown> => (await passages(page, before)).find((passage: any) => passage.text === whole && passage.place === where.place);
    expect(await find()).toMatchObject(where);
    // Also when it was taken back, and the page shows what came.
    await page.evaluate(([words, text]) => {
      const { cleaner } = window as any;
      cleaner.change([...cleaner.changes()].find(({ change, passage }: any) => change.before === words && passage.text === text), true);
    }, [before, whole] as const);
    expect(await find()).toMatchObject(where);
  });

  test('a box of the kit has none', async () => {
    const names = ['dfn', 'cite', 'acronym', 'small', 'ul', 'li', 'fieldset', 'strong', 'legend', 'rt'];
    const page = await lab.open(`<div id="ab1cd">${names.map((name) => `<${name} id="ab1cd"></${name}>`).join('')}</div><p>國(guó)國(guó)</p>`);
    expect(await passages(page, '<div id="ab1cd">')).toEqual([null]);
  });
});
