import { expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { openPopup, type Session, type Tab } from '../browser/session.ts';
import { setStage } from '../browser/stage.ts';
import { annotate, ARTICLE, PAGES, TEXTS } from './pages.ts';

/** What a hostile page sees when it looks around (see `WATCH` in `pages.ts`). */
interface Seen {
  attributes: string[]; nodes: string[]; events: string[]; messages: string[]; globals: string[]; sheets: number;
  highlights: string[]; resources: string[]; marks: number; html: string; storage: string;
}

const CLEAN = ARTICLE.first[1];

/**
 * Pages that look for the extension, fight it, or are more than it can take, told the same way in each browser.
 * @param files folder of the built extension
 * @param firefox true: without what takes that browser itself long
 */
export function standAttacks(launch: () => Promise<Session>, files: string, firefox = false): void {
  const stage = setStage(launch, PAGES);
  const visit = async (path: string): Promise<Tab> => (await stage.visit(path)).tab;
  /** As `until`, for pages that are more than a browser is made for: as long as the test may take. */
  const patient = async (tab: Tab, what: () => unknown): Promise<void> => {
    for (let turn = 0; turn < 6; turn++) if (await tab.until(what).then(() => true, () => false)) return;
    throw new Error(`never came true: ${what}`);
  };
  const firstIs = (tab: Tab, text: string): Promise<void> => tab.until((t) => document.querySelector('#first')?.textContent === t, text);
  const lookAround = (tab: Tab): Promise<Seen> => tab.evaluate(() => (window as any).lookAround() as Seen);

  test('a page that looks for us finds nothing but its own text repaired', async () => {
    const tab = await visit('/watching');
    await firstIs(tab, CLEAN);
    const seen = await lookAround(tab);
    expect({ ...seen, html: '' }).toEqual({
      attributes: [], nodes: [], events: [], messages: [], globals: [], sheets: 0, highlights: [], resources: [], marks: 0, storage: '', html: '',
    });
    expect(seen.html).not.toMatch(/qingye/i);
    await tab.close();
  });

  test('on a page without damage there is nothing to see at all', async () => {
    const tab = await visit('/watching-clean');
    // The extension is at work when another tab of the same browser, opened later, is clean.
    const other = await visit('/watching');
    await firstIs(other, CLEAN);
    const { html, ...seen } = await lookAround(tab);
    expect(seen).toEqual({ attributes: [], nodes: [], events: [], messages: [], globals: [], sheets: 0, highlights: [], resources: [], marks: 0, storage: '' });
    expect(html).toContain('<p id="first">這一頁沒有問題。</p>');
    await other.close();
    await tab.close();
  });

  test('what marks a hidden element has another name in each document', async () => {
    const names = async (): Promise<string[]> => {
      const tab = await visit('/watching');
      await firstIs(tab, CLEAN);
      await tab.evaluate((line) => {
        const heading = document.createElement('h1');
        heading.textContent = line;
        document.body.prepend(heading);
      }, '澳门六合彩开奖结果,北京赛车投注平台,时时彩计划软件,真人百家乐娱乐城,幸运飞艇开奖直播,老虎机游戏下载');
      await tab.until(() => document.querySelector('h1')?.checkVisibility() === false);
      const seen = (await lookAround(tab)).attributes;
      await tab.close();
      return seen;
    };
    const [one, two] = [await names(), await names()];
    expect(one).toHaveLength(1);
    expect(two).toHaveLength(1);
    expect(one).not.toEqual(two);
  });

  test('what is shown over a page, and marked in it, says in no document whose it is', async () => {
    const traces = async (): Promise<Seen> => {
      const { tab, url } = await stage.visit('/watching');
      await firstIs(tab, CLEAN);
      const popup = await openPopup(stage.session, url);
      await popup.until(() => document.querySelector<HTMLButtonElement>('#marks')?.disabled === false);
      await popup.click('#marks');
      await tab.until(() => CSS.highlights.size === 2);
      await popup.until(() => document.querySelector<HTMLButtonElement>('#pick')?.disabled === false);
      await popup.click('#pick').catch(() => undefined); // it closes itself
      await tab.until(() => document.querySelectorAll('html > :not(head, body)').length === 2);
      const seen = await lookAround(tab);
      await tab.close();
      return seen;
    };
    const [one, two] = [await traces(), await traces()];
    for (const { highlights, html, nodes, ...seen } of [one, two]) {
      expect(seen).toEqual({ attributes: [], events: [], messages: [], globals: [], sheets: 0, resources: [], marks: 0, storage: '' });
      expect(nodes).toEqual(['DIV', 'DIV']);
      expect(html).toMatch(/<\/body><div><\/div><div><\/div><\/html>$/);
      expect(highlights).toHaveLength(2);
    }
    expect(new Set([...one.highlights, ...two.highlights]).size).toBe(4);
  });

  test('a page can\'t load a file of the extension, whatever its address', async () => {
    const own = await stage.session.extensionPage('popup.html?tab=-1');
    const origin = await own.evaluate(() => `${location.protocol}//${location.host}`);
    await own.close();
    const tab = await visit('/knocking');
    const paths = readdirSync(files, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
    expect(paths).toContain('manifest.json');
    const loaded = await tab.evaluate(async ([base, names]) => {
      const tries = (names as string[]).flatMap((name) => {
        const url = `${base}/${name}`;
        const element = (tag: 'img' | 'script' | 'link'): Promise<string | null> => new Promise((resolve) => {
          const at = document.createElement(tag) as HTMLImageElement & HTMLLinkElement;
          at.onload = () => resolve(`${tag} ${name}`);
          at.onerror = () => resolve(null);
          if (tag === 'link') at.rel = 'stylesheet';
          if (tag === 'link') at.href = url; else at.src = url;
          document.head.append(at);
        });
        return [
          fetch(url).then(() => `fetch ${name}`, () => null),
          ...(/png$/.test(name) ? [element('img')] : []), ...(/js$/.test(name) ? [element('script')] : []), ...(/css$/.test(name) ? [element('link')] : []),
        ];
      });
      return (await Promise.all(tries)).filter((one) => one !== null);
    }, [origin, paths] as const);
    expect(loaded).toEqual([]);
    await tab.close();
  });

  test('a page can\'t send our messages, nor read or change what is stored', async () => {
    const { tab, url } = await stage.visit('/knocking');
    await firstIs(tab, CLEAN);
    const popup = await openPopup(stage.session, url);
    const stored = (): Promise<string> => popup.evaluate(async () => {
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      return JSON.stringify([await api.storage.local.get(), api.runtime.id]);
    });
    const before = await stored();
    const id = JSON.parse(before)[1] as string;
    const answers = await tab.evaluate(async (extension) => {
      const answered: string[] = [];
      const messages = [{ type: 'inject', parts: ['page'] }, { type: 'site' }, { type: 'report', total: 9999 }, { type: 'override', scope: 'site', tabId: 1, host: 'a.cn', encoding: 'big5' }];
      addEventListener('message', (event) => { if (event.source !== window) answered.push('postMessage'); });
      for (const message of messages) {
        window.postMessage(message, '*');
        document.dispatchEvent(new CustomEvent('message', { detail: message }));
        new BroadcastChannel('qingye').postMessage(message);
        for (const api of [(globalThis as any).chrome, (globalThis as any).browser]) {
          const runtime = api?.runtime;
          if (runtime?.sendMessage === undefined) continue;
          await new Promise<void>((done) => {
            const said = (answer: unknown): void => { if (answer !== undefined) answered.push(JSON.stringify(answer)); done(); };
            try { Promise.resolve(runtime.sendMessage(extension, message, said)).then(said, () => done()); } catch { done(); }
          });
        }
      }
      await new Promise((done) => setTimeout(done, 100));
      return answered;
    }, id);
    expect(answers).toEqual([]);
    expect(await tab.evaluate(() => (globalThis as any).chrome?.storage ?? (globalThis as any).browser?.storage ?? null)).toBeNull();
    expect(await stored()).toBe(before);
    await popup.close();
    await tab.close();
  });

  test('a page that tampers with every built-in it has: repaired all the same, and no trap was stepped in', async () => {
    const tab = await visit('/trapped');
    await expect.poll(() => stage.server.requests.some((request) => request.includes('told?clean=true')), { timeout: 15_000 }).toBe(true);
    expect(stage.server.requests.filter((request) => /told\?clean=true&trapped=[1-9]/.test(request))).toEqual([]);
    await tab.close();
  });

  test('names of form fields and pictures that stand where the DOM should be', async () => {
    const tab = await visit('/clobbered');
    await tab.until((text) => Document.prototype.querySelector.call(document, '#last')?.textContent === text, ARTICLE.late[1]);
    await tab.until((text) => Document.prototype.querySelector.call(document, '#first')?.textContent === text, CLEAN);
    await tab.close();
  });

  test('a storm of changes: the page goes on, its other texts are repaired, and what comes after it too', async () => {
    const tab = await visit('/storm');
    await patient(tab, () => (window as any).frames > 40); // it gets its turns
    await firstIs(tab, CLEAN);
    await tab.evaluate(() => {
      (window as any).calm = true;
      // The texts of the storm were written over so often that they are left to the page.
      const late = document.querySelectorAll('p')[1]!.cloneNode() as Element;
      late.id = 'after';
      document.body.append(late);
    });
    await tab.evaluate((text) => { document.querySelector('#after')!.textContent = text; }, annotate(ARTICLE.late[0]));
    await tab.until((text) => document.querySelector('#after')?.textContent === text, ARTICLE.late[1]);
    await tab.close();
  }, 150_000);

  test('a page that takes nodes out and moves them while we write', async () => {
    const tab = await visit('/removing');
    await tab.until(() => (window as any).removed > 20);
    await tab.until(() => ![...document.querySelectorAll('p')].some((p) => /\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔù]/.test(p.textContent ?? '')));
    await tab.close();
  });

  test.each(['/reopened', '/locked'])('%s: cleaned', async (path) => {
    const tab = await visit(path);
    await firstIs(tab, CLEAN);
    await tab.close();
  });

  test('a sandboxed frame without an origin, and a frame of another origin', async () => {
    const tab = await visit('/sandboxed-frame');
    await tab.until((text) => (window as any).said === text, CLEAN);
    await tab.evaluate((url) => {
      (window as any).said = '';
      document.querySelector('iframe')?.remove();
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
    }, stage.server.url('/other-origin', 'localhost'));
    await tab.until((text) => (window as any).said === text, CLEAN);
    await tab.close();
  });

  if (!firefox) test('a text node of ten megabytes: what stands behind it is repaired too', async () => {
    const tab = await visit('/endless');
    await patient(tab, () => !/\(/.test(document.querySelector('#first')?.textContent ?? '('));
    await patient(tab, () => !/\(/.test(document.querySelector('#last')?.textContent ?? '('));
    await tab.close();
  }, 150_000);

  test(`${TEXTS.toLocaleString('en')} text nodes in one block: what stands behind them is repaired too`, async () => {
    const tab = await visit('/many');
    await patient(tab, () => !/\(/.test(document.querySelector('#last')?.textContent ?? '('));
    await patient(tab, () => document.querySelector('#many')?.lastChild?.textContent === '天下大势');
    await tab.close();
  }, 150_000);

  if (!firefox) test('an element inside of 5,000 others', async () => {
    const tab = await visit('/deep');
    await firstIs(tab, CLEAN);
    await tab.until((text) => (window as any).deepest.textContent === text, CLEAN);
    await tab.close();
  });

  test('the extension still works after all that', async () => {
    const tab = await visit('/knocking');
    await firstIs(tab, CLEAN);
    expect(annotate(ARTICLE.first[0])).not.toBe(CLEAN);
    await tab.close();
  });
}
