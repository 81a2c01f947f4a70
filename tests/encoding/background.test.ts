import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages, type PageServer } from '../browser/server.ts';
import { launchFirefox, openPopup, type Session, type Tab } from '../browser/session.ts';
import { encode } from '../../src/eval/encode.ts';
import { choose } from './story.ts';

/** Firefox puts the charset in by a listener in the event page, which ends when it has nothing to do. */

/** ms; the extension makes its listener anew before the 30 s that Firefox waits. */
const IDLE = 4000;
const TEXT = '老人们更愿意早上来。他们对馆员说，这个地方的报纸很全。';

let session: Session;
let server: PageServer;
beforeAll(async () => {
  server = await servePages({
    '/page': { body: encode(`<!doctype html><p id="first">${TEXT}</p>`, 'gbk')!, headers: { 'content-type': 'text/html; charset=windows-1252', 'cache-control': 'no-store' } },
  });
  session = await launchFirefox({ idle: IDLE });
});
afterAll(async () => {
  await session?.close();
  await server?.close();
});

/** Waits until the event page is gone, as one of the extension's own pages sees it. */
const ended = (asker: Tab): Promise<void> => asker.until(() => (globalThis as any).browser.extension.getBackgroundPage() === null);

test('a choice that is made while the event page begins anew is kept', async () => {
  const tab = await session.newTab();
  const url = server.fresh('/page');
  await tab.goto(url);
  const popup = await openPopup(session, url);
  await popup.until(() => document.querySelector<HTMLFieldSetElement>('#encoding')?.disabled === false);
  for (const encoding of ['GBK', 'auto']) {
    await popup.evaluate(async () => { (await (globalThis as any).browser.runtime.getBackgroundPage()).location.reload(); });
    await choose(popup, encoding);
    await popup.until(async (wanted) => {
      const { settings } = await (globalThis as any).browser.storage.local.get('settings');
      return (settings?.sites?.['127.0.0.1']?.encoding ?? 'auto') === wanted;
    }, encoding);
  }
  await popup.close();
  await tab.close();
});

test.each(['site', 'tab'])('a choice for the %s holds when the event page has ended, and is taken back', async (scope) => {
  const tab = await session.newTab();
  const url = server.fresh('/page');
  await tab.goto(url);
  expect(await tab.evaluate(() => document.characterSet)).toBe('windows-1252');
  const popup = await openPopup(session, url);
  await popup.until(() => document.querySelector<HTMLFieldSetElement>('#encoding')?.disabled === false);
  await popup.click(`label:has([value=${scope}])`);
  await choose(popup, 'GBK');
  await tab.until((text) => document.querySelector('#first')?.textContent === text, TEXT);
  await ended(popup);
  await tab.reload();
  expect(await tab.evaluate(() => [document.characterSet, document.querySelector('#first')?.textContent])).toEqual(['GBK', TEXT]);
  await choose(popup, 'auto');
  await tab.until(() => document.characterSet === 'windows-1252');
  await popup.close();
  await tab.close();
});
