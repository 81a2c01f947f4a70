import { browser } from 'wxt/browser';
import { filesOf } from './data.ts';
import { frameStyle, type StyledPart } from './frame/frame.ts';
import type { Part } from './messages.ts';
import { runInFrames } from './run.ts';

/** Where parts are to run: some frames of a tab, by id or (Chrome) by document. */
export type PartTarget = Parameters<typeof browser.scripting.executeScript>[0]['target'];

/** Runs parts of the extension in frames. @returns false where that can't be: the frame is gone, or no extension may run there */
export async function runParts(target: PartTarget, parts: readonly Part[]): Promise<boolean> {
  try {
    // One by one: what is injected together runs as one task, and the page stands still for it.
    for (const file of parts.flatMap(filesOf)) await runInFrames({ target, files: [file as `/${Exclude<Part, 'running-text'>}.js`] });
    for (const part of parts) if (part === 'page' || part === 'changes') await insertStyles(target, part);
    return true;
  } catch {
    return false;
  }
}

/** Pages can't see styles of the user's origin. Each frame has its own: what they style has another name in each. */
async function insertStyles(target: PartTarget, part: StyledPart): Promise<void> {
  const frames = await runInFrames({ target, func: frameStyle, args: [part] });
  await Promise.all(frames.map(({ result, frameId }) =>
    typeof result === 'string' ? browser.scripting.insertCSS({ target: { tabId: target.tabId, frameIds: [frameId] }, css: result, origin: 'USER' }) : undefined));
}
