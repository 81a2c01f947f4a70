import { browser } from 'wxt/browser';
import { PAGE_CSS } from '../page/cleaner.ts';
import type { Part } from './messages.ts';

const FILES = {
  engine: '/engine.js', simplified: '/simplified.js', traditional: '/traditional.js', page: '/page.js', changes: '/changes.js',
} as const satisfies Record<Part, string>;

/** Where parts are to run: some frames of a tab, by id or (Chrome) by document. */
export type PartTarget = Parameters<typeof browser.scripting.executeScript>[0]['target'];

/** Runs parts of the extension in frames. @returns false where that can't be: the frame is gone, or no extension may run there */
export async function runParts(target: PartTarget, parts: readonly Part[]): Promise<boolean> {
  try {
    if (parts.includes('page')) await browser.scripting.insertCSS({ target, css: PAGE_CSS, origin: 'USER' });
    // One by one: what is injected together runs as one task, and the page stands still for it.
    for (const part of parts) await browser.scripting.executeScript({ target, files: [FILES[part]], injectImmediately: true });
    return true;
  } catch {
    return false;
  }
}
