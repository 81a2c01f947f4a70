import { COMMON } from './common.ts';
import { isHan, isHangul } from './cost.ts';

/**
 * The signs of garbled text that need no tables of the engine: for every page, to start the engine where they are met. Strict, because a
 * page that is right should never pay for it; a garbled page has many chances to show one.
 */

/** Characters that windows-1252 makes of the bytes 80 to FF, with Latin-1's C1 controls. */
const LATIN = '\\u0080-\\u00ff\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122';
/** Languages in Latin letters have three accented letters in a row at most, and few with a symbol between letters. */
export const latinRun = new RegExp(`[${LATIN}]{4}|[${LATIN}]{2} ?[\\u0080-\\u00bf${LATIN}] ?[\\u0080-\\u00ff]`, 'u');
/** What one kind of escape looks like: two in a row, and `%E5%9B%BD` not within an address. */
const escapes = /(?:&(?:amp;)?#(?:\d{4,6}|x[\da-f]{4,5});){2}|(?:\\u[\da-f]{4}){2}|(?<![!-~])(?:%e[2-9a-f]%[89ab][\da-f]%[89ab][\da-f]){2}/iu;
/** True where the text shows escaped characters. */
export const showsEscapes = (text: string): boolean => (text.includes('#') || text.includes('\\u') || text.includes('%')) && escapes.test(text);

const lostForGood = /(?:锟斤拷){2}|\ufffd{4}/u;
/** What windows-1252 makes of bytes 80 to BF. */
const CONTINUATION = '\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122';
/** UTF-8 of Chinese in windows-1252, three in a row or with a space for U+00A0; the same twice over; GBK and Big5, which no language looks like. */
const latinSigns = new RegExp(`(?:[\u00e2-\u00e9\u00ef][${CONTINUATION} ]{2}){3}|(?:[\u00c2-\u00c6][${CONTINUATION}]){4}|[\u00a1-\u00ff]{8}|[\u00a1-\u00bf][\u00c0-\u00ff][\u00a1-\u00bf][\u00a1-\u00ff]{2}|(?:[\u00a1-\u00bf][\\w~{|}\u00a1-\u00ff]){4}`, 'u');
const LEAST_DISTINCT = 3;

const RARE = 1, IS_COMMON = 2, HAN = 4, FOREIGN = 8;
/** Characters beyond ASCII that are judged together, and how many of them must be out of place. */
const BLOCK = 24;
const MOST_ODD = 10;
/** The same for a text by itself, which needs as many, and half of them. */
const LEAST = 8;
/** Chinese characters among which there is not one of the commonest: Korean in the wrong charset has no other sign. */
const NONE_COMMON = 48;

/** Written Cantonese has characters of its own. */
const CANTONESE = '佢哋喺嘅咗冇唔乜嘢啲嚟咁嗰啱㗎喎咩啩搵揾瞓攞揸揼噉俾畀嘥啫咋喇囉㖞嗌撳嬲靚睇諗傾偈嚿啖嘞嗱噃咪攰孖氹乸';

let classes: Uint8Array | null = null;

/** What a code unit is. Rare are characters beyond the everyday ones of both scripts (GB 2312 level 1, Big5 level 1), and what is no text. */
function classTable(): Uint8Array {
  if (classes !== null) return classes;
  const table = new Uint8Array(0x10000);
  for (let unit = 0x3400; unit <= 0x9fff; unit++) if (isHan(unit)) table[unit] = HAN | RARE;
  const everyday = (charset: string, leads: readonly [number, number]): void => {
    const bytes: number[] = [];
    for (let lead = leads[0]; lead <= leads[1]; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail);
    const text = new TextDecoder(charset).decode(Uint8Array.from(bytes));
    for (let i = 0; i < text.length; i++) if (table[text.charCodeAt(i)]! & HAN) table[text.charCodeAt(i)] = HAN;
  };
  everyday('gb2312', [0xb0, 0xd7]);
  everyday('big5', [0xa4, 0xc6]);
  for (const char of CANTONESE) table[char.charCodeAt(0)] = HAN;
  for (const char of COMMON) table[char.charCodeAt(0)]! |= IS_COMMON;
  for (let unit = 0xac00; unit <= 0xd7a3; unit++) if (isHangul(unit)) table[unit] = FOREIGN;
  table.fill(FOREIGN, 0x370, 0x500);
  table.fill(RARE, 0x80, 0xa0);
  table.fill(RARE, 0xe000, 0xf900);
  table.fill(RARE, 0xff61, 0xffa0);
  table[0xfffd] = RARE;
  return (classes = table);
}

/** True where the text was decoded wrongly, as far as signs go, or shows escapes or lost characters. Linear time. */
export function looksGarbled(text: string): boolean {
  if (showsEscapes(text) || lostForGood.test(text)) return true;
  let seen = 0, odd = 0, han = 0, common = 0, all = 0, allOdd = 0, latin = 0, before = 0;
  const table = classTable();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      before = 0;
      continue;
    }
    if (unit >= 0xa1 && unit <= 0xff) latin++;
    const what = table[unit]!;
    seen++;
    // Chinese characters beside Hangul, Greek or Cyrillic letters.
    if ((what & RARE) !== 0 || (before !== 0 && (what | before) === (HAN | FOREIGN))) odd++;
    if ((what & HAN) !== 0) han++;
    if ((what & IS_COMMON) !== 0) common++;
    before = what & (HAN | FOREIGN);
    if (seen < BLOCK) continue;
    if (odd >= MOST_ODD) return true;
    [all, allOdd, seen, odd] = [all + seen, allOdd + odd, 0, 0];
  }
  if (all + seen >= LEAST && (allOdd + odd) * 2 >= all + seen) return true;
  if (han >= NONE_COMMON && common === 0) return true;
  const found = latin < 4 ? null : latinSigns.exec(text);
  return found !== null && new Set(found[0]).size >= LEAST_DISTINCT;
}
