import type { LegacyCharset } from './charsets.ts';
import { mayBeUtf8InPart, utf8Of } from './utf8-in-part.ts';
import type { FlatCosts } from './gate.ts';
import type { Target } from './targets.ts';

/**
 * A look through one channel without context and without a choice: the bytes of each run of the text are read straight on. Tells in a
 * fraction of the lattice's time which channels are worth it.
 */

/** Nats of bytes that are no character. */
const INVALID = 13;

/**
 * @returns nats that the best stretch of the text wins when it is read as `target`, character by character; 0 where nothing is won.
 *   Rough: what stands around a character does not count.
 */
export function straightGain(text: string, source: LegacyCharset, target: Target, costs: FlatCosts): number {
  const asUtf8 = mayBeUtf8InPart(source, target);
  let best = 0, gain = 0;
  let bytes: number[] = [], prices: number[] = [];
  const finish = (): void => {
    if (bytes.length === 0) return;
    // A double-byte run may begin in the middle of a character.
    const runs = (target.selfSynchronizing ? [0] : [0, 1]).map((offset) => runGain(bytes, prices, offset, target, costs, gain));
    best = Math.max(best, ...runs.map((run) => run.best));
    gain = Math.max(...runs.map((run) => run.last));
    [bytes, prices] = [[], []];
  };
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    const code = point < 0x80 ? 0 : source.codeOf(point);
    if (code === 0 && point >= 0x80 && asUtf8) {
      const own = utf8Of(point);
      const price = costs.of(point) / own.length;
      for (const byte of own) {
        bytes.push(byte);
        prices.push(price);
      }
    } else if (code === 0) {
      // An ASCII byte may be the trail of a Big5 character and ends nothing there.
      if (point >= 0x40 && point < 0x7f && bytes.length > 0 && !target.selfSynchronizing) {
        bytes.push(point);
        prices.push(0);
      } else finish();
    } else if (code < 0x100) {
      bytes.push(code);
      prices.push(costs.of(point));
    } else {
      const price = costs.of(point) / 2;
      bytes.push(code >> 8, code & 0xff);
      prices.push(price, price);
    }
  }
  finish();
  return best;
}

/** @returns the gain where it was highest, and at the end of the run */
function runGain(bytes: readonly number[], prices: readonly number[], offset: number, target: Target, costs: FlatCosts, before: number): { best: number; last: number } {
  let best = 0, gain = before;
  for (let i = offset; i < bytes.length; ) {
    const length = target.length(bytes[i]!);
    let whole = length > 0 && i + length <= bytes.length;
    let end = i, won = 0;
    do won += prices[end]!;
    while (++end < i + length && end < bytes.length && (whole &&= target.continues(bytes[end]!, end - i)));
    const point = whole ? target.decode(bytes.slice(i, end)) : 0;
    gain = Math.max(0, gain + won - (point === 0 ? INVALID : costs.of(point)));
    if (gain > best) best = gain;
    i = end;
  }
  return { best, last: gain };
}
