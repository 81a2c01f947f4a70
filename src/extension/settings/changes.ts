import { isTarget, type ScriptChoice } from '../../script/choice.ts';
import { addressOf, covers, isPattern, within } from './patterns.ts';
import { siteFor } from './policy.ts';
import type { Settings, SiteSettings } from './settings.ts';

/**
 * Settings with a page's site left alone, or not. Taking it off the list takes every host off that covers it; a match
 * pattern stays, because it says more than this one site.
 */
export function withAllowlisted(settings: Settings, url: string, allowlisted: boolean): Settings {
  const address = addressOf(url);
  const others = settings.allowlist.filter((entry) => isPattern(entry) || !covers(entry, address));
  return { ...settings, allowlist: allowlisted && address.host !== '' ? [...others, address.host] : others };
}

/** Settings with a script remembered for `host`; what holds there anyway is not stored, but for a conversion: of a site that is asked for it does more. */
export function withScript(settings: Settings, host: string, script: ScriptChoice): Settings {
  const { script: _, ...rest } = settings.sites[host] ?? {};
  const without = withSite(settings, host, rest);
  const around = siteFor(without, host).script;
  const holds = around === undefined ? script === settings.script && !isTarget(script) : script === around;
  return holds ? without : withSite(settings, host, { ...rest, script });
}

/** Settings with all that was chosen for `host` replaced; with nothing left to say, the host goes. */
export function withSite(settings: Settings, host: string, site: SiteSettings): Settings {
  const others = Object.entries(settings.sites).filter(([name]) => name !== host);
  const says = Object.values(site).some((value) => !Array.isArray(value) || value.length > 0);
  return { ...settings, sites: Object.fromEntries(says ? [...others, [host, site]] : others) };
}

/** The rules that a reader makes by pointing. */
export type RuleKind = 'hide' | 'removeLines' | 'keepLines';

/**
 * Settings with one more rule for `host`. A line that is now spam is no longer "not spam", and the other way round,
 * wherever that was said.
 */
export function withRule(settings: Settings, host: string, kind: RuleKind, rule: string): Settings {
  const opposite = kind === 'keepLines' ? 'removeLines' : kind === 'removeLines' ? 'keepLines' : null;
  let changed = settings;
  if (opposite !== null) {
    for (const name of Object.keys(settings.sites)) {
      if (within(host, name)) changed = withoutRule(changed, name, opposite, rule);
    }
  }
  const site = changed.sites[host] ?? {};
  return withSite(changed, host, { ...site, [kind]: [...new Set([...(site[kind] ?? []), rule])] });
}

/** Settings without one rule of `host`. */
export function withoutRule(settings: Settings, host: string, kind: RuleKind, rule: string): Settings {
  const { [kind]: rules, ...site } = settings.sites[host] ?? {};
  const left = (rules ?? []).filter((one) => one !== rule);
  return withSite(settings, host, left.length === 0 ? site : { ...site, [kind]: left });
}
