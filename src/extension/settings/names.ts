import { entryNamed, siteNamed } from './patterns.ts';
import type { Problem, Settings, SiteSettings } from './settings.ts';

/**
 * Settings with sites and entries of the allowlist as the browser writes addresses, so that they fit. Apart from the reading of values, because
 * every frame does that, and what is stored has been here.
 * @param tell is told each one that fits nothing, or that says another time what is there by its right name, too
 */
export function wellNamed(settings: Settings, tell: (problem: Problem) => void = () => undefined): Settings {
  const sites = Object.entries(settings.sites).flatMap(([written, value]): [string, SiteSettings][] => {
    const name = siteNamed(written);
    if (name !== null && (name === written || !Object.hasOwn(settings.sites, name))) return [[name, value]];
    tell({ path: `sites[${JSON.stringify(written)}]`, value });
    return [];
  });
  const allowlist = settings.allowlist.flatMap((written) => {
    const entry = entryNamed(written);
    if (entry === null) tell({ path: `allowlist[${JSON.stringify(written)}]`, value: written });
    return entry ?? [];
  });
  return { ...settings, allowlist: [...new Set(allowlist)], sites: Object.fromEntries(sites) };
}
