import { shuffle } from '../random.ts';
import type { Random } from './lists.ts';

/** A row of dense features and whether it is what is looked for. */
export interface Row {
  readonly values: readonly number[];
  readonly label: boolean;
  /** what it is, for a person to read */
  readonly name: string;
}

/** A row of hashed features, each of value 1 over the root of `size`: the number of all its features, weighed or not. */
export interface SparseRow {
  buckets: readonly number[];
  readonly size: number;
  readonly label: boolean;
}

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Logistic regression over dense rows by AdaGrad. @param signs +1, -1: a weight must not be of the other sign; 0: any */
export function fitDense(rows: readonly Row[], signs: readonly number[], random: Random, { epochs = 60, ridge = 2e-4 } = {}): { weights: number[]; bias: number } {
  const weights = new Float64Array(signs.length);
  const squares = new Float64Array(signs.length + 1).fill(1e-8);
  let bias = 0;
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { values, label } = rows[at]!;
      let logit = bias;
      for (let k = 0; k < weights.length; k++) logit += weights[k]! * values[k]!;
      const error = probability(logit) - Number(label);
      for (let k = 0; k < weights.length; k++) {
        const gradient = error * values[k]! + ridge * weights[k]!;
        squares[k]! += gradient * gradient;
        weights[k]! -= (0.3 * gradient) / Math.sqrt(squares[k]!);
        if (weights[k]! * signs[k]! < 0) weights[k] = 0;
      }
      squares[weights.length]! += error * error;
      bias -= (0.3 * error) / Math.sqrt(squares[weights.length]!);
    }
  }
  return { weights: [...weights], bias };
}

/** Logistic regression over hashed rows by AdaGrad, each weight drawn towards 0 where it is touched. */
export function fitSparse(rows: readonly SparseRow[], buckets: number, random: Random, { epochs = 6, lasso = 2e-5 } = {}): { weights: Float32Array; bias: number } {
  const weights = new Float32Array(buckets);
  const squares = new Float32Array(buckets).fill(1e-4);
  let bias = 0, biasSquares = 1e-4;
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { buckets: on, size, label } = rows[at]!;
      const value = 1 / Math.sqrt(size);
      let logit = bias;
      for (const bucket of on) logit += weights[bucket]! * value;
      const error = probability(logit) - Number(label);
      for (const bucket of on) {
        const gradient = error * value;
        squares[bucket]! += gradient * gradient;
        const rate = 0.5 / Math.sqrt(squares[bucket]!);
        const moved = weights[bucket]! - rate * gradient;
        weights[bucket] = Math.sign(moved) * Math.max(0, Math.abs(moved) - rate * lasso);
      }
      biasSquares += error * error;
      bias -= (0.1 * error) / Math.sqrt(biasSquares);
    }
  }
  return { weights, bias };
}
