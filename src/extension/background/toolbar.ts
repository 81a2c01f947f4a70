import { browser } from 'wxt/browser';
import { repairs } from '../../page/journal/report.ts';
import type { PageState } from '../frame/frame.ts';
import { askTab, pageIn } from '../tabs.ts';

/** What the toolbar shows of a tab. The browser takes it back by itself when the tab goes to another page. */

/** The badge is the sum over all frames, asked for anew each time. */
export function showCount(tabId: number | undefined): Promise<{ ok: boolean }> {
  return showOf(tabId, async (id) => {
    const report = await askTab(id, 'counts');
    const total = report === null ? 0 : repairs(report.counts);
    await browser.action.setBadgeText({ tabId: id, text: total === 0 ? '' : total > 999 ? '999+' : String(total) });
  });
}

/** Whether the page is cleaned, or left alone. */
export function showState(tabId: number | undefined): Promise<{ ok: boolean }> {
  return showOf(tabId, async (id, page) => {
    const state = page?.state ?? 'on';
    const prefix = state === 'on' ? '' : `${state}-`;
    const path = { 16: `/icon/${prefix}16.png`, 32: `/icon/${prefix}32.png`, 48: `/icon/${prefix}48.png` };
    const title = state === 'on' ? 'shortName' : state === 'off' ? 'stateOffEverywhere' : 'stateOffHere';
    await browser.action.setIcon({ tabId: id, path });
    await browser.action.setTitle({ tabId: id, title: browser.i18n.getMessage(title) });
  });
}

/**
 * Shows something of the page in a tab; and again where another page is in the tab by then: the browser knows tabs alone, so that what is
 * late would stay on a page that it is not about.
 */
async function showOf(tabId: number | undefined, show: (tabId: number, page: PageState | null) => Promise<void>): Promise<{ ok: boolean }> {
  if (tabId === undefined) return { ok: false };
  try {
    for (let page = await pageIn(tabId); ; ) {
      await show(tabId, page);
      const now = await pageIn(tabId);
      if (now?.id === page?.id && now?.state === page?.state) return { ok: true };
      page = now;
    }
  } catch {
    return { ok: false }; // the tab is gone
  }
}
