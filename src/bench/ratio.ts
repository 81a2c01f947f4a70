import { cpuSeconds } from '../eval/cpu.ts';

/** One thing measured against another, side by side: never two runs compared over time. */
export interface Ratio {
  /** median of the pairs' ratios */
  readonly median: number;
  /** first and third quartile of them */
  readonly low: number;
  readonly high: number;
  /** medians of what was measured, in its own unit */
  readonly ours: number;
  readonly theirs: number;
  readonly pairs: number;
}

/** NaN where there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at % 1);
}

/** Ratios of pairs that were measured together. */
export function ratioOf(pairs: readonly (readonly [ours: number, theirs: number])[]): Ratio {
  const ratios = pairs.map(([ours, theirs]) => ours / theirs);
  return {
    median: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75),
    ours: median(pairs.map(([ours]) => ours)), theirs: median(pairs.map(([, theirs]) => theirs)), pairs: pairs.length,
  };
}

/** Measures two things in turn, the order changing each time, after one round that does not count. */
export async function inTurn(rounds: number, ours: () => Promise<number> | number, theirs: () => Promise<number> | number): Promise<Ratio> {
  await ours();
  await theirs();
  const pairs: [number, number][] = [];
  for (let i = 0; i < rounds; i++) {
    if (i % 2 === 0) {
      const first = await ours();
      pairs.push([first, await theirs()]);
    } else {
      const second = await theirs();
      pairs.push([await ours(), second]);
    }
  }
  return ratioOf(pairs);
}

/** Milliseconds of processor time of this process that something takes: what else runs on the machine does not count. */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  return cpuSeconds(start) * 1000;
}
