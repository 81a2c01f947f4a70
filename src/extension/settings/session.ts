import { browser } from 'wxt/browser';

/** Key of `storage.session`, which is emptied whenever the extension is started anew: after an update, or when it is turned on again. */
const FIRST_KEY = 'first';

/** To be called when the extension was just installed. */
export const noteFirstSession = (): Promise<void> => browser.storage.session.set({ [FIRST_KEY]: true });

/** True from the installation until the extension ends: no earlier self of it did anything to the pages that are open. */
export async function isFirstSession(): Promise<boolean> {
  return (await browser.storage.session.get(FIRST_KEY))[FIRST_KEY] === true;
}
