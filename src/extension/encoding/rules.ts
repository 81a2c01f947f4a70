/** The reader's word on the charset of a site's pages, and how it is put into the header of the next one. */

/** One override. */
export interface Override {
  /** exactly this host, without port; no subdomains: they are often on other systems */
  readonly host: string;
  /** WHATWG name */
  readonly encoding: string;
  /** in this tab only; `null`: in all */
  readonly tabId: number | null;
}

/** How many rules with a regular expression Chrome takes (`MAX_NUMBER_OF_REGEX_RULES`), dynamic ones and those of a session each. */
const MOST_RULES = 1000;

/** The types that browsers decode as text of a page; nothing else on the site is touched. */
const TYPES = ['text/html', 'application/xhtml+xml', 'text/plain'] as const;

/** How many overrides can be made into rules. */
export const MOST_OVERRIDES = Math.floor(MOST_RULES / TYPES.length);

/** A rule of `declarativeNetRequest`, as far as it is used here. */
export interface HeaderRule {
  readonly id: number;
  readonly priority: number;
  readonly action: {
    readonly type: 'modifyHeaders';
    readonly responseHeaders: readonly { readonly header: string; readonly operation: 'set'; readonly value: string }[];
  };
  readonly condition: {
    readonly regexFilter: string;
    readonly resourceTypes: readonly ['main_frame'];
    readonly responseHeaders: readonly { readonly header: string; readonly values: readonly string[] }[];
    readonly tabIds?: readonly number[];
  };
}

/**
 * Rules that put the charset into `Content-Type` of the host's documents, one for each type, so that the type stays what it is.
 * The condition on the response needs Chrome 128; before it, such rules hit every type.
 */
export function headerRules(overrides: readonly Override[]): HeaderRule[] {
  return overrides.flatMap(({ host, encoding, tabId }, i) => TYPES.map((type, j) => ({
    id: i * TYPES.length + j + 1,
    priority: tabId === null ? 1 : 2,
    action: { type: 'modifyHeaders', responseHeaders: [{ header: 'content-type', operation: 'set', value: `${type}; charset=${encoding}` }] },
    condition: {
      regexFilter: regexFor(host),
      resourceTypes: ['main_frame'],
      responseHeaders: [{ header: 'content-type', values: [type, `${type};*`, `${type} *`] }],
      ...(tabId === null ? {} : { tabIds: [tabId] }),
    },
  })));
}

/** Addresses on exactly this host, with any port. */
export const regexFor = (host: string): string => `^https?://${escapeForRegex(host)}(:[0-9]+)?/`;

const escapeForRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a page is to be decoded as: its tab's override goes before its site's; `null`: as the browser does it. */
export function overrideFor(overrides: readonly Override[], host: string, tabId: number): Override | null {
  const here = overrides.filter((override) => override.host === host);
  return here.find((override) => override.tabId === tabId) ?? here.find((override) => override.tabId === null) ?? null;
}

/** `Content-Type` with another charset and the same type; `null` where it is not one that browsers decode. */
export function withCharset(contentType: string, encoding: string): string | null {
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  return (TYPES as readonly string[]).includes(type) ? `${type}; charset=${encoding}` : null;
}
