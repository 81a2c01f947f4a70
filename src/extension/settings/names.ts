import { charsetNamed } from './charsets.ts';
import { entryNamed, siteNamed } from './patterns.ts';
import type { Problem, Settings, SiteSettings } from './settings.ts';

/**
 * Settings with sites and entries of the allowlist as the browser writes addresses, and charsets as their standard does, so that they fit. Apart from the reading of values, because
 * every frame does that, and what is stored has been here.
 * @param tell is told each one that fits nothing, or that says another time what is there by its right name, too
 */
export function wellNamed(settings: Settings, tell: (problem: Problem) => void = () => undefined): Settings {
  const sites = Object.entries(settings.sites).flatMap(([written, value]): [string, SiteSettings][] => {
    const name = siteNamed(written);
    const path = `sites[${JSON.stringify(written)}]`;
    if (name === null || (name !== written && Object.hasOwn(settings.sites, name))) {
      tell({ path, value });
      return [];
    }
    const { encoding, ...rest } = value;
    const charset = encoding === undefined ? null : charsetNamed(encoding);
    if (encoding !== undefined && charset === null) tell({ path: `${path}.encoding`, value: encoding });
    const site: SiteSettings = { ...rest, ...(charset === null ? {} : { encoding: charset }) };
    return Object.keys(site).length === 0 ? [] : [[name, site]];
  });
  const allowlist = settings.allowlist.flatMap((written) => {
    const entry = entryNamed(written);
    if (entry === null) tell({ path: `allowlist[${JSON.stringify(written)}]`, value: written });
    return entry ?? [];
  });
  return { ...settings, allowlist: [...new Set(allowlist)], sites: Object.fromEntries(sites) };
}
