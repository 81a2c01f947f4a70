import { browser } from 'wxt/browser';
import { loadTabOverrides, overridesOf, type TabOverrides } from '../extension/encoding/overrides.ts';
import { overrideFor, type Override } from '../extension/encoding/rules.ts';
import type { EncodingReport } from '../extension/frame/frame.ts';
import { isMessage } from '../extension/messages.ts';
import { addressOf, covers, isPattern } from '../extension/settings/patterns.ts';
import { policyFor } from '../extension/settings/policy.ts';
import { DEFAULTS, type Settings } from '../extension/settings/settings.ts';
import { isFirstSession } from '../extension/settings/session.ts';
import { changeSettings, NewerSettingsError, readStored } from '../extension/settings/store.ts';
import { askTab, markChanges, startPicking, type TabReport } from '../extension/tabs.ts';
import type { EncodingTab } from './encoding.ts';
import { viewOf, type View } from './view.ts';

/** How often the tab is asked by itself. */
const AGAIN_MS = 1000;
/** A page that answers within this time is shown at once, without what is known before. */
const PATIENCE_MS = 60;
/** Of the source of a page (`view-source:`) Chromium tells no address, and never answers. */
const UNANSWERED_MS = 1000;

/** What the popup is about, and what it can do about it. Calls `show` whenever there is something new to see. */
export class PopupState implements EncodingTab {
  tabId = -1;
  url = '';
  /** true: settings of a later version, which are not changed */
  newer = false;
  /** true: the last change could not be stored (the storage is full, or broken); what was there holds */
  unsaved = false;
  /** true: what is stored could not be read, so it can't be shown, nor changed */
  unread = false;
  #settings: Settings = DEFAULTS;
  #tabOverrides: TabOverrides = {};
  #report: TabReport | null | undefined;
  #askable = false;
  #first = true;
  #next: ReturnType<typeof setTimeout> | undefined;
  readonly #show: () => void;

  constructor(show: () => void) {
    this.#show = show;
  }

  get host(): string {
    return addressOf(this.url).host;
  }

  get encoding(): EncodingReport | null {
    return this.#report?.encoding ?? null;
  }

  get override(): Override | null {
    return overrideFor(overridesOf(this.#settings, this.#tabOverrides), this.host, this.tabId);
  }

  get selected(): boolean {
    return this.#report?.selected ?? false;
  }

  view(): View {
    const address = addressOf(this.url);
    const pattern = this.#settings.allowlist.find((entry) => isPattern(entry) && covers(entry, address)) ?? null;
    return viewOf({ policy: policyFor(this.#settings, this.url), report: this.#report, askable: this.#askable, pattern, first: this.#first });
  }

  /** @param asked number of the tab; `null`: the active one */
  async open(asked: number | null): Promise<void> {
    const tabs = asked === null ? browser.tabs.query({ active: true, currentWindow: true }) : tabById(asked);
    const reading = this.#read();
    const [tab] = await tabs;
    this.tabId = tab?.id ?? -1;
    this.url = tab?.url ?? '';
    // Asked at once, beside the settings: the reader waits for the slower of the two, not for both.
    const answer = this.#tell('report');
    await reading;
    // Frames report when they have done something: the numbers follow while the popup is open.
    browser.runtime.onMessage.addListener((message: unknown, sender: { tab?: { id?: number | undefined } | undefined }) => {
      if (isMessage(message) && message.type === 'report' && sender.tab?.id === this.tabId) void this.ask();
      return undefined;
    });
    const early = setTimeout(() => this.#show(), PATIENCE_MS);
    const report = await answer;
    clearTimeout(early);
    await this.#take(report);
  }

  async #read(): Promise<void> {
    try {
      const [{ settings, newer }, tabs, first] = await Promise.all([readStored(), loadTabOverrides(), isFirstSession()]);
      this.#settings = settings;
      this.newer = newer;
      this.#tabOverrides = tabs;
      this.#first = first;
      this.unread = false;
    } catch (error) {
      console.error('Qingye: the settings could not be read', error);
      this.unread = true;
    }
  }

  async again(): Promise<void> {
    await this.#read();
    await this.ask();
  }

  async ask(what: 'report' | 'restore' | 'clean' = 'report'): Promise<void> {
    await this.#take(await this.#tell(what));
  }

  /** Our own pages are none to be cleaned. */
  #tell(what: 'report' | 'restore' | 'clean'): Promise<TabReport | null> {
    if (this.url.startsWith(location.origin)) return Promise.resolve(null);
    const answer = askTab(this.tabId, what);
    return this.url === '' ? Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), UNANSWERED_MS))]) : answer;
  }

  async #take(report: TabReport | null): Promise<void> {
    clearTimeout(this.#next);
    this.#report = report;
    this.#next = setTimeout(() => void this.#lookAgain(report), AGAIN_MS);
    if (report === null) this.#askable = /^https?:/.test(this.url) && !(await browser.permissions.contains({ origins: [this.#origin] }));
    this.#show();
  }

  /**
   * Frames say when they have written something, not when they begin or give up, and none says that its tab goes to another
   * page: asked again, while the popup is open.
   */
  async #lookAgain(before: TabReport | null): Promise<void> {
    const { unread, url } = this;
    if (unread) await this.#read(); // a storage that was in use may be free by now
    const [tab] = await tabById(this.tabId);
    this.url = tab?.url ?? '';
    const report = await this.#tell('report');
    if (this.#report !== before) return;
    if (unread !== this.unread || url !== this.url || JSON.stringify(report) !== JSON.stringify(before)) await this.#take(report);
    else this.#next = setTimeout(() => void this.#lookAgain(before), AGAIN_MS);
  }

  /** @param then what is asked of the page once it is stored */
  async change(how: (settings: Settings) => Settings, then: 'report' | 'clean' = 'report'): Promise<void> {
    this.unsaved = false;
    try {
      this.#settings = await changeSettings(how);
    } catch (error) {
      if (error instanceof NewerSettingsError) this.newer = true;
      else console.error('Qingye: the settings could not be stored', error);
      this.unsaved = !this.newer;
    }
    await this.ask(this.unsaved || this.newer ? 'report' : then);
  }

  async mark(on: boolean): Promise<void> {
    await markChanges(this.tabId, on);
    await this.ask();
  }

  async pick(): Promise<void> {
    await startPicking(this.tabId);
    window.close();
  }

  /** Asks the browser to let the extension run on this site. */
  async allow(): Promise<void> {
    if (!(await browser.permissions.request({ origins: [this.#origin] }))) return;
    await this.reload();
    window.close();
  }

  async reload(): Promise<void> {
    await browser.tabs.reload(this.tabId);
  }

  async openPage(path: Parameters<typeof browser.runtime.getURL>[0]): Promise<void> {
    await browser.tabs.create({ url: browser.runtime.getURL(path) });
    window.close();
  }

  get #origin(): string {
    return `${addressOf(this.url).scheme}//${this.host}/*`;
  }
}

/** The tab with a number, if there is one; asked for asynchronously in any case, because Chrome throws at once for some numbers. */
async function tabById(id: number): Promise<{ id?: number | undefined; url?: string | undefined }[]> {
  try {
    return [await browser.tabs.get(id)];
  } catch {
    return [];
  }
}
