import { expect } from 'vitest';
import type { Tab } from './session.ts';

/** The text of the first element that a selector finds; `null` where it finds none. */
export const textOf = (tab: Tab, selector: string): Promise<string | null> =>
  tab.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

/** Waits for text, and says what stood there instead. */
export async function expectText(tab: Tab, selector: string, text: string): Promise<void> {
  await tab.until(([s, t]) => document.querySelector(s as string)?.textContent === t, [selector, text]).catch(() => undefined);
  expect(await textOf(tab, selector)).toBe(text);
}
