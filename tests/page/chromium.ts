import { chromium, type Page } from 'playwright';
import { findChromium } from '../../src/tools/browsers.ts';
import { bundle } from '../../src/tools/bundle.ts';
import { type ServedPage, servePages } from '../browser/server.ts';

/**
 * A real browser with a page that has the page layer in it as `qingye` (see `harness.ts`). It is one page for all tests, with a new
 * document each time: to open another one takes half a second. So what a test was given lasts until the next asks.
 */
export interface Lab {
  /** Shows a page with this body and starts a cleaner on it as `window.cleaner`, unless told not to. */
  open(body: string, start?: boolean): Promise<Page>;
  /** Serves a document of some type, and starts a cleaner on it. */
  serve(contentType: string, body: string): Promise<Page>;
  /** Shows a document made from bytes, of a type with a charset, and starts nothing on it. */
  show(contentType: string, bytes: Uint8Array): Promise<Page>;
  close(): Promise<void>;
}

/** Bundles the harness and starts Chromium. */
export async function openLab(): Promise<Lab> {
  const script = await bundle(new URL('harness.ts', import.meta.url), 'qingye');
  const served: Record<string, string | ServedPage> = {
    '/': '<!doctype html>',
    // The browser keeps it: megabytes that are sent to each document take longer than most tests.
    '/qingye.js': { body: Buffer.from(`${script};globalThis.qingye = qingye`), headers: { 'content-type': 'text/javascript', 'cache-control': 'max-age=86400' } },
  };
  const server = await servePages(served);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const visit = async (path: string): Promise<void> => {
    page.removeAllListeners('pageerror');
    await page.emulateMedia({ media: null });
    await page.goto(server.url(path));
    await page.mouse.move(0, 0); // off what the next test will have where the last one pointed
    // No script element: pictures have none of HTML.
    await page.evaluate('import("/qingye.js").then(() => undefined)');
  };
  const show = async (contentType: string, bytes: Uint8Array): Promise<Page> => {
    served['/document'] = { body: bytes, headers: { 'content-type': contentType, 'cache-control': 'no-store' } };
    await visit('/document');
    return page;
  };
  return {
    show,
    async serve(contentType, body) {
      await show(`${contentType}; charset=utf-8`, Buffer.from(body));
      await page.evaluate(() => { (window as any).cleaner = new (window as any).qingye.PageCleaner(document, () => undefined); });
      await begin(page);
      return page;
    },
    async open(body, start = true) {
      await visit('/');
      await page.setContent(`<!doctype html><html lang="zh-CN"><head><title>國(guó)</title></head><body>${body}</body></html>`);
      await page.evaluate(() => {
        const { PageCleaner, PAGE_CSS } = (window as any).qingye;
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(PAGE_CSS);
        document.adoptedStyleSheets = [sheet];
        (window as any).cleaner = new PageCleaner(document, () => undefined);
      });
      if (start) await begin(page);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Starts the cleaner of a page. @param to script to convert to @param asked chosen for its very site */
export async function begin(page: Page, to: string | null = null, asked = false): Promise<void> {
  await page.evaluate(async ([target, wished]) => {
    const { ruleEngine, OPTIONS, converterTo } = (window as any).qingye;
    const convert = target === null ? null : await converterTo(target);
    (window as any).cleaner.do({
      engine: ruleEngine, options: OPTIONS, conversion: convert === null ? null : { convert, lang: `zh-x-${target}`, asked: wished },
    });
  }, [to, asked] as const);
  await settle(page);
}

/** Lets the page, and with it the cleaner, come to rest. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = (): Promise<void> => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 20)); });
    do {
      await frame();
      await frame();
    } while ((window as any).cleaner.progress.state !== 'done' && (window as any).cleaner.progress.state !== 'stopped');
  });
