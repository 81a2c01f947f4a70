import { browser } from 'wxt/browser';
import { CHARSETS, USUAL_CHARSETS } from '../extension/charsets.ts';
import { loadOverrides } from '../extension/encoding.ts';
import { overrideFor, type Override } from '../extension/encoding-rules.ts';
import { askEncoding, type EncodingReport } from '../extension/frame.ts';
import { send } from '../extension/messages.ts';
import { runParts } from '../extension/parts.ts';
import { hostOf } from '../extension/patterns.ts';
import { onSelectionInTab, selectionIn, type SelectionWish } from '../extension/selected.ts';
import { h } from './dom.ts';
import { encodingViewOf } from './encoding-view.ts';
import type { TextKey } from '../extension/texts.ts';
import { say, text } from './text.ts';

/** The popup's section on the encoding of a page, on its own: it asks the tab, and does what is chosen. */
export interface EncodingSection {
  readonly element: HTMLElement;
  /** Looks at the tab anew. @param on false: the extension is off here, so nothing can be chosen */
  update(on: boolean): Promise<void>;
}

/** @param tab the tab that the popup is about */
export function encodingSection(tab: { readonly id: number; readonly url: string }): EncodingSection {
  const host = hostOf(tab.url);
  const mayReload = /^https?:/.test(tab.url);
  const target = { tabId: tab.id, frameIds: [0] };
  let override: Override | null = null;
  let report: EncodingReport | null = null;
  let problem: TextKey | null = null;

  const automatic = h('option', { value: 'auto' }, text('encodingAuto'));
  const group = (label: TextKey, names: readonly string[]): HTMLElement =>
    h('optgroup', { label: text(label) }, ...names.map((name) => h('option', { value: name }, name)));
  const select = h('select', { id: 'encoding-choice', 'aria-label': text('encoding'), onchange: () => void choose(select.value, scope()) },
    automatic, ...(tab.id === -1 ? [] : [group('encodingUsual', CHARSETS.slice(0, USUAL_CHARSETS)), group('encodingOther', [...CHARSETS.slice(USUAL_CHARSETS)].sort())]));
  const radio = (value: 'site' | 'tab'): HTMLInputElement => h('input', {
    type: 'radio', name: 'encoding-scope', value, onchange: () => void (override !== null && choose(override.encoding, value)),
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

  async function ask(what: 'report' | 'read', charset: string | null = null): Promise<EncodingReport | null> {
    try {
      const [answer] = await browser.scripting.executeScript({ target, func: askEncoding, args: [what, charset] });
      const result = answer?.result as EncodingReport | null | undefined;
      if (result != null || what === 'report') return result ?? null;
      return (await runParts(target, ['engine', 'page'])) ? await ask(what, charset) : null;
    } catch {
      return null; // no extension may run there
    }
  }

  async function look(): Promise<void> {
    override = overrideFor(await loadOverrides(), host, tab.id);
    report = await ask('report');
  }

  async function choose(value: string, where: 'site' | 'tab'): Promise<void> {
    const encoding = value === 'auto' ? null : value;
    const had = override !== null;
    const asked = ask('report'); // the tab may show another page by now
    // Sent before anything is awaited: the popup may be closed as soon as the choice is made.
    const reply = mayReload ? await send(browser.runtime, 'override', { scope: where, tabId: tab.id, host, encoding }) : { ok: true };
    const wasInForce = had && (await asked)?.read === null;
    problem = reply?.ok === true ? null : 'encodingErrorRule';
    if (problem === null) {
      // A page that came with the reader's charset tells no more what its own was.
      if (encoding === null && wasInForce) await browser.tabs.reload(tab.id);
      else await ask('read', encoding);
    }
    await look();
    show(true);
  }

  async function act(): Promise<void> {
    const action = report === null ? null : encodingViewOf(report, override, mayReload).action;
    if (action === 'reload') await browser.tabs.reload(tab.id);
    if (action === 'read') await ask('read', report?.offer ?? 'auto');
    await look();
    show(true);
  }

  function show(on: boolean): void {
    const view = report === null ? null : encodingViewOf(report, override, mayReload);
    element.toggleAttribute('disabled', !on || view === null);
    select.value = view?.choice ?? 'auto';
    automatic.textContent = view?.automatic == null ? text('encodingAuto') : text('encodingAutoNow', view.automatic);
    // Without a charset that was chosen, where one will hold is the reader's to say.
    if (view !== null && view.choice !== 'auto') (view.scope === 'tab' ? inTab : site).checked = true;
    const label = problem === null ? (view?.message ?? null) : ([problem] as const);
    message.textContent = !on || label === null ? '' : say(label);
    button.hidden = !on || view?.action == null;
    button.textContent = text(view?.action === 'reload' ? 'encodingReloadPage' : 'encodingReadAgain');
  }

  return {
    element,
    async update(on) {
      await look();
      show(on);
    },
  };
}

/**
 * The last row: what can be done to the selection, for those who have no context menu and no keys (Firefox for Android); where nothing
 * is selected, the link to the page where pasted text is repaired.
 */
export function lastRow(tabId: number): HTMLElement {
  const action = (wish: SelectionWish, label: TextKey, full: TextKey): HTMLElement =>
    h('button', { type: 'button', class: 'quiet', value: wish, title: text(full), 'aria-label': text(full), onclick: () => void onSelectionInTab(wish, tabId) }, text(label));
  const selection = h('div', { id: 'selection', class: 'encoding-row', hidden: true }, text('selectionRow'),
    action('repair', 'selectionRepair', 'menuRepair'), action('simplified', 'scriptCn', 'menuSimplified'), action('traditional', 'scriptT', 'menuTraditional'));
  const paste = h('a', { id: 'paste-link', href: browser.runtime.getURL('/paste.html'), target: '_blank', rel: 'noopener' }, text('pasteLink'));
  void selectionIn(tabId).then((found) => {
    selection.hidden = found === null;
    paste.hidden = found !== null;
  });
  return h('div', { class: 'encoding-row last-row' }, selection, paste);
}
