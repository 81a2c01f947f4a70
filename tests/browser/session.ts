import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import { findChromium, findFirefox } from '../../src/tools/browsers.ts';
import { EXTENSION, type BrowserName } from '../../src/tools/paths.ts';

/** The add-on's id in the Firefox manifest, and the address that the tests give it. */
const GECKO_ID = 'qingye@qingye.app';
const GECKO_UUID = '3f8c1a52-6d0b-4c1e-9a77-52d6c0f1a9e4';

/** Firefox's own number for a finger. */
const COARSE_POINTER = 1;

/** A tab of a real browser; the part that Playwright and Puppeteer have in common. */
export interface Tab {
  /** Runs a function in the page. It is sent as text: it must not use anything from outside but its argument. */
  evaluate<R, A = undefined>(what: (argument: A) => R | Promise<R>, argument?: A): Promise<R>;
  /** Waits until the function gives something true. */
  until<A = undefined>(what: (argument: A) => unknown, argument?: A): Promise<void>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  click(selector: string): Promise<void>;
  /** Presses a key where the focus is, by its name (`Enter`). */
  press(key: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Size of the viewport in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

/** A browser with the built extension in it. */
export interface Session {
  readonly name: 'Chromium' | 'Firefox';
  newTab(): Promise<Tab>;
  /** Opens an extension page, such as `popup.html`, in a tab. @param first runs in it before its own scripts, sent as text */
  extensionPage(path: string, first?: () => void): Promise<Tab>;
  /** Runs a function in the extension's service worker. Chromium only: Firefox lets no test into an extension's background. */
  background?<A>(what: (argument: A) => unknown, argument: A): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** language of the browser's interface, and so of the extension's (`zh-CN`) */
  readonly lang?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** true: the browser shows all pages in a few colours of the system's (Windows calls it a contrast theme); Chromium only */
  readonly forcedColors?: boolean;
  /** a small screen that is touched, and no API that Firefox for Android doesn't have */
  readonly phone?: boolean;
  /** ms after which an extension's background that has nothing to do is ended; Firefox only, whose own are 30 s */
  readonly idle?: number;
}

/** What a phone shows of a page, in CSS pixels: a small one. */
const PHONE = { width: 360, height: 640 } as const;

/** A copy of the built extension of its own: a build that goes on meanwhile can't take it away under a running browser. */
export async function copyExtension(browser: BrowserName, phone = false): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `qingye-${browser}-`));
  await cp(EXTENSION[browser], join(folder, 'extension'), { recursive: true });
  if (phone) {
    // Without these a browser gives no `commands` and no `contextMenus`, as on Android.
    const path = join(folder, 'extension', 'manifest.json');
    const { commands: _, permissions, ...manifest } = JSON.parse(await readFile(path, 'utf8')) as { commands: object; permissions: string[] };
    await writeFile(path, JSON.stringify({ ...manifest, permissions: permissions.filter((name) => name !== 'contextMenus') }));
  }
  return folder;
}

/**
 * Asks until the answer is true. Not by Playwright's `waitForFunction`, to which the promise of an answer is one.
 * @throws after 15 seconds, with what the page threw last
 */
async function cameTrue(ask: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (let cause: unknown; ; await new Promise((resolve) => setTimeout(resolve, 40))) {
    try {
      if (await ask()) return;
      cause = undefined;
    } catch (error) {
      cause = error; // a page that is just being loaded can't be asked
    }
    if (Date.now() > deadline) throw new Error('it did not come true', { cause });
  }
}

/** Starts Chromium with the extension, without a window. */
export async function launchChromium({ lang = 'en', colorScheme = 'light', forcedColors = false, phone = false }: LaunchOptions = {}): Promise<Session> {
  const folder = await copyExtension('chromium', phone);
  const extension = join(folder, 'extension');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    headless: false, // Playwright's own headless mode knows no extensions; the browser's does
    ignoreDefaultArgs: ['--disable-back-forward-cache'], // readers' browsers keep pages
    executablePath: await findChromium(),
    colorScheme,
    forcedColors: forcedColors ? 'active' : 'none',
    ...(phone ? { isMobile: true, hasTouch: true, viewport: PHONE } : {}),
    env: { ...process.env, LANGUAGE: lang.replace('-', '_') } as Record<string, string>,
    args: [
      '--headless=new', '--no-sandbox', '--window-size=1280,900', '--screen-info={1600x1200}', // a popup gets no more room than there is
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`, `--lang=${lang}`, '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu',
      '--ignore-certificate-errors', // the one of our own https server
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const origin = worker.url().split('/', 3).join('/'); // URL.origin is "null" for this scheme
  const wrap = (page: Awaited<ReturnType<typeof context.newPage>>): Tab => ({
    evaluate: (what, argument) => page.evaluate(what as never, argument as never),
    until: (what, argument) => cameTrue(() => page.evaluate(what as never, argument as never)),
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    screenshot: async (path) => void (await page.screenshot({ path })),
    resize: (width, height) => page.setViewportSize({ width, height }),
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  });
  return {
    name: 'Chromium',
    newTab: async () => wrap(await context.newPage()),
    async extensionPage(path, first) {
      const page = await context.newPage();
      if (first !== undefined) await page.addInitScript(first);
      await page.goto(`${origin}/${path}`);
      return wrap(page);
    },
    background: async (what, argument) => {
      // It may have ended, and a new one runs by now.
      const running = context.serviceWorkers().at(-1) ?? worker;
      await running.evaluate(what as never, argument as never);
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts Firefox with the extension, without a window. */
export async function launchFirefox({ lang = 'en-US', colorScheme = 'light', phone = false, idle }: LaunchOptions = {}): Promise<Session> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless: true,
    acceptInsecureCerts: true, // the one of our own https server
    ...(phone ? { defaultViewport: PHONE } : {}),
    args: ['-remote-allow-system-access'], // without it the pages of extensions can't be opened
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: GECKO_UUID }),
      'intl.locale.requested': lang,
      'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
      ...(idle === undefined ? {} : { 'extensions.background.idle.timeout': idle }),
      ...(phone ? { 'ui.primaryPointerCapabilities': COARSE_POINTER, 'ui.allPointerCapabilities': COARSE_POINTER } : {}),
    },
  });
  const folder = await copyExtension('firefox', phone);
  await browser.installExtension(join(folder, 'extension'));
  const wrap = (page: Awaited<ReturnType<typeof browser.newPage>>): Tab => {
    const tab: Tab = {
      evaluate: (what, argument) => page.evaluate(what as never, argument as never) as never,
      // Not `waitForFunction`: it needs a page whose load was reported, which those of extensions never are.
      async until(what, argument) {
        const end = Date.now() + 15_000;
        for (;;) {
          const seen = await page.evaluate(what as never, argument as never).catch(() => false);
          if (seen) return;
          if (Date.now() > end) throw new Error(`never came true: ${what.toString()}`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
      goto: async (url) => void (await page.goto(url)),
      reload: async () => void (await page.reload()),
      async click(selector) {
        // Before a click the driver waits for a frame, and tabs behind others draw few.
        await page.bringToFront();
        await page.click(selector);
      },
      press: (key) => page.keyboard.press(key as 'Enter'),
      screenshot: async (path) => void (await page.screenshot({ path: path as `${string}.png` })),
      resize: (width, height) => page.setViewport({ width, height }),
      bringToFront: () => page.bringToFront(),
      close: () => page.close(),
    };
    return tab;
  };
  return {
    name: 'Firefox',
    newTab: async () => wrap(await browser.newPage()),
    async extensionPage(path, first) {
      const page = await browser.newPage();
      if (first !== undefined) await page.evaluateOnNewDocument(first);
      const tab = wrap(page);
      // Its load is never reported: look for the page itself instead.
      page.goto(`moz-extension://${GECKO_UUID}/${path}`).catch(() => undefined);
      await tab.until(() => location.protocol === 'moz-extension:' && document.readyState === 'complete');
      return tab;
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the keys of a command do in the tab that shows `url`: no script can press them. Chromium only. */
export const press = (session: Session, url: string, command: string): Promise<void> => session.background!(async ([wanted, name]) => {
  const { chrome } = globalThis as any;
  chrome.commands.onCommand.dispatch(name, (await chrome.tabs.query({})).find((one: any) => one.url === wanted));
}, [url, command] as const);

/** Stores settings, or takes all away that the reader said. @param page one of the extension's */
export const storeSettings = (page: Tab, settings: object | null): Promise<void> => page.evaluate(async (all) => {
  const { local } = (globalThis as any).chrome.storage;
  await (all === null ? local.remove(['settings', 'words']) : local.set({ settings: { version: 2, ...all } }));
}, settings);

/** A page of the extension that stays open, to ask the browser from. */
const askers = new WeakMap<Session, Promise<Tab>>();

/** Opens the real popup, as a page in a tab of its own, on the tab that shows `url`. */
export async function openPopup(session: Session, url: string): Promise<Tab> {
  const asker = askers.get(session) ?? session.extensionPage('popup.html?tab=-1');
  askers.set(session, asker);
  const id = await (await asker).evaluate(async (wanted) => {
    const api = (globalThis as any).browser ?? (globalThis as any).chrome;
    const tabs: { id: number; url?: string }[] = await api.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id ?? -1;
  }, url);
  if (id === -1) throw new Error(`no tab shows ${url}`);
  const popup = await session.extensionPage(`popup.html?tab=${id}`);
  await popup.until(() => document.querySelector('#popup:not([inert])') !== null);
  return popup;
}

/** What the badge says on the tab that a popup belongs to. */
export function badgeOf(popup: Tab): Promise<string> {
  return popup.evaluate(() => {
    const api = (globalThis as any).browser ?? (globalThis as any).chrome;
    const tabId = Number(new URLSearchParams(location.search).get('tab'));
    return api.action.getBadgeText({ tabId }) as Promise<string>;
  });
}

/** What is in our layer over a page, which no page can look into: asked from a page of the extension. */
export function askLayer(popup: Tab, url: string, act: 'text' | 'focus', selector: string): Promise<string | null> {
  return popup.evaluate(async ([wanted, what, find]) => {
    const api = (globalThis as any).browser ?? (globalThis as any).chrome;
    const tabs: { id: number; url?: string }[] = await api.tabs.query({});
    const [answer] = await api.scripting.executeScript({
      target: { tabId: tabs.find((tab) => tab.url === wanted)?.id ?? -1 }, args: [what, find],
      func: (how: string, where: string) => {
        const host: any = document.querySelector('html > div');
        const root: ShadowRoot | undefined = host === null ? undefined : (globalThis as any).chrome?.dom?.openOrClosedShadowRoot?.(host) ?? host.openOrClosedShadowRoot;
        const element = root?.querySelector<HTMLElement>(where) ?? null;
        if (how === 'focus') element?.focus();
        return element === null ? null : element.textContent;
      },
    });
    return answer.result as string | null;
  }, [url, act, selector]);
}
