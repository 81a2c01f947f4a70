import type { CharacterModel } from '../language/model.ts';
import type { DecodedBytes } from '../types.ts';
import { costOf } from './cost.ts';

/** Bytes from which the charset is told, from the first one beyond ASCII: many a page begins with scripts. */
const SAMPLE = 0x10000;
/** Characters of the sample beyond ASCII that are weighed, and nats for one that is no character. */
const MOST_WEIGHED = 4000;
const REPLACEMENT_COST = 20;
/** Nats for each byte beyond ASCII by which the best must lead, and bytes from which that means something. */
const CERTAIN_LEAD = 0.5;
const LEAST_BYTES = 12;
/** Nats for each byte by which a hint may be behind. */
const HINT = 0.25;

/** Multi-byte charsets of Chinese, Japanese and Korean pages, and what Western ones are; usual ones first. */
const CHARSETS = ['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252'];
const MARKS: readonly (readonly [charset: string, mark: readonly number[]])[] = [['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]];

/** Reads bytes in the charset under which they are likeliest as text; see `Engine.decode`. */
export function decodeBytes(bytes: Uint8Array, model: CharacterModel, hint?: string): DecodedBytes {
  const read = (charset: string, certain: boolean): DecodedBytes => ({ text: new TextDecoder(charset).decode(bytes), charset, certain });
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return read(marked[0], true);
  const start = bytes.findIndex((byte) => byte >= 0x80);
  if (start === -1) return read(hint ?? 'utf-8', true);
  const sample = bytes.subarray(start, start + SAMPLE);
  const high = sample.reduce((n, byte) => (byte >= 0x80 ? n + 1 : n), 0);
  // Text in another charset is hardly ever valid UTF-8.
  if (isUtf8(sample, bytes.length > start + SAMPLE)) return read('utf-8', true);
  const wanted = hint === 'gbk' ? 'gb18030' : hint;
  const ranked = CHARSETS
    .map((charset) => ({ charset, cost: weigh(sample, charset, model) / Math.min(high, MOST_WEIGHED) - (charset === wanted ? HINT : 0) }))
    .sort((a, b) => a.cost - b.cost);
  return read(ranked[0]!.charset, high >= LEAST_BYTES && ranked[1]!.cost - ranked[0]!.cost >= CERTAIN_LEAD);
}

function isUtf8(sample: Uint8Array, cut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: cut });
    return true;
  } catch {
    return false;
  }
}

/** Nats of the sample's text beyond ASCII; the same bytes for every charset, so that the sums compare. */
function weigh(sample: Uint8Array, charset: string, model: CharacterModel): number {
  let high = 0, end = 0;
  while (end < sample.length && high < MOST_WEIGHED) if (sample[end++]! >= 0x80) high++;
  const text = new TextDecoder(charset).decode(sample.subarray(0, end), { stream: true });
  let nats = 0, before2 = 0, before1 = 0;
  for (const char of text) {
    const point = char.codePointAt(0)!;
    if (point === 0xfffd) nats += REPLACEMENT_COST;
    else if (point >= 0x80) nats += costOf(model, before2, before1, point);
    [before2, before1] = [before1, point];
  }
  return nats;
}
