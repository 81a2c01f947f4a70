import type { Words } from '../../script/types.ts';
import { wellNamed } from './names.ts';
import { DEFAULTS, isNewer, parseSettings, type Problem, type Settings, type SiteSettings } from './settings.ts';
import { tellableWords } from './words-text.ts';

const FORMAT = 'qingye-settings';

/** Longer files are not settings: code units of UTF-16. */
const LARGEST = 8_000_000;
/** So many bytes may one of them be in UTF-8. */
const BYTES_EACH = 3;

/** Settings as a file: everything there is, to be read by a person too. */
export function exportSettings(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, ...settings }, null, 2)}\n`;
}

/** What a file holds. `settings` are what could be read of it; `problems` name what could not. */
export type Imported =
  | { readonly settings: Settings; readonly problems: readonly Problem[] }
  | { readonly error: 'large' | 'json' | 'format' | 'newer' };

const KNOWN: ReadonlySet<string> = new Set(['format', ...Object.keys(DEFAULTS)]);

/** Reads a file that {@link exportSettings} wrote, in this version or an earlier one. Never throws. */
export function importSettings(file: string): Imported {
  if (file.length > LARGEST) return { error: 'large' };
  let value: unknown;
  try {
    value = JSON.parse(file.replace(/^\uFEFF/, ''));
  } catch {
    return { error: 'json' };
  }
  if ((value as { format?: unknown } | null)?.format !== FORMAT) return { error: 'format' };
  if (isNewer(value)) return { error: 'newer' };
  const problems: Problem[] = [];
  const tell = (problem: Problem): void => void problems.push(problem);
  const read = wellNamed(parseSettings(value, tell), tell);
  const settings = { ...read, words: tellableWords(read.words, tell) };
  for (const [path, unknown] of Object.entries(value as object)) if (!KNOWN.has(path)) problems.push({ path, value: unknown });
  return { settings, problems };
}

/** The same of a file that the reader chose. One that is too large is not read at all. */
export async function importFile(file: Pick<Blob, 'size' | 'text'>): Promise<Imported> {
  return file.size > LARGEST * BYTES_EACH ? { error: 'large' } : importSettings(await file.text());
}

const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];

/** Both settings in one: of lists and words, all; where only one can hold, that of `b`. */
export function mergeSettings(a: Settings, b: Settings): Settings {
  const sites: [string, SiteSettings][] = union(Object.keys(a.sites), Object.keys(b.sites)).map((host) => {
    const [mine = {}, theirs = {}] = [a.sites[host], b.sites[host]];
    const both: SiteSettings = { ...mine, ...theirs };
    const lists = (['hide', 'removeLines', 'keepLines'] as const).flatMap((name) =>
      both[name] === undefined ? [] : [[name, union(mine[name] ?? [], theirs[name] ?? [])]]);
    return [host, { ...both, ...(both.clean === undefined ? {} : { clean: { ...mine.clean, ...theirs.clean } }), ...Object.fromEntries(lists) }];
  });
  return {
    ...b,
    allowlist: union(a.allowlist, b.allowlist),
    sites: Object.fromEntries(sites),
    words: mergeWords(a.words, b.words),
    subscriptions: [...b.subscriptions, ...a.subscriptions.filter(({ url }) => !b.subscriptions.some((other) => other.url === url))],
  };
}

/** A word has one meaning: what `b` protects is no longer replaced, and what it replaces no longer protected. */
function mergeWords(a: Words, b: Words): Words {
  const protectedThere = new Set(b.protect);
  const mine = Object.entries(a.replace).filter(([word]) => !protectedThere.has(word));
  return {
    protect: union(a.protect.filter((word) => !Object.hasOwn(b.replace, word)), b.protect),
    replace: Object.fromEntries([...mine, ...Object.entries(b.replace)]),
  };
}
