import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Subscription } from '../../extension/settings/settings.ts';
import { fetchList, keptLists, LISTS_KEY, subscribe, type KeptList } from '../../extension/settings/subscriptions.ts';
import { Button, Switch } from '../parts.tsx';
import { text } from '../text.ts';
import type { Section } from './state.ts';

const ERRORS = { network: 'listNetwork', status: 'listStatus', large: 'listLarge', type: 'listType', full: 'listFull' } as const;
export const EVERY = { never: 'everyNever', day: 'everyDay', week: 'everyWeek' } as const;

/** Lists of rules by address, fetched only when the reader says so. */
export function Subscriptions({ settings, locked, change, tell }: Section): JSX.Element {
  const [url, setUrl] = useState('');
  const [busy, setBusy] = useState(false);
  const [lists, setLists] = useState<Readonly<Record<string, KeptList>>>({});
  useEffect(() => {
    const read = (): void => void keptLists().then(setLists);
    browser.storage.onChanged.addListener((changes, area) => { if (area === 'local' && LISTS_KEY in changes) read(); });
    read();
  }, []);
  const valid = /^https:\/\/[^/\s]+\/\S*$/.test(url.trim());
  const during = async (work: Promise<unknown>): Promise<void> => {
    setBusy(true);
    await work.catch((error: unknown) => {
      console.error('Qingye: the list could not be stored', error);
      tell({ message: text('notSaved'), tone: 'bad' });
    });
    setBusy(false);
  };
  const set = (list: string, changed: Partial<Subscription>): Promise<boolean> =>
    change((now) => ({ ...now, subscriptions: now.subscriptions.map((one) => (one.url === list ? { ...one, ...changed } : one)) }));
  return (
    <section class="card" aria-labelledby="lists-title">
      <h2 id="lists-title">{text('optionsLists')}</h2>
      <p class="soft" id="lists-hint">{text('optionsListsHint')}</p>
      <form class="row" onSubmit={(event) => { event.preventDefault(); if (valid) { void during(subscribe(url.trim(), 'never')); setUrl(''); } }}>
        <input class="grow" type="url" id="list-url" value={url} disabled={locked} aria-label={text('listAddress')} aria-describedby="lists-hint" placeholder="https://example.org/list.txt" onInput={(event) => setUrl(event.currentTarget.value)} />
        <button type="submit" disabled={!valid || locked || busy}>{text('listAdd')}</button>
      </form>
      <ul class="list" aria-label={text('optionsLists')}>
        {settings.subscriptions.map((one) => {
          const kept = lists[one.url];
          return (
            <li key={one.url}>
              <div class="what">
                <b>{kept?.list?.title || one.url}</b>
                <p class="soft">{kept?.list == null ? text('listNone') : text('listRules', String(kept.list.rules.length), String(kept.list.skipped), new Date(kept.tried).toLocaleString(text('language')))}</p>
                {kept?.error != null && <p class="bad">{text(ERRORS[kept.error])}</p>}
              </div>
              <select aria-label={`${text('listEvery')}: ${one.url}`} style={{ width: 'auto' }} value={one.every} disabled={locked} onChange={({ currentTarget: { value } }) => void set(one.url, { every: value as Subscription['every'] })}>
                {Object.entries(EVERY).map(([value, label]) => <option key={value} value={value}>{text(label)}</option>)}
              </select>
              <Button disabled={busy} label={`${text('listFetch')}: ${one.url}`} act={() => void during(fetchList(one.url))}>{text('listFetch')}</Button>
              <Switch id={`list-${one.url}`} label={`${text('listOn')}: ${one.url}`} hidden on={locked ? null : one.enabled} change={(enabled) => void set(one.url, { enabled })} />
              <Button look="danger" disabled={locked} label={`${text('delete')}: ${one.url}`} act={() => void change((now) => ({ ...now, subscriptions: now.subscriptions.filter(({ url: other }) => other !== one.url) }), text('deleted', one.url))}>{text('delete')}</Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
