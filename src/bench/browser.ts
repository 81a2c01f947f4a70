import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { findChromium } from '../tools/browsers.ts';
import { bundle } from '../tools/bundle.ts';
import { openChromium } from '../tools/chromium.ts';
import { EXTENSION } from '../tools/paths.ts';

/** Browsers side by side, and pages for them. */
export interface Bench {
  readonly ours: BrowserContext;
  readonly plain: BrowserContext;
  /** with an extension whose script in every page does nothing: what any extension costs that looks at pages */
  readonly idle: BrowserContext;
  /** address of a page, which is made when it is first asked for */
  url(html: () => string, name: string): string;
  /** sets the script that the extension shows pages in */
  choose(script: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts them. The extension must be built. */
export async function openBench(): Promise<Bench> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const html = pages.get((request.url ?? '').split('?')[0]!.slice(1));
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const executable = await findChromium();
  const ours = await openChromium({ executable, headless: true, extension: true });
  const plain = await openChromium({ executable, headless: true, extension: false });
  const folder = await idleExtension();
  const idle = await openChromium({ executable, headless: true, extension: folder });
  const worker = ours.serviceWorkers()[0] ?? (await ours.waitForEvent('serviceworker'));
  return {
    ours, plain, idle,
    url(html, name) {
      if (!pages.has(name)) pages.set(name, html());
      return `http://127.0.0.1:${port}/${name}`;
    },
    choose: (script) => worker.evaluate(async (choice) => {
      const { chrome } = globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } };
      await chrome.storage.local.set({ settings: { version: 2, script: choice } });
    }, script),
    async close() {
      await Promise.all([ours.close(), plain.close(), idle.close()]);
      await rm(folder, { recursive: true, force: true });
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Writes an extension that asks for the same places as ours, and runs an empty script there. @returns its folder */
async function idleExtension(): Promise<string> {
  const { content_scripts: [script], host_permissions } = JSON.parse(await readFile(join(EXTENSION.chromium, 'manifest.json'), 'utf8')) as {
    readonly content_scripts: readonly [object]; readonly host_permissions: readonly string[];
  };
  const folder = await mkdtemp(join(tmpdir(), 'qingye-idle-'));
  const manifest = { manifest_version: 3, name: 'idle', version: '1', host_permissions, content_scripts: [{ ...script, js: ['idle.js'] }] };
  await Promise.all([writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest)), writeFile(join(folder, 'idle.js'), 'void 0;')]);
  return folder;
}

/** Bundles `in-page.ts` as a script that sets `bench`. */
export const inPageScript = (): Promise<string> => bundle(new URL('in-page.ts', import.meta.url), 'bench', { minify: true });

/** Opens a page in a tab of its own, has a look at it, and closes it. */
export async function inTab<T>(context: BrowserContext, look: (page: Page, devtools: CDPSession) => Promise<T>): Promise<T> {
  const page = await context.newPage();
  try {
    return await look(page, await context.newCDPSession(page));
  } finally {
    await page.close();
  }
}

/** Waits until the main thread had nothing to do for so long, in milliseconds; at most a minute. */
export async function quiet(page: Page, devtools: CDPSession, milliseconds = 400): Promise<void> {
  let before = -1;
  for (let i = 0; i < 60_000 / milliseconds; i++) {
    await page.waitForTimeout(milliseconds);
    const spent = await mainThreadTime(devtools);
    if (spent - before < milliseconds * 0.02) return;
    before = spent;
  }
}

/**
 * Processor time of the page's main thread so far, in milliseconds. `Performance` must be enabled.
 * @param metrics the names that DevTools has for what is counted
 */
export async function mainThreadTime(devtools: CDPSession, metrics: readonly string[] = ['TaskDuration']): Promise<number> {
  const found = await devtools.send('Performance.getMetrics');
  return 1000 * found.metrics.filter(({ name }) => metrics.includes(name)).reduce((sum, { value }) => sum + value, 0);
}
