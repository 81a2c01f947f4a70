import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { packageFile } from '../tools/paths.ts';
import { type Bench, inTab, quiet } from './browser.ts';

const OPENCC = packageFile('opencc-js', 'dist/umd/full.js');

/** Bytes of script heap and array buffers that a converted page holds more than the same page as it is. */
export interface Memory {
  readonly ours: number;
  readonly theirs: number;
}

/** The same page, converted by the extension, and by opencc-js full in the page. */
export async function memory({ ours, plain }: Bench, url: string): Promise<Memory> {
  const bare = await inTab(plain, async (page, devtools) => {
    await page.goto(url, { waitUntil: 'load' });
    return held(page, devtools);
  });
  const theirs = await inTab(plain, async (page, devtools) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.addScriptTag({ content: readFileSync(OPENCC, 'utf8') });
    await page.evaluate(() => {
      const convert = (globalThis as unknown as { OpenCC: { Converter(options: object): (text: string) => string } }).OpenCC.Converter({ from: 'cn', to: 'twp' });
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
      const originals = new Map<Node, string>(); // to take it back, as we can
      while (walker.nextNode() !== null) {
        const node = walker.currentNode as Text;
        originals.set(node, node.data);
        node.data = convert(node.data);
      }
      Object.assign(globalThis, { convert, originals });
    });
    return held(page, devtools);
  });
  const extension = await inTab(ours, async (page, devtools) => {
    await page.goto(url, { waitUntil: 'load' });
    await converted(page);
    return held(page, devtools);
  });
  return { ours: extension - bare, theirs: theirs - bare };
}

async function converted(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.lang === 'zh-TW' && !document.querySelector('p:last-of-type')?.textContent?.includes('这'), undefined, { timeout: 120_000 });
}

async function held(page: Page, devtools: CDPSession): Promise<number> {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await quiet(page, devtools);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await devtools.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  return usedSize + backingStorageSize;
}

/** Milliseconds from nothing to a first converted text, in a fresh page each time. */
export async function firstConversions(context: BrowserContext, url: string, ours: string, rounds: number): Promise<(readonly [number, number])[]> {
  const theirs = `${readFileSync(OPENCC, 'utf8')};globalThis.bench = { firstConversion: async (text) => OpenCC.Converter({ from: 'cn', to: 'twp' })(text) };`;
  const measure = (script: string): Promise<number> => inTab(context, async (page) => {
    await page.goto(url);
    return page.evaluate(async (code) => {
      const start = performance.now();
      // biome-ignore lint/security/noGlobalEval: this is what loading a script comes to
      globalThis.eval(`${code};globalThis.bench = bench;`);
      await (globalThis as unknown as { bench: { firstConversion(text: string): Promise<string> } }).bench.firstConversion('程序员的头发');
      return performance.now() - start;
    }, script.replace(';globalThis.bench =', ';var bench ='));
  });
  const pairs: [number, number][] = [];
  for (let i = 0; i <= rounds; i++) {
    const pair: [number, number] = [await measure(ours), await measure(theirs)];
    if (i > 0) pairs.push(pair);
  }
  return pairs;
}
