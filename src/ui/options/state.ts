import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { DEFAULTS, type Settings } from '../../extension/settings/settings.ts';
import { changeSettings, NewerSettingsError, readStored, type Stored } from '../../extension/settings/store.ts';
import { text } from '../text.ts';
import type { Notice } from '../parts.tsx';

/** What a section of the options gets: the settings, a way to change them, a way to tell. */
export interface Section {
  readonly settings: Settings;
  /** true: settings of a later version, not to be changed */
  readonly locked: boolean;
  /** Changes and stores; with a message it is told, with a way back. */
  readonly change: (how: (settings: Settings) => Settings, message?: string) => Promise<void>;
  readonly tell: (notice: Notice) => void;
}

/** The stored settings, followed while the page is open. `null` until they are read. */
export function useSettings(tell: (notice: Notice) => void): Section | null {
  const [stored, setStored] = useState<Stored | null>(null);
  useEffect(() => {
    const read = (): void => void readStored().then(setStored);
    browser.storage.onChanged.addListener((changes, area) => {
      if (area === 'local' && ('settings' in changes || 'words' in changes)) read();
    });
    read();
  }, []);
  if (stored === null) return null;
  const change: Section['change'] = async (how, message) => {
    let before = DEFAULTS;
    try {
      const settings = await changeSettings((now) => how((before = now)));
      setStored({ settings, newer: false });
      if (message !== undefined) tell({ message, undo: () => change(() => before) });
    } catch (error) {
      if (!(error instanceof NewerSettingsError)) throw error;
      tell({ message: text('newerSettings'), tone: 'bad' });
    }
  };
  return { settings: stored.settings, locked: stored.newer, change, tell };
}
