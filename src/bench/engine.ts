import { readFileSync } from 'node:fs';
import { loadEngine } from '../engine/engine.ts';
import type { Passage } from '../engine/types.ts';
import { infectedLines } from './pages.ts';
import { cpuTime, type Ratio, ratioOf } from './ratio.ts';

const OPTIONS = { spam: true, encoding: true, annotations: true, backToSimplified: true };

/**
 * Processor time per byte of assessing and cleaning an infected page of `large` bytes / as many infected pages of `small` bytes: 1
 * where the cost is linear.
 */
export async function engineLinearity(small: number, large: number, rounds: number): Promise<Ratio> {
  const engine = await loadEngine(readFileSync(new URL('../engine/data/tables.bin', import.meta.url)));
  const passages = (bytes: number): Passage[] => infectedLines(bytes).map((text) => ({ text, place: 'body' }));
  const size = (all: readonly Passage[]): number => all.reduce((sum, { text }) => sum + text.length, 0);
  const [few, many] = [passages(small), passages(large)];
  const times = Math.round(size(many) / size(few));
  const clean = (all: readonly Passage[]) => (): void => void engine.clean(all, engine.assess(all), OPTIONS);
  const pairs: [number, number][] = [];
  for (let i = 0; i <= rounds; i++) {
    const large_ = cpuTime(clean(many)) / size(many);
    const small_ = cpuTime(() => { for (let n = 0; n < times; n++) clean(few)(); }) / (times * size(few));
    if (i > 0) pairs.push([large_, small_]);
  }
  return ratioOf(pairs);
}
