import { FULL_WIDTH } from '../charset/full-width.ts';
import { pairOf } from '../charset/gbk.ts';

/** Punctuation as the kit and its readers' habits shape it: where it cuts, what was folded, what opens and closes. */

/** Code units, as they stand in a text. */
export const QUESTION = 0x3f;
export const OPEN = 0x28;
export const LESS = 0x3c;
export const FULL_STOP = 0x3002;
const COMMA = 0xff0c;
const COMMA_PAIR = 0xa3ac;
/** `；` in GBK. Behind a byte A1 its A3 makes a `。`, at which the kit cuts, too. */
export const SEMICOLON_PAIR = 0xa3bb;
/** Sentence marks at which the kit cuts, with their GBK pairs. */
const cutPair = new Uint16Array(0x10000);
for (const mark of '！？。；') cutPair[mark.charCodeAt(0)] = pairOf[mark.charCodeAt(0)]!;

/** The GBK pair of the full-width form of an ASCII character, which crawlers fold. @param unit 0x21 to 0x7e */
export const wideForm = (unit: number): number => pairOf[unit + FULL_WIDTH]!;

/** ASCII code -> pair of the full-width mark that a crawler may have folded. */
export const foldedPair = new Uint16Array(0x80);
for (const mark of ',!?:;()') foldedPair[mark.charCodeAt(0)] = wideForm(mark.charCodeAt(0));

/** The GBK pair of a sentence mark at which the kit cuts, 0 for all else. */
export function markPair(unit: number, folded: boolean): number {
  if (cutPair[unit] !== 0) return cutPair[unit]!;
  return folded && unit < 0x80 ? cutPair[unit + FULL_WIDTH]! : 0;
}

/** The same behind a `?`: some kits cut at `，`, too, which otherwise shows nowhere. */
export const questionedMarkPair = (unit: number, folded: boolean): number =>
  unit === COMMA || (folded && unit === COMMA - FULL_WIDTH) ? COMMA_PAIR : markPair(unit, folded);

export const isCutMark = (unit: number, folded: boolean): boolean => markPair(unit, folded) !== 0;

/** Nats for a closing mark that nothing opened, or an opening one inside its like. */
const UNPAIRED = 5;
/** A quotation of several passages ends in another one than it begins in. */
const UNPAIRED_AT_END = 1.5;
export const CLOSING_QUOTE = 0x201d;
const SENTENCE_ENDS = '。！？';
/** Nats in favour of closing what is open. */
export const CLOSES = 1.2;
const BRACKETS = 5;
/** The same more behind a space as wide as a character: it is a blank to be filled in. */
const CLOSES_BLANK = 4;
const BLANK = 0x3000;
/** The bits of the brackets that a code unit opens or closes. */
const opening = new Uint8Array(0x10000), closing = new Uint8Array(0x10000);
['“”', '《》', '（）', '【】', '［］', '[]'].forEach((two, i) => {
  // The last two are the same, as a page and a crawler write them.
  const bit = 1 << Math.min(i, BRACKETS - 1);
  opening[two.charCodeAt(0)] = bit;
  closing[two.charCodeAt(1)] = bit;
});

/** Which brackets are open behind a code unit. @param open those in front of it, as bits */
export const opened = (open: number, unit: number): number => (open | opening[unit]!) & ~closing[unit]!;

/** Does a code unit close one of the brackets that are open? */
export const closes = (open: number, unit: number): boolean => (open & closing[unit]!) !== 0;

/** @param before the code unit in front of it */
export function bracketCost(open: number, unit: number, before: number): number {
  if (opening[unit]) return open & opening[unit]! ? UNPAIRED : 0;
  if (closing[unit]) return closes(open, unit) ? -CLOSES - (before === BLANK ? CLOSES_BLANK : 0) : unit === CLOSING_QUOTE && SENTENCE_ENDS.includes(String.fromCharCode(before)) ? UNPAIRED_AT_END : UNPAIRED;
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

/** A tag without its `<`: that was eaten, and the rest leaked into the text. */
export const leakedTag = /\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>\n]{0,200})?\/?>/y;
/** Does a tag follow, whose `<` stands at `at`, or what is there in its place? */
export function isTagAt(text: string, at: number): boolean {
  leakedTag.lastIndex = at + 1;
  return leakedTag.test(text);
}
export const isLatin = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
/** Any other code unit begins none. */
export const mayBeginTag = (unit: number): boolean => unit === 0x2f || isLatin(unit);
