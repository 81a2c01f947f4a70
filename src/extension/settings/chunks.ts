/** Quotas of `storage.sync` (MDN): bytes of one item with its key, of all items, and how many there may be. */
const ITEM_BYTES = 8192;
const TOTAL_BYTES = 102_400;
const MOST_ITEMS = 512;

const PREFIX = 'part';
/** Left for the key and the quotation marks around a part. */
const SPARE = 40;

/** What stands beside the parts. */
export interface SyncHead {
  readonly parts: number;
  /** milliseconds since 1970 of the change; the later one wins */
  readonly changed: number;
  /** of the whole text */
  readonly digest: string;
}

/** Key of `storage.sync`: the {@link SyncHead}. */
export const HEAD_KEY = 'head';

const encoder = new TextEncoder();
/** As the browser counts: the length of the JSON in UTF-8. */
const cost = (text: string): number => encoder.encode(JSON.stringify(text)).length;

/** Tells texts apart that were not made to be alike: its length, and FNV-1a over its UTF-16. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

/**
 * Cuts a text into items for `storage.sync`, none over its quota and never inside a character.
 * @throws RangeError where all of them together are over the quota
 */
export function toItems(text: string, changed: number): Record<string, unknown> {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of text) {
    const more = cost(character) - 2;
    if (size + more > ITEM_BYTES - SPARE) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += more;
  }
  parts.push(part);
  const head: SyncHead = { parts: parts.length, changed, digest: digestOf(text) };
  const items: Record<string, unknown> = { [HEAD_KEY]: head, ...Object.fromEntries(parts.map((one, i) => [PREFIX + i, one])) };
  const total = Object.entries(items).reduce((sum, [key, value]) => sum + key.length + encoder.encode(JSON.stringify(value)).length, 0);
  if (total > TOTAL_BYTES || parts.length >= MOST_ITEMS) throw new RangeError('over the quota');
  return items;
}

/**
 * Puts items together again.
 * @returns `null` while parts are missing or are still those of the text before: the browser syncs items one by one, in any order
 */
export function fromItems(items: Readonly<Record<string, unknown>>): { text: string; changed: number } | null {
  const head = items[HEAD_KEY] as Partial<SyncHead> | undefined;
  if (typeof head?.parts !== 'number' || typeof head.changed !== 'number') return null;
  const parts = Array.from({ length: Math.min(head.parts, MOST_ITEMS) }, (_, i) => items[PREFIX + i]);
  if (!parts.every((part) => typeof part === 'string')) return null;
  const text = parts.join('');
  return head.digest === digestOf(text) ? { text, changed: head.changed } : null;
}
