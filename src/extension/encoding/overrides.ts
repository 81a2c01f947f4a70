import { browser } from 'wxt/browser';
import { withSite } from '../settings/changes.ts';
import { charsetNamed } from '../settings/charsets.ts';
import { headerRules, MOST_OVERRIDES, overrideFor, regexFor, withCharset, type HeaderRule, type Override } from './rules.ts';
import { hostNamed, hostOf } from '../settings/patterns.ts';
import { isOn, policyFor } from '../settings/policy.ts';
import { SETTINGS_KEY, type Settings } from '../settings/settings.ts';
import { changeSettings, loadSettings } from '../settings/store.ts';

/** Key of `storage.session`: tab id -> override in that tab. Gone with the browser's session, as tabs are. */
const TABS_KEY = 'encodings';
/** Key of the background page's `localStorage` in Firefox: the hosts that {@link listen} listens for. */
const HOSTS_KEY = 'encodingHosts';

/** What is used of `chrome.declarativeNetRequest`: dynamic rules outlast the browser's session, and only session rules know tabs. */
interface RulesApi {
  getDynamicRules(): Promise<{ id: number }[]>;
  getSessionRules(): Promise<{ id: number }[]>;
  updateDynamicRules(change: { removeRuleIds: number[]; addRules: HeaderRule[] }): Promise<void>;
  updateSessionRules(change: { removeRuleIds: number[]; addRules: HeaderRule[] }): Promise<void>;
  /** One that needs too much memory is not: those of hosts with more than some hundred characters. */
  isRegexSupported(options: { regex: string }): Promise<{ isSupported: boolean }>;
}

/** What was said of single tabs, by their number. */
export type TabOverrides = Readonly<Record<string, { readonly host: string; readonly encoding: string }>>;

/** Of this session; tabs that were closed may still be among them. */
export async function loadTabOverrides(): Promise<TabOverrides> {
  return ((await browser.storage.session.get(TABS_KEY))[TABS_KEY] as TabOverrides | undefined) ?? {};
}

async function loadOverrides(): Promise<Override[]> {
  return overridesOf(...(await Promise.all([loadSettings(), loadTabOverrides()])));
}

/** Every override that is in force: of sites that may be touched, and of tabs. */
export function overridesOf(settings: Settings, tabs: TabOverrides): Override[] {
  return [
    ...Object.entries(settings.sites).map(([host, { encoding }]) => ({ host, encoding: encoding ?? '', tabId: null })),
    ...Object.entries(tabs).map(([id, { host, encoding }]) => ({ host, encoding, tabId: Number(id) })),
  ].filter(({ host, encoding }) => hostNamed(host) === host && charsetNamed(encoding) !== null && isOn(policyFor(settings, `https://${host}/`)));
}

/**
 * Remembers what the reader said, and puts it in force for the pages that come.
 * @param encoding WHATWG name; `null`: back to automatic, for the tab and for the site
 * @throws where the browser does not put it in force
 */
export async function setOverride(scope: 'site' | 'tab', tabId: number, host: string, encoding: string | null): Promise<void> {
  const { [tabId]: _, ...others } = await loadTabOverrides();
  const open = new Set((await browser.tabs.query({})).map(({ id }) => String(id)));
  const tabs = Object.fromEntries(Object.entries(others).filter(([id]) => open.has(id)));
  const inTab = scope === 'tab' && encoding !== null;
  await browser.storage.session.set({ [TABS_KEY]: inTab ? { ...tabs, [tabId]: { host, encoding } } : tabs });
  if (!inTab) {
    await changeSettings((settings) => {
      const { encoding: __, ...site } = settings.sites[host] ?? {};
      return withSite(settings, host, encoding === null ? site : { ...site, encoding });
    });
  }
  const left = await applyOverrides();
  if (left.some((one) => one.host === host && one.tabId === (inTab ? tabId : null))) throw new Error(`no rule for ${host}`);
}

/** Keeps the browser's rules as the settings say. To be called at the top of the background script. */
export function startOverrides(): void {
  if (import.meta.env.FIREFOX) listen(JSON.parse(localStorage.getItem(HOSTS_KEY) ?? '[]') as string[]);
  const apply = (): void => void applyOverrides().catch((error: unknown) => console.error('Qingye: encodings could not be put in force', error));
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && SETTINGS_KEY in changes) apply();
  });
  browser.runtime.onInstalled.addListener(apply);
}

let applying: Promise<unknown> = Promise.resolve();

/** One at a time: rules are replaced by their ids. @returns overrides that the browser has no room for */
function applyOverrides(): Promise<readonly Override[]> {
  const applied = applying.then(replaceRules, replaceRules);
  applying = applied;
  return applied;
}

async function replaceRules(): Promise<readonly Override[]> {
  const overrides = await loadOverrides();
  if (import.meta.env.FIREFOX) {
    listenAnew([...new Set(overrides.map(({ host }) => host))]);
    return [];
  }
  const { declarativeNetRequest: api } = browser as unknown as { declarativeNetRequest: RulesApi };
  const idsOf = (rules: readonly { readonly id: number }[]): number[] => rules.map(({ id }) => id);
  const usable = await usableOf(api, overrides);
  const ofSites = usable.filter(({ tabId }) => tabId === null).slice(0, MOST_OVERRIDES);
  const ofTabs = usable.filter(({ tabId }) => tabId !== null).slice(0, MOST_OVERRIDES);
  const left = overrides.filter((one) => !ofSites.includes(one) && !ofTabs.includes(one));
  if (left.length > 0) console.warn('Qingye: the browser has no room for the encodings of', left.map(({ host }) => host));
  // Each by itself: what is wrong with one costs the other nothing.
  const done = await Promise.allSettled([
    api.getDynamicRules().then((rules) => api.updateDynamicRules({ removeRuleIds: idsOf(rules), addRules: headerRules(ofSites) })),
    api.getSessionRules().then((rules) => api.updateSessionRules({ removeRuleIds: idsOf(rules), addRules: headerRules(ofTabs) })),
  ]);
  const failed = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
  if (failed !== undefined) throw failed.reason;
  return left;
}

/** Those that the browser takes by themselves: one that it refuses costs all the others that are set with it. */
async function usableOf(api: RulesApi, overrides: readonly Override[]): Promise<Override[]> {
  const regexes = await Promise.all(overrides.map(({ host }) => api.isRegexSupported({ regex: regexFor(host) })));
  return overrides.filter((_, i) => regexes[i]?.isSupported === true);
}

/**
 * Firefox: its `declarativeNetRequest` can't see the type of what comes, so a listener writes the header. It is made for the hosts in
 * question alone: no other page waits for it, and the background page sleeps on. As it must be made before anything can be
 * awaited (else the event page is not woken for it), the hosts are kept where they can be read at once.
 */
function listen(hosts: readonly string[]): void {
  browser.webRequest.onHeadersReceived.removeListener(writeHeader);
  if (hosts.length === 0) return;
  browser.webRequest.onHeadersReceived.addListener(
    writeHeader, { urls: hosts.map((host) => `*://${host}/*`), types: ['main_frame'] }, ['blocking', 'responseHeaders'],
  );
}

/** ms until the event page begins again: it ends after 30 s without work, and what the reader just chose is done by then. */
const BEGIN_AGAIN = 1000;

/**
 * Listens for other hosts. A listener that is made while the event page runs does not wake it once it has ended (Firefox keeps those alone that are
 * made as it begins), so that the page has to begin again before it ends.
 */
function listenAnew(hosts: readonly string[]): void {
  const wanted = JSON.stringify(hosts);
  if (wanted === (localStorage.getItem(HOSTS_KEY) ?? '[]')) return;
  localStorage.setItem(HOSTS_KEY, wanted);
  listen(hosts);
  if (hosts.length > 0) setTimeout(() => location.reload(), BEGIN_AGAIN);
}

type HeadersListener = Parameters<typeof browser.webRequest.onHeadersReceived.addListener>[0];
type HeadersDetails = Parameters<HeadersListener>[0];

// Firefox takes a promise of the answer; the types don't know that.
const writeHeader = writeCharset as unknown as HeadersListener;

async function writeCharset({ url, tabId, responseHeaders }: HeadersDetails): Promise<ReturnType<HeadersListener>> {
  const override = overrideFor(await loadOverrides(), hostOf(url), tabId);
  if (override === null || responseHeaders === undefined) return {};
  return {
    responseHeaders: responseHeaders.map((header) => {
      const value = header.name.toLowerCase() === 'content-type' ? withCharset(header.value ?? '', override.encoding) : null;
      return value === null ? header : { ...header, value };
    }),
  };
}
