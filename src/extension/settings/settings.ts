import { SCRIPT_CHOICES, type ScriptChoice } from '../../script/choice.ts';
import type { Words } from '../../script/types.ts';

/** Which damage is undone. */
export interface CleanChoice {
  /** injected keywords, lines, hidden boxes */
  readonly spam: boolean;
  /** broken characters and text in the wrong charset */
  readonly encoding: boolean;
  /** pinyin that the kit wrote behind characters */
  readonly annotations: boolean;
}

/** What the reader chose for one host and its subdomains. Whatever is missing is as everywhere. */
export interface SiteSettings {
  readonly script?: ScriptChoice;
  readonly clean?: Partial<CleanChoice>;
  /** WHATWG name of the charset that the site's pages are really in */
  readonly encoding?: string;
  /** CSS selectors of blocks that the reader hides */
  readonly hide?: readonly string[];
  /** lines like these are spam */
  readonly removeLines?: readonly string[];
  /** "not spam": never removed here */
  readonly keepLines?: readonly string[];
}

/** A list of rules at an address that the reader chose. */
export interface Subscription {
  /** `https:` address of the list */
  readonly url: string;
  readonly enabled: boolean;
  /** how often it is fetched again by itself */
  readonly every: 'never' | 'day' | 'week';
}

/**
 * Everything that is kept, version 2. Version 1 had `enabled`, `allowlist`, `script` and `sites[host].script`, with the
 * same names and meanings, so it reads as a version 2 in which nothing else was chosen.
 */
export interface Settings {
  readonly version: 2;
  /** false: off everywhere */
  readonly enabled: boolean;
  /** what is left alone: hosts, subdomains included, or match patterns (see `patterns.ts`) */
  readonly allowlist: readonly string[];
  /** script where nothing was chosen for the site */
  readonly script: ScriptChoice;
  readonly clean: CleanChoice;
  /** by the name that settings know their pages by (`Address.host` in `patterns.ts`) */
  readonly sites: Readonly<Record<string, SiteSettings>>;
  readonly words: Words;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Keys of `storage.local`. The words have one of their own: every frame reads the rest, and few need thousands of words.
 */
export const SETTINGS_KEY = 'settings';
export const WORDS_KEY = 'words';

const SETTINGS_VERSION = 2;

/** Of a new browser, and in place of each value that is missing or wrong. */
export const DEFAULTS: Settings = {
  version: SETTINGS_VERSION,
  enabled: true,
  allowlist: [],
  script: 'auto',
  clean: { spam: true, encoding: true, annotations: true },
  sites: {},
  words: { protect: [], replace: {} },
  subscriptions: [],
};

/** An entry that could not be read, by its place: `sites["a.cn"].script`. */
export interface Problem {
  readonly path: string;
  readonly value: unknown;
}

/** True for settings that a later version of the extension wrote: they may be read, but never written over. */
export function isNewer(stored: unknown): boolean {
  return isRecord(stored) && typeof stored['version'] === 'number' && stored['version'] > SETTINGS_VERSION;
}

/**
 * Reads what was stored or imported, in any version. Whatever is missing or wrong falls back to the default, value by
 * value, so that one bad entry never costs the others. Never throws.
 * @param tell is told each entry that was there and could not be read
 */
export function parseSettings(stored: unknown, tell: (problem: Problem) => void = () => undefined): Settings {
  if (stored === undefined) return DEFAULTS; // nothing was ever set
  const read = reader(tell);
  const all = read.record(stored, '') ?? {};
  return {
    version: SETTINGS_VERSION,
    enabled: read.flag(all['enabled'], 'enabled') ?? DEFAULTS.enabled,
    allowlist: read.texts(all['allowlist'], 'allowlist') ?? DEFAULTS.allowlist,
    script: read.script(all['script'], 'script') ?? DEFAULTS.script,
    clean: { ...DEFAULTS.clean, ...read.clean(all['clean'], 'clean') },
    sites: read.entries(all['sites'], 'sites', read.site) ?? DEFAULTS.sites,
    words: read.words(all['words'], 'words') ?? DEFAULTS.words,
    subscriptions: read.list(all['subscriptions'], 'subscriptions', read.subscription) ?? DEFAULTS.subscriptions,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One reading of one value: the value, or `undefined` where it is missing or (told) wrong. */
type Read<T> = (value: unknown, path: string) => T | undefined;

function reader(tell: (problem: Problem) => void) {
  const wrong = (value: unknown, path: string): undefined => {
    if (value !== undefined) tell({ path, value });
    return undefined;
  };
  const flag: Read<boolean> = (value, path) => (typeof value === 'boolean' ? value : wrong(value, path));
  const text: Read<string> = (value, path) => (typeof value === 'string' && value !== '' ? value : wrong(value, path));
  const written: Read<string> = (value, path) => (typeof value === 'string' ? value : wrong(value, path));
  const script: Read<ScriptChoice> = (value, path) =>
    (SCRIPT_CHOICES as readonly unknown[]).includes(value) ? (value as ScriptChoice) : wrong(value, path);
  const record: Read<Record<string, unknown>> = (value, path) => (isRecord(value) ? value : wrong(value, path));

  function list<T>(value: unknown, path: string, item: Read<T>): T[] | undefined {
    if (!Array.isArray(value)) return wrong(value, path);
    return value.map((one, i) => item(one ?? null, `${path}[${i}]`)).filter((one) => one !== undefined);
  }
  /** An object used as a map. Its names are data: `__proto__` is one like any other. */
  function entries<T>(value: unknown, path: string, item: Read<T>): Record<string, T> | undefined {
    if (!isRecord(value)) return wrong(value, path);
    return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => {
      const read = name === '' ? wrong(one, `${path}[""]`) : item(one ?? null, `${path}[${JSON.stringify(name)}]`);
      return read === undefined ? [] : [[name, read]];
    }));
  }
  /** An object with known names, those that were read. */
  function fields<T extends object>(value: unknown, path: string, items: { [K in keyof T]-?: Read<T[K]> }): Partial<T> | undefined {
    if (!isRecord(value)) return wrong(value, path);
    const found: Partial<T> = {};
    for (const name of Object.keys(items) as (keyof T & string)[]) {
      const one = items[name](value[name], `${path}.${name}`);
      if (one !== undefined) found[name] = one;
    }
    return found;
  }

  const texts: Read<string[]> = (value, path) => list(value, path, text);
  const clean: Read<Partial<CleanChoice>> = (value, path) =>
    fields<CleanChoice>(value, path, { spam: flag, encoding: flag, annotations: flag });
  const site: Read<SiteSettings> = (value, path) => {
    const found = fields<Required<SiteSettings>>(value, path, {
      script, clean, encoding: text, hide: texts, removeLines: texts, keepLines: texts,
    });
    return found === undefined || Object.keys(found).length === 0 ? undefined : found;
  };
  const words: Read<Words> = (value, path) => {
    const found = fields<Words>(value, path, { protect: texts, replace: (all, at) => entries(all, at, written) });
    return found && { ...DEFAULTS.words, ...found };
  };
  const subscription: Read<Subscription> = (value, path) => {
    const found = fields<Subscription>(value, path, {
      url: (url, at) => (typeof url === 'string' && /^https:\/\/[^/]/.test(url) ? url : wrong(url ?? null, at)),
      enabled: flag,
      every: (every, at) => (every === 'never' || every === 'day' || every === 'week' ? every : wrong(every, at)),
    });
    return found?.url === undefined ? undefined : { url: found.url, enabled: found.enabled ?? true, every: found.every ?? 'never' };
  };
  return { flag, script, record, texts, entries, list, clean, site, words, subscription };
}
