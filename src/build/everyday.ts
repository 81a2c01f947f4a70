/**
 * Builds `src/engine/data/everyday.ts`: which Chinese characters are everyday ones, for the look that every page gets.
 * Run: `npm run build:everyday`. Source: the decoders of the WHATWG Encoding Standard.
 */
import { writeFileSync } from 'node:fs';

const FIRST = 0x4e00;
/** Written Cantonese has characters of its own. */
const CANTONESE = '佢哋喺嘅咗冇唔乜嘢啲嚟咁嗰啱㗎喎咩啩搵揾瞓攞揸揼噉俾畀嘥啫咋喇囉㖞嗌撳嬲靚睇諗傾偈嚿啖嘞嗱噃咪攰孖氹乸';

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const HIGH = range(0xa1, 0xfe), LOW = range(0x40, 0x7e);

/** All that two bytes of these decode to. */
const decoded = (charset: string, leads: readonly number[], trails: readonly number[]): string =>
  new TextDecoder(charset).decode(Uint8Array.from(leads.flatMap((lead) => trails.flatMap((trail) => [lead, trail]))));

// Level 1 of each.
const everyday = decoded('gbk', range(0xb0, 0xd7), HIGH) + decoded('big5', range(0xa4, 0xc6), [...LOW, ...HIGH]) + CANTONESE;
const bits = new Uint8Array((0xa000 - FIRST) / 8);
for (const char of everyday) {
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
