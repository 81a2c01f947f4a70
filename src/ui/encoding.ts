import { browser } from 'wxt/browser';
import { CHARSETS, USUAL_CHARSETS } from '../extension/settings/charsets.ts';
import type { Override } from '../extension/encoding/rules.ts';
import { readFrameAgain, type EncodingReport } from '../extension/frame/frame.ts';
import { send } from '../extension/messages.ts';
import { once } from '../extension/once.ts';
import { runParts } from '../extension/parts.ts';
import { runInFrames } from '../extension/run.ts';
import { hostOf } from '../extension/settings/patterns.ts';
import { onSelectionInTab, type SelectionWish } from '../extension/selected.ts';
import { askTab } from '../extension/tabs.ts';
import { h } from './dom.ts';
import { encodingViewOf } from './encoding-view.ts';
import type { TextKey } from '../extension/texts.ts';
import { say, tell, text } from './text.ts';

/** What the popup's section on the encoding of a page is about. */
export interface EncodingTab {
  readonly tabId: number;
  readonly url: string;
  /** `null` where it is not known, or no extension may run */
  readonly encoding: EncodingReport | null;
  /** what the reader chose for the tab or its site */
  readonly override: Override | null;
  /** true: something is selected in the page */
  readonly selected: boolean;
  /** Asks for all of this anew, and draws it. */
  again(): Promise<void>;
}

/**
 * Ties the popup's section on the encoding of a page, and what can be done to a selection, to what they do.
 * @returns shows what is known of the tab now. Its argument, false: the extension is off here, so nothing can be chosen
 */
export function bindEncoding(root: HTMLElement, tab: EncodingTab): (on: boolean) => void {
  const find = <T extends HTMLElement>(selector: string): T => root.querySelector<T>(selector) as T;
  const mayReload = (): boolean => /^https?:/.test(tab.url);
  let problem: TextKey | null = null;

  const section = find<HTMLFieldSetElement>('#encoding');
  const select = find<HTMLSelectElement>('#encoding-choice');
  const automatic = find('#encoding-choice [value=auto]');
  const [site, inTab] = [find<HTMLInputElement>('[name=encoding-scope][value=site]'), find<HTMLInputElement>('[name=encoding-scope][value=tab]')];
  const scope = (): 'site' | 'tab' => (inTab.checked ? 'tab' : 'site');
  const [message, button] = [find('#encoding-message'), find<HTMLButtonElement>('#encoding-action')];
  const showSelection = bindSelection(root, tab);
  select.onchange = () => void choose(select.value, scope());
  for (const radio of [site, inTab]) radio.onchange = () => void (tab.override !== null && choose(tab.override.encoding, scope()));
  button.onclick = () => void act();
  // Not before the popup is drawn: it needs none of them for that.
  const list = once(() => select.append(
    group('encodingUsual', CHARSETS.slice(0, USUAL_CHARSETS)), group('encodingOther', [...CHARSETS.slice(USUAL_CHARSETS)].sort())));

  async function read(charset: string | null, first: boolean): Promise<void> {
    const target = { tabId: tab.tabId, frameIds: [0] };
    try {
      const [answer] = await runInFrames({ target, func: readFrameAgain, args: [charset, first] });
      if (answer?.result == null && (await runParts(target, ['engine', 'page']))) await runInFrames({ target, func: readFrameAgain, args: [charset, first] });
    } catch {
      // no extension may run there
    }
  }

  async function choose(value: string, where: 'site' | 'tab'): Promise<void> {
    const encoding = value === 'auto' ? null : value;
    const had = tab.override !== null;
    const asked = askTab(tab.tabId, 'report'); // the tab may show another page by now
    // Sent before anything is awaited: the popup may be closed as soon as the choice is made.
    const reply = mayReload() ? await send(browser, 'override', { scope: where, tabId: tab.tabId, host: hostOf(tab.url), encoding }) : { ok: true };
    const isOwn = !had || (await asked)?.encoding?.own === true;
    problem = reply?.ok === true ? null : 'encodingErrorRule';
    if (problem === null) {
      // A page that came with the reader's charset tells no more what its own was.
      if (encoding === null && !isOwn) await browser.tabs.reload(tab.tabId);
      else await read(encoding, !had);
    }
    await tab.again();
  }

  async function act(): Promise<void> {
    const action = tab.encoding === null ? null : encodingViewOf(tab.encoding, tab.override, mayReload()).action;
    if (action === 'reload') await browser.tabs.reload(tab.tabId);
    if (action === 'read') await read(tab.encoding?.offer ?? 'auto', tab.override === null);
    await tab.again();
  }

  return (on) => {
    const view = tab.encoding === null ? null : encodingViewOf(tab.encoding, tab.override, mayReload());
    if (view !== null) list();
    section.disabled = !on || view === null;
    select.value = view?.choice ?? 'auto';
    automatic.textContent = view?.automatic == null ? text('encodingAuto') : text('encodingAutoNow', view.automatic);
    // Without a charset that was chosen, where one will hold is the reader's to say.
    if (view !== null && view.choice !== 'auto') (view.scope === 'tab' ? inTab : site).checked = true;
    const label = problem === null ? (view?.message ?? null) : ([problem] as const);
    tell(message, !on || label === null ? '' : say(label));
    button.hidden = !on || view?.action == null;
    button.textContent = text(view?.action === 'reload' ? 'encodingReloadPage' : 'encodingReadAgain');
    showSelection();
  };
}

function group(label: TextKey, names: readonly string[]): HTMLElement {
  return h('optgroup', { label: text(label) }, ...names.map((name) => h('option', { value: name }, name)));
}

/**
 * The last row: what can be done to the selection, for those who have no context menu and no keys (Firefox for Android); where nothing
 * is selected, the link to the page where pasted text is repaired.
 */
function bindSelection(root: HTMLElement, tab: EncodingTab): () => void {
  const [selection, paste] = [root.querySelector('#selection') as HTMLElement, root.querySelector('#paste-link') as HTMLElement];
  selection.onclick = ({ target }) => {
    if (target instanceof HTMLButtonElement) void onSelectionInTab(target.value as SelectionWish, tab.tabId);
  };
  return () => {
    selection.hidden = !tab.selected;
    paste.hidden = tab.selected;
  };
}
