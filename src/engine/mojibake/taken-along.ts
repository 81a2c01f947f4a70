import { NEW_LINE, SPACE } from './points.ts';
import { TAKEN } from './targets.ts';

/**
 * Programs of Windows that read a lead byte with no trail behind it take the next byte along, and write one `?` for both: in
 * `鐨?TypeScript` (`的 TypeScript`) a space is gone with a byte of `的`. Which character of ASCII it was, the line tells, or nothing does.
 */

const isAscii = (unit: number): boolean => unit < 0x80;

/**
 * Behind a `?`: what would be the trail, if none had been taken along; the rest of a number; marks that close a comment, which have a space before
 * them; and the beginning of a line.
 */
const TOLD = /[@-~]|\.?\d|-->|\*\/|[ \t]{4,}\S/y;
/** What a quotation or a bracket closes before. */
const CLOSED_BEFORE = /[\s\]),;:}>\u0080-\uffff]/;
/** What has a space before it where Chinese stands before that. */
const SPACED = /(?:[a-z`[{(@^_~|\\+<=&"']|-->|->|\*)/iy;
const LINE_BEHIND = /[ \t]{2,}\S| [-*+>#] /y;
const CARRIAGE_RETURN = 0x0d;

/** The marks that may be one too few in a line, without those that stand alone: apostrophes, and the star that a comment or an item begins or ends with. */
const DOUBLE_QUOTES = /"/g, SINGLE_QUOTES = /(?<![a-z0-9])'|'(?![a-z0-9])/gi, STARS = /(?<!^\s*\/?\*?)\*(?!\/)/g;
/** How far a mark is looked for, UTF-16 code units: the time stays linear. */
const REACH = 300;
const OPENING = /\(/g, CLOSING = /\)/g;
const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0;
const isOdd = (text: string, mark: RegExp): boolean => count(text, mark) % 2 === 1;

/** @param pattern sticky. @returns whether it stands right there */
export function standsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Do texts that were read in a double-byte charset look as if with each byte that is a `?` now the one behind it is gone? A byte that is lost by itself may be any. */
export function isTakenAlong(texts: Iterable<string>): boolean {
  let more = 0, within = 0;
  for (const text of texts) {
    if (!text.includes('?')) continue;
    for (const line of text.split('\n')) {
      for (let at = line.indexOf('?', 1); at >= 0; at = line.indexOf('?', at + 1)) {
        if (isAscii(line.charCodeAt(at - 1)) || at + 1 === line.length) continue;
        if (standsAt(TOLD, line, at + 1) || missingAt(line, at) !== '') more++;
        else if (!isAscii(line.charCodeAt(at + 1))) within++;
      }
    }
  }
  return more > within;
}

/**
 * @param line of texts that {@link isTakenAlong}
 * @param at UTF-16 offset of a `?`
 * @returns the code of what is gone with it, `TAKEN` where it can't be told; `null` where nothing is, as at the end of a line
 */
export function takenAlong(line: string, at: number): number | null {
  if (isAscii(line.charCodeAt(at - 1))) return null;
  const missing = missingAt(line, at);
  if (missing !== '') return missing.charCodeAt(0);
  if (standsAt(LINE_BEHIND, line, at + 1)) return NEW_LINE;
  if (standsAt(SPACED, line, at + 1)) return SPACE;
  const next = line.charCodeAt(at + 1);
  return Number.isNaN(next) || next === CARRIAGE_RETURN ? null : TAKEN;
}

/** The mark that a line has one too few of within reach, if it can have stood here; else nothing. */
function missingAt(line: string, at: number): string {
  const next = line.charAt(at + 1), before = line.slice(Math.max(0, at - REACH), at), after = line.slice(at + 1, at + REACH), near = `${before} ${after}`;
  if (next === '*') return after.charAt(1) !== '/' && isOdd(near, STARS) ? '*' : '';
  if (after.startsWith('..') && after.charAt(2) !== '.') return '.';
  const opened = count(before, OPENING) - count(before, CLOSING), closed = count(after, CLOSING) - count(after, OPENING);
  if (closed > Math.max(0, opened) && after.search(CLOSING) < `${after}(`.search(OPENING)) return '(';
  if (!CLOSED_BEFORE.test(next)) return '';
  if (isOdd(before, DOUBLE_QUOTES) && isOdd(near, DOUBLE_QUOTES)) return '"';
  if (isOdd(before, SINGLE_QUOTES) && isOdd(near, SINGLE_QUOTES)) return "'";
  return next !== ')' && opened > Math.max(0, closed) ? ')' : '';
}
