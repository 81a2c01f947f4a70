import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Pages, type PageServer, servePages } from './server.ts';
import type { Session, Tab } from './session.ts';

/** A browser with the extension, and pages for it, of which several tests tell one after another. There from `beforeAll` on. */
export interface Stage {
  readonly session: Session;
  readonly server: PageServer;
  /** Opens a page in a tab of its own, at an address of its own. */
  visit(path: string, host?: 'localhost'): Promise<{ tab: Tab; url: string }>;
}

/**
 * Sets it for the tests of a file or of a block, and clears it away behind them. What one leaves behind that failed must not fail the next.
 * @param settles after each test, waits until no rule about charsets is left: a choice that was taken back holds until its rule is gone
 */
export function setStage(launch: () => Promise<Session>, pages: Pages, { settles = false } = {}): Stage {
  let session: Session | undefined;
  let server: PageServer | undefined;
  const stage: Stage = {
    get session() {
      return session!;
    },
    get server() {
      return server!;
    },
    async visit(path, host) {
      const tab = await session!.newTab();
      const url = server!.fresh(path, host);
      await tab.goto(url);
      return { tab, url };
    },
  };
  beforeAll(async () => {
    server = await servePages(pages);
    session = await launch();
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    if (!failed && !settles) return;
    const own = await stage.session.extensionPage('popup.html?tab=-1');
    await own.evaluate(async (failed) => {
      const { storage, declarativeNetRequest } = (globalThis as any).chrome;
      if (failed) await Promise.all([storage.local.remove('settings'), storage.session.clear()]);
      for (let i = 0; i < 30 && declarativeNetRequest !== undefined && (await declarativeNetRequest.getDynamicRules()).length > 0; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }, failed);
    await own.close();
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });
  return stage;
}
