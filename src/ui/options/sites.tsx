import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CHARSETS } from '../../extension/settings/charsets.ts';
import { allowlistEntry, isPattern } from '../../extension/settings/patterns.ts';
import { withSite } from '../../extension/settings/changes.ts';
import type { SiteSettings } from '../../extension/settings/settings.ts';
import { linesTypedOver } from '../../extension/settings/typed.ts';
import type { ScriptChoice } from '../../script/choice.ts';
import { Button } from '../parts.tsx';
import { scriptChoices } from '../scripts.ts';
import { text } from '../text.ts';
import { CLEANS } from './general.tsx';
import { useLines } from './lines.ts';
import type { Section } from './state.ts';

/** What was chosen for single sites, the rules included that were made by pointing. */
export function Sites({ settings, locked, change }: Section): JSX.Element {
  const [wanted, setWanted] = useState('');
  /** a site that was added and has nothing to say yet, so that it is not stored */
  const [fresh, setFresh] = useState<string | null>(null);
  /** the site whose rules are being typed: it stays here, also where it goes elsewhere */
  const [typing, setTyping] = useState<string | null>(null);
  const stored = Object.keys(settings.sites);
  const hosts = [...new Set([...(fresh === null ? [] : [fresh]), ...(typing === null ? stored : [...stored, typing]).sort()])];
  const shown = hosts.filter((host) => host.includes(wanted.trim().toLowerCase()));
  const host = allowlistEntry(wanted);
  const addable = host !== null && !isPattern(host) && !hosts.includes(host);
  return (
    <section class="card" aria-labelledby="sites-title">
      <h2 id="sites-title">{text('optionsSites')}</h2>
      <p class="soft">{text('optionsSitesHint')}</p>
      <form class="row" onSubmit={(event) => { event.preventDefault(); if (addable) { setFresh(host); setWanted(''); } }}>
        <input class="grow" type="search" id="site-search" value={wanted} aria-label={text('sitesSearch')} placeholder={text('sitesSearch')} autocomplete="off" spellcheck={false} onInput={(event) => setWanted(event.currentTarget.value)} />
        <button type="submit" disabled={!addable || locked}>{text('add')}</button>
      </form>
      <div class="sites">
        {shown.map((one) => (
          <Site
            key={one} host={one} site={settings.sites[one] ?? {}} locked={locked} open={one === fresh}
            set={(how) => change((now) => withSite(now, one, how(now.sites[one] ?? {})))}
            typing={(on) => setTyping(on ? one : null)}
            remove={() => { setFresh(null); setTyping(null); return change((now) => withSite(now, one, {}), text('deleted', one)); }}
          />
        ))}
      </div>
      {hosts.length === 0 && <p class="soft">{text('sitesNone')}</p>}
    </section>
  );
}

const RULES = [['hide', 'rulesHide'], ['removeLines', 'rulesRemove'], ['keepLines', 'rulesKeep']] as const;

function Site(props: {
  host: string; site: SiteSettings; locked: boolean; open: boolean; set: (how: (site: SiteSettings) => SiteSettings) => Promise<boolean>;
  typing: (on: boolean) => void; remove: () => Promise<boolean>;
}): JSX.Element {
  const { host, site, locked, set } = props;
  const rules = (site.hide?.length ?? 0) + (site.removeLines?.length ?? 0) + (site.keepLines?.length ?? 0);
  return (
    <details class="site" data-host={host} open={props.open}>
      <summary>
        <b>{host}</b>{' '}
        {site.script !== undefined && <span class="chip">{scriptChoices().find(({ value }) => value === site.script)?.label}</span>}
        {site.encoding !== undefined && <span class="chip">{site.encoding}</span>}
        {rules > 0 && <span class="chip">{text('rulesCount', String(rules))}</span>}
      </summary>
      <div>
        <div class="two">
          <label class="field"><span>{text('optionsScript')}</span>
            <select value={site.script ?? ''} disabled={locked} onChange={({ currentTarget: { value } }) => void set(({ script: _, ...rest }) => (value === '' ? rest : { ...rest, script: value as ScriptChoice }))}>
              <option value="">{text('asEverywhere')}</option>
              {scriptChoices().map(({ value, label, hint }) => <option key={value} value={value}>{`${label} – ${hint}`}</option>)}
            </select>
          </label>
          {CLEANS.map(([name, label]) => (
            <label class="field" key={name}><span>{text(label)}</span>
              <select
                value={String(site.clean?.[name] ?? '')} disabled={locked}
                onChange={({ currentTarget: { value } }) => void set(({ clean: before, ...rest }) => {
                  const { [name]: _, ...others } = before ?? {};
                  const clean = value === '' ? others : { ...others, [name]: value === 'true' };
                  return Object.keys(clean).length === 0 ? rest : { ...rest, clean };
                })}
              >
                <option value="">{text('asEverywhere')}</option><option value="true">{text('yes')}</option><option value="false">{text('no')}</option>
              </select>
            </label>
          ))}
        </div>
        <label class="field"><span>{text('encoding')}</span>
          <select value={site.encoding ?? ''} disabled={locked} onChange={({ currentTarget: { value } }) => void set(({ encoding: _, ...rest }) => (value === '' ? rest : { ...rest, encoding: value }))}>
            <option value="">{text('encodingAuto')}</option>
            {CHARSETS.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        {RULES.map(([kind, label]) => <Rules key={kind} id={`${kind}-${host}`} label={text(label)} rules={site[kind] ?? []} locked={locked} typing={props.typing} set={(how) => set((now) => ({ ...now, [kind]: how(now[kind] ?? []) }))} />)}
        <div class="row"><Button look="danger" disabled={locked} label={`${text('siteDelete')}: ${host}`} act={() => void props.remove()}>{text('siteDelete')}</Button></div>
      </div>
    </details>
  );
}

const rulesIn = (lines: string): string[] => lines.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Rules, one on a line, stored when the field is left. */
function Rules(props: {
  id: string; label: string; rules: readonly string[]; locked: boolean; typing: (on: boolean) => void;
  set: (how: (rules: readonly string[]) => readonly string[]) => Promise<boolean>;
}): JSX.Element {
  const { field, store } = useLines(props.rules.join('\n'));
  const save = (): Promise<void> => store(async (before, typed) => {
    const stored = await props.set((now) => linesTypedOver(rulesIn(before), rulesIn(typed), now));
    if (stored) props.typing(false);
    return stored;
  });
  return (
    <label class="field"><span>{props.label}</span>
      <textarea
        id={props.id} ref={field} rows={2} disabled={props.locked} spellcheck={false}
        onInput={() => props.typing(true)} onChange={() => void save()}
      />
    </label>
  );
}
