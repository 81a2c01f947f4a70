import { describe, expect, test } from 'vitest';
import { conversionLinearity, throughput } from '../../src/bench/conversion.ts';
import { page } from '../../src/bench/pages.ts';
import { inTurn, ratioOf } from '../../src/bench/ratio.ts';

describe('the benchmark', () => {
  test('a ratio is the median of the pairs, with its quartiles', () => {
    const ratio = ratioOf([[1, 1], [2, 1], [3, 1], [4, 1], [100, 1]]);
    expect(ratio).toEqual({ median: 3, low: 2, high: 4, ours: 3, theirs: 1, pairs: 5 });
  });

  test('what is measured in turn changes its order, and the first round does not count', async () => {
    const order: string[] = [];
    const ratio = await inTurn(2, () => order.push('a'), () => order.push('b'));
    expect(order.join('')).toBe('ababba');
    expect(ratio.pairs).toBe(2);
  });

  test.each(['english', 'chinese', 'infected'] as const)('a page of a size is about that large: %s', (kind) => {
    const size = Buffer.byteLength(page(kind, 100_000));
    expect(size).toBeGreaterThan(90_000);
    expect(size).toBeLessThan(130_000);
    expect(page(kind, 10_000)).toBe(page(kind, 10_000));
  });

  test('conversion is measured on the same texts with the same result', async () => {
    for (const { same, ours, theirs } of (await throughput(3000, 1)).values()) {
      expect(same).toBe(true);
      expect(ours).toBeGreaterThan(0);
      expect(theirs).toBeGreaterThan(0);
    }
    expect((await conversionLinearity(2000, 4000, 1)).median).toBeGreaterThan(0);
  });
});
