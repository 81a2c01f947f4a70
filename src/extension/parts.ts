import { browser } from 'wxt/browser';
import { PAGE_CSS } from '../page/cleaner.ts';
import { filesOf } from './data.ts';
import type { Part } from './messages.ts';

/** Where parts are to run: some frames of a tab, by id or (Chrome) by document. */
export type PartTarget = Parameters<typeof browser.scripting.executeScript>[0]['target'];

/** Runs parts of the extension in frames. @returns false where that can't be: the frame is gone, or no extension may run there */
export async function runParts(target: PartTarget, parts: readonly Part[]): Promise<boolean> {
  try {
    if (parts.includes('page')) await browser.scripting.insertCSS({ target, css: PAGE_CSS, origin: 'USER' });
    // One by one: what is injected together runs as one task, and the page stands still for it.
    for (const file of parts.flatMap(filesOf)) await browser.scripting.executeScript({ target, files: [file as `/${Part}.js`], injectImmediately: true });
    return true;
  } catch {
    return false;
  }
}
