import { expect } from 'vitest';
import demo from '../../src/ui/demo.json' with { type: 'json' };
import type { Tab } from './session.ts';

/** The text of the first element that a selector finds; `null` where it finds none. */
export const textOf = (tab: Tab, selector: string): Promise<string | null> =>
  tab.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);

/** Waits until a page counts no more `rounds` of a fight over its text. @returns how many there were */
export async function lastRound(tab: Pick<Tab, 'evaluate'>): Promise<number> {
  let rounds = 0;
  for (let before = -1; rounds === 0 || rounds !== before; ) {
    before = rounds;
    await new Promise((resolve) => setTimeout(resolve, 500));
    rounds = await tab.evaluate(() => (window as any).rounds as number);
  }
  return rounds;
}

/** Has a page write its document anew, as it came: all listeners go from it and its window, ours too. */
export const writeAnew = (tab: Tab): Promise<void> =>
  tab.evaluate(async () => {
    const html = await (await fetch(location.href)).text();
    document.open();
    document.write(html);
    document.close();
  });

/** Waits until the sample on the welcome page says something. */
export const demoSays = (page: Tab, text: string): Promise<void> => page.until((wanted) =>
  document.querySelector<HTMLIFrameElement>('#demo-page')?.contentDocument?.body.innerText.includes(wanted as string), text);

/** Of that sample, as it came and cleaned. */
export const DEMO = [demo.paragraphs[0]!.slice(0, 20), '屏幕上的温度是零下19℃'] as const;

/** Waits for text, and says what stood there instead. */
export async function expectText(tab: Tab, selector: string, text: string): Promise<void> {
  await tab.until(([s, t]) => document.querySelector(s as string)?.textContent === t, [selector, text]).catch(() => undefined);
  expect(await textOf(tab, selector)).toBe(text);
}
