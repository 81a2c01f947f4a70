import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGE_CSS } from '../../src/page/cleaner.ts';
import { findChromium } from '../../src/tools/browsers.ts';
import { bundle } from '../../src/tools/bundle.ts';
import { clean } from '../cli/command.ts';
import { demoPages } from '../demo/pages.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const script = await bundle(new URL('../fuzz/page-harness.ts', import.meta.url), 'qingye');
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  page = await browser.newPage();
  await page.evaluate(`${script};globalThis.qingye = qingye`); // what the window holds outlives its documents
});
afterAll(() => browser?.close());

/** What a reader sees of a page, line by line, its title first. @param layer true: cleaned by the page layer */
async function seen(html: string, layer: boolean): Promise<string[]> {
  await page.setContent(html);
  return page.evaluate(async ([css, clean]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    const end = clean ? await (window as any).qingye.cleanDocument() : null;
    const lines = [document.title, ...document.body.innerText.split('\n').map((line) => line.trim()).filter((line) => line !== '')];
    end?.(); // the next page is written into the same document
    return lines;
  }, [PAGE_CSS, layer] as const);
}

describe('the command and the page layer make the same of a page', () => {
  test.each(demoPages())('$name ($damage)', async ({ html, honest, damage }) => {
    const command = await clean(['--format', 'html'], html);
    expect(command.errors).toBe('');
    const [byLayer, byCommand] = [await seen(html, true), await seen(command.text, false)];
    expect(byLayer).toEqual(byCommand);
    // Both doing nothing would be the same, too.
    expect(JSON.stringify(byLayer) === JSON.stringify(await seen(html, false))).toBe(damage.startsWith('none'));
    // A kit may have folded the marks, which stay so.
    expect(byLayer[0]!.normalize('NFKC')).toBe((await seen(honest, false))[0]!.normalize('NFKC'));
  });
});
