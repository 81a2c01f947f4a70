import type { Channel } from './channels.ts';
import { legacyCharset } from './charsets.ts';
import { toElements } from './elements.ts';

/** More lost than this between two layers, and nothing is left to read in the second. */
const MOST_LOST = 0.1;
/** A byte that no charset of Chinese has, so that it breaks the character it stands in and nothing else. */
const NO_BYTE = 0xff;

/** The text with one layer taken off by the bytes alone; null where the bytes don't have the shape of the target. */
export function reread(text: string, channel: Channel): string | null {
  const bytes: number[] = [];
  for (const { readings } of toElements(text, legacyCharset(channel.readAs))) {
    if (readings.length === 0) return null;
    for (const code of readings[0]!.codes) bytes.push(code > 0xff ? NO_BYTE : code);
  }
  const decoded = new TextDecoder(channel.is).decode(Uint8Array.from(bytes));
  let seen = 0, lost = 0;
  for (const char of decoded) {
    if (char > '\x7f') seen++;
    if (char === '\ufffd') lost++;
  }
  return seen === 0 || lost > 1 + seen * MOST_LOST ? null : decoded;
}
