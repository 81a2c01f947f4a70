import { browser } from 'wxt/browser';
import type { Say, TextKey } from '../extension/texts.ts';

/** A text in the reader's language, with what is put into it. */
export const text: Say = (key, ...values) => browser.i18n.getMessage(key, values) || key;

/** A text with what is put into it, to be said later. */
export type Label = readonly [key: TextKey, ...values: string[]];

export const say = ([key, ...values]: Label): string => text(key, ...values);

/** Readies a page of the extension: its language, for the right glyphs and for screen readers, and its title. */
export function namePage(title: TextKey): void {
  document.documentElement.lang = text('language'); // of the texts, which need not be the browser's own
  document.title = title === 'shortName' ? text(title) : `${text(title)} – ${text('shortName')}`;
}
