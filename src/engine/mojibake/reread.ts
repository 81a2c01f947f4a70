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
  const decoded = channel.is === 'utf-8' ? decodeUtf8(bytes) : new TextDecoder(channel.is).decode(Uint8Array.from(bytes));
  let seen = 0, lost = 0;
  for (const char of decoded) {
    if (char > '\x7f') seen++;
    if (char === '\ufffd') lost++;
  }
  return seen === 0 || lost > 1 + seen * MOST_LOST ? null : decoded;
}

/** One U+FFFD for a character, however many of its bytes are missing: the platform's decoder would write several. */
function decodeUtf8(bytes: readonly number[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const length = first < 0x80 ? 1 : first === NO_BYTE || first >= 0xe0 ? 3 : 2;
    let end = i + 1;
    while (end < Math.min(i + length, bytes.length) && ((bytes[end]! & 0xc0) === 0x80 || bytes[end] === NO_BYTE)) end++;
    out += length === 1 ? String.fromCharCode(first) : decoder.decode(Uint8Array.from(bytes.slice(i, end))).replace(/\ufffd+/gu, '\ufffd');
    i = end;
  }
  return out;
}
