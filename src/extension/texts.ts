import type { browser } from 'wxt/browser';
import type { EditKind, SpamReason } from '../engine/types.ts';
import { nativeApi } from './native.ts';

/** Key of a text in `_locales`; the compiler knows them all. */
export type TextKey = Parameters<typeof browser.i18n.getMessage>[0];

/** Gives a text in the reader's language, with what is put into it. */
export type Say = (key: TextKey, ...values: string[]) => string;

/** For scripts in pages. */
export const nativeText: Say = (key, ...values) => nativeApi().i18n.getMessage(key, values) || key;

/** The same for what stays in a page: where the extension is updated or removed meanwhile, it is asked in vain. @returns knows these texts alone */
export function readAhead(keys: readonly TextKey[]): Say {
  const texts = new Map(keys.map((key) => [key, nativeText(key, '$1', '$2')]));
  return (key, ...values) => (texts.get(key) ?? key).replaceAll(/\$[12]/g, (place) => values[Number(place[1]) - 1] ?? '');
}

const KINDS: Readonly<Record<EditKind, readonly [label: TextKey, why: TextKey]>> = {
  spam: ['kindSpam', 'whySpam'],
  annotation: ['kindAnnotation', 'whyAnnotation'],
  slip: ['kindSlip', 'whySlip'],
  mojibake: ['kindMojibake', 'whyMojibake'],
  residue: ['kindResidue', 'whyResidue'],
  lost: ['kindLost', 'whyLost'],
  script: ['kindScript', 'whyScriptKind'],
};

const REASONS: Readonly<Record<SpamReason, TextKey>> = {
  list: 'whyList', words: 'whyWords', script: 'whyScript', hidden: 'whyHidden', copy: 'whyCopy', topic: 'whyTopic', links: 'whyLinks', disguise: 'whyDisguise',
  kit: 'whyKit', reader: 'whyReader',
};

/** All that {@link kindText} and {@link whyText} ask for. */
export const CHANGE_KEYS: readonly TextKey[] = [...Object.values(KINDS).flat(), ...Object.values(REASONS), 'whyReasons', 'listComma'];

/** What a kind of change is called. */
export const kindText = (say: Say, kind: EditKind): string => say(KINDS[kind][0]);

/** Why a change was made, in words that a reader understands. */
export function whyText(say: Say, kind: EditKind, reasons: readonly SpamReason[]): string {
  if (reasons.length === 0) return say(KINDS[kind][1]);
  return say('whyReasons', reasons.map((reason) => say(REASONS[reason])).join(say('listComma')));
}
