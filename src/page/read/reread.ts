import type { Journal } from '../journal/journal.ts';
import type { Slot } from '../journal/slots.ts';
import { addAttributes, isProgram, pairTrees } from './reread-pairs.ts';
import { typeOf } from '../dom/tree.ts';

/** What a page says in the charset that it is really in. */
export interface RightReading {
  /** WHATWG name */
  readonly charset: string;
  /** @returns the right text of a place that holds `source`; `null` where the bytes don't tell */
  textOf(slot: Slot, source: string): string | null;
}

/** Why a page could not be read again. */
export type RereadError =
  /** not from the web, or in a frame without an address of its own */
  | 'scheme'
  /** not a text that browsers decode: a picture, a PDF */
  | 'type'
  /** nobody answered, or not with this page; or it is not in the cache where only that was asked */
  | 'unreachable'
  /** more than {@link MOST_BYTES} */
  | 'large'
  /** what came is not what the page was made from: it answered a form, or is made anew each time */
  | 'different'
  /** the bytes are not in this charset, or read the same in it */
  | 'charset';

/** Bytes of a page that is still read again. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** Of the text that is not ASCII, so much must be both on the page and in what was read again, or it is another page. */
const SAME_PAGE = 0.8;
const NOT_ASCII = /[^\0-\x7f]/;

const PARSED: Readonly<Record<string, DOMParserSupportedType>> = { 'text/html': 'text/html', 'application/xhtml+xml': 'application/xhtml+xml' };

/**
 * Finds out what the texts of a document say when its bytes are read in another charset.
 *
 * The bytes are parsed twice, inertly: in the charset in which the browser read them, and in the right one. A place on the page
 * gets the right text only if the first parse has the very text that the place holds; so it does not matter what scripts
 * moved, added or took away, and bytes of another page do no harm. Nothing is written here.
 * @param bytes what the document was made from
 * @param charset label of the right charset
 */
export function readAgain(document: Document, journal: Journal, bytes: Uint8Array, charset: string): RightReading | RereadError {
  const type = PARSED[document.contentType];
  if (type === undefined) return 'type';
  if (bytes.length > MOST_BYTES) return 'large';
  const wrong = decode(bytes, document.characterSet);
  const right = decode(bytes, charset);
  if (wrong === null || right === null || wrong === right) return 'charset';
  const parser = new DOMParser();
  const pairs = pairTrees(parser.parseFromString(wrong, type), parser.parseFromString(right, type));
  const places = placesOf(document, journal);
  if (!isSamePage(places, pairs)) return 'different';
  const plain = new Map<string, string>();
  const ambiguous = new Map<string, readonly string[]>();
  for (const [source, rights] of pairs) {
    const first = rights[0];
    if (first === undefined) continue;
    if (rights.every((text) => text === first)) plain.set(source, first);
    else ambiguous.set(source, rights);
  }
  const placed = placeByOrder(places, ambiguous);
  return { charset, textOf: ({ node, name }, source) => plain.get(source) ?? (ambiguous.has(source) ? placed.get(node)?.get(name) ?? null : null) };
}

function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null; // no such charset
  }
}

interface LivePlace {
  readonly slot: Slot;
  readonly source: string;
}

/** All texts and attributes that the page has now, in document order, as the page gave them. */
function placesOf(document: Document, journal: Journal): LivePlace[] {
  const places: LivePlace[] = [];
  const add = (slot: Slot): void => {
    const source = journal.source(slot);
    if (source !== null && NOT_ASCII.test(source)) places.push({ slot, source });
  };
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode() !== null) {
    const node = walker.currentNode as Text | Element;
    if (typeOf(node) === Node.TEXT_NODE) {
      if (node.parentElement === null || !isProgram(node.parentElement)) add({ node, name: null });
    } else addAttributes(node as Element, (name) => add({ node, name }));
  }
  return places;
}

/** Scripts may have added much to the page, or taken much away, but not both. */
function isSamePage(places: readonly LivePlace[], pairs: ReadonlyMap<string, readonly string[]>): boolean {
  const onPage = new Set(places.map(({ source }) => source));
  const share = (texts: Iterable<string>, isKnown: (text: string) => boolean): number => {
    let all = 0, known = 0;
    for (const text of texts) {
      if (!NOT_ASCII.test(text)) continue;
      all += text.length;
      if (isKnown(text)) known += text.length;
    }
    return all === 0 ? 0 : known / all;
  };
  return Math.max(share(onPage, (text) => pairs.has(text)), share(pairs.keys(), (text) => onPage.has(text))) >= SAME_PAGE;
}

/**
 * Where bytes were lost, different texts look the same: then only the order tells which is which, and only where the page has
 * as many of them as its bytes.
 */
function placeByOrder(places: readonly LivePlace[], ambiguous: ReadonlyMap<string, readonly string[]>): WeakMap<Node, Map<string | null, string>> {
  const bySource = new Map<string, Slot[]>();
  for (const { slot, source } of places) {
    const slots = bySource.get(source);
    if (slots === undefined) bySource.set(source, [slot]);
    else slots.push(slot);
  }
  const placed = new WeakMap<Node, Map<string | null, string>>();
  for (const [source, slots] of bySource) {
    const rights = ambiguous.get(source);
    if (rights === undefined || rights.length !== slots.length) continue;
    slots.forEach(({ node, name }, i) => {
      const names = placed.get(node) ?? new Map<string | null, string>();
      placed.set(node, names.set(name, rights[i] ?? source));
    });
  }
  return placed;
}
