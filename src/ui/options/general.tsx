import type { JSX } from 'preact';
import type { CleanChoice } from '../../extension/settings/settings.ts';
import type { TextKey } from '../../extension/texts.ts';
import { Choices, Switch } from '../parts.tsx';
import { scriptChoices } from '../scripts.ts';
import { text } from '../text.ts';
import type { Section } from './state.ts';

/** What is cleaned, by name and with what it means. */
export const CLEANS: readonly (readonly [keyof CleanChoice, TextKey])[] = [
  ['spam', 'cleanSpam'], ['encoding', 'cleanEncoding'], ['annotations', 'cleanAnnotations'],
];

/** On and off, what to clean, which script: for all sites that have no choice of their own. */
export function General({ settings, locked, change }: Section): JSX.Element {
  return (
    <section class="card" aria-labelledby="general-title">
      <h2 id="general-title">{text('optionsGeneral')}</h2>
      <div class="two">
        <Switch id="enabled" label={text('switchEverywhere')} on={locked ? null : settings.enabled} change={(enabled) => void change((now) => ({ ...now, enabled }))} />
        {CLEANS.map(([name, label]) => (
          <Switch
            key={name} id={`clean-${name}`} label={text(label)} on={locked ? null : settings.clean[name]}
            change={(on) => void change((now) => ({ ...now, clean: { ...now.clean, [name]: on } }))}
          />
        ))}
      </div>
      <Choices
        name="default-script" label={text('optionsScript')} chosen={locked ? null : settings.script} choices={scriptChoices()}
        choose={(script) => void change((now) => ({ ...now, script }))}
      />
    </section>
  );
}
