import { expect, test } from 'vitest';
import { expectText, textOf } from '../browser/reading.ts';
import type { ServedPage } from '../browser/server.ts';
import { openPopup, type Session, storeSettings, type Tab } from '../browser/session.ts';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';
import { setStage } from '../browser/stage.ts';
import { encode } from '../../src/eval/encode.ts';

const TITLE = '县图书馆开门了';
const FIRST = '这个小县的图书馆在三月里重新开门。馆长说，读书的孩子们比去年多了一倍，他们放学以后就来，一直坐到关灯的时候。';
const SECOND = '老人们更愿意早上来。他们对馆员说，家里的书读完了，这个地方的报纸很全，还会有人帮忙找国外的旧杂志。';
const BUTTON = '搜索';

const html = (more = ''): string => `<!doctype html><html><head><title>${TITLE}</title>${more}</head><body>
<h1>${TITLE}</h1><p id="first">${FIRST}</p><p id="second" title="${TITLE}">${SECOND}</p>
<form><input id="typed" value="x"><button id="button">${BUTTON}</button></form>
<ul><li>好</li><li>人</li><li>国</li></ul><script>window.clicks = 0;</script></body></html>`;

const page = (charset: 'utf-8' | 'gbk' | 'big5', contentType: string, more: Partial<ServedPage> = {}, head = ''): ServedPage =>
  ({ body: encode(html(head), charset)!, ...more, headers: { 'content-type': contentType, ...more.headers } });

/** The text as it looks when its bytes are read in another charset. */
const read = (text: string, is: 'utf-8' | 'gbk', as: string): string => new TextDecoder(as).decode(encode(text, is)!);

/** A byte of 使 is gone, and which one it was only running text tells. */
const MANUAL = '请您在使用本产品之前仔细阅读说明书。', LOSSY = read(MANUAL, 'utf-8', 'windows-1252').replace(read('使', 'utf-8', 'windows-1252'), `${read('使', 'utf-8', 'windows-1252').slice(0, 2)}?`);

/** Chooses in the popup as a reader would: by the control, and the event that it sends. */
export const choose = (popup: Tab, encoding: string): Promise<void> => popup.evaluate((value) => {
  const select = document.querySelector('#encoding-choice') as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}, encoding);

const ready = (popup: Tab): Promise<void> =>
  popup.until(() => document.querySelector<HTMLFieldSetElement>('#encoding')?.disabled === false);
const messageOf = async (popup: Tab): Promise<string> => (await textOf(popup, '#encoding-message')) ?? '';
const says = (popup: Tab, part: string): Promise<void> => expect.poll(() => messageOf(popup), { timeout: 15_000 }).toContain(part);
const charsetOf = (tab: Tab): Promise<string> => tab.evaluate(() => document.characterSet);

/** Wrong charsets, from the reader's side: the same in each browser. */
export function tellEncodingStory(launch: () => Promise<Session>): void {
  const stage = setStage(launch, {
    '/gbk-as-latin': page('gbk', 'text/html; charset=windows-1252'),
    '/gbk-as-utf8': page('gbk', 'text/html; charset=utf-8'),
    '/long': { body: encode(`<!doctype html><title>${TITLE}</title><p id="first">${FIRST}</p>${`<p>${SECOND}</p>`.repeat(200)}`, 'gbk')!, headers: { 'content-type': 'text/html; charset=utf-8' } },
    '/utf8-as-gbk': page('utf-8', 'text/html; charset=gbk'),
    '/utf8-as-big5': page('utf-8', 'text/html; charset=big5'),
    '/gbk-as-cyrillic': page('gbk', 'text/html; charset=windows-1251'),
    '/utf8-as-turkish': page('utf-8', 'text/html; charset=windows-1254'),
    '/big5-as-gbk': { body: encode('<!doctype html><p id="first">老人們更願意早上來。他們對館員說，這個地方的報紙很全，還會有人幫忙找國外的舊雜誌。</p>', 'big5')!, headers: { 'content-type': 'text/html; charset=gbk' } },
    '/secured': page('gbk', 'text/html; charset=utf-8', { headers: { 'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'; connect-src 'none'" } }),
    '/never-kept': page('gbk', 'text/html; charset=utf-8', { headers: { 'cache-control': 'no-store' } }, "<script>history.replaceState({}, '', '/elsewhere' + location.search)</script>"),
    '/right': page('utf-8', 'text/html; charset=utf-8'),
    '/answer': page('gbk', 'text/html; charset=utf-8', { method: 'POST' }),
    '/form': '<!doctype html><form method="post" action="/answer"><button>go</button></form>',
    '/novel.txt': { body: encode(FIRST, 'gbk')!, headers: { 'content-type': 'text/plain; charset=utf-8' } },
    '/mixed': `<!doctype html><meta charset="utf-8"><title>图书馆</title><p id="garbled">${read(FIRST, 'gbk', 'windows-1252')}</p>
      <p id="other">${SECOND}</p><textarea id="area">${read(SECOND, 'gbk', 'windows-1252')}</textarea>`,
    '/lossy': `<!doctype html><meta charset="utf-8"><title>说明书</title><p id="first">${LOSSY}</p>`,
    '/picture': { body: Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0, 0, 0, 0x3b]), headers: { 'content-type': 'image/gif' } },
  }, { settles: true });
  const { visit } = stage;
  const asked = (url: string): number => stage.server.requests.filter((request) => request === `GET ${new URL(url).pathname}${new URL(url).search}`).length;

  test('a choice in the popup reads the page again in place, without a reload, and takes it back', async () => {
    const { tab, url } = await visit('/gbk-as-utf8', 'localhost');
    await tab.evaluate(() => { (document.querySelector('#typed') as HTMLInputElement).value = '我写的'; });
    const popup = await openPopup(stage.session, url);
    await ready(popup);
    await expectText(tab, '#first', FIRST);
    // As the browser read it, whatever the extension thinks of that.
    await choose(popup, 'UTF-8');
    await tab.until((text) => document.querySelector('#first')?.textContent !== text, FIRST);
    await tab.evaluate(keepSnapshot);
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await expectText(tab, '#second', SECOND);
    await expectText(tab, '#button', BUTTON);
    // It came from the cache.
    expect(asked(url)).toBe(1);
    expect(await tab.evaluate(() => [document.title, document.querySelector('#second')?.getAttribute('title')])).toEqual([TITLE, TITLE]);
    // Each of these is nothing but U+FFFD as the browser read it; only the order tells them apart.
    expect(await tab.evaluate(() => [...document.querySelectorAll('li')].map((li) => li.textContent))).toEqual(['好', '人', '国']);
    expect(await tab.evaluate(() => (document.querySelector('#typed') as HTMLInputElement).value)).toBe('我写的');
    await says(popup, 'GBK');
    expect((await tab.evaluate(compareSnapshot)).length).toBeGreaterThan(5);
    await choose(popup, 'UTF-8');
    await tab.until((text) => document.querySelector('#first')?.textContent !== text, FIRST);
    expect(await tab.evaluate(compareSnapshot)).toEqual([]);
    // As it was before the reader said anything.
    await choose(popup, 'auto');
    await expectText(tab, '#first', FIRST);
    await popup.close();
    await tab.close();
  });

  test('the choice for a site holds for the pages that come, for exactly that host, and leaves other types alone', async () => {
    const { tab, url } = await visit('/gbk-as-utf8');
    const before = await openPopup(stage.session, url);
    await ready(before);
    await choose(before, 'GBK');
    await expectText(tab, '#first', FIRST);
    await before.close();
    await tab.goto(stage.server.url('/gbk-as-latin'));
    expect([await charsetOf(tab), await textOf(tab, '#first')]).toEqual(['GBK', FIRST]);
    // The type is still what it was.
    expect(await tab.evaluate(() => document.contentType)).toBe('text/html');
    await tab.goto(stage.server.url('/novel.txt'));
    expect(await tab.evaluate(() => [document.contentType, document.body.textContent])).toEqual(['text/plain', FIRST]);
    await tab.goto(stage.server.url('/picture'));
    expect(await tab.evaluate(() => document.contentType)).toBe('image/gif');
    await tab.goto(stage.server.url('/gbk-as-latin', 'localhost'));
    expect(await charsetOf(tab)).toBe('windows-1252');
    // Another tab is on the same site.
    const other = await visit('/gbk-as-utf8');
    expect(await charsetOf(other.tab)).toBe('GBK');
    await other.tab.close();

    await tab.goto(url);
    const popup = await openPopup(stage.session, url);
    await ready(popup);
    await says(popup, 'GBK');
    await choose(popup, 'auto');
    await tab.until(() => document.characterSet === 'UTF-8');
    await popup.close();
    await tab.close();
  });

  test.each([
    ['GBK taken for windows-1252', '/gbk-as-latin', 'gb18030'], ['GBK taken for UTF-8, a long page', '/long', 'gb18030'],
    ['UTF-8 taken for GBK', '/utf8-as-gbk', 'UTF-8'], ['UTF-8 taken for Big5, which loses half of it', '/utf8-as-big5', 'UTF-8'],
    ['GBK taken for Cyrillic, in whose letters only the bytes tell', '/gbk-as-cyrillic', 'gb18030'],
    ['UTF-8 taken for Turkish, which looks like another charset', '/utf8-as-turkish', 'UTF-8'],
  ])('%s: read again by itself, in place, from the cache', async (_name, path, charset) => {
    const { tab, url } = await visit(path, 'localhost');
    await expectText(tab, '#first', FIRST);
    const popup = await openPopup(stage.session, url);
    await ready(popup);
    await says(popup, `Read again as ${charset}`);
    expect(asked(url)).toBe(1);
    // Too short to be told by itself.
    if (path !== '/long') await expectText(tab, '#button', BUTTON);
    // The original is one click away.
    await popup.click('#action');
    await tab.until((right) => document.querySelector('#first')?.textContent !== right, FIRST);
    await popup.close();
    await tab.close();
  });

  test('what the cache has not is offered, not fetched; and then it is the page itself, whatever address it shows', async () => {
    const { tab, url } = await visit('/never-kept', 'localhost');
    const popup = await openPopup(stage.session, url.replace('never-kept', 'elsewhere'));
    await ready(popup);
    await popup.until(() => document.querySelector<HTMLElement>('#encoding-action')?.hidden === false);
    expect(asked(url)).toBe(1);
    expect(await textOf(tab, '#first')).not.toBe(FIRST);
    await popup.click('#encoding-action');
    await expectText(tab, '#first', FIRST);
    expect(asked(url)).toBe(2);
    expect(stage.server.requests.filter((request) => request.includes('elsewhere'))).toEqual([]);
    await popup.close();
    await tab.close();
  });

  test('the choice for a tab stays in the tab', async () => {
    const { tab, url } = await visit('/gbk-as-utf8');
    const popup = await openPopup(stage.session, url);
    await ready(popup);
    await popup.click('label:has([value=tab])');
    await choose(popup, 'GBK');
    await expectText(tab, '#first', FIRST);
    await tab.reload();
    expect([await charsetOf(tab), await textOf(tab, '#first')]).toEqual(['GBK', FIRST]);
    await tab.goto(stage.server.url('/gbk-as-latin', 'localhost'));
    expect(await charsetOf(tab)).toBe('windows-1252');
    const other = await visit('/gbk-as-utf8');
    expect(await charsetOf(other.tab)).toBe('UTF-8');
    await other.tab.close();
    await tab.goto(url);
    // It was about the other site meanwhile.
    await popup.until(() => document.querySelector('#site')?.textContent === '127.0.0.1');
    // The page came as it was chosen before: no reading of it in place is what it would be by itself.
    await choose(popup, 'Big5');
    await says(popup, 'Big5');
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
    const popup = await openPopup(stage.session, stage.server.url('/answer', 'localhost'));
    await ready(popup);
    await choose(popup, 'GBK');
    await says(popup, 'Reload');
    expect(await textOf(tab, '#first')).toBe(before);
    await choose(popup, 'auto');
    await popup.close();
    await tab.close();
  });

  test('a page that allows no connections is read again all the same, or offered to be', async () => {
    const { tab, url } = await visit('/secured', 'localhost');
    const popup = await openPopup(stage.session, url);
    await ready(popup);
    await choose(popup, 'GBK');
    // In Firefox the page's rule holds for us too; then it is the next load that comes rightly.
    if (stage.session.name === 'Firefox') {
      await says(popup, 'Reload');
      await popup.click('#encoding-action');
    }
    await expectText(tab, '#first', FIRST);
    await choose(popup, 'auto');
    await popup.close();
    await tab.close();
  });

  test('a plain text is read rightly with the next load', async () => {
    const { tab, url } = await visit('/novel.txt', 'localhost');
    const popup = await openPopup(stage.session, url);
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
    const popup = await openPopup(stage.session, url);
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

  /** The entries of the context menu and the keys do the same as the popup's buttons; no test can press those. */
  const onSelection = async (tab: Tab, url: string, selector: string, wish: string): Promise<Tab> => {
    await tab.evaluate((s) => {
      const element = document.querySelector(s) as HTMLElement;
      if (element instanceof HTMLTextAreaElement) {
        element.focus();
        element.select();
      } else getSelection()?.selectAllChildren(element);
    }, selector);
    const popup = await openPopup(stage.session, url);
    await popup.until(() => document.querySelector<HTMLElement>('#selection')?.hidden === false);
    await popup.click(`#selection [value=${wish}]`);
    return popup;
  };

  test('what only running text tells comes back in place, and goes again with the original', async () => {
    const { tab, url } = await visit('/lossy');
    await expectText(tab, '#first', MANUAL);
    const popup = await openPopup(stage.session, url);
    await popup.until(() => document.querySelector('#count-mojibake')?.textContent === '1');
    await popup.click('#action');
    await expectText(tab, '#first', LOSSY);
    await popup.close();
    await tab.close();
  });

  test('a selection is repaired in place, counted, and put back', async () => {
    // Where garbled text is left alone unless the reader asks: else it depends on the machine who is first, the reader or we.
    const own = await stage.session.extensionPage('popup.html?tab=-1');
    await storeSettings(own, { clean: { encoding: false } });
    const { tab, url } = await visit('/mixed', 'localhost');
    await tab.evaluate(keepSnapshot);
    const before = await textOf(tab, '#other');
    const popup = await onSelection(tab, url, '#garbled', 'repair');
    await expectText(tab, '#garbled', FIRST);
    expect(await textOf(tab, '#other')).toBe(before);
    await popup.until(() => document.querySelector('#count-mojibake')?.textContent === '1');
    await popup.click('#action');
    await tab.until((text) => document.querySelector('#garbled')?.textContent !== text, FIRST);
    expect(await tab.evaluate(compareSnapshot)).toEqual([]);
    await popup.close();
    await tab.close();
    await storeSettings(own, null);
    await own.close();
  });

  test('so it does in a selection', async () => {
    const own = await stage.session.extensionPage('popup.html?tab=-1');
    await storeSettings(own, { clean: { encoding: false } });
    const { tab, url } = await visit('/lossy', 'localhost');
    const popup = await onSelection(tab, url, '#first', 'repair');
    await expectText(tab, '#first', MANUAL);
    await popup.close();
    await tab.close();
    await storeSettings(own, null);
    await own.close();
  });

  test('a selection is turned to the other script, words across tags too, and only it', async () => {
    const { tab, url } = await visit('/right', 'localhost');
    const popup = await onSelection(tab, url, '#second', 'traditional');
    await expectText(tab, '#second', '老人們更願意早上來。他們對館員說，家裏的書讀完了，這個地方的報紙很全，還會有人幫忙找國外的舊雜誌。');
    expect(await textOf(tab, '#first')).toBe(FIRST);
    await popup.close();
    const again = await onSelection(tab, url, '#second', 'simplified');
    await expectText(tab, '#second', SECOND);
    await again.close();
    await tab.close();
  });

  test('what is selected in a field stays there; the page for pasted texts opens with it', async () => {
    const { tab, url } = await visit('/mixed', 'localhost');
    const before = await tab.evaluate(() => (document.querySelector('#area') as HTMLTextAreaElement).value);
    const popup = await onSelection(tab, url, '#area', 'repair');
    const pasteUrl = (): Promise<string | null> => popup.evaluate(async () => {
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const tabs: { url?: string }[] = await api.tabs.query({});
      return tabs.find((one) => one.url?.includes('/paste.html'))?.url ?? null;
    });
    await expect.poll(pasteUrl, { timeout: 10_000 }).toContain('/paste.html');
    expect(await tab.evaluate(() => (document.querySelector('#area') as HTMLTextAreaElement).value)).toBe(before);
    await popup.evaluate(async () => {
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const tabs: { id: number; url?: string }[] = await api.tabs.query({});
      for (const one of tabs) if (one.url?.includes('/paste.html')) await api.tabs.remove(one.id);
    });
    await popup.close();
    await tab.close();
  });

  const paste = async (tab: Tab, text: string): Promise<void> => tab.evaluate((value) => {
    const input = document.querySelector('#input') as HTMLTextAreaElement;
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  const tone = (tab: Tab, wanted: string): Promise<void> =>
    tab.until((t) => document.querySelector<HTMLElement>('#paste')?.dataset['tone'] === t, wanted);
  const outputOf = (tab: Tab): Promise<string> => tab.evaluate(() => (document.querySelector('#output') as HTMLTextAreaElement).value);

  test('pasted text is repaired with its steps; nothing wrong and beyond repair are told apart', async () => {
    const tab = await stage.session.extensionPage('paste.html');
    await tone(tab, 'empty');
    await paste(tab, read(FIRST, 'gbk', 'windows-1252'));
    await tone(tab, 'found');
    expect(await outputOf(tab)).toBe(FIRST);
    expect(await textOf(tab, '#steps')).toBe('Read as windows-1252, is GBK');
    await tab.evaluate(() => {
      const script = document.querySelector('#script') as HTMLSelectElement;
      script.value = 'tw';
      script.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await tab.until(() => (document.querySelector('#output') as HTMLTextAreaElement).value.includes('圖書館'));
    await paste(tab, SECOND);
    await tone(tab, 'good');
    await paste(tab, '锟斤拷锟斤拷锟斤拷锟斤拷');
    await tone(tab, 'bad');
    await paste(tab, '');
    await tone(tab, 'empty');
    expect(await outputOf(tab)).toBe('');
    await tab.close();
  });

  // Read in the page itself it would stand still for more than eight seconds.
  test('a megabyte of pasted text does not stop the page', async () => {
    const tab = await stage.session.extensionPage('paste.html');
    await tone(tab, 'empty');
    const line = `${read(FIRST, 'utf-8', 'gbk')}\n`;
    const longest = await tab.evaluate(async (text) => {
      const input = document.querySelector('#input') as HTMLTextAreaElement;
      input.value = text.repeat(Math.ceil(1_000_000 / text.length));
      // What the browser needs to lay out what was pasted is its own.
      void input.offsetHeight;
      await new Promise((resolve) => setTimeout(resolve, 500));
      let longest = 0;
      let last = performance.now();
      const clock = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 20);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      while (document.querySelector<HTMLElement>('#paste')?.dataset['tone'] !== 'busy') await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      clearInterval(clock);
      return longest;
    }, line);
    expect(longest).toBeLessThan(4000);
    // A new text does not wait for the old one.
    await paste(tab, read(SECOND, 'gbk', 'windows-1252'));
    await tone(tab, 'found');
    expect(await outputOf(tab)).toBe(SECOND);
    await tab.close();
  });
}
