import { browser } from 'wxt/browser';
import { setOverride, startOverrides } from '../encoding/overrides.ts';
import { startMenus } from './menus.ts';
import { isMessage, type Message, type Messages, type MessageType, type Part } from '../messages.ts';
import { runParts, type PartTarget } from '../parts.ts';
import { hostOf } from '../settings/patterns.ts';
import { withRule, type RuleKind } from '../settings/changes.ts';
import { changeSettings, NewerSettingsError } from '../settings/store.ts';
import { noteFirstSession } from '../settings/session.ts';
import { subscribedSelectors, watchSubscriptions } from '../settings/subscriptions.ts';
import { watchSync } from '../settings/sync.ts';
import { askFrame, type PageState } from '../frame/frame.ts';
import { runInFrames } from '../run.ts';
import { markChanges, pageIn } from '../tabs.ts';
import { showCount, showState } from './toolbar.ts';

/** Who sent a message; what `runtime.onMessage` tells of it, as far as it is used. */
interface Origin {
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  readonly frameId?: number | undefined;
  /** address of the page or the frame that it came from */
  readonly url?: string | undefined;
  /** Better than the frame's id: the frame may show another page by now. Older Firefox has none */
  readonly documentId?: string | undefined;
  /** Chrome only */
  readonly documentLifecycle?: string | undefined;
}

/** Listens for what frames ask. Keeps no state: a service worker may end at any time. */
export function startBackground(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Origin, reply: (answer: unknown) => void) => {
    if (!isMessage(message)) return undefined;
    answer(message, sender).then(reply, () => reply(null));
    return true; // the reply comes later; not every Chrome from 128 on takes a promise of it
  });
  startOverrides();
  startMenus();
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return;
    void noteFirstSession();
    void browser.tabs.create({ url: '/welcome.html' });
  });
  watchSync();
  watchSubscriptions();
  void browser.action.setBadgeBackgroundColor({ color: '#0f766e' });
}

function answer(message: Message, from: Origin): Promise<Messages[MessageType]['reply']> {
  switch (message.type) {
    case 'site': return Promise.resolve({ url: from.tab?.url ?? '' });
    case 'page': return pageAround(from).then((page) => ({ once: page?.once === true }));
    case 'inject': return inject(message.parts, from);
    case 'report': return showCount(from.tab?.id);
    case 'override': return override(message, from);
    case 'rules': return addRules(message.kind, message.rules, from.tab?.url ?? '');
    case 'state': return showState(from.tab?.id);
    case 'hide': return hide(message.old, message.css, from);
    case 'subscribed': return subscribedSelectors(hostOf(from.tab?.url ?? '')).then((selectors) => ({ selectors }));
    case 'endMarks': return endMarks(from.tab?.id);
    case 'openReport': return openReport(from.tab?.id);
  }
}

const targetOf = (tabId: number, { frameId, documentId }: Origin) =>
  documentId === undefined ? { tabId, frameIds: [frameId ?? 0] } : { tabId, documentIds: [documentId] };

async function inject(parts: readonly Part[], from: Origin): Promise<{ ok: boolean }> {
  if (from.tab?.id === undefined) return { ok: false };
  const target = targetOf(from.tab.id, from);
  if (parts.includes('page')) await showAsItsPage(target, from);
  return { ok: await runParts(target, parts) };
}

/** The page that a frame is in; `null` for the page itself. What is prerendered is in no page of the tab yet. */
async function pageAround({ tab, frameId, documentLifecycle }: Origin): Promise<PageState | null> {
  return tab?.id === undefined || frameId === 0 || documentLifecycle === 'prerender' ? null : pageIn(tab.id);
}

/** A frame that comes while its page is shown as it came is shown so, too. */
async function showAsItsPage(target: PartTarget, from: Origin): Promise<void> {
  if ((await pageAround(from))?.restored !== true) return;
  await runInFrames({ target, func: askFrame, args: ['restore'] }).catch(() => undefined); // the frame is gone
}

/** Only the extension's own pages may say what a site is in. */
async function override({ scope, tabId, host, encoding }: Messages['override']['send'], { url }: Origin): Promise<{ ok: boolean }> {
  if (url?.startsWith(browser.runtime.getURL('')) !== true) return { ok: false };
  try {
    await setOverride(scope, tabId, host, encoding);
    return { ok: true };
  } catch (error) {
    console.error('Qingye: the encoding could not be set', error);
    return { ok: false };
  }
}

async function addRules(kind: RuleKind, rules: readonly string[], url: string): Promise<{ ok: boolean }> {
  const host = hostOf(url);
  if (host === '') return { ok: false };
  try {
    await changeSettings((settings) => rules.reduce((now, rule) => withRule(now, host, kind, rule), settings));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof NewerSettingsError)) console.error('Qingye: the rules could not be stored', error);
    return { ok: false };
  }
}

async function hide(old: string, css: string, from: Origin): Promise<{ ok: boolean }> {
  if (from.tab?.id === undefined) return { ok: false };
  const target = targetOf(from.tab.id, from);
  try {
    if (old !== '') await browser.scripting.removeCSS({ target, css: old, origin: 'USER' });
    if (css !== '') await browser.scripting.insertCSS({ target, css, origin: 'USER' });
    return { ok: true };
  } catch {
    return { ok: false }; // the frame is gone
  }
}

async function endMarks(tabId: number | undefined): Promise<{ ok: boolean }> {
  if (tabId === undefined) return { ok: false };
  try {
    await markChanges(tabId, false);
    return { ok: true };
  } catch {
    return { ok: false }; // the tab is gone
  }
}

async function openReport(tabId: number | undefined): Promise<{ ok: boolean }> {
  await browser.tabs.create({ url: `/report.html?tab=${tabId ?? -1}` });
  return { ok: true };
}
