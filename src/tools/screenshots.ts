import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encode } from '../eval/encode.ts';
import { annotate, ARTICLE, cleanPage } from '../../tests/browser/pages.ts';
import { type PageServer, servePages } from '../../tests/browser/server.ts';
import { askLayer, launchChromium, openPopup, press, type Session, type Tab } from '../../tests/browser/session.ts';
import { slowDown } from '../../tests/browser/toolbar-story.ts';
import { runScript, UsageError } from '../eval/command-line.ts';
import type { KeptList } from '../extension/settings/subscriptions.ts';
import { ensureChineseFont } from './apt.ts';
import { findChromium } from './browsers.ts';
import { buildExtension } from './build.ts';
import { openChromium } from './chromium.ts';
import { type DemoServer, serveDemo } from './demo-server.ts';
import { ROOT } from './paths.ts';

/**
 * `npm run screenshots`: takes pictures of every screen, in two themes and three languages, into `.output/screenshots/ui`;
 * and those that README and the stores show into `assets/screenshots`.
 */
const HELP = 'usage: npm run screenshots -- [LANGUAGE [light|dark]] (takes all sets, or those of one language or one theme; --help)';

const FOLDER = join(ROOT, '.output', 'screenshots', 'ui');
const README = join(ROOT, 'assets', 'screenshots');
const PAGE = [900, 620] as const;
const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
/** Pictures of one set that README and the stores show, by their name there. */
const SHOWN: Readonly<Record<string, string>> = {
  'en-light-popup': 'popup', 'en-light-page': 'after', 'en-light-marks': 'marks', 'en-light-report': 'report', 'en-light-options': 'options', 'zh-CN-dark-popup': 'popup-dark',
};

/** Settings with something in every place, for the options page. */
const SETTINGS = {
  version: 2, enabled: true, allowlist: ['bbs.example.cn', '*://*.example.com/archive/*'], script: 'auto',
  sites: { 'news.example.cn': { script: 'tw', hide: ['div.ad-box'] }, 'old.example.cn': { encoding: 'gb18030', keepLines: ['友情链接'] } },
  subscriptions: [{ url: 'https://lists.example.org/chinese-mirrors.txt', enabled: true, every: 'week' }],
};
/** What is kept of its list. */
const LISTS = { 'https://lists.example.org/chinese-mirrors.txt': { list: { title: 'Chinese mirrors', rules: [{ hosts: ['example.cn'], selector: '.ad' }], skipped: 2 }, tried: 1_790_000_000_000, error: null } } satisfies Readonly<Record<string, KeptList>>;

/** UTF-8 that was read as GBK. */
const GARBLED = new TextDecoder('gbk').decode(new TextEncoder().encode('清页就地修复受损的中文网页，全都可以还原。'));

async function fitted(page: Tab, width: number, most: number): Promise<void> {
  await page.resize(width, most);
  const height = await page.evaluate(() => Math.ceil(document.querySelector('main')?.getBoundingClientRect().bottom ?? 0));
  await page.resize(width, Math.min(height, most));
}

/** Ends what is on its way from one look to another. */
const settle = (page: Tab): Promise<void> => page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish(); });

async function takeSet(session: Session, url: string, take: (page: Tab, name: string) => Promise<void>): Promise<void> {
  const tab = await session.newTab();
  await tab.resize(...PAGE);
  await tab.goto(url);
  await tab.until(() => !/\([a-z]*[àáèéìíòóùúāēīōūǎěǐǒǔ][a-z]*\)/.test(document.body.innerText));
  await take(tab, 'page');
  const popup = await openPopup(session, url);
  await popup.until(() => document.querySelector<HTMLElement>('#popup')?.dataset['tone'] === 'found' && document.querySelector('#encoding:enabled') !== null);
  await fitted(popup, 372, 900);
  await take(popup, 'popup');
  await popup.click('#marks');
  await popup.until(() => document.querySelector('#marks')?.getAttribute('aria-pressed') === 'true');
  await tab.bringToFront();
  await tab.until(() => document.querySelector('html > div') !== null);
  await take(tab, 'marks');
  await askLayer(popup, url, 'focus', '.panel');
  await tab.press('Escape');

  const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
  const report = await session.extensionPage(`report.html?tab=${id}`);
  await report.until(() => document.querySelector('.change') !== null);
  await report.click('.filter button:last-child');
  await report.resize(...PAGE);
  await take(report, 'report');
  await report.resize(360, 720);
  await take(report, 'report-narrow');

  const welcome = await session.extensionPage('welcome.html');
  await welcome.until(() => document.querySelector('#demo') !== null);
  await fitted(welcome, 900, 1400);
  await take(welcome, 'welcome');
  await welcome.click('#demo');
  await welcome.until(() => document.querySelector<HTMLIFrameElement>('#demo-page')?.contentDocument?.querySelector('h1')?.textContent === '');
  await take(welcome, 'welcome-clean');

  const options = await session.extensionPage('options.html');
  await options.until(() => document.querySelector('#words') !== null);
  await options.evaluate((settings) => (globalThis as any).chrome.storage.local.set({ settings: settings.settings, words: { protect: ['乾隆'], replace: { 软件: '軟體' } }, lists: settings.lists }), { settings: SETTINGS, lists: LISTS });
  await options.until(() => document.querySelector('details') !== null);
  await options.click('summary');
  await fitted(options, 900, 2600);
  await take(options, 'options');
  await options.resize(360, 800);
  await take(options, 'options-narrow');
  await options.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await take(options, 'options-narrow-end');

  const paste = await session.extensionPage('paste.html');
  await paste.until(() => document.querySelector('textarea') !== null);
  await paste.evaluate((text) => {
    const field = document.querySelector('textarea') as HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, GARBLED);
  await paste.until(() => document.querySelector<HTMLElement>('#paste')?.dataset['tone'] === 'found');
  await fitted(paste, 900, 1400);
  await take(paste, 'paste');
  await paste.resize(360, 740);
  await take(paste, 'paste-narrow');

  const states: readonly (readonly [string, object])[] = [
    ['popup-off', { version: 2, enabled: false }], ['popup-away', { version: 2, allowlist: ['localhost'] }],
    ['popup-pattern', { version: 2, allowlist: ['*://localhost/*'] }], ['popup-newer', { version: 3 }],
  ];
  for (const [name, settings] of states) {
    await options.evaluate((value) => (globalThis as any).chrome.storage.local.set({ settings: value }), settings);
    const other = await openPopup(session, url);
    await other.until(() => ['stateLoading', 'stateCleaning'].every((key) => document.querySelector('#state')?.textContent !== (globalThis as any).chrome.i18n.getMessage(key)));
    await fitted(other, 372, 900);
    await take(other, name);
    await other.close();
  }
  await options.evaluate(() => (globalThis as any).chrome.storage.local.clear());
  const none = await session.extensionPage('popup.html?tab=-1');
  await none.until(() => document.querySelector<HTMLInputElement>('#here')?.disabled === true);
  await fitted(none, 372, 900);
  await take(none, 'popup-none');
}

/** The popup, and the toolbar, in every state that is not on the way of {@link takeSet}. */
async function takeStates(session: Session, states: PageServer, take: (page: Tab, name: string) => Promise<void>): Promise<void> {
  /** Whatever the numbers in it. */
  const says = (popup: Tab, key: string): Promise<void> => popup.until((name) => {
    const said = document.querySelector('#state')?.textContent ?? '';
    return said === (globalThis as any).chrome.i18n.getMessage(name, /\d+/.exec(said)?.[0] ?? '');
  }, key);
  const shoot = async (path: string, key: string | null, name: string, before?: (tab: Tab, url: string, popup: Tab) => Promise<void>): Promise<void> => {
    const [tab, url] = [await session.newTab(), states.fresh(path)];
    await tab.goto(url);
    const popup = await openPopup(session, url);
    await before?.(tab, url, popup);
    if (key !== null) await says(popup, key);
    await fitted(popup, 372, 900);
    await take(popup, name);
    await popup.close();
    await tab.close();
  };
  await shoot('/clean', 'stateNothing', 'popup-clean', async (tab, _url, popup) => {
    await tab.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#text') as Element));
    await popup.until(() => document.querySelector('#selection')?.checkVisibility());
  });
  await shoot('/damaged', 'stateRestored', 'popup-restored', async (_tab, _url, popup) => {
    await says(popup, 'stateRepaired');
    await popup.click('#action');
  });
  await shoot('/garbled', null, 'popup-encoding', async (_tab, _url, popup) => {
    await popup.until(() => document.querySelector('#encoding:enabled') !== null);
    await popup.evaluate(() => {
      (document.querySelector('[name=encoding-scope][value=tab]') as HTMLInputElement).click();
      const select = document.querySelector('#encoding-choice') as HTMLSelectElement;
      select.value = 'GBK';
      select.dispatchEvent(new Event('change'));
    });
    await popup.until(() => document.querySelector('#encoding-message')?.textContent !== '');
  });
  await shoot('/empty', 'stateStoppedEarly', 'popup-stopped', async (tab, url, popup) => {
    await slowDown(popup, url, 1000);
    await tab.evaluate((text) => document.body.append(...Array.from({ length: 3000 }, () => {
      const p = document.createElement('p');
      p.textContent = text;
      return p;
    })), annotate(ARTICLE.first[0]));
  });
  await shoot('/frame', 'stateRepaired', 'popup-frame');
  await shoot('/empty', 'stateCleaning', 'popup-cleaning', (tab) => tab.evaluate((texts) => {
    for (let i = 0; i < 8_000; i++) document.body.append(Object.assign(document.createElement('p'), { textContent: `${i} ${texts[i % texts.length]}` }));
  }, [ARTICLE.first, ARTICLE.second, ARTICLE.third].map(([text]) => annotate(text))));
  // Only a click on the toolbar tells a popup of a page that it may not look into, and no script can click there: its browser is made to say so.
  await shoot('/clean', 'stateAsk', 'popup-ask', (_tab, _url, popup) => popup.evaluate(() => {
    const { scripting, permissions } = (globalThis as any).chrome;
    scripting.executeScript = () => Promise.reject(new Error('not allowed'));
    permissions.contains = () => Promise.resolve(false);
  }));
  // The last one: the site stays switched off.
  await shoot('/damaged', 'stateRepaired', 'popup-once', async (_tab, url, popup) => {
    await says(popup, 'stateRepaired');
    await popup.click('label:has(#here)');
    await popup.until(() => document.querySelector('#here:not(:checked)') !== null && document.querySelector('#marks:enabled') === null);
    await press(session, url, 'once');
  });
  const zoomed = await session.extensionPage('popup.html?tab=-1');
  await zoomed.resize(387, 300); // at 200 %: what Chrome gives it, with room for the scroll bar
  await take(zoomed, 'popup-zoomed');
  const icons = await session.extensionPage('options.html');
  await icons.resize(360, 130);
  await icons.evaluate(() => {
    document.body.replaceChildren(...['', 'off-', 'away-'].map((prefix) => {
      const row = document.createElement('p');
      row.append(...[16, 32, 48].map((size) => Object.assign(new Image(size, size), { src: `/icon/${prefix}${size}.png` })));
      row.style.display = 'inline-block';
      return row;
    }));
  });
  await take(icons, 'icons');
}

/** What a reader sees on a phone. */
async function takePhone(session: Session, url: string, take: (page: Tab, name: string) => Promise<void>): Promise<void> {
  const tab = await session.newTab();
  await tab.goto(url);
  const popup = await openPopup(session, url);
  await popup.until(() => Number(document.querySelector('#count-annotation')?.textContent) > 50);
  await take(popup, 'phone-popup');
  const id = await popup.evaluate(() => new URLSearchParams(location.search).get('tab'));
  for (const [path, there] of [['options.html', '#words'], ['welcome.html', '#demo'], ['paste.html', '#input'], [`report.html?tab=${id}`, '.change[data-kind=annotation]']] as const) {
    const page = await session.extensionPage(path);
    await page.until((selector) => document.querySelector(selector) !== null, there);
    await take(page, `phone-${path.split('.')[0]}`);
  }
}

async function before(executable: string, url: string): Promise<void> {
  const plain = await openChromium({ executable, headless: true, extension: false });
  const served = await plain.newPage();
  await served.setViewportSize({ width: PAGE[0], height: PAGE[1] });
  await served.goto(url);
  // What is injected first is adult words: README shows that there is something, not what it says.
  await served.addStyleTag({ content: 'h1 a { filter: blur(12px) }' });
  await served.screenshot({ path: join(README, 'before.png') });
  await plain.close();
}

async function takeAll(server: DemoServer, states: PageServer, language: string | undefined, theme: string | undefined): Promise<void> {
  const url = `${server.origin}/${server.pages[0]!.name}.html`;
  if (language === undefined) await before(await findChromium(), url);
  for (const lang of LANGUAGES.filter((one) => language === undefined || one === language)) {
    for (const colorScheme of THEMES.filter((one) => theme === undefined || one === theme)) {
      const session = await launchChromium({ lang, colorScheme });
      try {
        const take = async (page: Tab, name: string): Promise<void> => {
          const shown = SHOWN[`${lang}-${colorScheme}-${name}`];
          await settle(page);
          await page.screenshot(join(FOLDER, `${lang}-${colorScheme}-${name}.png`));
          if (shown !== undefined) await page.screenshot(join(README, `${shown}.png`));
        };
        await takeSet(session, url, take);
        await takeStates(session, states, take);
      } finally {
        await session.close();
      }
    }
    const phone = await launchChromium({ lang, phone: true });
    try {
      await takePhone(phone, url, (page, name) => page.screenshot(join(FOLDER, `${lang}-${name}.png`)));
    } finally {
      await phone.close();
    }
  }
  console.log(`Pictures: ${FOLDER} and ${README}`);
}

/** @throws UsageError where it is none of these */
function oneOf(what: string, names: readonly string[], given: string | undefined): string | undefined {
  if (given !== undefined && !names.includes(given)) throw new UsageError(`${given}: no ${what} of ${names.join(', ')}`);
  return given;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) return console.log(HELP);
  const language = oneOf('language', LANGUAGES, positionals[0]), theme = oneOf('theme', THEMES, positionals[1]);
  await buildExtension('chromium');
  await ensureChineseFont();
  for (const folder of [FOLDER, README]) mkdirSync(folder, { recursive: true });
  const server = await serveDemo();
  const damaged = [ARTICLE.first, ARTICLE.second, ARTICLE.third].map(([text]) => `<p>${annotate(text)}`).join('');
  const states = await servePages({
    '/clean': cleanPage(), '/damaged': `<!doctype html><meta charset="utf-8">${damaged}`, '/empty': '<!doctype html><meta charset="utf-8">', '/frame': '<!doctype html><meta charset="utf-8"><iframe src="/damaged"></iframe>',
    '/garbled': {
      body: encode(`<!doctype html><title>${ARTICLE.title[1]}</title>${[ARTICLE.first, ARTICLE.second].map(([, text]) => `<p>${text}`).join('')}`, 'gbk')!,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    },
  });
  try {
    await takeAll(server, states, language, theme);
  } finally {
    server.close();
    await states.close();
  }
}

await runScript('screenshots', main);
