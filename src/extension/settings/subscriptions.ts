import { browser } from 'wxt/browser';
import { LIST_BYTES, parseList, selectorsFor, type FilterList } from './lists.ts';
import { SETTINGS_KEY, type Settings } from './settings.ts';
import { changeSettings, loadSettings, readStored } from './store.ts';

/** What is kept of each list, by its address, under {@link LISTS_KEY} of `storage.local`. */
export interface KeptList {
  /** `null` where it was never fetched with success; a failure later keeps the old list */
  readonly list: FilterList | null;
  /** milliseconds since 1970 of the last try */
  readonly tried: number;
  readonly error: 'network' | 'status' | 'large' | 'type' | 'full' | null;
}

/** Key of `storage.local`: a {@link KeptList} for each address. Not among the settings, which are synced and exported. */
export const LISTS_KEY = 'lists';
const ALARM = 'lists';
/** All lists together, as JSON: half of what `storage.local` has room for (`QUOTA_BYTES`). The rest is the settings'. */
const KEPT = 5_000_000;
const DAY = 24 * 60 * 60 * 1000;

type KeptLists = Readonly<Record<string, KeptList>>;

/** By address, also of lists that are turned off. */
export async function keptLists(): Promise<KeptLists> {
  const { [LISTS_KEY]: kept } = await browser.storage.local.get(LISTS_KEY);
  return (kept as KeptLists | undefined) ?? {};
}

/** Changes what is kept, one change at a time. */
const changeKept = (change: (kept: KeptLists) => KeptLists | Promise<KeptLists>): Promise<void> => navigator.locks.request('lists', async () => {
  const before = await keptLists();
  const after = await change(before);
  if (Object.keys({ ...before, ...after }).some((url) => before[url] !== after[url])) await browser.storage.local.set({ [LISTS_KEY]: after });
});

/** What may be kept: nothing of lists that the reader has no more. A later version may have them in a way that this one can't read. */
async function subscribed(kept: KeptLists): Promise<KeptLists> {
  const { settings, newer } = await readStored();
  return newer ? kept : Object.fromEntries(Object.entries(kept).filter(([url]) => settings.subscriptions.some((one) => one.url === url)));
}

/** Brings back what was kept of lists that the reader is about to have again, where nothing newer came: frames ask at once. */
export const bringBack = (lists: KeptLists): Promise<void> => changeKept((kept) => ({ ...lists, ...kept }));

/** Selectors that enabled lists have for this host. */
export async function subscribedSelectors(host: string): Promise<string[]> {
  const [settings, kept] = await Promise.all([loadSettings(), keptLists()]);
  return selectorsFor(settings.subscriptions.flatMap(({ url, enabled }) => (enabled ? kept[url]?.list ?? [] : [])), host);
}

/**
 * Fetches a list at the reader's request: https only, no cookies, no referrer, no more than {@link LIST_BYTES}.
 * What comes is text for {@link parseList}, whatever it claims to be.
 */
export async function fetchList(url: string): Promise<KeptList> {
  const before = (await keptLists())[url]?.list ?? null;
  const failed = (error: KeptList['error']): KeptList => ({ list: before, tried: Date.now(), error });
  let kept: KeptList;
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache', signal: AbortSignal.timeout(30_000) });
    if (!response.ok || !response.url.startsWith('https:')) kept = failed('status');
    else if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) kept = failed('type');
    else kept = { list: parseList(await readLimited(response)), tried: Date.now(), error: null };
  } catch (error) {
    kept = failed(error instanceof RangeError ? 'large' : 'network');
  }
  try {
    await keep(url, kept);
  } catch (error) {
    console.error('Qingye: the list could not be stored', error);
    kept = failed('full');
    await keep(url, kept); // as much as there was
  }
  return kept;
}

/** @throws where there is no room for it */
const keep = (url: string, list: KeptList): Promise<void> => changeKept(async (lists) => {
  const all = await subscribed({ ...lists, [url]: list });
  if (list.error === null && JSON.stringify(all).length > KEPT) throw new RangeError('too much of all lists');
  return all;
});

/** @throws RangeError where there is more than a list may have */
async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > LIST_BYTES) {
      await reader?.cancel();
      throw new RangeError('too many bytes');
    }
    chunks.push(part.value);
  }
  return new Blob(chunks).text();
}

/** Adds a subscription and fetches it, or changes one. */
export async function subscribe(url: string, every: Settings['subscriptions'][number]['every']): Promise<KeptList> {
  await changeSettings((settings) => ({
    ...settings, subscriptions: [...settings.subscriptions.filter((other) => other.url !== url), { url, enabled: true, every }],
  }));
  return fetchList(url);
}

/** Fetches what is due again. Only lists for which the reader chose an interval ever are. */
async function fetchDue(): Promise<void> {
  const [{ subscriptions }, kept] = await Promise.all([loadSettings(), keptLists()]);
  for (const { url, enabled, every } of subscriptions) {
    const wait = every === 'day' ? DAY : every === 'week' ? 7 * DAY : Number.POSITIVE_INFINITY;
    if (!enabled || Date.now() - (kept[url]?.tried ?? 0) < wait) continue;
    // Each by itself: one that can't be stored costs the others nothing.
    await fetchList(url).catch((error: unknown) => console.error('Qingye: what came of a list could not be stored', error));
  }
}

/** An hourly look at what is due, only while there is a list with an interval; what was fetched of a list goes with it. */
export function watchSubscriptions(): void {
  browser.alarms.onAlarm.addListener(({ name }) => { if (name === ALARM) void fetchDue(); });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area !== 'local' || !(SETTINGS_KEY in changes)) return;
    void setAlarm();
    void changeKept(subscribed);
  });
  void setAlarm();
}

async function setAlarm(): Promise<void> {
  const { subscriptions } = await loadSettings();
  const wanted = subscriptions.some(({ enabled, every }) => enabled && every !== 'never');
  const there = (await browser.alarms.get(ALARM)) !== undefined;
  if (wanted && !there) browser.alarms.create(ALARM, { delayInMinutes: 1, periodInMinutes: 60 });
  else if (!wanted && there) await browser.alarms.clear(ALARM);
}
