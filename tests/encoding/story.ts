import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages, type PageServer, type ServedPage } from '../browser/server.ts';
import { openPopup, type Session, type Tab } from '../browser/session.ts';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';
import { encode } from './encode.ts';

const TITLE = '县图书馆开门了';
const FIRST = '这个小县的图书馆在三月里重新开门。馆长说，读书的孩子们比去年多了一倍，他们放学以后就来，一直坐到关灯的时候。';
const SECOND = '老人们更愿意早上来。他们对馆员说，家里的书读完了，这个地方的报纸很全，还会有人帮忙找国外的旧杂志。';
const BUTTON = '搜索';

const html = (more = ''): string => `<!doctype html><html><head><title>${TITLE}</title>${more}</head><body>
<h1>${TITLE}</h1><p id="first">${FIRST}</p><p id="second" title="${TITLE}">${SECOND}</p>
<form><input id="typed" value="x"><button id="button">${BUTTON}</button></form>
<ul><li>好</li><li>人</li><li>国</li></ul><script>window.clicks = 0;</script></body></html>`;

const page = (charset: 'utf-8' | 'gbk' | 'big5', contentType: string, more: Partial<ServedPage> = {}, head = ''): ServedPage =>
  ({ body: encode(html(head), charset), ...more, headers: { 'content-type': contentType, ...more.headers } });

const textOf = (tab: Tab, selector: string): Promise<string | null> =>
  tab.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

async function expectText(tab: Tab, selector: string, text: string): Promise<void> {
  await tab.until(([s, t]) => document.querySelector(s as string)?.textContent === t, [selector, text]).catch(() => undefined);
  expect(await textOf(tab, selector)).toBe(text);
}

/** Chooses in the popup as a reader would: by the control, and the event that it sends. */
const choose = (popup: Tab, encoding: string): Promise<void> => popup.evaluate((value) => {
  const select = document.querySelector('#encoding-choice') as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}, encoding);

const ready = (popup: Tab): Promise<void> =>
  popup.until(() => document.querySelector<HTMLFieldSetElement>('#encoding')?.disabled === false);
const messageOf = (popup: Tab): Promise<string | null> => textOf(popup, '#encoding-message');
const says = async (popup: Tab, part: string): Promise<void> => {
  await popup.until((p) => document.querySelector('#encoding-message')?.textContent?.includes(p as string), part).catch(() => undefined);
  expect(await messageOf(popup)).toContain(part);
};
const charsetOf = (tab: Tab): Promise<string> => tab.evaluate(() => document.characterSet);

/** Wrong charsets, from the reader's side: the same in each browser. */
export function tellEncodingStory(launch: () => Promise<Session>): void {
  let session: Session;
  let server: PageServer;
  let visits = 0;
  beforeAll(async () => {
    server = await servePages({
      '/gbk-as-latin': page('gbk', 'text/html; charset=windows-1252'),
      '/gbk-as-utf8': page('gbk', 'text/html; charset=utf-8'),
      '/utf8-as-gbk': page('utf-8', 'text/html; charset=gbk'),
      '/big5-as-gbk': { body: encode('<!doctype html><p id="first">老人們更願意早上來。他們對館員說，這個地方的報紙很全，還會有人幫忙找國外的舊雜誌。</p>', 'big5'), headers: { 'content-type': 'text/html; charset=gbk' } },
      '/secured': page('gbk', 'text/html; charset=utf-8', { headers: { 'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'; connect-src 'none'" } }),
      '/never-kept': page('gbk', 'text/html; charset=utf-8', { headers: { 'cache-control': 'no-store' } }),
      '/right': page('utf-8', 'text/html; charset=utf-8'),
      '/answer': page('gbk', 'text/html; charset=utf-8', { method: 'POST' }),
      '/form': '<!doctype html><form method="post" action="/answer"><button>go</button></form>',
      '/novel.txt': { body: encode(FIRST, 'gbk'), headers: { 'content-type': 'text/plain; charset=utf-8' } },
      '/picture': { body: Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0, 0, 0, 0x3b]), headers: { 'content-type': 'image/gif' } },
    });
    session = await launch();
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  const visit = async (path: string, host?: 'localhost'): Promise<{ tab: Tab; url: string }> => {
    const tab = await session.newTab();
    const url = `${server.url(path, host)}?${++visits}`;
    await tab.goto(url);
    return { tab, url };
  };
  const asked = (url: string): number => server.requests.filter((request) => request === `GET ${new URL(url).pathname}${new URL(url).search}`).length;

  test('a choice in the popup reads the page again in place, without a reload, and takes it back', async () => {
    const { tab, url } = await visit('/gbk-as-utf8', 'localhost');
    await tab.evaluate(() => { (document.querySelector('#typed') as HTMLInputElement).value = '我写的'; });
    await tab.evaluate(keepSnapshot);
    const popup = await openPopup(session, url);
    await ready(popup);
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await expectText(tab, '#second', SECOND);
    await expectText(tab, '#button', BUTTON);
    expect(await tab.evaluate(() => [document.title, document.querySelector('#second')?.getAttribute('title')])).toEqual([TITLE, TITLE]);
    // Each of these is nothing but U+FFFD as the browser read it; only the order tells them apart.
    expect(await tab.evaluate(() => [...document.querySelectorAll('li')].map((li) => li.textContent))).toEqual(['好', '人', '国']);
    expect(await tab.evaluate(() => (document.querySelector('#typed') as HTMLInputElement).value)).toBe('我写的');
    await says(popup, 'GBK');
    await choose(popup, 'auto');
    await tab.until((text) => document.querySelector('#first')?.textContent !== text, FIRST);
    await popup.close();
    await tab.close();
  });

  test('the choice for a site holds for the pages that come, for exactly that host, and leaves other types alone', async () => {
    const { tab, url } = await visit('/gbk-as-utf8');
    const popup = await openPopup(session, url);
    await ready(popup);
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await tab.goto(server.url('/gbk-as-latin'));
    expect([await charsetOf(tab), await textOf(tab, '#first')]).toEqual(['GBK', FIRST]);
    // The type is still what it was.
    expect(await tab.evaluate(() => document.contentType)).toBe('text/html');
    await tab.goto(server.url('/novel.txt'));
    expect(await tab.evaluate(() => [document.contentType, document.body.textContent])).toEqual(['text/plain', FIRST]);
    await tab.goto(server.url('/picture'));
    expect(await tab.evaluate(() => document.contentType)).toBe('image/gif');
    await tab.goto(server.url('/gbk-as-latin', 'localhost'));
    expect(await charsetOf(tab)).toBe('windows-1252');
    // Another tab is on the same site.
    const other = await visit('/gbk-as-utf8');
    expect(await charsetOf(other.tab)).toBe('GBK');
    await other.tab.close();

    await tab.goto(url);
    await popup.evaluate(() => location.reload());
    await ready(popup);
    await says(popup, 'GBK');
    await choose(popup, 'auto');
    await tab.until(() => document.characterSet === 'UTF-8');
    await popup.close();
    await tab.close();
  });

  test('the choice for a tab stays in the tab', async () => {
    const { tab, url } = await visit('/gbk-as-utf8');
    const popup = await openPopup(session, url);
    await ready(popup);
    await popup.click('label:has([value=tab])');
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await tab.reload();
    expect([await charsetOf(tab), await textOf(tab, '#first')]).toEqual(['GBK', FIRST]);
    await tab.goto(server.url('/gbk-as-latin', 'localhost'));
    expect(await charsetOf(tab)).toBe('windows-1252');
    const other = await visit('/gbk-as-utf8');
    expect(await charsetOf(other.tab)).toBe('UTF-8');
    await other.tab.close();
    await tab.goto(url);
    await choose(popup, 'auto');
    await tab.until(() => document.characterSet === 'UTF-8');
    await popup.close();
    await tab.close();
  });

  test('the answer to a form is not read again as another page', async () => {
    const { tab } = await visit('/form', 'localhost');
    await tab.click('button');
    await tab.until(() => location.pathname === '/answer' && document.querySelector('#first') !== null);
    const before = await textOf(tab, '#first');
    const popup = await openPopup(session, server.url('/answer', 'localhost'));
    await ready(popup);
    await choose(popup, 'GBK');
    await says(popup, 'Reload');
    expect(await textOf(tab, '#first')).toBe(before);
    await choose(popup, 'auto');
    await popup.close();
    await tab.close();
  });

  test('a page that allows no connections is read again all the same', async () => {
    const { tab, url } = await visit('/secured', 'localhost');
    const popup = await openPopup(session, url);
    await ready(popup);
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await choose(popup, 'auto');
    await popup.close();
    await tab.close();
  });

  test('a plain text is read rightly with the next load', async () => {
    const { tab, url } = await visit('/novel.txt', 'localhost');
    const popup = await openPopup(session, url);
    await ready(popup);
    await choose(popup, 'GBK');
    await says(popup, 'Reload');
    await popup.click('#encoding-action');
    await tab.until((text) => document.body.textContent === text, FIRST);
    await choose(popup, 'auto');
    await tab.until(() => document.characterSet === 'UTF-8');
    await popup.close();
    await tab.close();
  });

  test('only the popup may say what a site is in: a script in a page may not', async () => {
    const { tab, url } = await visit('/right', 'localhost');
    const popup = await openPopup(session, url);
    await ready(popup);
    const id = await popup.evaluate(() => Number(new URLSearchParams(location.search).get('tab')));
    const replies = await popup.evaluate(async (tabId) => {
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const said = { type: 'override', scope: 'site', tabId, host: 'localhost', encoding: 'Big5' };
      const [answer] = await api.scripting.executeScript({
        target: { tabId }, args: [said],
        func: async (message: unknown) => ((globalThis as any).browser ?? (globalThis as any).chrome).runtime.sendMessage(message),
      });
      return [answer.result, await api.storage.local.get('settings')];
    }, id);
    expect(replies[0]).toEqual({ ok: false });
    expect(JSON.stringify(replies[1])).not.toContain('Big5');
    await popup.close();
    await tab.close();
  });
}
