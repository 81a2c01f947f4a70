import { browser } from 'wxt/browser';
import { askSelection, rewriteSelection, type SelectionAction, type SelectionReport } from './frame.ts';
import type { Part } from './messages.ts';
import { openPaste } from './paste.ts';
import { runParts } from './parts.ts';
import { loadSettings } from './store.ts';

type Wanted = 'repair' | 'simplified' | 'traditional';

const MENUS = [
  ['repair', 'menuRepair'], ['simplified', 'menuSimplified'], ['traditional', 'menuTraditional'],
] as const satisfies readonly (readonly [Wanted, string])[];

const PARTS: Readonly<Record<Wanted, readonly Part[]>> = {
  repair: ['engine', 'page'], simplified: ['simplified', 'page'], traditional: ['traditional', 'page'],
};

/** The entries of the context menu on a selection, and the keyboard commands of the same names. */
export function startMenus(): void {
  browser.runtime.onInstalled.addListener(() => void makeMenus());
  // Firefox for Android has neither.
  browser.contextMenus?.onClicked.addListener(({ menuItemId, frameId, selectionText }, tab) => {
    if (isWanted(menuItemId) && tab?.id !== undefined) void onFrame(menuItemId, tab.id, frameId ?? 0, selectionText ?? '');
  });
  browser.commands?.onCommand.addListener((command, tab) => {
    if (isWanted(command)) void onTab(command, tab?.id);
  });
}

const isWanted = (name: unknown): name is Wanted => MENUS.some(([id]) => id === name);

async function makeMenus(): Promise<void> {
  await browser.contextMenus?.removeAll();
  for (const [id, label] of MENUS) browser.contextMenus?.create({ id, title: browser.i18n.getMessage(label), contexts: ['selection'] });
}

/** By the keyboard: no one says in which frame the selection is. */
async function onTab(wanted: Wanted, id: number | undefined): Promise<void> {
  const tabId = id ?? (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id;
  if (tabId === undefined) return;
  const frames = await browser.scripting.executeScript({ target: { tabId, allFrames: true }, func: askSelection }).catch(() => []);
  const frame = frames.find(({ result }) => result != null);
  if (frame !== undefined) await onFrame(wanted, tabId, frame.frameId, '');
}

/**
 * Does it in place. What the reader typed is never touched, and some pages can't be; then the text goes to the page for pasted texts.
 * @param shown the selection as the browser tells it, without line breaks; used where the frame can't be asked
 */
async function onFrame(wanted: Wanted, tabId: number, frameId: number, shown: string): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  try {
    const [asked] = await browser.scripting.executeScript({ target, func: askSelection });
    const selection = asked?.result as SelectionReport | null | undefined;
    if (selection == null) return;
    if (!selection.editable && (await runParts(target, PARTS[wanted]))) {
      const [done] = await browser.scripting.executeScript({ target, func: rewriteSelection, args: [await actionFor(wanted)] });
      const changed = done?.result as number | null | undefined;
      if (changed != null && (changed > 0 || wanted !== 'repair')) return;
    }
    await openPaste(selection.text);
  } catch {
    if (shown !== '') await openPaste(shown);
  }
}

/** Traditional as the reader reads it elsewhere, else as where the browser is at home. */
async function actionFor(wanted: Wanted): Promise<SelectionAction> {
  if (wanted === 'repair') return 'repair';
  if (wanted === 'simplified') return 'cn';
  const { script } = await loadSettings();
  if (script === 't' || script === 'tw' || script === 'twp' || script === 'hk') return script;
  const home = browser.i18n.getUILanguage().toLowerCase();
  return home === 'zh-tw' ? 'tw' : home === 'zh-hk' ? 'hk' : 't';
}
