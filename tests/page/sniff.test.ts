import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { openLab, type Lab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab.close());

const DAMAGED = '這個國(guó)家的網(wǎng)絡(luò)';
const HONEST = '这是一个没有问题的页面，它说的都是平常的话。';

/** A page that is watched; `found` counts how often it was said to be damaged. */
async function watched(body: string): Promise<Page> {
  const page = await lab.open(body, false);
  await page.evaluate(() => {
    (window as any).found = 0;
    (window as any).stop = (window as any).qingye.watchForDamage(document, () => { (window as any).found++; });
  });
  return page;
}
const found = (page: Page): Promise<number> => page.evaluate(() => (window as any).found as number);

describe('the watch for damage', () => {
  test.each([
    ['in its text', `<p>${DAMAGED}</p>`, 1],
    ['in an attribute', `<img alt="${DAMAGED}">`, 1],
    ['beside a picture that is called as what holds the page', `<img name="documentElement"><p>${DAMAGED}</p>`, 1],
    ['not in what is for programs', `<p>${HONEST}</p><pre>${DAMAGED}</pre><textarea>${DAMAGED}</textarea><script type="text/plain">${DAMAGED}</script>`, 0],
    ['not in an honest page', `<p>${HONEST}</p>`.repeat(300), 0],
  ])('sees it at once: %s', async (_where, body, times) => {
    const page = await watched(body);
    expect(await found(page)).toBe(times);
  });

  test.each([
    ['a paragraph', `document.body.insertAdjacentHTML("beforeend", '<div><p>' + damaged + '</p></div>')`],
    ['a text that changes', `document.querySelector("p").firstChild.data = damaged`],
    ['a title', `document.querySelector("p").insertAdjacentHTML("beforeend", '<b title=' + damaged + '>b</b>')`],
    ['after comments and other nodes that say nothing', `document.body.append(document.createComment(damaged)); document.body.append(damaged)`],
    ['what a script writes instead of the page', `document.open(); document.write('<!doctype html><!-- ' + damaged + ' --><p>' + damaged + '</p>'); document.close()`],
    ['a shadow tree of a custom element', `document.body.append(document.createElement("x-y")); document.querySelector("x-y").attachShadow({ mode: "open" }).innerHTML = '<p>' + damaged + '</p>'; document.body.style.height = "9999px"`],
  ])('sees what comes later: %s', async (_what, script) => {
    const page = await watched(`<p>${HONEST}</p>`);
    await page.evaluate(`{ const damaged = '${DAMAGED}'; ${script} }`);
    await expect.poll(() => found(page), { timeout: 8000 }).toBe(1);
  });

  test('not any more when it was ended', async () => {
    const page = await watched(`<p>${HONEST}</p>`);
    await page.evaluate((damaged) => {
      (window as any).stop();
      document.body.append(damaged);
    }, DAMAGED);
    await page.waitForTimeout(300);
    expect(await found(page)).toBe(0);
  });

  test('not any more when it was ended while it waited for a free moment', async () => {
    const page = await lab.open(`<p>${HONEST}</p>`, false);
    await page.evaluate(() => {
      (window as any).found = 0;
      (window as any).idle = [];
      window.requestIdleCallback = (run) => (window as any).idle.push(run);
      (window as any).stop = (window as any).qingye.watchForDamage(document, () => { (window as any).found++; });
    });
    await page.waitForFunction(() => (window as any).idle.length > 0);
    await page.evaluate((damaged) => {
      (window as any).stop();
      document.body.append(document.createElement('x-y'));
      document.querySelector('x-y')!.attachShadow({ mode: 'open' }).innerHTML = `<p>${damaged}</p>`;
      for (const run of (window as any).idle) run();
    }, DAMAGED);
    await page.waitForTimeout(300);
    expect(await found(page)).toBe(0);
  });
});
