import { hostNamed, within } from './patterns.ts';

/** One rule of a filter list: what a selector finds on these sites is hidden. */
export interface ListRule {
  readonly hosts: readonly string[];
  readonly selector: string;
}

/** A filter list as it was read. */
export interface FilterList {
  readonly title: string;
  readonly rules: readonly ListRule[];
  /** how many lines could not be used */
  readonly skipped: number;
}

/** Larger lists are refused: bytes, rules, and characters of the JSON that is kept. */
export const LIST_BYTES = 1_000_000;
const LIST_RULES = 20_000;
const LIST_KEPT = 2 * LIST_BYTES;

/**
 * Reads a filter list: of the syntax that ad blockers share, the element hiding rules that name their sites
 * (`example.cn,example.com##.ad`), comments (`!`) and the title (`! Title:`). Data only: nothing in it can run, fetch or
 * change anything else, and a rule without a site is not taken, because it would be a rule for every page there is.
 * @throws RangeError where there are too many rules, or too much would have to be kept
 */
export function parseList(text: string): FilterList {
  const rules: ListRule[] = [];
  let title = '';
  let skipped = 0;
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.trim();
    if (line === '' || line.startsWith('[')) continue;
    if (line.startsWith('!')) {
      title ||= /^!\s*Title:\s*(.{1,100})/i.exec(line)?.[1]?.trim() ?? '';
      continue;
    }
    const [, hosts = '', selector = ''] = /^([^#~]+)##([^{}]+)$/.exec(line) ?? [];
    const sites = hosts.split(',').map((host) => hostNamed(host.trim()) ?? '').filter((host) => host.includes('.'));
    if (sites.length === 0 || selector.includes('/*') || selector.length > 1000) skipped++;
    else rules.push({ hosts: sites, selector: selector.trim() });
    if (rules.length > LIST_RULES) throw new RangeError('too many rules');
  }
  if (JSON.stringify(rules).length > LIST_KEPT) throw new RangeError('too much to keep');
  return { title, rules, skipped };
}

/** Selectors of those rules that are about this host. */
export function selectorsFor(lists: readonly FilterList[], host: string): string[] {
  return lists.flatMap(({ rules }) => rules.filter(({ hosts }) => hosts.some((site) => within(host, site))).map(({ selector }) => selector));
}
