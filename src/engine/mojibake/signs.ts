/**
 * The signs of garbled text that need no tables of the engine: for every page, to start the engine where they are met. Strict, because a
 * page that is right should never pay for it; a garbled page has many chances to show one.
 */

/** What one kind of escape looks like: two in a row, and a full-width mark by itself. */
const ESCAPED = String.raw`#xff(?:0[189c]|1[abf]);|(?:&(?:amp;)?#(?:\d{4,6}|x[\da-f]{4,5});){2}|(?:\\u[\da-f]{4}){2}`;
/** `%E5%9B%BD`, which only counts where it does not stand within an address. */
const PERCENT = String.raw`(?:%e[2-9a-f]%[89ab][\da-f]%[89ab][\da-f]){2}`;
const escapes = new RegExp(`${ESCAPED}|(?<![!-~])${PERCENT}`, 'iu');
const escapesAnywhere = new RegExp(`${ESCAPED}|${PERCENT}`, 'iu');
const hasEscapeMark = (text: string): boolean => text.includes('#') || text.includes('\\u') || text.includes('%');
/** True where the text shows escaped characters. */
export const showsEscapes = (text: string): boolean => hasEscapeMark(text) && escapes.test(text);
/** The same for texts that are put together: true where one of them may show some. */
export const mayShowEscapes = (text: string): boolean => hasEscapeMark(text) && escapesAnywhere.test(text);

/** What is left where characters were lost and nothing can be done: the engine tells the reader. */
export const LOST_FOR_GOOD = ['锟斤拷锟斤拷', '\ufffd'.repeat(4)] as const;

/** What windows-1252 makes of bytes 80 to BF, with Latin-1's C1 controls, as it stands in a regular expression. */
export const CONTINUATION = '\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122';
/** UTF-8 of Chinese in windows-1252, three in a row or with a space for U+00A0; the same twice over; GBK and Big5, which no language looks like. */
const latinSigns = new RegExp(`(?:[\u00e2-\u00e9\u00ef][${CONTINUATION} ]{2}){3}|(?:[\u00c2-\u00c6][${CONTINUATION}]){4}|[\u00a1-\u00ff]{8}|[\u00a1-\u00bf][\u00c0-\u00ff][\u00a1-\u00bf][\u00a1-\u00ff]{2}|(?:[\u00a1-\u00bf][\\w~{|}\u00a1-\u00ff]){4}`, 'u');
const LEAST_DISTINCT = 3;

/** True where letters of Latin-1 stand together as no language has them. Linear time. */
export function showsLatinSigns(text: string): boolean {
  const found = latinSigns.exec(text);
  return found !== null && new Set(found[0]).size >= LEAST_DISTINCT;
}

/** The same for texts that are put together: true where one of them may have some. Linear time. */
export const mayShowLatinSigns = (text: string): boolean => latinSigns.test(text);
