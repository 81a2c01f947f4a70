import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addressOf, allowlistEntry, covers } from '../../extension/settings/patterns.ts';
import { Button } from '../parts.tsx';
import { text } from '../text.ts';
import type { Section } from './state.ts';

/** Sites that are left alone: add, look for, edit, delete, and try what an entry covers. */
export function Allowlist({ settings, locked, change }: Section): JSX.Element {
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  const [tried, setTried] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const entry = allowlistEntry(typed);
  const wrong = typed.trim() !== '' && entry === null;
  const shown = settings.allowlist.filter((one) => one.includes(wanted.trim()));
  const address = addressOf(/^[a-z]+:/i.test(tried.trim()) ? tried.trim() : `https://${tried.trim()}`);
  // What is being typed counts, too: so it can be tried before it is added.
  const covering = tried.trim() === '' ? [] : [...new Set([...settings.allowlist, ...(entry === null ? [] : [entry])])].filter((one) => covers(one, address));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (entry === null) return;
    void change((now) => ({ ...now, allowlist: [...new Set([...now.allowlist.filter((one) => one !== editing), entry])] }));
    setTyped('');
    setEditing(null);
    if (!entry.includes(wanted.trim())) setWanted(''); // what was just added is to be seen
  };
  return (
    <section class="card" aria-labelledby="allowlist-title">
      <h2 id="allowlist-title">{text('optionsAllowlist')}</h2>
      <p class="soft" id="allowlist-hint">{text('optionsAllowlistHint')}</p>
      <form class="row" onSubmit={submit}>
        <input
          class="grow" type="text" id="allow-entry" value={typed} disabled={locked} aria-label={text('allowEntry')} aria-describedby="allowlist-hint allow-says" aria-invalid={wrong}
          placeholder="example.cn · *://*.example.cn/news/*" autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="main" disabled={entry === null}>{text(editing === null ? 'add' : 'change')}</button>
      </form>
      <p id="allow-says" class={wrong ? 'bad' : 'soft'} role="status">{wrong ? text('allowWrong') : entry !== null && entry !== typed.trim() ? text('allowMeans', entry) : ''}</p>
      {settings.allowlist.length > 5 && <input type="search" value={wanted} aria-label={text('search')} placeholder={text('search')} onInput={(event) => setWanted(event.currentTarget.value)} />}
      <ul class="list" aria-label={text('optionsAllowlist')}>
        {shown.map((one) => (
          <li key={one}>
            <span class="what"><code>{one}</code></span>
            <Button disabled={locked} label={`${text('edit')}: ${one}`} act={() => { setTyped(one); setEditing(one); document.getElementById('allow-entry')?.focus(); }}>{text('edit')}</Button>
            <Button look="danger" disabled={locked} label={`${text('delete')}: ${one}`} act={() => void change((now) => ({ ...now, allowlist: now.allowlist.filter((other) => other !== one) }), text('deleted', one))}>{text('delete')}</Button>
          </li>
        ))}
      </ul>
      {settings.allowlist.length === 0 && <p class="soft">{text('allowNone')}</p>}
      <label><span>{text('allowTry')}</span>
        <input type="text" id="allow-try" value={tried} placeholder="https://www.example.cn/news/1.html" autocomplete="off" spellcheck={false} onInput={(event) => setTried(event.currentTarget.value)} />
      </label>
      <p id="allow-tried" class="soft" role="status">
        {tried.trim() === '' ? '' : covering.length === 0 ? text('allowTriedNone') : text('allowTried', covering.join(text('listComma')))}
      </p>
    </section>
  );
}
