import { browser } from 'wxt/browser';

/** Key of `storage.session`: the text that the next page for pasted texts opens with. In an address it would stay in the history. */
const KEY = 'pasted';

/** Opens the page for pasted texts with a text in it. */
export async function openPaste(text: string): Promise<void> {
  await browser.storage.session.set({ [KEY]: text });
  await browser.tabs.create({ url: browser.runtime.getURL('/paste.html') });
}

/** The text that {@link openPaste} was given last; only once. */
export async function takePasted(): Promise<string> {
  const stored = (await browser.storage.session.get(KEY))[KEY];
  await browser.storage.session.remove(KEY);
  return typeof stored === 'string' ? stored : '';
}
