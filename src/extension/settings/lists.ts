import { hostNamed, within } from './patterns.ts';

/** One rule of a filter list: what a selector finds on a site is hidden. */
export interface ListRule {
  readonly host: string;
  readonly selector: string;
}

/** A filter list as it was read. */
export interface FilterList {
  readonly title: string;
  readonly rules: readonly ListRule[];
  /** how many lines could not be used */
  readonly skipped: number;
}

/** Larger lists are refused: bytes, and rules. */
export const LIST_BYTES = 1_000_000;
const LIST_RULES = 20_000;

/**
 * Reads a filter list: of the syntax that ad blockers share, the element hiding rules that name their sites
 * (`example.cn,example.com##.ad`), comments (`!`) and the title (`! Title:`). Data only: nothing in it can run, fetch or
 * change anything else, and a rule without a site is not taken, because it would be a rule for every page there is.
 * @throws RangeError where there are too many rules
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
    const names = hosts.split(',').map((host) => hostNamed(host.trim()) ?? '').filter((host) => host.includes('.'));
    if (names.length === 0 || selector.includes('/*') || selector.length > 1000) skipped++;
    else for (const host of names) rules.push({ host, selector: selector.trim() });
    if (rules.length > LIST_RULES) throw new RangeError('too many rules');
  }
  return { title, rules, skipped };
}

/** Selectors of those rules that are about this host. */
export function selectorsFor(lists: readonly FilterList[], host: string): string[] {
  return lists.flatMap(({ rules }) => rules.filter((rule) => within(host, rule.host)).map(({ selector }) => selector));
}
