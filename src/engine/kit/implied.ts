import { withoutAnnotations } from './annotation.ts';

/** What a `?` must have eaten, as far as the text around it tells: a bracket, a mark of emphasis, the first digit of a year. */

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

/** Single marks of emphasis; one before a space at the beginning of a line is the bullet of a list, and one in code (`*.js`) a character. */
const emphases = (text: string): number => count(text.replaceAll(/`[^`\n]*`|\*\*|^\s*\* /gm, ''), '*');

const count = (text: string, what: string): number => text.split(what).length - 1;
