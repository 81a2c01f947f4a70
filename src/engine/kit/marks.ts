import { pairOf } from '../charset/gbk.ts';
import { withoutAnnotations } from './annotation.ts';

/** Punctuation as the kit and its readers' habits shape it: where it cuts, what was folded, what opens and closes. */

export const QUESTION = 0x3f;
export const OPEN = 0x28;
export const FULL_STOP = 0x3002;
export const SEMICOLON_PAIR = 0xa3bb;
/** Sentence marks at which the kit cuts, with their GBK pairs. */
const cutPair = new Uint16Array(0x10000);
for (const mark of '！？。；') cutPair[mark.charCodeAt(0)] = pairOf[mark.charCodeAt(0)]!;
/** ASCII code -> pair of the full-width mark that a crawler may have folded. */
export const foldedPair = new Uint16Array(0x80);
for (const [ascii, full] of [[',', '，'], ['!', '！'], ['?', '？'], [':', '：'], ['(', '（'], [')', '）']] as const) {
  foldedPair[ascii.charCodeAt(0)] = pairOf[full.charCodeAt(0)]!;
}

/** The GBK pair of a sentence mark at which the kit cuts, 0 for all else. */
export function markPair(unit: number, folded: boolean): number {
  if (cutPair[unit] !== 0) return cutPair[unit]!;
  return folded && (unit === 0x21 || unit === QUESTION) ? foldedPair[unit]! : 0;
}

export const isCutMark = (unit: number, folded: boolean): boolean => markPair(unit, folded) !== 0;

/** Nats for a closing mark that nothing opened, or an opening one inside its like. */
const UNPAIRED = 5;
/** A quotation of several passages ends in another one than it begins in. */
const UNPAIRED_AT_END = 1.5;
const CLOSING_QUOTE = 0x201d;
const SENTENCE_ENDS = '。！？';
/** Nats in favour of closing what is open. */
export const CLOSES = 1.2;
/** The bits of the brackets that a code unit opens or closes. */
const opening = new Uint8Array(0x10000), closing = new Uint8Array(0x10000);
['“”', '《》', '（）'].forEach((two, i) => {
  opening[two.charCodeAt(0)] = 1 << i;
  closing[two.charCodeAt(1)] = 1 << i;
});

export const opened = (open: number, unit: number): number => (open | opening[unit]!) & ~closing[unit]!;

/** @param before the code unit in front of it */
export function bracketCost(open: number, unit: number, before: number): number {
  if (opening[unit]) return open & opening[unit]! ? UNPAIRED : 0;
  if (closing[unit]) return open & closing[unit]! ? -CLOSES : unit === CLOSING_QUOTE && SENTENCE_ENDS.includes(String.fromCharCode(before)) ? UNPAIRED_AT_END : UNPAIRED;
  return 0;
}

/** How far back an opening quotation mark is looked for, code units. */
const QUOTE_REACH = 400;

/** Which brackets are open at an offset of a text, as bits. */
export function openAt(text: string, at: number): number {
  let open = 0;
  for (let i = Math.max(0, at - QUOTE_REACH); i < at; i++) open = opened(open, text.charCodeAt(i));
  return open;
}

/** `（一）`, `1.`, `一、` at the start */
export const listMarker = /^\s*(?:[（(][^（()）]{1,3}[）)]|[0-9一二三四五六七八九十]{1,3}[、.．])/;

/** A tag whose `<` was eaten, leaked into the text. */
export const leakedTag = /\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>\n]{0,200})?\/?>/y;
export const isLatin = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
/** Any other code unit begins none. */
export const mayBeginTag = (unit: number): boolean => unit === 0x2f || isLatin(unit);

/** What was eaten. */
export interface Implied {
  /** empty where nothing tells */
  readonly char: string;
  /** nats for it behind that code unit, besides what everything costs there */
  readonly cost: (before: number) => number;
}

/** Nats against a pause right in front of what closes: `（如，）`. */
const PAUSE_BEFORE_CLOSING = 5;
const isPause = (unit: number): boolean => unit === 0xff0c || unit === 0x3001;
/** Nats in favour of closing a bracket that nothing closes later, and of a colon at the end of a label in bold. */
const UNCLOSED = 3;
const LABEL = 2;
const COLON = 0xff1a;

const beforeClosing = (unit: number): number => (isPause(unit) ? PAUSE_BEFORE_CLOSING : 0);
const NOTHING: Implied = { char: '', cost: () => 0 };
const opens = (char: string): Implied => ({ ...NOTHING, char });
const CLOSING_BRACKET: Implied = { char: ')', cost: (unit) => beforeClosing(unit) - UNCLOSED };
const CLOSING_EMPHASIS: Implied = { char: '*', cost: beforeClosing };
const CLOSING_LABEL: Implied = { char: '*', cost: (unit) => (unit === COLON ? -LABEL : beforeClosing(unit)) };

/** A year of this century or the two before it, without its first digit. */
const YEAR = /^([089])[0-9]{2}年/;

/** How far an opening bracket or mark of emphasis is looked for, code units. */
const PAIR_REACH = 200;

/**
 * What a `?` must have eaten, where something opened before it waits to be closed, or something closes behind it that nothing opened:
 * `)`, `(`, or the second mark of `**emphasis**`; or the first digit of a year. Empty where nothing tells.
 */
export function impliedBy(text: string, at: number): Implied {
  const before = withoutAnnotations(text.slice(Math.max(0, at - PAIR_REACH), at));
  const after = withoutAnnotations(text.slice(at + 1, at + 1 + PAIR_REACH));
  const year = YEAR.exec(after);
  if (year !== null && !/[0-9]$/.test(before)) return opens(year[1] === '0' ? '2' : '1');
  if (after.startsWith('*')) {
    if (count(before, '**') % 2 === 1) return label.test(before) ? CLOSING_LABEL : CLOSING_EMPHASIS;
    return count(after.slice(1), '**') % 2 === 1 ? opens('*') : NOTHING;
  }
  if (emphases(before) % 2 === 1) return CLOSING_EMPHASIS;
  if (emphases(/^[^\n]*/.exec(after)![0]) % 2 === 1) return opens('*');
  const close = after.search(/[()\n]/);
  // A digit is another thing to eat, and `2)` opens nowhere.
  if (!leavesOpen(before)) return after[close] === ')' && !/^[0-9]|^[a-zA-Z一二三四五六七八九十]{0,2}\)/.test(after) ? opens('(') : NOTHING;
  return close === -1 || after[close] !== ')' ? CLOSING_BRACKET : NOTHING;
}

/** `**label` at the beginning of a line, or of an item in a list. */
const label = /(?:^|\n)\s*(?:[-*]\s+)?\*\*[^*\n]+$/;

/** Is a bracket open at the end of a text? */
function leavesOpen(text: string): boolean {
  let depth = 0;
  for (const char of text) if (char === '(') depth++;
  else if (char === ')' && depth > 0) depth--;
  return depth > 0;
}

/** Single marks of emphasis; one before a space at the beginning of a line is the bullet of a list. */
const emphases = (text: string): number => count(text.replaceAll(/\*\*|^\s*\* /gm, ''), '*');

const count = (text: string, what: string): number => text.split(what).length - 1;
