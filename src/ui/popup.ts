import { browser } from 'wxt/browser';
import type { ScriptChoice } from '../engine/types.ts';
import { isMessage } from '../extension/messages.ts';
import { withAllowlisted, withScript } from '../extension/changes.ts';
import { hostOf } from '../extension/patterns.ts';
import { isOn, policyFor } from '../extension/policy.ts';
import type { Settings } from '../extension/settings.ts';
import { changeSettings, loadSettings, NewerSettingsError } from '../extension/store.ts';
import { askTab, type TabReport } from '../extension/tabs.ts';
import { h } from './dom.ts';
import { encodingSection, pasteLink, selectionRow } from './encoding.ts';
import { KIND_LABELS, SCRIPT_LABELS, viewOf, type Label, type TextKey } from './view.ts';

const text = (key: TextKey, ...values: string[]): string => browser.i18n.getMessage(key, values) || key;
const say = ([key, ...values]: Label): string => text(key, ...values);

/**
 * Runs the popup.
 * @param root what it is drawn into
 * @param search query of its address; `?tab=ID` shows another tab than the active one (for tests, and for a popup in a tab)
 */
export async function startPopup(root: HTMLElement, search: string): Promise<void> {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.title = text('shortName');
  const asked = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  const tab = Number.isInteger(asked)
    ? await browser.tabs.get(asked)
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  const tabId = tab?.id ?? -1;
  const url = tab?.url ?? '';
  const host = hostOf(url);
  let settings = await loadSettings();
  let report: TabReport | null | undefined;

  const change = async (how: (settings: Settings) => Settings): Promise<void> => {
    try {
      settings = await changeSettings(how);
    } catch (error) {
      if (!(error instanceof NewerSettingsError)) throw error;
      controls.warn(text('newerSettings'));
    }
    await ask();
  };
  const ask = async (what: 'report' | 'restore' | 'clean' = 'report'): Promise<void> => {
    report = await askTab(tabId, what);
    show();
    await encoding.update(report !== null && isOn(policyFor(settings, url)));
  };
  const encoding = encodingSection({ id: tabId, url });
  const controls = draw(root, host, h('div', { class: 'encoding-part' }, encoding.element, selectionRow(tabId), pasteLink()), {
    here: (on) => change((now) => withAllowlisted(now, url, !on)),
    everywhere: (on) => change((now) => ({ ...now, enabled: on })),
    script: (script) => change((now) => withScript(now, host, script)),
    action: (what) => ask(what),
  });
  const show = (): void => controls.show(viewOf(policyFor(settings, url), report));

  // Frames report when they have done something: the numbers follow while the popup is open.
  browser.runtime.onMessage.addListener((message: unknown, sender: { tab?: { id?: number | undefined } | undefined }) => {
    if (isMessage(message) && message.type === 'report' && sender.tab?.id === tabId) void ask();
    return undefined;
  });
  show();
  await ask();
}

interface Actions {
  here(on: boolean): Promise<void>;
  everywhere(on: boolean): Promise<void>;
  script(script: ScriptChoice): Promise<void>;
  action(what: 'restore' | 'clean'): Promise<void>;
}

/** Draws everything once, disabled where it makes no sense, so that nothing moves when the state changes. */
function draw(root: HTMLElement, host: string, encoding: HTMLElement, actions: Actions): { show(view: ReturnType<typeof viewOf>): void; warn(message: string): void } {
  const here = toggle('here', (on) => void actions.here(on));
  const everywhere = toggle('everywhere', (on) => void actions.everywhere(on));
  const sentence = h('p', { id: 'state', role: 'status' });
  const problem = h('p', { id: 'problem', role: 'alert' });
  const site = h('p', { class: 'site', title: host }, host);
  const numbers = new Map(KIND_LABELS.map(([kind]) => [kind, h('dd', { id: `count-${kind}` }, '–')]));
  const counts = h('dl', { class: 'counts' }, ...KIND_LABELS.map(([kind, label]) =>
    h('div', {}, h('dt', {}, text(label)), numbers.get(kind) ?? '')));
  let what: 'restore' | 'clean' = 'restore';
  const action = h('button', { id: 'action', type: 'button', onclick: () => void actions.action(what) });
  const radios = new Map(SCRIPT_LABELS.map(([script, , hint]) => [script, h('input', {
    type: 'radio', name: 'script', value: script, 'aria-description': text(hint),
    onchange: () => void actions.script(script),
  })]));
  const converted = h('output', { id: 'count-script' });
  const scripts = h('fieldset', { id: 'script' }, h('legend', {}, text('script'), converted), h('div', { class: 'choices' },
    ...SCRIPT_LABELS.map(([script, label, hint]) =>
      h('label', { title: text(hint), ...langOf(script) }, radios.get(script) ?? '', h('span', {}, text(label))))));
  root.replaceChildren(
    h('header', {}, h('img', { src: '/icon/48.png', alt: '', width: '28', height: '28' }),
      h('div', { class: 'who' }, h('h1', {}, text('shortName')), site), here.label(text('switchHere'))),
    h('section', { class: 'state' }, sentence, action),
    problem, counts, scripts, encoding,
    h('footer', {}, h('span', { id: 'everywhere-label' }, text('switchEverywhere')), everywhere.label(text('switchEverywhere'))),
  );
  return {
    warn(message) {
      problem.textContent = message;
    },
    show(view) {
      root.dataset['tone'] = view.tone;
      sentence.textContent = say(view.sentence);
      here.set(view.here);
      everywhere.set(view.everywhere);
      for (const [kind, element] of numbers) {
        const number = view.counts?.[kind];
        element.textContent = number === undefined ? '–' : number.toLocaleString();
        element.parentElement?.classList.toggle('some', (number ?? 0) > 0);
      }
      const script = view.counts?.script ?? 0;
      converted.textContent = script > 0 ? text('scriptCount', script.toLocaleString()) : '';
      action.disabled = view.action === null;
      what = view.action ?? 'restore';
      action.textContent = text(what === 'restore' ? 'restore' : 'again');
      scripts.disabled = view.script === null;
      for (const [choice, radio] of radios) radio.checked = choice === view.script;
    },
  };
}

/** Glyphs differ by region: each choice is written in its own. */
function langOf(script: ScriptChoice): { lang?: string } {
  const langs: Partial<Record<ScriptChoice, string>> = { cn: 'zh-CN', tw: 'zh-TW', hk: 'zh-HK', t: 'zh-Hant' };
  const lang = langs[script];
  return lang === undefined ? {} : { lang };
}

function toggle(id: string, changed: (on: boolean) => void) {
  const input = h('input', { type: 'checkbox', role: 'switch', id, onchange: () => changed(input.checked) });
  return {
    label: (name: string): HTMLElement => {
      input.setAttribute('aria-label', name);
      return h('label', { class: 'switch', title: name }, input, h('span', { class: 'track' }));
    },
    set(on: boolean | null): void {
      input.disabled = on === null;
      input.checked = on === true;
    },
  };
}
