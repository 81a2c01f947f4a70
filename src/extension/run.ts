import { browser } from 'wxt/browser';

/**
 * `scripting.executeScript` without waiting: as it is by itself, the answer comes when the slowest frame is loaded, and a page can be clean long before.
 * @throws where the tab or the frame is gone, or closed to us
 */
export const runInFrames = ((injection) => browser.scripting.executeScript({ ...injection, injectImmediately: true })) as typeof browser.scripting.executeScript;
