import { base64Bytes } from '../data/base64.ts';
import { Reader } from '../data/bytes.ts';
import { PACKED_ITEMS, SEGMENTS } from '../data/spam-model.ts';
import { FEATURES } from './features.ts';
import type { SpamModel } from './judge.ts';
import { BUCKETS } from './scorer.ts';

/**
 * The model that is shipped, unpacked.
 * @throws where it does not fit the features: then it was built for others, and `npm run build:spam` is due
 */
export function shippedModel(): SpamModel {
  const input = new Reader(base64Bytes(PACKED_ITEMS));
  const weights = new Int8Array(BUCKETS);
  for (let at = -1, left = input.varint(); left > 0; left--) {
    at += input.varint();
    weights[at] = (input.byte() << 24) >> 24;
  }
  const values = (of: Readonly<Record<string, number>>): number[] => FEATURES.map(({ name }) => {
    const value = of[name];
    if (value === undefined) throw new Error(`the spam model knows no feature "${name}"`);
    return value;
  });
  const { itemBias, scale, weights: segment, usual, bias, threshold } = SEGMENTS;
  return { items: { bias: itemBias, scale, weights }, weights: values(segment), usual: values(usual), bias, threshold };
}
