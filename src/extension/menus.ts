import { browser } from 'wxt/browser';
import { onSelectionInFrame, onSelectionInTab, type SelectionWish } from './selected.ts';

const MENUS = [
  ['repair', 'menuRepair'], ['simplified', 'menuSimplified'], ['traditional', 'menuTraditional'],
] as const satisfies readonly (readonly [SelectionWish, string])[];

/** The entries of the context menu on a selection, and the keyboard commands of the same names. */
export function startMenus(): void {
  browser.runtime.onInstalled.addListener(() => void makeMenus());
  // Firefox for Android has neither.
  browser.contextMenus?.onClicked.addListener(({ menuItemId, frameId, selectionText }, tab) => {
    if (isWanted(menuItemId) && tab?.id !== undefined) void onSelectionInFrame(menuItemId, tab.id, frameId ?? 0, selectionText ?? '');
  });
  browser.commands?.onCommand.addListener((command, tab) => {
    if (isWanted(command)) void onCommand(command, tab?.id);
  });
}

const isWanted = (name: unknown): name is SelectionWish => MENUS.some(([id]) => id === name);

async function makeMenus(): Promise<void> {
  await browser.contextMenus?.removeAll();
  for (const [id, label] of MENUS) browser.contextMenus?.create({ id, title: browser.i18n.getMessage(label), contexts: ['selection'] });
}

/** Firefox before 126 does not say which tab it was. */
async function onCommand(wish: SelectionWish, id: number | undefined): Promise<void> {
  const tabId = id ?? (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id;
  if (tabId !== undefined) await onSelectionInTab(wish, tabId);
}
