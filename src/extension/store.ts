import { browser } from 'wxt/browser';
import { parseSettings, SETTINGS_KEY, type Settings } from './settings.ts';

/** Reads the settings from `storage.local`. */
export async function loadSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(SETTINGS_KEY);
  return parseSettings(stored[SETTINGS_KEY]);
}

/** Changes the settings and stores them. Frames notice by themselves through `storage.onChanged`. */
export async function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  const settings = change(await loadSettings());
  await browser.storage.local.set({ [SETTINGS_KEY]: settings });
  return settings;
}
