import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../../src/tools/browsers.ts';
import { bundle } from '../../src/tools/bundle.ts';

/** A real browser whose pages have the page layer in them as `qingye` (see `harness.ts`). */
export interface Lab {
  /** Opens a page with this body and starts a cleaner on it as `window.cleaner`, unless told not to. */
  open(body: string, start?: boolean): Promise<Page>;
  /** Serves a document of some type, and starts a cleaner on it. */
  serve(contentType: string, body: string): Promise<Page>;
  close(): Promise<void>;
}

/** Bundles the harness and starts Chromium. */
export async function openLab(): Promise<Lab> {
  const script = await bundle(new URL('harness.ts', import.meta.url), 'qingye');
  const browser: Browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  // A new page takes the better part of a second: the next one is made while a test has its own.
  const prepare = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.evaluate(`${script};globalThis.qingye = qingye`);
    return page;
  };
  let next = prepare();
  return {
    async serve(contentType, body) {
      const page = await browser.newPage();
      await page.route('http://lab.test/', (route) => route.fulfill({ contentType: `${contentType}; charset=utf-8`, body }));
      await page.goto('http://lab.test/');
      // No script element: pictures have none of HTML.
      await page.evaluate(`${script};globalThis.qingye = qingye; globalThis.cleaner = new qingye.PageCleaner(document, () => undefined)`);
      await begin(page);
      return page;
    },
    async open(body, start = true) {
      const page = await next;
      next = prepare();
      next.catch(() => undefined); // the browser may be closed before it is there
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
    close: () => browser.close(),
  };
}

/** Starts the cleaner of a page. @param to script to convert to */
export async function begin(page: Page, to: string | null = null): Promise<void> {
  await page.evaluate(async (target) => {
    const { ruleEngine, OPTIONS, converterTo } = (window as any).qingye;
    const convert = target === null ? null : await converterTo(target);
    (window as any).cleaner.do({
      engine: ruleEngine, options: OPTIONS, conversion: convert === null ? null : { convert, lang: `zh-x-${target}` },
    });
  }, to);
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
