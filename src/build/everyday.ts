/**
 * Builds `src/engine/data/everyday.ts`: which Chinese characters are everyday ones, for the look that every page gets.
 * Run: `npm run build:everyday`. Source: the decoders of the WHATWG Encoding Standard.
 */
import { writeFileSync } from 'node:fs';

const FIRST = 0x4e00;
/** Written Cantonese has characters of its own. */
const CANTONESE = '佢哋喺嘅咗冇唔乜嘢啲嚟咁嗰啱㗎喎咩啩搵揾瞓攞揸揼噉俾畀嘥啫咋喇囉㖞嗌撳嬲靚睇諗傾偈嚿啖嘞嗱噃咪攰孖氹乸';

/** All that two bytes with these leads decode to. */
function decoded(charset: string, first: number, last: number): string {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail);
  return new TextDecoder(charset).decode(Uint8Array.from(bytes));
}

// Level 1 of each; GBK's own characters have trail bytes below A1 and are not everyday ones.
const level1 = [...decoded('gbk', 0xb0, 0xd7)].filter((_, i) => i % 158 >= 64).join('');
const bits = new Uint8Array((0xa000 - FIRST) / 8);
for (const char of level1 + decoded('big5', 0xa4, 0xc6) + CANTONESE) {
  const at = char.charCodeAt(0) - FIRST;
  if (at >= 0 && at < bits.length * 8) bits[at >> 3]! |= 1 << (at & 7);
}
const end = bits.findLastIndex((byte) => byte !== 0) + 1;
writeFileSync(new URL('../engine/data/everyday.ts', import.meta.url), `/** Written by \`npm run build:everyday\`; do not edit. */

/** The first character that has a bit. */
export const FIRST = 0x${FIRST.toString(16)};
/** A bit for each character from there, lowest first, base64. */
export const EVERYDAY_BITS =
  '${Buffer.from(bits.subarray(0, end)).toString('base64')}';
`);
