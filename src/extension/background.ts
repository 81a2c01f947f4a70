import { browser } from 'wxt/browser';
import { PAGE_CSS } from '../page/cleaner.ts';
import { repairs } from '../page/report.ts';
import { isMessage, type Message, type Messages, type MessageType, type Part } from './messages.ts';
import { askTab } from './tabs.ts';

/** Who sent a message; what `runtime.onMessage` tells of it, as far as it is used. */
interface Origin {
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  readonly frameId?: number | undefined;
  /** Chrome only, and better than the frame's id: the frame may show another page by now */
  readonly documentId?: string | undefined;
}

const FILES = {
  engine: '/engine.js', simplified: '/simplified.js', traditional: '/traditional.js', page: '/page.js',
} as const satisfies Record<Part, string>;

/** Listens for what frames ask. Keeps no state: a service worker may end at any time. */
export function startBackground(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Origin) =>
    isMessage(message) ? answer(message, sender) : undefined);
  void browser.action.setBadgeBackgroundColor({ color: '#0f766e' });
}

function answer(message: Message, from: Origin): Promise<Messages[MessageType]['reply']> {
  switch (message.type) {
    case 'site': return Promise.resolve({ url: from.tab?.url ?? '' });
    case 'inject': return inject(message.parts, from);
    case 'report': return showCount(from.tab?.id);
  }
}

async function inject(parts: readonly Part[], { tab, frameId, documentId }: Origin): Promise<{ ok: boolean }> {
  if (tab?.id === undefined) return { ok: false };
  const target = documentId === undefined
    ? { tabId: tab.id, frameIds: [frameId ?? 0] }
    : { tabId: tab.id, documentIds: [documentId] };
  try {
    if (parts.includes('page')) await browser.scripting.insertCSS({ target, css: PAGE_CSS, origin: 'USER' });
    await browser.scripting.executeScript({ target, files: parts.map((part) => FILES[part]), injectImmediately: true });
    return { ok: true };
  } catch {
    return { ok: false }; // the frame is gone
  }
}

/** The badge is the sum over all frames, asked for anew each time. */
async function showCount(tabId: number | undefined): Promise<{ ok: boolean }> {
  if (tabId === undefined) return { ok: false };
  const report = await askTab(tabId, 'report');
  const total = report === null ? 0 : repairs(report.counts);
  try {
    await browser.action.setBadgeText({ tabId, text: total === 0 ? '' : total > 999 ? '999+' : String(total) });
    return { ok: true };
  } catch {
    return { ok: false }; // the tab is gone
  }
}
