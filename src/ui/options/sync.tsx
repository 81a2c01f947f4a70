import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { setSync, SYNC_KEY, syncState, type SyncState } from '../../extension/settings/sync.ts';
import { notStored, Switch } from '../parts.tsx';
import { text } from '../text.ts';
import type { Section } from './state.ts';

const ERRORS = { quota: 'syncQuota', newer: 'newerSettings', other: 'syncFailed' } as const;

/**
 * Firefox for Android, known by the API that it alone lacks. It has the storage, and stores in it, but takes it nowhere (MDN, `storage.sync`).
 */
const ON_ANDROID = import.meta.env.FIREFOX && browser.contextMenus?.create === undefined;

/** Settings in step over the reader's browsers, through the browser's own account. Off until asked for. */
export function Sync({ locked, tell }: Section): JSX.Element {
  const [state, setState] = useState<SyncState | null>(null);
  useEffect(() => {
    const read = (): void => void syncState().then(setState);
    browser.storage.onChanged.addListener((changes, area) => { if (area === 'local' && SYNC_KEY in changes) read(); });
    read();
  }, []);
  const turn = async (on: boolean): Promise<void> => {
    try {
      await setSync(on);
    } catch (error) {
      setState((now) => now && { ...now }); // drawn anew: the switch shows what holds
      tell(notStored(error));
    }
  };
  const error = state?.on === true ? state.error : null;
  return (
    <section class="card" aria-labelledby="sync-title">
      <h2 id="sync-title">{text('optionsSync')}</h2>
      <Switch id="sync" label={text('syncSwitch')} on={locked || ON_ANDROID || state === null ? null : state.on} change={(on) => void turn(on)} />
      <p class="soft">{text(ON_ANDROID ? 'syncAndroid' : 'syncHint')}</p>
      <p class="bad" role="status">{error === null ? '' : text(ERRORS[error])}</p>
    </section>
  );
}
