import type { Channel } from './channels.ts';
import { type LegacyCharset, legacyCharset } from './charsets.ts';
import { type Element, toElements } from './elements.ts';

/** More lost than this between two layers, and nothing is left to read in the second. */
const MOST_LOST = 0.1;
/** A byte that no charset of Chinese has, so that it breaks the character it stands in and nothing else. */
const NO_BYTE = 0xff;

/** Share of the bytes beyond ASCII that must be in the right place for UTF-8. */
const LEAST_SHAPED = 0.8;

/** The shape alone, in one go: most texts end here. */
function hasShapeOfUtf8(text: string, source: LegacyCharset): boolean {
  let bytes = 0, shaped = 0, due = 0;
  const take = (byte: number): void => {
    bytes++;
    const continues = (byte & 0xc0) === 0x80;
    if (continues === due > 0) shaped++;
    due = continues ? Math.max(0, due - 1) : byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const code = unit < 0x80 ? 0 : source.codeOf(unit);
    if (code === 0) {
      due = 0;
      continue;
    }
    if (code > 0xff) take(code >> 8);
    take(code & 0xff);
  }
  return bytes > 0 && shaped >= bytes * LEAST_SHAPED;
}

/** The text with one layer taken off by the bytes alone; null where the bytes don't have the shape of the target. */
export function reread(text: string, channel: Channel): string | null {
  const source = legacyCharset(channel.readAs);
  if (channel.is === 'utf-8' && !hasShapeOfUtf8(text, source)) return null;
  const elements = toElements(text, source);
  if (elements.some(({ readings }) => readings.length === 0)) return null;
  const bytes = channel.is === 'utf-8' ? likeliestUtf8(elements) : elements.flatMap(({ readings }) => readings[0]!.codes.map(asByte));
  const decoded = channel.is === 'utf-8' ? decodeUtf8(bytes) : new TextDecoder(channel.is).decode(Uint8Array.from(bytes));
  let seen = 0, lost = 0;
  for (const char of decoded) {
    if (char > '\x7f') seen++;
    if (char === '\ufffd') lost++;
  }
  return seen === 0 || lost > 1 + seen * MOST_LOST ? null : decoded;
}

const asByte = (code: number): number => (code > 0xff ? NO_BYTE : code);

interface Walk {
  readonly bytes: readonly number[];
  readonly before: Walk | null;
  readonly breaks: number;
}

/** Where a character has several bytes behind it (`€` has two ways in GBK), those that break the shape of UTF-8 least. */
function likeliestUtf8(elements: readonly Element[]): number[] {
  // Indexed by how many continuation bytes are due.
  let walks: (Walk | undefined)[] = [{ bytes: [], before: null, breaks: 0 }];
  for (const { readings } of elements) {
    const next: (Walk | undefined)[] = [];
    walks.forEach((walk, due) => {
      if (walk === undefined) return;
      for (const { codes } of readings) {
        const bytes = codes.map(asByte);
        let { breaks } = walk, left = due;
        for (const byte of bytes) {
          const continues = byte === NO_BYTE || (byte & 0xc0) === 0x80;
          if (continues !== left > 0) breaks++;
          left = continues ? Math.max(0, left - 1) : byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        }
        const known = next[left];
        if (known === undefined || breaks < known.breaks) next[left] = { bytes, before: walk, breaks };
      }
    });
    walks = next;
  }
  let best = walks.find((walk) => walk !== undefined)!;
  for (const walk of walks) if (walk !== undefined && walk.breaks < best.breaks) best = walk;
  const chunks: (readonly number[])[] = [];
  for (let walk: Walk | null = best; walk !== null; walk = walk.before) chunks.push(walk.bytes);
  return chunks.reverse().flat();
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
