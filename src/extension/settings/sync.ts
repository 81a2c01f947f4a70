import { browser } from 'wxt/browser';
import { fromItems, toItems } from './chunks.ts';
import { DEFAULTS, SETTINGS_KEY, WORDS_KEY } from './settings.ts';
import { changeSettings, loadSettings, NewerSettingsError } from './store.ts';
import { exportSettings, importSettings } from './transfer.ts';

/** What is kept of the syncing itself, under {@link SYNC_KEY} of `storage.local`: it is a choice for this one browser. */
export interface SyncState {
  readonly on: boolean;
  /** what was last sent or received */
  readonly last: string;
  /** milliseconds since 1970 */
  readonly changed: number;
  readonly error: 'quota' | 'newer' | 'other' | null;
}

/** Key of `storage.local`. */
export const SYNC_KEY = 'sync';
const OFF: SyncState = { on: false, last: '', changed: 0, error: null };

/** Off where it was never turned on. */
export async function syncState(): Promise<SyncState> {
  const { [SYNC_KEY]: state } = await browser.storage.local.get(SYNC_KEY);
  return { ...OFF, ...(state as Partial<SyncState> | undefined) };
}

const keep = (state: SyncState): Promise<void> => browser.storage.local.set({ [SYNC_KEY]: state });

/** Turns syncing on or off for this browser. What was synced before comes first: it is not written over unread. */
export async function setSync(on: boolean): Promise<void> {
  // In turn with what is on its way: it ends by writing the state that it began with, and would turn syncing on again.
  await navigator.locks.request('sync', () => keep({ ...OFF, on }));
  if (!on) return;
  await receive();
  await transmit();
}

/** Sends settings that changed here. */
function transmit(): Promise<void> {
  return navigator.locks.request('sync', async () => {
    const state = await syncState();
    if (!state.on) return;
    const text = exportSettings(await loadSettings());
    if (text === state.last) return;
    // A new browser: what the reader has elsewhere may be on its way, and must not meet defaults that are newer.
    if (state.last === '' && text === exportSettings(DEFAULTS)) return;
    // Later than what it follows, also where that came from a browser whose clock is ahead: that one would not take it over.
    const changed = Math.max(Date.now(), state.changed + 1);
    try {
      const items = toItems(JSON.stringify(JSON.parse(text)), changed);
      const old = Object.keys(await browser.storage.sync.get(null)).filter((key) => !(key in items));
      await browser.storage.sync.set(items);
      if (old.length > 0) await browser.storage.sync.remove(old);
      await keep({ ...state, last: text, changed, error: null });
    } catch (error) {
      await keep({ ...state, error: isTooMuch(error) ? 'quota' : 'other' });
    }
  });
}

/** True where all of it is too much; writing too often has a quota, too, and is over with time. */
const isTooMuch = (error: unknown): boolean => error instanceof RangeError || (/quota/i.test(String(error)) && !/MAX_WRITE_OPERATIONS/.test(String(error)));

/** Takes over settings that changed elsewhere. */
function receive(): Promise<void> {
  return navigator.locks.request('sync', async () => {
    const state = await syncState();
    if (!state.on) return;
    const came = fromItems(await browser.storage.sync.get(null));
    if (came === null || came.changed <= state.changed) return;
    const read = importSettings(came.text);
    if ('error' in read) {
      await keep({ ...state, error: read.error === 'newer' ? 'newer' : 'other' });
      return;
    }
    try {
      // Said before it is done, so that the change is not sent back.
      await keep({ ...state, last: exportSettings(read.settings), changed: came.changed, error: null });
      await changeSettings(() => read.settings);
    } catch (error) {
      await keep({ ...state, error: error instanceof NewerSettingsError ? 'newer' : 'other' });
    }
  });
}

/** Keeps settings in step from now on, where the reader turned it on. */
export function watchSync(): void {
  browser.storage.onChanged.addListener((changes, area) => {
    // Any part: the browser brings them one by one, and the last to come completes the rest.
    if (area === 'sync') void receive();
    else if (area === 'local' && (SETTINGS_KEY in changes || WORDS_KEY in changes)) void transmit();
  });
}
