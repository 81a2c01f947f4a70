import { browser } from 'wxt/browser';
import type { Say, TextKey } from '../extension/texts.ts';

/** A text in the reader's language, with what is put into it. */
export const text: Say = (key, ...values) => browser.i18n.getMessage(key, values) || key;

/** A number as the texts are written, which need not be in the browser's own language. */
export const numeral = (value: number): string => value.toLocaleString(text('language'));

/** A text with what is put into it, to be said later. */
export type Label = readonly [key: TextKey, ...values: (string | number)[]];

/** Says what was kept for later, in the reader's language. */
export const say = ([key, ...values]: Label): string => text(key, ...values.map((value) => (typeof value === 'number' ? numeral(value) : value)));

/** Readies a page of the extension: its language, for the right glyphs and for screen readers, and its title. */
export function namePage(title: TextKey): void {
  document.documentElement.lang = text('language'); // of the texts, which need not be the browser's own
  document.title = title === 'shortName' ? text(title) : `${text(title)} – ${text('shortName')}`;
}

/** Fills in the texts that a page names by their keys: what stands in an element (`data-text`), its name (`data-label`), more on it (`data-hint`). */
export function fillTexts(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text], [data-label], [data-hint]')) {
    const { text: words, label, hint } = element.dataset as Partial<Record<string, TextKey>>;
    if (words !== undefined) element.textContent = text(words);
    if (label !== undefined) element.ariaLabel = element.title = text(label);
    if (hint !== undefined) element.ariaDescription = element.title = text(hint);
  }
}

/** Says it, where it is not what stands there anyway: screen readers would say it again. */
export function tell(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}
