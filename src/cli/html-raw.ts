import { parseFragment } from 'parse5';

/**
 * Text as it is written in HTML, with character references, next to the text that it means.
 */
export interface RawText {
  readonly text: string;
  /** where the character at a text offset is written: `[rangeStart, rangeEnd)` in the raw text */
  rangeStart(offset: number): number;
  rangeEnd(offset: number): number;
}

const REFERENCE = /&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|\r\n?/g;

/** Reads the raw text of a text node, or of an attribute's value. */
export function readRaw(raw: string, inAttribute: boolean): RawText {
  if (!/[&\r]/.test(raw)) return { text: raw, rangeStart: (offset) => offset, rangeEnd: (offset) => offset + 1 };
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  const add = (meaning: string, start: number, end: number): void => {
    for (let i = 0; i < meaning.length; i++) {
      starts.push(start);
      ends.push(end);
    }
    text += meaning;
  };
  const addPlain = (start: number, end: number): void => {
    for (let at = start; at < end; at++) add(raw[at]!, at, at + 1);
  };
  let at = 0;
  for (const match of raw.matchAll(REFERENCE)) {
    const end = match.index + match[0].length;
    addPlain(at, match.index);
    // In an attribute `&copy=` is no reference, as in a link's query.
    const plain = inAttribute && !match[0].endsWith(';') && /^&[a-zA-Z]/.test(match[0]);
    if (plain) addPlain(match.index, end);
    else add(match[0].startsWith('\r') ? '\n' : meaningOf(match[0]), match.index, end);
    at = end;
  }
  addPlain(at, raw.length);
  return { text, rangeStart: (offset) => starts[offset]!, rangeEnd: (offset) => ends[offset]! };
}

const meanings = new Map<string, string>();

function meaningOf(reference: string): string {
  let meaning = meanings.get(reference);
  if (meaning === undefined) {
    const node = parseFragment(reference).childNodes[0];
    meaning = node && 'value' in node ? node.value : reference;
    meanings.set(reference, meaning);
  }
  return meaning;
}

/** Writes text so that HTML reads it as it is. @param quote the quote that an attribute's value stands in; empty for text */
export function escapeText(text: string, quote: string): string {
  const escaped = text.replace(/&(?=[#a-zA-Z])/g, '&amp;').replaceAll('<', '&lt;');
  if (quote === '"') return escaped.replaceAll('"', '&quot;');
  if (quote === "'") return escaped.replaceAll("'", '&#39;');
  return escaped;
}
