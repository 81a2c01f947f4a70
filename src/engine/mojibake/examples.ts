import { isHan } from './cost.ts';

/** Articles about garbling quote it. What they quote is meant to be garbled. */

const subject = /乱码|亂碼|编码|編碼|解码|解碼|转码|轉碼|字符集|字元集|转义|轉義|实体|實體|mojibake|garbled|charset|encod|decod|escape|utf-?8|utf-?16|unicode|gbk|gb2312|gb18030|big-?5|ascii|latin-?1|iso-8859|cp1252|shift.?jis/iu;
const opening = /[“‘「『《〈（(["'`<【〔]\s*$/u;
const closing = /^\s*[”’」』》〉）)\]"'`>】〕]/u;

/** Clean Chinese around a garbled stretch from which it counts as a part of an honest text. */
const SOME_HAN = 4;
const SHORT = 8;
const LONG_QUOTE = 40;

/**
 * True where `text.slice(start, end)` is shown on purpose.
 * @param characters how many characters the stretch has when it is repaired
 */
export function isExample(text: string, start: number, end: number, characters: number): boolean {
  const before = text.slice(0, start), after = text.slice(end);
  const around = countHan(before) + countHan(after);
  if (subject.test(before) || subject.test(after)) return around >= SOME_HAN || characters < LONG_QUOTE;
  if (around < SOME_HAN) return false;
  if (characters < LONG_QUOTE && opening.test(before) && closing.test(after)) return true;
  return characters < SHORT && around > characters;
}

function countHan(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) if (isHan(text.charCodeAt(i))) n++;
  return n;
}
