import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { findChromium } from '../../src/tools/browsers.ts';
import { openChromium } from '../../src/tools/chromium.ts';
import { EXTENSION } from '../../src/tools/paths.ts';

/** Chromium with a copy of the built extension, for things that go wrong. */
export interface Browser {
  readonly context: BrowserContext;
  /** Opens a page of the extension, on the tab with that address if there is one. */
  own(path: string): Promise<Page>;
  popup(url: string): Promise<Page>;
  /** Runs a function with the extension's id in Chromium's page of extensions, which may do what its user can. It is sent as text. */
  manage<A>(what: (argument: readonly [id: string, A]) => unknown, argument: A): Promise<void>;
  /** Ends the service worker, as the browser does at any time. */
  kill(): Promise<void>;
  /**
   * Breaks the extension: from now on the browser reads it so.
   * @param without files that are missing @param spoilt those of its tables that hold something else
   * @returns puts it right again
   */
  damage(without: readonly string[], spoilt: readonly string[]): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export async function launch(): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'qingye-faults-'));
  const extension = join(folder, 'extension');
  await cp(EXTENSION.chromium, extension, { recursive: true });
  const context = await openChromium({ executable: await findChromium(), headless: true, extension });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const origin = worker.url().split('/', 3).join('/');
  const own = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${origin}/${path}`);
    return page;
  };
  return {
    context, own,
    async popup(url) {
      const page = await context.newPage();
      try {
        await page.goto(`${origin}/popup.html?tab=-1`);
        const id = await page.evaluate(async (wanted) => (await (globalThis as any).chrome.tabs.query({})).find((tab: { url?: string }) => tab.url === wanted)?.id as number, url);
        await page.goto(`${origin}/popup.html?tab=${id}`);
        await page.waitForFunction(() => document.querySelector('#state')?.textContent);
        return page;
      } catch (error) {
        await page.close(); // the extension is not there yet, or no longer; the caller may ask again
        throw error;
      }
    },
    async manage(what, argument) {
      const page = await context.newPage();
      await page.goto('chrome://extensions');
      await page.evaluate(what as never, [origin.split('/')[2], argument] as never);
      await page.close();
    },
    async kill() {
      const page = await own('manifest.json');
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await page.close();
    },
    async damage(without, spoilt) {
      const files = [...without, ...spoilt].map((name) => join(extension, name));
      for (const file of files) await rename(file, `${file}.whole`);
      for (const file of files.slice(without.length)) await writeFile(file, (await readFile(`${file}.whole`, 'utf8')).replace(/="[^"]*"/, '="AAAA"'));
      return async () => {
        for (const file of files) await rename(`${file}.whole`, file);
      };
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
