import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { annotate, ARTICLE, damagedPage } from '../browser/pages.ts';
import { servePages, type PageServer } from '../browser/server.ts';
import { type Browser, launch } from './browser.ts';

/** The extension is taken from under open pages, by an update or by its user. */

const DAMAGED = annotate(ARTICLE.first[0]);
/** Asked from here and not frame by frame: a page behind others may have none. */
const textIs = (page: Page, selector: string, text: string): Promise<void> =>
  expect.poll(() => page.evaluate((s) => document.querySelector(s)?.textContent, selector), { timeout: 20_000, message: `${selector} on ${page.url()}` }).toBe(text);
const addParagraph = (page: Page, id: string): Promise<void> =>
  page.evaluate(([name, text]) => document.body.append(Object.assign(document.createElement('p'), { id: name, textContent: text })), [id, annotate(ARTICLE.late[0])] as const);

let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  server = await servePages({ '/damaged': damagedPage() });
});
afterAll(() => server?.close());
// A new one for each test and each try: what is done to the extension here stays done.
beforeEach(async () => {
  browser = await launch();
});
afterEach(() => browser?.close());

test('reloaded under an open page: what is clean stays clean, the old script and the new one do not fight, and nothing is said in the console', async () => {
  // Unpacked extensions come back from a reload in developer mode only.
  await browser.manage(() => (globalThis as any).chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }), null);
  const url = server.fresh('/damaged');
  const page = await browser.context.newPage();
  const said: string[] = [];
  page.on('console', (message) => { if (!message.text().startsWith('Failed to load resource')) said.push(message.text()); });
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(url);
  await textIs(page, '#first', ARTICLE.first[1]);
  const [other, otherUrl] = [await browser.context.newPage(), server.fresh('/damaged')];
  await other.goto(otherUrl);
  await textIs(other, '#first', ARTICLE.first[1]);

  const own = await browser.own('popup.html?tab=-1');
  const gone = own.waitForEvent('close');
  await own.evaluate(() => (globalThis as any).chrome.runtime.reload()).catch(() => undefined);
  await gone;
  await addParagraph(page, 'orphan');
  await textIs(page, '#orphan', ARTICLE.late[1]);

  // The new one looks at the page too, as soon as somebody asks it; then both follow what the page does.
  await expect.poll(async () => browser.popup(url).then(async (popup) => popup.close().then(() => true), () => false), { timeout: 15_000 }).toBe(true);
  await page.evaluate(() => {
    (window as any).changes = 0;
    new MutationObserver((records) => { (window as any).changes += records.length; }).observe(document, { subtree: true, characterData: true });
  });
  await addParagraph(page, 'both');
  await textIs(page, '#both', ARTICLE.late[1]);
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as any).changes)).toBeLessThanOrEqual(2);
  expect(await page.textContent('#first')).toBe(ARTICLE.first[1]);

  await page.reload();
  await textIs(page, '#first', ARTICLE.first[1]);

  // What the old one did is out of reach, and the new one did nothing: the popup doesn't call the page undamaged.
  const popup = await browser.popup(otherUrl);
  await popup.waitForFunction(() => document.querySelector('#state')?.textContent === 'Qingye was restarted meanwhile.');
  expect(await popup.textContent('#action')).toBe('Reload page');
  await popup.click('#action');
  await popup.waitForFunction(() => document.querySelector('#state')?.textContent?.startsWith('Repaired in '));
  await popup.close();
  await other.close();
  expect(said).toEqual([]);
  await page.close();
});

describe('the reader lets it run', () => {
  const allow = (update: object): Promise<void> => browser.manage(([id, what]) =>
    (globalThis as any).chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, ...what }), update);

  test('on click: a page stays as it was served', async () => {
    await allow({ hostAccess: 'ON_CLICK' });
    const url = server.fresh('/damaged');
    const page = await browser.context.newPage();
    await page.goto(url);
    await page.waitForTimeout(700);
    expect(await page.textContent('#first')).toBe(DAMAGED);
    await page.close();
  });

  test('on one site: cleaned there, and nowhere else', async () => {
    await allow({ hostAccess: 'ON_SPECIFIC_SITES' });
    await browser.manage(([id]) => (globalThis as any).chrome.developerPrivate.addHostPermission(id, 'http://127.0.0.1/*'), null);
    const [page, other] = [await browser.context.newPage(), await browser.context.newPage()];
    await other.goto(server.fresh('/damaged').replace('127.0.0.1', 'localhost'));
    await page.goto(server.fresh('/damaged'));
    await textIs(page, '#first', ARTICLE.first[1]);
    expect(await other.textContent('#first')).toBe(DAMAGED);
    await allow({ hostAccess: 'ON_ALL_SITES' });
    for (const one of [page, other]) await one.close();
  });
});
