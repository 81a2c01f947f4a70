/** An address, in the parts that entries of the allowlist look at. */
export interface Address {
  /** with its colon: `https:` */
  readonly scheme: string;
  /** The name that settings know a page by: its host name, or the scheme (`file:`) where there is none. */
  readonly host: string;
  /** path and query */
  readonly path: string;
}

const NOWHERE: Address = { scheme: '', host: '', path: '' };

/** Takes an address apart. One that isn't valid belongs to no site: its host is empty. */
export function addressOf(url: string): Address {
  if (url === '') return NOWHERE;
  try {
    const { protocol, hostname, pathname, search } = new URL(url);
    return { scheme: protocol, host: hostname || protocol, path: pathname + search };
  } catch {
    return NOWHERE;
  }
}

/** {@link Address.host} of an address; `''` where it isn't valid. */
export const hostOf = (url: string): string => addressOf(url).host;

/** The longest name of a host (RFC 1035). */
const LONGEST_HOST = 253;

/** A host as the browser writes it: in lower case, and in punycode where it is international. @returns `null` where it is none */
export function hostNamed(name: string): string | null {
  if (!/^(?:\[[^\]]*\]|[^\s:/\\?#@*[\]]+)$/.test(name)) return null;
  const { host } = addressOf(`https://${name}/`);
  return host === '' || host.length > LONGEST_HOST ? null : host;
}

/** {@link Address.host} by its name: a host, or a scheme (`file:`). @returns `null` where it is neither */
export const siteNamed = (name: string): string | null => (/^[a-z][a-z\d+.-]*:$/.test(name) ? name : hostNamed(name));

/** A match pattern (MDN, "Match patterns in extension manifests"), taken apart. `*` as scheme: http and https. */
interface Pattern {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

/** True for entries of the allowlist that are meant as a match pattern: everything with a colon and slashes; a bare name is a host. */
export const isPattern = (entry: string): boolean => entry.includes('/') || entry === '<all_urls>';

function parsePattern(entry: string): Pattern | null {
  if (entry === '<all_urls>') return { scheme: '', host: '*', path: '*' };
  const [, scheme = '', host = '', path = ''] = /^(\*|https?|file):\/\/([^/]*)(\/.*)$/.exec(entry) ?? [];
  if (scheme === '' || (scheme === 'file') !== (host === '')) return null;
  // A star is the whole host or its first label; a port is no part of a pattern.
  if (!/^(?:\*|(?:\*\.)?[^*:/?#@\s]+)?$/.test(host)) return null;
  return { scheme, host, path };
}

/** A match pattern as it fits the addresses that the browser writes: host in lower case and punycode, path in percent-encoding. @returns `null` where it is none */
function patternNamed(entry: string): string | null {
  const pattern = parsePattern(entry);
  if (pattern === null || entry === '<all_urls>') return pattern && entry;
  const { scheme, host, path } = pattern;
  const [, star = '', rest = ''] = /^(\*\.|\*$)?(.*)$/.exec(host) ?? [];
  const named = rest === '' ? '' : hostNamed(rest);
  // A fragment is no part of what is looked at, so that nothing would fit it.
  if (named === null || path.includes('#')) return null;
  return `${scheme}://${star}${named}${addressOf(`${scheme === 'file' ? 'file://' : 'https://host'}${path}`).path}`;
}

/** True if an entry of the allowlist is about this address: a host with its subdomains, or a match pattern. */
export function covers(entry: string, { scheme, host, path }: Address): boolean {
  if (host === '') return false;
  if (!isPattern(entry)) return within(host, entry);
  const pattern = parsePattern(entry);
  if (pattern === null) return false;
  const schemeFits = pattern.scheme === '' || `${pattern.scheme}:` === scheme ||
    (pattern.scheme === '*' && (scheme === 'http:' || scheme === 'https:'));
  const hostFits = pattern.host === '*' || (pattern.scheme === 'file' && host === 'file:') || pattern.host === host ||
    (pattern.host.startsWith('*.') && within(host, pattern.host.slice(2)));
  return schemeFits && hostFits && globFits(pattern.path, path);
}

/** True if `host` is `domain` or one of its subdomains. */
export const within = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** True if the entry looks at more than scheme and host, so that an origin is not enough to judge it. */
export const needsPath = (entry: string): boolean => !['/*', '*'].includes(parsePattern(entry)?.path ?? '*');

/** Stars stand for anything. Linear in the length of both, whatever they hold. */
function globFits(glob: string, text: string): boolean {
  const [head = '', ...rest] = glob.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}

/**
 * Makes an entry of the allowlist from what a reader typed or pasted: a host, an address (its host is meant), or a match
 * pattern. International names and paths become what the browser calls them (punycode, percent-encoding).
 * @returns `null` if it is none of these
 */
export function allowlistEntry(typed: string): string | null {
  const entry = typed.trim();
  if (entry === '' || /\s/.test(entry)) return null;
  if (entry === 'file:') return entry;
  if (entry.includes('*') || entry === '<all_urls>' || entry.startsWith('file:')) return patternNamed(entry);
  const { scheme, host } = addressOf(/^[a-z]+:\/\//i.test(entry) ? entry : `https://${entry}`);
  return scheme === 'https:' || scheme === 'http:' ? hostNamed(host) : null;
}

/** An entry of the allowlist that was stored or imported, as it fits; among them a whole address is a pattern. @returns `null` where it would never fit */
export const entryNamed = (entry: string): string | null => siteNamed(entry) ?? patternNamed(entry) ?? allowlistEntry(entry);
