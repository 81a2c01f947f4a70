import { keepListening } from '../../page/dom/rewritten.ts';
import { watchForDamage } from '../../page/watch/sniff.ts';
import { isTarget } from '../../script/choice.ts';
import { decide, thisFrame, type PageState } from './frame.ts';
import { askFor } from './asking.ts';
import { send, type Messages, type Part, type Sender } from '../messages.ts';
import { nativeApi } from '../native.ts';
import { needsPath } from '../settings/patterns.ts';
import { isOn, policyFor, type Policy } from '../settings/policy.ts';
import { parseSettings, SETTINGS_KEY, WORDS_KEY, type Settings } from '../settings/settings.ts';

/** How often an address is looked at that may change. */
const FOLLOW_MS = 500;

/**
 * What runs in every frame of every page: reads the settings, and where they allow it looks at the text until
 * something asks for the engine. Nothing of the page is read before the settings say so.
 */
export async function startSniffing(): Promise<void> {
  const api = nativeApi();
  const frame = thisFrame();
  if (frame.sniffing !== undefined) return;
  let suspicious = false;
  let stop: (() => void) | null = null;
  let turn = 0;
  let page: Promise<Messages['page']['reply'] | null> | null = null;
  let told: PageState['state'] = 'on';
  let at = location.href;
  let following = 0;
  frame.sniffing = true;
  frame.late = document.readyState !== 'loading'; // what is declared for `document_start` runs before that

  const inject = async (parts: readonly Part[]): Promise<void> => {
    if (!(await askFor(api, parts))) frame.failed = true;
  };
  const apply = async (stored: unknown): Promise<void> => {
    const mine = ++turn;
    const settings = parseSettings(stored);
    // Where paths matter, a page that goes to another address by itself can be another one. Not every Firefox from 140 on has an event of it.
    if (following === 0 && settings.allowlist.some(needsPath)) following = window.setInterval(follow, FOLLOW_MS);
    const policy = await policyHere(api, settings);
    // A frame that comes to a page which is cleaned once is cleaned with it. Those that were there are told.
    if (mine === 1 && window !== window.top && !isOn(policy)) page = send(api, 'page', {});
    const ofPage = await page;
    // The settings can change while the background is asked: the last wish counts.
    if (mine !== turn) return;
    if (ofPage?.once === true) frame.once = true;
    frame.policy = policy;
    decide(frame);
    const on = frame.state === 'on';
    // Most pages are cleaned: only those that are not, or no longer are, say so for the toolbar.
    if (window === window.top && frame.state !== null && frame.state !== told) {
      told = frame.state;
      void send(api, 'state', {});
    }
    if (!on) {
      stop?.();
      stop = null;
    } else if (stop === null && !suspicious) {
      stop = watchForDamage(document, () => {
        suspicious = true;
        void inject(['engine', 'page']);
      });
    }
    if (frame.page !== undefined) frame.page.update();
    else if (on && (suspicious || policy.lines.remove.length > 0)) void inject(['engine', 'page']);
    else if (on && (policy.hide.length > 0 || isTarget(policy.script))) void inject(['page']);
  };

  const read = async (): Promise<unknown> => (await api.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY];
  const stored = await read();
  api.storage.onChanged.addListener((changes, area) => {
    if (area !== 'local') return;
    if (SETTINGS_KEY in changes) void apply(changes[SETTINGS_KEY]?.newValue);
    else if (WORDS_KEY in changes) frame.page?.update();
  });
  const again = (): void => void read().then(apply).catch(() => undefined); // the extension was updated or removed
  const follow = (): void => {
    if (location.href === at) return;
    at = location.href;
    again();
  };
  const begin = (): void => {
    told = 'on';
    frame.page?.shown();
    again();
  };
  const shown = ({ persisted }: PageTransitionEvent): void => { if (persisted) begin(); };
  keepListening(document, () => {
    // The page was kept and comes back: the toolbar forgot what it was told, and what changed meanwhile Firefox told nobody in here.
    window.addEventListener('pageshow', shown);
    // It was made before it was asked for: until now the toolbar was about another page.
    document.addEventListener('prerenderingchange', begin);
  });
  await apply(stored);
}

/** What the settings say of this frame, and the lists that the reader subscribed to. */
async function policyHere(api: Sender, settings: Settings): Promise<Policy> {
  // Most readers said nothing of any site, and then it is all the same which one it is.
  const matters = settings.allowlist.length > 0 || Object.keys(settings.sites).length > 0;
  const url = matters ? await siteUrl(api, settings) : '';
  const known = policyFor(settings, url);
  // A site that no one can tell may be any of those that the reader said something of.
  const own = matters && url === '' ? { ...known, allowlisted: true } : known;
  // Only readers who subscribed to lists pay for asking what is in them.
  const lists = isOn(own) && settings.subscriptions.some(({ enabled }) => enabled) ? await send(api, 'subscribed', {}) : null;
  return lists === null ? own : { ...own, hide: [...own.hide, ...lists.selectors] };
}

/** The address of a window, or the origin of the page that opened it and wrote what is in it. Empty where that is not told. */
const urlOf = ({ location, origin }: Window): string => (/^(?:https?|file):/.test(location.href) ? location.href : origin === 'null' ? '' : origin);

/** The address that the reader sees in the address bar, or its origin where that is enough: frames follow the page they are in. Empty where it is hidden from us. */
async function siteUrl(api: Sender, settings: Settings): Promise<string> {
  // None where this is the page itself.
  const outermost = location.ancestorOrigins?.item(location.ancestorOrigins.length - 1);
  if (outermost != null && outermost !== 'null' && !settings.allowlist.some(needsPath)) return outermost;
  try {
    return urlOf(window.top as Window);
  } catch {
    // another origin: the background knows
  }
  return (await send(api, 'site', {}))?.url ?? '';
}
