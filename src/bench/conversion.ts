import { readFileSync } from 'node:fs';
import { ConverterBuilder } from 'opencc-js/core';
import * as preset from 'opencc-js/preset';
import { type Configuration, Dictionaries } from '../script/convert.ts';
import { chineseLines } from './pages.ts';
import { cpuTime, inTurn, type Ratio, ratioOf } from './ratio.ts';

const pack = (name: string): Uint8Array => readFileSync(new URL(`../script/data/${name}.bin`, import.meta.url));

const PAIRS = [['s2t', 'cn', 't'], ['s2tw', 'cn', 'tw'], ['s2twp', 'cn', 'twp'], ['s2hk', 'cn', 'hk'], ['t2s', 't', 'cn']] as const satisfies readonly (readonly [Configuration, string, string])[];

/** Processor time for the same lines, ours / opencc-js full, by configuration. */
export async function throughput(bytes: number, rounds: number): Promise<Map<Configuration, Ratio & { same: boolean }>> {
  const [simplified, traditional] = await Promise.all([Dictionaries.load(pack('simplified')), Dictionaries.load(pack('traditional'))]);
  const chinese = chineseLines(bytes);
  const toTraditional = ConverterBuilder(preset)({ from: 'cn', to: 't' });
  const results = new Map<Configuration, Ratio & { same: boolean }>();
  for (const [name, from, to] of PAIRS) {
    const lines = from === 't' ? chinese.map(toTraditional) : chinese;
    const ours = (to === 'cn' ? simplified : traditional).configuration(name);
    const theirs = ConverterBuilder(preset)({ from, to });
    const same = lines.every((line) => ours.convert(line) === theirs(line));
    const ratio = await inTurn(
      rounds,
      () => cpuTime(() => { for (const line of lines) ours.convert(line); }),
      () => cpuTime(() => { for (const line of lines) theirs(line); }),
    );
    results.set(name, { ...ratio, same });
  }
  return results;
}

/** Processor time per byte of a text of `large` bytes / of one of `small`: 1 where the cost is linear. */
export async function conversionLinearity(small: number, large: number, rounds: number): Promise<Ratio> {
  const dictionaries = await Dictionaries.load(pack('traditional'));
  const converter = dictionaries.configuration('s2twp');
  const [few, many] = [chineseLines(small), chineseLines(large)];
  // As much text each time: the small one over and over.
  const times = Math.round(large / small);
  const pairs: [number, number][] = [];
  for (let i = 0; i <= rounds; i++) {
    const pair: [number, number] = [
      cpuTime(() => { for (const line of many) converter.convert(line); }),
      cpuTime(() => { for (let n = 0; n < times; n++) for (const line of few) converter.convert(line); }),
    ];
    if (i > 0) pairs.push(pair);
  }
  return ratioOf(pairs);
}
