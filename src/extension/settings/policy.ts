import type { ScriptChoice } from '../../script/choice.ts';
import { addressOf, covers, within } from './patterns.ts';
import type { CleanChoice, Settings, SiteSettings } from './settings.ts';

/** What a frame needs to know of the settings. Structured-cloneable. */
export interface Policy {
  readonly enabled: boolean;
  readonly allowlisted: boolean;
  readonly script: ScriptChoice;
  /** true: the script was chosen for this site, and not for all */
  readonly asked: boolean;
  readonly clean: CleanChoice;
  /** CSS selectors of blocks that the reader hides */
  readonly hide: readonly string[];
  /** what the reader said of lines: for the engine's `CleanOptions.lines` */
  readonly lines: { readonly remove: readonly string[]; readonly keep: readonly string[] };
}

/** What the settings say for a page at `url`: that of the tab, which frames in it follow. */
export function policyFor(settings: Settings, url: string): Policy {
  const address = addressOf(url);
  const site = siteFor(settings, address.host);
  return {
    enabled: settings.enabled,
    allowlisted: settings.allowlist.some((entry) => covers(entry, address)),
    script: site.script ?? settings.script,
    asked: site.script !== undefined,
    clean: { ...settings.clean, ...site.clean },
    hide: site.hide ?? [],
    lines: { remove: site.removeLines ?? [], keep: site.keepLines ?? [] },
  };
}

/** True where pages are to be touched at all. */
export const isOn = (policy: Policy): boolean => policy.enabled && !policy.allowlisted;

/**
 * What was chosen for a host: by itself and by the domains that it is in. The nearer one wins; of rules, all count.
 */
export function siteFor(settings: Settings, host: string): SiteSettings {
  const names = Object.keys(settings.sites).filter((name) => within(host, name)).sort((a, b) => a.length - b.length);
  let found: SiteSettings = {};
  for (const name of names) {
    const site = settings.sites[name] ?? {};
    found = {
      ...found, ...site,
      ...joined('hide', found, site), ...joined('removeLines', found, site), ...joined('keepLines', found, site),
      ...(found.clean === undefined && site.clean === undefined ? {} : { clean: { ...found.clean, ...site.clean } }),
    };
  }
  return found;
}

function joined(name: 'hide' | 'removeLines' | 'keepLines', a: SiteSettings, b: SiteSettings): SiteSettings {
  const all = [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])];
  return all.length === 0 ? {} : { [name]: all };
}
