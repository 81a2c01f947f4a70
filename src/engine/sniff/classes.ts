import { COMMON_CHARACTERS } from './common.ts';

/** What a code unit can be, as bits. */
export const HAN = 1, COMMON = 2, WORD = 4, CLOSER = 8, ODD = 16, FOREIGN = 32;

let table: Uint8Array | undefined;

/**
 * Classes by code unit:
 * - `HAN`: a Chinese character, `COMMON`: among the few hundred commonest;
 * - `WORD`: belongs to a word; invisible characters and dots within a word don't part it;
 * - `CLOSER`: in what is to be looked at closer: readings end in a bracket, escapes have a mark, garbled text may be all letters, `锟斤拷` is what is left of lost text;
 * - `ODD`: in no text: controls, private use; and half-width kana, in which hardly anything is written;
 * - `FOREIGN`: Hangul, Greek, Cyrillic, which don't stand beside Chinese characters.
 */
export const classesOf = (): Uint8Array => (table ??= makeTable());

function makeTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  table.fill(HAN | WORD, 0x3400, 0x4dc0).fill(HAN | WORD, 0x4e00, 0xa000);
  for (let i = 0; i < COMMON_CHARACTERS.length; i++) table[COMMON_CHARACTERS.charCodeAt(i)] = HAN | WORD | COMMON;
  table.fill(WORD, 0x30, 0x2000).fill(WORD | CLOSER, 0xa1, 0x100);
  table.fill(FOREIGN | WORD | CLOSER, 0x370, 0x500).fill(FOREIGN, 0xac00, 0xd7a4);
  table.fill(ODD | WORD | CLOSER, 0x80, 0xa0).fill(ODD | CLOSER, 0xe000, 0xf900).fill(ODD | CLOSER, 0xff61, 0xffa0);
  table[0xfffd] = ODD | CLOSER;
  for (const char of ')#%\\锟') table[char.charCodeAt(0)]! |= CLOSER;
  return table;
}
