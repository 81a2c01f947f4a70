import type { ScriptChoice } from '../engine/types.ts';

/** What the reader chose for one host. */
export interface SiteSettings {
  readonly script: ScriptChoice;
}

/** Everything that is kept, under the one key {@link SETTINGS_KEY} of `storage.local`. */
export interface Settings {
  readonly version: 1;
  /** false: off everywhere */
  readonly enabled: boolean;
  /** hosts that are left alone, subdomains included */
  readonly allowlist: readonly string[];
  /** script where nothing was chosen for the host */
  readonly script: ScriptChoice;
  readonly sites: Readonly<Record<string, SiteSettings>>;
}

/** What a frame needs to know of the settings. */
export interface Policy {
  readonly enabled: boolean;
  readonly allowlisted: boolean;
  readonly script: ScriptChoice;
}

export const SETTINGS_KEY = 'settings';

export const DEFAULTS: Settings = { version: 1, enabled: true, allowlist: [], script: 'auto', sites: {} };

const CHOICES: readonly unknown[] = ['auto', 'keep', 'cn', 't', 'tw', 'twp', 'hk'] satisfies ScriptChoice[];

const choice = (value: unknown): ScriptChoice | undefined =>
  CHOICES.includes(value) ? (value as ScriptChoice) : undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads what was stored. Whatever is missing, of the wrong type or from a version not known falls back to the default,
 * value by value, so that one bad entry never costs the others. Never throws.
 */
export function parseSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return DEFAULTS;
  const sites: Record<string, SiteSettings> = {};
  if (isRecord(stored['sites'])) {
    for (const [host, site] of Object.entries(stored['sites'])) {
      const script = isRecord(site) ? choice(site['script']) : undefined;
      if (script !== undefined) sites[host] = { script };
    }
  }
  const allowlist = Array.isArray(stored['allowlist']) ? stored['allowlist'] : [];
  return {
    version: 1,
    enabled: stored['enabled'] !== false,
    allowlist: allowlist.filter((host): host is string => typeof host === 'string' && host !== ''),
    script: choice(stored['script']) ?? DEFAULTS.script,
    sites,
  };
}

/** The name that settings know a page by: its host name, or the scheme (`file:`) where there is none. */
export function hostOf(url: string): string {
  try {
    const { hostname, protocol } = new URL(url);
    return hostname || protocol;
  } catch {
    return '';
  }
}

const covers = (entry: string, host: string): boolean => host === entry || host.endsWith(`.${entry}`);

/** What the settings say for a page on `host`. */
export function policyFor(settings: Settings, host: string): Policy {
  return {
    enabled: settings.enabled,
    allowlisted: settings.allowlist.some((entry) => covers(entry, host)),
    script: settings.sites[host]?.script ?? settings.script,
  };
}

/** Settings with `host` left alone, or not. Taking it off the list takes every entry off that covers it. */
export function withAllowlisted(settings: Settings, host: string, allowlisted: boolean): Settings {
  const others = settings.allowlist.filter((entry) => !covers(entry, host));
  return { ...settings, allowlist: allowlisted ? [...others, host] : others };
}

/** Settings with a script remembered for `host`; the default choice is not stored. */
export function withScript(settings: Settings, host: string, script: ScriptChoice): Settings {
  const sites = { ...settings.sites };
  if (script === settings.script) delete sites[host];
  else sites[host] = { script };
  return { ...settings, sites };
}
