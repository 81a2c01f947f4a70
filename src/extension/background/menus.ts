import { browser } from 'wxt/browser';
import { onPageWish, PAGE_MENUS, PAGE_WISHES, type PageWish } from './page-menus.ts';
import { onSelectionInFrame, onSelectionInTab, type SelectionWish } from '../selected.ts';

const MENUS = [
  ['repair', 'menuRepair'], ['simplified', 'menuSimplified'], ['traditional', 'menuTraditional'],
] as const satisfies readonly (readonly [SelectionWish, string])[];

/** The entries of the context menu on a selection and on a page, and the keyboard commands of the same names. */
export function startMenus(): void {
  browser.runtime.onInstalled.addListener(() => void makeMenus());
  // Firefox for Android has neither.
  browser.contextMenus?.onClicked.addListener(({ menuItemId, frameId, selectionText }, tab) => {
    if (tab?.id === undefined) return;
    if (isPageWish(menuItemId)) void onPageWish(menuItemId, tab.id, tab.url ?? '');
    if (isWanted(menuItemId)) void onSelectionInFrame(menuItemId, tab.id, frameId ?? 0, selectionText ?? '');
  });
  browser.commands?.onCommand.addListener((command, tab) => {
    if (isWanted(command) || isPageWish(command)) void onCommand(command, tab?.id);
  });
}

const isWanted = (name: unknown): name is SelectionWish => MENUS.some(([id]) => id === name);

const isPageWish = (name: unknown): name is PageWish => (PAGE_WISHES as readonly unknown[]).includes(name);

async function makeMenus(): Promise<void> {
  await browser.contextMenus?.removeAll();
  for (const [id, label] of MENUS) browser.contextMenus?.create({ id, title: browser.i18n.getMessage(label), contexts: ['selection'] });
  for (const [id, label] of PAGE_MENUS) browser.contextMenus?.create({ id, title: browser.i18n.getMessage(label), contexts: ['page'] });
}

/** @param id the tab in front; none where the browser has no tab there */
async function onCommand(wish: SelectionWish | PageWish, id: number | undefined): Promise<void> {
  if (id === undefined) return;
  if (isPageWish(wish)) await onPageWish(wish, id, (await browser.tabs.get(id)).url ?? '');
  else await onSelectionInTab(wish, id);
}
