import { runParts } from '../parts.ts';
import { policyFor } from '../settings/policy.ts';
import { withAllowlisted } from '../settings/changes.ts';
import { changeSettings, loadSettings } from '../settings/store.ts';
import { askTab, markChanges } from '../tabs.ts';

/** What can be done to a page from the context menu (those with a text) and by keyboard commands. */
export const PAGE_WISHES = ['once', 'never', 'changes', 'toggle'] as const;
export type PageWish = (typeof PAGE_WISHES)[number];

/** Entries of the context menu, in order, each with the key of its text. */
export const PAGE_MENUS = [['once', 'menuOnce'], ['never', 'menuNever']] as const satisfies readonly (readonly [PageWish, string])[];

/** Does what the reader chose. Where no extension may run, nothing happens. */
export async function onPageWish(wish: PageWish, tabId: number, url: string): Promise<void> {
  switch (wish) {
    case 'once': {
      await runParts({ tabId, allFrames: true }, ['engine', 'page']);
      await askTab(tabId, 'once');
      return;
    }
    case 'never': {
      const { allowlisted } = policyFor(await loadSettings(), url);
      if (!allowlisted) await changeSettings((settings) => withAllowlisted(settings, url, true));
      return;
    }
    case 'changes': {
      const report = await askTab(tabId, 'report');
      if (report !== null) await markChanges(tabId, !report.marked);
      return;
    }
    case 'toggle': {
      const report = await askTab(tabId, 'report');
      if (report !== null && report.state !== 'off') await askTab(tabId, report.state === 'restored' ? 'clean' : 'restore');
    }
  }
}
