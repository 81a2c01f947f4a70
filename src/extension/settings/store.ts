import { browser } from 'wxt/browser';
import { wellNamed } from './names.ts';
import { isNewer, parseSettings, SETTINGS_KEY, WORDS_KEY, type Settings } from './settings.ts';

/** Thrown where a change would write over settings of a later version of the extension. */
export class NewerSettingsError extends Error {
  override readonly name = 'NewerSettingsError';
}

/** The settings, and whether they may be changed. */
export interface Stored {
  readonly settings: Settings;
  /** true: a later version of the extension wrote them; they are shown and followed, but not changed */
  readonly newer: boolean;
}

/** Reads the settings from `storage.local`. */
export async function readStored(): Promise<Stored> {
  const { [SETTINGS_KEY]: stored, [WORDS_KEY]: words } = await browser.storage.local.get([SETTINGS_KEY, WORDS_KEY]);
  return { settings: wellNamed(parseSettings(words === undefined ? stored : { ...(stored as object), words })), newer: isNewer(stored) };
}

/** The settings alone; see {@link readStored}. */
export async function loadSettings(): Promise<Settings> {
  return (await readStored()).settings;
}

/**
 * Changes the settings and stores them; one change at a time over all pages of the extension, so that none is lost.
 * Frames notice by themselves through `storage.onChanged`.
 * @param change makes new settings from the present ones; it may run when others changed them meanwhile
 * @throws NewerSettingsError
 */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  return navigator.locks.request('settings', async () => {
    const { settings: before, newer } = await readStored();
    if (newer) throw new NewerSettingsError();
    const settings = change(before);
    const { words, ...rest } = settings;
    await browser.storage.local.set({ [SETTINGS_KEY]: rest, ...(words === before.words ? {} : { [WORDS_KEY]: words }) });
    return settings;
  });
}
