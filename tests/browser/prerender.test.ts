import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { expect, test } from 'vitest';
import { findChromium } from '../../src/tools/browsers.ts';
import { annotate, ARTICLE } from './pages.ts';
import { servePages } from './server.ts';
import { copyExtension } from './session.ts';

/** Tells the server, by asking it for what is not there, what the page is and what its first paragraph says. */
const TELL = "const tell = (what) => fetch('/told?' + new URLSearchParams({ what, early: document.prerendering, text: document.querySelector('p').textContent }));";

/** It has the browser make the next page. */
const DOOR = `<!doctype html><title>door</title><a href="/next">next</a>
<script type="speculationrules">{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>`;

const NEXT = `<!doctype html><meta charset="utf-8"><title>next</title><p>${annotate(ARTICLE.first[0])}</p><p>${annotate(ARTICLE.second[0])}</p>
<script>${TELL}
new MutationObserver(() => tell('repaired')).observe(document.querySelector('p'), { subtree: true, characterData: true, childList: true });
document.addEventListener('prerenderingchange', () => tell('shown'));</script>`;

// Chromium makes no page early in a tab that a driver looks at: only the extension's background is, and the pages tell the server.
test('a page that the browser makes before it is asked for is repaired by then, counted when it is shown, and goes on being followed', async () => {
  const server = await servePages({ '/door': DOOR, '/next': NEXT });
  const folder = await copyExtension('chromium');
  const browser = await puppeteer.launch({
    executablePath: await findChromium(), headless: true, enableExtensions: [join(folder, 'extension')], waitForInitialPage: false,
    args: ['--no-sandbox', '--disable-gpu'], targetFilter: (target) => !['page', 'tab'].includes(target.type()),
  });
  try {
    const background = await (await browser.waitForTarget((target) => target.type() === 'service_worker')).worker();
    // Pages are made early for the tab in front only, and the extension's greeting comes there first.
    await expect.poll(() => background!.evaluate(async () => (await (globalThis as any).chrome.tabs.query({ active: true }))[0]?.url), { timeout: 10_000 }).toMatch(/welcome\.html$/);
    await background!.evaluate((url) => (globalThis as any).chrome.tabs.create({ url }), server.url('/door'));
    const told = (): { what: string; early: boolean; text: string }[] => server.requests.filter((request) => request.startsWith('GET /told?'))
      .map((request) => Object.fromEntries(new URLSearchParams(request.split('?')[1])) as Record<string, string>)
      .map(({ what, early, text }) => ({ what: what!, early: early === 'true', text: text! }));
    await expect.poll(told, { timeout: 20_000 }).toEqual([{ what: 'repaired', early: true, text: ARTICLE.first[1] }]);
    /** Writes into an element of a page, or clicks it. */
    const act = (path: string, selector: string, text: string | null = null): Promise<void> => background!.evaluate(async (url, ...args) => {
      const { chrome } = globalThis as any;
      const { id: tabId } = (await chrome.tabs.query({})).find((tab: any) => tab.url === url);
      const func = (selector: string, text: string | null): void => {
        const element = document.querySelector<HTMLElement>(selector)!;
        if (text === null) element.click();
        else element.textContent = text;
      };
      await chrome.scripting.executeScript({ target: { tabId }, args, func });
    }, server.url(path), selector, text);
    await new Promise((resolve) => setTimeout(resolve, 1000)); // what it tells of itself early, the toolbar has heard by then
    await act('/door', 'a');
    await expect.poll(told, { timeout: 10_000 }).toContainEqual({ what: 'shown', early: false, text: ARTICLE.first[1] });
    const badge = (): Promise<string> => background!.evaluate(async (url) => {
      const { chrome } = globalThis as any;
      return chrome.action.getBadgeText({ tabId: (await chrome.tabs.query({})).find((tab: any) => tab.url === url)?.id });
    }, server.url('/next'));
    await expect.poll(badge, { timeout: 10_000 }).toMatch(/^\d+$/);
    await act('/next', 'p', annotate(ARTICLE.late[0]));
    await expect.poll(told, { timeout: 10_000 }).toContainEqual({ what: 'repaired', early: false, text: ARTICLE.late[1] });
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
