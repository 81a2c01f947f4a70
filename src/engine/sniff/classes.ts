import { SNIFF_PAIRS } from '../data/spam-pairs.ts';
import { isHan, isHangul } from '../mojibake/cost.ts';
import { COMMON_CHARACTERS } from './common.ts';

/** What a code unit can be, as bits. See `classTable`. */
export const HAN = 1, COMMON = 2, FIRST = 4, SECOND = 8, LETTER = 16, CLOSER = 32, RARE = 64, FOREIGN = 128;

/** Written Cantonese has characters of its own. */
const CANTONESE = '佢哋喺嘅咗冇唔乜嘢啲嚟咁嗰啱㗎喎咩啩搵揾瞓攞揸揼噉俾畀嘥啫咋喇囉㖞嗌撳嬲靚睇諗傾偈嚿啖嘞嗱噃咪攰孖氹乸';

/**
 * Classes by code unit:
 * - `HAN`: a Chinese character, `COMMON`: among the few hundred commonest;
 * - `FIRST`, `SECOND`: of a pair that injected keywords are made of; `SECOND` is the bit above `FIRST`;
 * - `LETTER`: parts such pairs, as invisible characters and dots within a word do not;
 * - `CLOSER`: in what is to be looked at closer: readings end in a bracket, escapes have a mark, garbled text may be all Latin-1;
 * - `RARE`: beyond the everyday characters of both scripts (GB 2312 level 1, Big5 level 1), or no text at all;
 * - `FOREIGN`: Hangul, Greek, Cyrillic, which don't stand beside Chinese characters.
 */
export function classTable(): Uint8Array {
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
  for (const char of COMMON_CHARACTERS) table[char.charCodeAt(0)]! |= COMMON;
  for (let i = 0; i < SNIFF_PAIRS.length; i++) table[SNIFF_PAIRS.charCodeAt(i)]! |= i % 2 === 0 ? FIRST : SECOND;
  for (let unit = 0xac00; unit <= 0xd7a3; unit++) if (isHangul(unit)) table[unit] = FOREIGN;
  table.fill(LETTER, 0x30, 0x2000);
  table.fill(FOREIGN, 0x370, 0x500);
  table.fill(RARE, 0x80, 0xa0);
  table.fill(LETTER | CLOSER, 0xa1, 0x100);
  table.fill(RARE, 0xe000, 0xf900);
  table.fill(RARE, 0xff61, 0xffa0);
  table[0xfffd] = RARE;
  for (const char of ')#%\\') table[char.charCodeAt(0)]! |= CLOSER;
  return table;
}

/** Slots of the table of pairs: 1,000 pairs fill one in sixty. */
const SLOTS = 1 << 16;
/** Where a pair is found in the table of pairs. */
export const slot = (a: number, b: number): number => (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 16;

/** 1 at the slot of every pair that injected keywords are made of, and of a few more. */
export function pairTable(): Uint8Array {
  const table = new Uint8Array(SLOTS);
  for (let i = 0; i + 1 < SNIFF_PAIRS.length; i += 2) table[slot(SNIFF_PAIRS.charCodeAt(i), SNIFF_PAIRS.charCodeAt(i + 1))] = 1;
  return table;
}
