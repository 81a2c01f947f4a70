import { browser } from 'wxt/browser';
import { CHARSETS, USUAL_CHARSETS } from '../extension/charsets.ts';
import type { Override } from '../extension/encoding-rules.ts';
import { readFrameAgain, type EncodingReport } from '../extension/frame.ts';
import { send } from '../extension/messages.ts';
import { runParts } from '../extension/parts.ts';
import { hostOf } from '../extension/patterns.ts';
import { onSelectionInTab, type SelectionWish } from '../extension/selected.ts';
import { askTab } from '../extension/tabs.ts';
import { h } from './dom.ts';
import { encodingViewOf } from './encoding-view.ts';
import type { TextKey } from '../extension/texts.ts';
import { say, text } from './text.ts';

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

/** The section: what it is drawn in, and its drawing. */
export interface EncodingSection {
  readonly elements: readonly HTMLElement[];
  /** Shows what is known of the tab now. @param on false: the extension is off here, so nothing can be chosen */
  show(on: boolean): void;
}

/** Makes the popup's section on the encoding of a page. It does what is chosen by itself. */
export function encodingSection(tab: EncodingTab): EncodingSection {
  const mayReload = (): boolean => /^https?:/.test(tab.url);
  let problem: TextKey | null = null;

  const automatic = h('option', { value: 'auto' }, text('encodingAuto'));
  const group = (label: TextKey, names: readonly string[]): HTMLElement =>
    h('optgroup', { label: text(label) }, ...names.map((name) => h('option', { value: name }, name)));
  const select = h('select', { id: 'encoding-choice', 'aria-label': text('encoding'), onchange: () => void choose(select.value, scope()) },
    automatic, group('encodingUsual', CHARSETS.slice(0, USUAL_CHARSETS)), group('encodingOther', [...CHARSETS.slice(USUAL_CHARSETS)].sort()));
  const radio = (value: 'site' | 'tab'): HTMLInputElement => h('input', {
    type: 'radio', name: 'encoding-scope', value, onchange: () => void (tab.override !== null && choose(tab.override.encoding, value)),
  });
  const [site, inTab] = [radio('site'), radio('tab')];
  const scope = (): 'site' | 'tab' => (inTab.checked ? 'tab' : 'site');
  const message = h('p', { id: 'encoding-message', role: 'status' });
  const button = h('button', { id: 'encoding-action', type: 'button', onclick: () => void act() });
  site.checked = true;
  const element = h('fieldset', { id: 'encoding', disabled: true },
    h('legend', {}, text('encoding')),
    h('div', { class: 'encoding-row' }, select,
      h('div', { class: 'choices', role: 'group', 'aria-label': text('encodingScope') },
        h('label', {}, site, h('span', {}, text('encodingSite'))), h('label', {}, inTab, h('span', {}, text('encodingTab'))))),
    h('div', { class: 'encoding-row says-row' }, message, button));

  const last = lastRow(tab);

  async function read(charset: string | null): Promise<void> {
    const target = { tabId: tab.tabId, frameIds: [0] };
    try {
      const [answer] = await browser.scripting.executeScript({ target, func: readFrameAgain, args: [charset] });
      if (answer?.result == null && (await runParts(target, ['engine', 'page']))) await browser.scripting.executeScript({ target, func: readFrameAgain, args: [charset] });
    } catch {
      // no extension may run there
    }
  }

  async function choose(value: string, where: 'site' | 'tab'): Promise<void> {
    const encoding = value === 'auto' ? null : value;
    const had = tab.override !== null;
    const asked = askTab(tab.tabId, 'report'); // the tab may show another page by now
    // Sent before anything is awaited: the popup may be closed as soon as the choice is made.
    const reply = mayReload() ? await send(browser.runtime, 'override', { scope: where, tabId: tab.tabId, host: hostOf(tab.url), encoding }) : { ok: true };
    const wasInForce = had && (await asked)?.encoding?.read === null;
    problem = reply?.ok === true ? null : 'encodingErrorRule';
    if (problem === null) {
      // A page that came with the reader's charset tells no more what its own was.
      if (encoding === null && wasInForce) await browser.tabs.reload(tab.tabId);
      else await read(encoding);
    }
    await tab.again();
  }

  async function act(): Promise<void> {
    const action = tab.encoding === null ? null : encodingViewOf(tab.encoding, tab.override, mayReload()).action;
    if (action === 'reload') await browser.tabs.reload(tab.tabId);
    if (action === 'read') await read(tab.encoding?.offer ?? 'auto');
    await tab.again();
  }

  return {
    elements: [element, last.element],
    show(on) {
      const view = tab.encoding === null ? null : encodingViewOf(tab.encoding, tab.override, mayReload());
      element.toggleAttribute('disabled', !on || view === null);
      select.value = view?.choice ?? 'auto';
      automatic.textContent = view?.automatic == null ? text('encodingAuto') : text('encodingAutoNow', view.automatic);
      // Without a charset that was chosen, where one will hold is the reader's to say.
      if (view !== null && view.choice !== 'auto') (view.scope === 'tab' ? inTab : site).checked = true;
      const label = problem === null ? (view?.message ?? null) : ([problem] as const);
      message.textContent = !on || label === null ? '' : say(label);
      button.hidden = !on || view?.action == null;
      button.textContent = text(view?.action === 'reload' ? 'encodingReloadPage' : 'encodingReadAgain');
      last.show(tab.selected);
    },
  };
}

/**
 * The last row: what can be done to the selection, for those who have no context menu and no keys (Firefox for Android); where nothing
 * is selected, the link to the page where pasted text is repaired.
 */
function lastRow(tab: EncodingTab): { element: HTMLElement; show(selected: boolean): void } {
  const action = (wish: SelectionWish, label: TextKey, full: TextKey): HTMLElement =>
    h('button', { type: 'button', class: 'quiet', value: wish, title: text(full), 'aria-label': text(full), onclick: () => void onSelectionInTab(wish, tab.tabId) }, text(label));
  const selection = h('div', { id: 'selection', class: 'encoding-row', hidden: true }, text('selectionRow'),
    action('repair', 'selectionRepair', 'menuRepair'), action('simplified', 'scriptCn', 'menuSimplified'), action('traditional', 'scriptT', 'menuTraditional'));
  const paste = h('a', { id: 'paste-link', href: browser.runtime.getURL('/paste.html'), target: '_blank', rel: 'noopener' }, text('pasteLink'));
  return {
    element: h('div', { class: 'encoding-row last-row' }, selection, paste),
    show(selected) {
      selection.hidden = !selected;
      paste.hidden = selected;
    },
  };
}
