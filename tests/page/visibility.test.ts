import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, openLab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab?.close());

/** The ids of what takes the text of elements out of sight, by their ids; `null`: it is seen. */
const hiddenBy = (page: Page, ids: readonly string[]): Promise<(string | null)[]> => page.evaluate((names) => {
  const visibility = new (window as any).qingye.Visibility();
  return names.map((id) => visibility.hiddenBy(document.getElementById(id))?.id ?? null);
}, ids);

/** What hides, and what is like it and does not. */
test.each([
  ['display:none', 'display:inline'],
  ['visibility:hidden', 'visibility:visible'],
  ['opacity:0', 'opacity:.5'],
  ['font-size:0', 'font-size:1.2em'],
  ['font-size:1px', 'font-size:2px'],
  ['text-indent:-9999px', 'text-indent:-2em'],
  ['margin-left:-501px', 'margin-left:-500px'],
  ['position:absolute;left:-9999px', 'left:-9999px'],
  ['position:fixed;top:-100vh;top:-900px', 'position:relative;top:-100px'],
  ['height:0;overflow:hidden', 'height:0'],
  ['width:1px;overflow:auto', 'width:1px'],
  ['overflow:hidden;height:1px', 'overflow:hidden;height:1.5em'],
  ['color:white', 'color:#fefefe'],
  ['color:#123456;background:#123456', 'color:#123456;background:white'],
])('a text is hidden by %s, not by %s', async (hides, shows) => {
  const page = await lab.open(`<div id="a" style="${hides}">文字</div><div id="b" style="${shows}">文字</div>`, false);
  expect(await hiddenBy(page, ['a', 'b'])).toEqual(['a', null]);
});

test('a text that is as its ground is hidden where that is the ground of what is around it', async () => {
  const page = await lab.open(`<div style="background:black"><div><p id="a" style="color:black">文字</p><p id="b" style="color:white">文字</p></div></div>`, false);
  expect(await hiddenBy(page, ['b'])).toEqual([null]);
  expect((await hiddenBy(page, ['a']))[0]).not.toBeNull();
});

test.each([
  ['a picture', 'background-image:url(data:,)'], ['a gradient', 'background:linear-gradient(black, blue)'],
])('white on %s is read, whatever is below that', async (_what, style) => {
  const page = await lab.open(`<div style="${style}"><div><p id="a" style="color:white">文字</p><p style="background:white"><b id="b" style="color:white">文字</b></p></div></div>`, false);
  expect(await hiddenBy(page, ['a', 'b'])).toEqual([null, 'b']);
});

test('what an element sets anew is read again in it; what hides all that is in it is not', async () => {
  const page = await lab.open(`<ul id="small" style="font-size:0"><li id="a">文字</li><li id="b" style="font-size:14px">文字</li></ul>
    <div id="unseen" style="visibility:hidden"><p id="c">文字</p><p id="d" style="visibility:visible">文字</p></div>
    <div id="gone" style="opacity:0"><p id="e" style="opacity:1">文字</p></div>`, false);
  expect(await hiddenBy(page, ['a', 'b', 'c', 'd', 'e'])).toEqual(['small', null, 'unseen', null, 'gone']);
});

test('a page for the dark writes in white on what it does not paint', async () => {
  const page = await lab.open('<p id="a">文字</p>', false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => { document.documentElement.style.colorScheme = 'light dark'; });
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('#a')!).color)).toBe('rgb(255, 255, 255)');
  expect(await hiddenBy(page, ['a'])).toEqual([null]);
  await page.emulateMedia({ colorScheme: null });
});

test('the outermost element that hides is named, and what we hid ourselves is not one', async () => {
  const page = await lab.open(`<div id="a" style="opacity:0"><div style="display:none"><p id="b">文字</p></div></div><p id="c">文字</p>`, false);
  expect(await hiddenBy(page, ['b'])).toEqual(['a']);
  expect(await page.evaluate(() => {
    const { AWAY, PAGE_CSS, Visibility } = (window as any).qingye;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PAGE_CSS);
    document.adoptedStyleSheets = [sheet];
    const paragraph = document.querySelector('#c') as HTMLElement;
    paragraph.setAttribute(AWAY, '');
    return [getComputedStyle(paragraph).display, new Visibility().hiddenBy(paragraph)];
  })).toEqual(['none', null]);
});
