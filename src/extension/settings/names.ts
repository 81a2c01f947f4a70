import { siteNamed } from './patterns.ts';
import type { Problem, Settings, SiteSettings } from './settings.ts';

/**
 * Settings with sites by the names that the browser has for them. Apart from the reading of values, because every frame does that, and
 * what is stored has been here.
 * @param tell is told each name that is none, or that says another time what is there by its right name, too
 */
export function wellNamed(settings: Settings, tell: (problem: Problem) => void = () => undefined): Settings {
  const sites = Object.entries(settings.sites).flatMap(([written, value]): [string, SiteSettings][] => {
    const name = siteNamed(written);
    if (name !== null && (name === written || !Object.hasOwn(settings.sites, name))) return [[name, value]];
    tell({ path: `sites[${JSON.stringify(written)}]`, value });
    return [];
  });
  return { ...settings, sites: Object.fromEntries(sites) };
}
