import { browser } from 'wxt/browser';
import { isTarget } from '../script/choice.ts';
import { askSelection, rewriteSelection, type SelectionAction, type SelectionReport } from './frame/frame.ts';
import type { Part } from './messages.ts';
import { openPaste } from './paste.ts';
import { runParts } from './parts.ts';
import { runInFrames } from './run.ts';
import { loadSettings } from './settings/store.ts';

/** What a reader can ask for a selection. */
export type SelectionWish = 'repair' | 'simplified' | 'traditional';

const PARTS: Readonly<Record<SelectionWish, readonly Part[]>> = {
  repair: ['engine', 'page'], simplified: ['simplified', 'page'], traditional: ['traditional', 'page'],
};

/** The frame of a tab in which something is selected; `null` where there is none. */
async function selectionIn(tabId: number): Promise<{ readonly frameId: number; readonly text: string } | null> {
  const frames = await runInFrames({ target: { tabId, allFrames: true }, func: askSelection }).catch(() => []);
  for (const { frameId, result } of frames) if (result != null) return { frameId, text: (result as SelectionReport).text };
  return null;
}

/** Does it where the selection is: by the keyboard and the popup no one says in which frame that is. */
export async function onSelectionInTab(wish: SelectionWish, tabId: number): Promise<void> {
  const found = await selectionIn(tabId);
  if (found !== null) await onSelectionInFrame(wish, tabId, found.frameId, found.text);
}

/**
 * Does it in place. What the reader typed is never touched, and some pages can't be; then the text goes to the page for pasted texts.
 * @param shown the selection as the browser tells it, without line breaks; used where the frame can't be asked
 */
export async function onSelectionInFrame(wish: SelectionWish, tabId: number, frameId: number, shown: string): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  try {
    const [asked] = await runInFrames({ target, func: askSelection });
    const selection = asked?.result as SelectionReport | null | undefined;
    if (selection == null) return;
    if (!selection.editable && (await runParts(target, PARTS[wish]))) {
      const [done] = await runInFrames({ target, func: rewriteSelection, args: [await actionFor(wish)] });
      const changed = done?.result as number | null | undefined;
      if (changed != null && (changed > 0 || wish !== 'repair')) return;
    }
    await openPaste(selection.text);
  } catch {
    if (shown !== '') await openPaste(shown);
  }
}

/** Traditional as the reader reads it elsewhere, else as where the browser is at home. */
async function actionFor(wish: SelectionWish): Promise<SelectionAction> {
  if (wish === 'repair') return 'repair';
  if (wish === 'simplified') return 'cn';
  const { script } = await loadSettings();
  if (isTarget(script) && script !== 'cn') return script;
  const home = browser.i18n.getUILanguage().toLowerCase();
  return home === 'zh-tw' ? 'tw' : home === 'zh-hk' ? 'hk' : 't';
}
