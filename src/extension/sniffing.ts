import { Sniffer } from '../engine/sniff.ts';
import { watchForDamage } from '../page/sniff.ts';
import { thisFrame } from './frame.ts';
import { send, type Part, type Sender } from './messages.ts';
import { nativeApi } from './native.ts';
import { hostOf, parseSettings, policyFor, SETTINGS_KEY } from './settings.ts';

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
  frame.sniffing = { suspicious: () => suspicious };

  const inject = (parts: readonly Part[]): void => void send(api.runtime, 'inject', { parts });
  const apply = (settings: unknown, host: string): void => {
    const policy = policyFor(parseSettings(settings), host);
    frame.policy = policy;
    const on = policy.enabled && !policy.allowlisted;
    if (!on) {
      stop?.();
      stop = null;
    } else if (stop === null && !suspicious) {
      const sniffer = new Sniffer();
      stop = watchForDamage(document, (text) => sniffer.look(text), () => {
        suspicious = true;
        inject(['engine', 'page']);
      });
    }
    if (frame.page !== undefined) frame.page.update();
    else if (on && suspicious) inject(['engine', 'page']);
    else if (on && policy.script !== 'auto' && policy.script !== 'keep') inject(['page']);
  };

  const [host, stored] = await Promise.all([siteHost(api.runtime), api.storage.local.get(SETTINGS_KEY)]);
  api.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && SETTINGS_KEY in changes) apply(changes[SETTINGS_KEY]?.newValue, host);
  });
  apply(stored[SETTINGS_KEY], host);
}

/** The host that the reader sees in the address bar: a frame follows the choice for the page that it is in. */
async function siteHost(runtime: Sender): Promise<string> {
  if (window === window.top) return hostOf(location.href);
  const outermost = location.ancestorOrigins?.item(location.ancestorOrigins.length - 1);
  if (outermost != null && outermost !== 'null') return hostOf(outermost);
  try {
    return hostOf((window.top as Window).location.href);
  } catch {
    // another origin, in a browser that doesn't name it: the background knows
  }
  return (await send(runtime, 'site', {}))?.host ?? '';
}
