import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { DEFAULTS, parseSettings, SETTINGS_KEY, WORDS_KEY, type Settings } from '../../extension/settings/settings.ts';
import { changeSettings, NewerSettingsError, readStored, type Stored } from '../../extension/settings/store.ts';
import { bringBack, keptLists } from '../../extension/settings/subscriptions.ts';
import { text } from '../text.ts';
import { notStored, type Notice } from '../parts.tsx';

/** What a section of the options gets: the settings, a way to change them, a way to tell. */
export interface Section {
  readonly settings: Settings;
  /** true: settings of a later version, not to be changed */
  readonly locked: boolean;
  /** Changes and stores; with a message it is told, with a way back. Gives false where it could not be stored, which is told. */
  readonly change: (how: (settings: Settings) => Settings, message?: string) => Promise<boolean>;
  /** `null`: what was told is past */
  readonly tell: (notice: Notice | null) => void;
}

/** The stored settings, followed while the page is open. `null` until they are read. */
export function useSettings(tellAll: (notice: Notice | null) => void): Section | null {
  const [stored, setStored] = useState<Stored | null>(null);
  /** the settings that the notice on show has a way back from, as {@link written}; `null`: it has none */
  const undoable = useRef<string | null>(null);
  const tell = (notice: Notice | null): void => {
    undoable.current = null;
    tellAll(notice);
  };
  const show = (now: Stored): void => {
    setStored(now);
    // The way back is to the settings as they were: it would take along whatever changed since, here or elsewhere.
    if (undoable.current !== null && written(now.settings) !== undoable.current) tell(null);
  };
  const read = async (): Promise<void> => {
    try {
      show(await readStored());
    } catch (error) {
      console.error('Qingye: the settings could not be read', error);
      tell({ message: text('notRead'), tone: 'bad' });
    }
  };
  useEffect(() => {
    browser.storage.onChanged.addListener((changes, area) => {
      if (area === 'local' && (SETTINGS_KEY in changes || WORDS_KEY in changes)) void read();
    });
    void read();
  }, []);
  if (stored === null) return null;
  const change: Section['change'] = async (how, message) => {
    let before = DEFAULTS;
    try {
      // What was fetched of a list goes with it, and is to come back with it.
      const lists = message === undefined ? {} : await keptLists();
      const settings = await changeSettings((now) => how((before = now)));
      show({ settings, newer: false });
      if (message === undefined) {
        tell(null); // what was wrong before, or could be undone, is past
        return true;
      }
      tell({
        message,
        async undo() {
          await bringBack(lists).catch((error: unknown) => console.error('Qingye: the lists could not be brought back', error));
          await change(() => before);
        },
      });
      undoable.current = written(settings);
      return true;
    } catch (error) {
      const newer = error instanceof NewerSettingsError;
      // Drawn anew: a switch that was flipped shows what holds.
      setStored((now) => now && { ...now, newer: newer || now.newer });
      tell(notStored(error));
      return false;
    }
  };
  return { settings: stored.settings, locked: stored.newer, change, tell };
}

/** The same for settings that mean the same: Chrome gives back in another order, by name, what it stored. */
const written = (settings: Settings): string => JSON.stringify(parseSettings(settings), (_key, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value);
