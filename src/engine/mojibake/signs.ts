/**
 * The signs of garbled text that need no tables of the engine: for every page, to start the engine where they are met. Strict, because a
 * page that is right should never pay for it; a garbled page has many chances to show one.
 */

/** What one kind of escape looks like: two in a row, and a full-width mark by itself. */
const ESCAPED = String.raw`#xff(?:0[189c]|1[abf]);|(?:&(?:amp;)?#(?:\d{4,6}|x[\da-f]{4,5});){2}|(?:[\\%]?u[\da-f]{4}){2}`;
/** `%E5%9B%BD`, which only counts where it does not stand within an address. */
const PERCENT = String.raw`(?:%e[2-9a-f]%[89ab][\da-f]%[89ab][\da-f]){2}`;
const escapes = new RegExp(`${ESCAPED}|(?<![!-~])${PERCENT}`, 'iu');
const escapesAnywhere = new RegExp(`${ESCAPED}|${PERCENT}`, 'iu');
/** Most texts have none, and the browser's own search is quick. One Chinese character in six is of U+4E00 to U+4EFF; their names need no mark before them. */
const hasEscapeMark = (text: string): boolean => text.includes('#') || text.includes('\\u') || text.includes('%') || text.includes('u4e');
/** True where the text shows escaped characters. */
export const hasEscapes = (text: string): boolean => escapes.test(text);
/** The same at a glance: names without a mark are seen where there are several. */
export const showsEscapes = (text: string): boolean => hasEscapeMark(text) && hasEscapes(text);
/** The same for texts that are put together: true where one of them may show some. */
export const mayShowEscapes = (text: string): boolean => hasEscapeMark(text) && escapesAnywhere.test(text);

/** What is left where characters were lost and nothing can be done: the engine tells the reader. */
const LOST_FOR_GOOD = ['锟斤拷锟斤拷', '\ufffd\ufffd\ufffd\ufffd'];
export const isLostForGood = (text: string): boolean => LOST_FOR_GOOD.some((lost) => text.includes(lost));

/** What single-byte charsets make of the bytes that begin most of Chinese in UTF-8 (E2 to ED, EF), and of those that go on with it, with what lies between: as it stands in a regular expression. */
const LEAD = '\u00c1-\u00d4\u00e2-\u00ef\u0101-\u013c\u017a\u03b2-\u03bf\u0432-\u043f\u201a\u201e\u2030';
const CONTINUATION = '\u0080-\u024f\u02c6-\u038f\u03a9\u03c0\u0401-\u040f\u0451-\u0491\u2013-\u2265';
/** A character of UTF-8 in letters and symbols, with a space for U+00A0. The words of no alphabet have so many accents in a row. */
export const UTF8_IN_LETTERS = `[${LEAD}][${CONTINUATION} ]{2}`;
/** Some; the same twice over; GBK and Big5, which no language looks like. */
const garbledLetters = new RegExp(`(?:${UTF8_IN_LETTERS}){3}|(?:[\xc2-\xc6][${CONTINUATION}]){4}|[\xa1-\xff]{8}|[\xa1-\xbf][\xc0-\xff][\xa1-\xbf][\xa1-\xff]{2}|(?:[\xa1-\xbf][\\w~{|}\xa1-\xff]){4}`, 'u');
/** How all of these begin, three characters of it: Chinese has none of them, and the browser goes through it several times faster for one class. */
const garbledBeginning = /[\xa1-\u043f\u201a\u201e\u2030][^\u2266-\uffff][ \x80-\u2265]/;
const LEAST_DISTINCT = 3;

/** True where letters and symbols stand together as no language has them. Linear time. */
export function showsGarbledLetters(text: string): boolean {
  const found = garbledBeginning.test(text) ? garbledLetters.exec(text) : null;
  return found !== null && new Set(found[0]).size >= LEAST_DISTINCT;
}

/** The same for texts that are put together: true where one of them may have some. Linear time. */
export const mayShowGarbledLetters = (text: string): boolean => garbledBeginning.test(text) && garbledLetters.test(text);
