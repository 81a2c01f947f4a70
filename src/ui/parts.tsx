import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import drawing from '../../assets/icon.svg?raw';
import { once } from '../extension/once.ts';
import { NewerSettingsError } from '../extension/settings/store.ts';
import { useKeptFocus } from './focus.ts';
import { text } from './text.ts';

/** A switch with its name. @param on `null`: makes no sense here */
export function Switch(props: { id: string; label: string; hidden?: boolean; on: boolean | null; change: (on: boolean) => void }): JSX.Element {
  return (
    <label class={props.hidden ? 'switch bare' : 'switch'} title={props.label}>
      <span class={props.hidden ? 'unseen' : 'name'}>{props.label}</span>
      <input
        type="checkbox" role="switch" id={props.id} checked={props.on === true} aria-checked={props.on === true} disabled={props.on === null}
        onChange={(event) => props.change(event.currentTarget.checked)}
      />
      <span class="track" />
    </label>
  );
}

/** One of a few choices, all in sight. @param chosen `null`: makes no sense here */
export function Choices<T extends string>(props: {
  name: string; label: string; chosen: T | null;
  choices: readonly { readonly value: T; readonly label: string; readonly hint: string; readonly lang?: string | undefined }[];
  choose: (value: T) => void;
}): JSX.Element {
  return (
    <fieldset id={props.name} disabled={props.chosen === null} class="choose">
      <legend>{props.label}</legend>
      <div class="choices">
        {props.choices.map(({ value, label, hint, lang }) => (
          <label key={value} title={hint} lang={lang}>
            <input
              type="radio" name={props.name} value={value} checked={value === props.chosen} aria-description={hint}
              onChange={() => props.choose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const icon = once(() => new DOMParser().parseFromString(drawing, 'image/svg+xml').documentElement);

/** The extension's icon, for the eye alone. @param size CSS pixels */
function Icon({ size }: { size: number }): JSX.Element {
  return <span class="icon" aria-hidden="true" style={{ width: `${size}px`, height: `${size}px` }} ref={(place) => { if (place?.firstChild === null) place.append(icon().cloneNode(true)); }} />;
}

/** A button; the `look` says how much it matters. */
export function Button(props: {
  id?: string; look?: 'main' | 'plain' | 'quiet' | 'danger'; disabled?: boolean; pressed?: boolean; label?: string; act: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="button" id={props.id} class={props.look ?? 'plain'} disabled={props.disabled === true} aria-pressed={props.pressed}
      aria-label={props.label} title={props.label} onClick={() => props.act()}
    >
      {props.children}
    </button>
  );
}

/** Something that was just done, said aloud, with a way back where there is one. */
export interface Notice {
  readonly message: string;
  readonly tone?: 'good' | 'bad';
  /** takes the notice away itself, as soon as what comes back is there for the focus to go to; where it fails, another one says so */
  readonly undo?: (() => Promise<void>) | undefined;
}

/** What to say where settings could not be stored. */
export function notStored(error: unknown): Notice {
  const newer = error instanceof NewerSettingsError;
  if (!newer) console.error('Qingye: the settings could not be stored', error);
  return { message: text(newer ? 'newerSettings' : 'notSaved'), tone: 'bad' };
}

/** The place where notices come. Always there, so that screen readers hear what comes into it. */
export function Notices(props: { notice: Notice | null; close: () => void }): JSX.Element {
  const { notice } = props;
  const place = useKeptFocus(notice);
  return (
    <div class="notices" ref={place} role="status" aria-live="polite">
      {notice !== null && (
        <div class={`notice ${notice.tone ?? 'good'}`}>
          <span>{notice.message}</span>
          {notice.undo !== undefined && <Button id="undo" act={() => void notice.undo?.()}>{text('undo')}</Button>}
          <Button look="quiet" label={text('close')} act={props.close}>×</Button>
        </div>
      )}
    </div>
  );
}

/** A notice, and how to give one. */
export function useNotice(): [Notice | null, (notice: Notice | null) => void] {
  return useState<Notice | null>(null);
}

/** The top of a page of the extension. */
export function PageHead(props: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <header class="page-head">
      <Icon size={36} />
      <h1>{props.title}</h1>
      {props.children}
    </header>
  );
}
