/**
 * `npm run bench`: what the extension costs, measured against something else in the same run. Writes `src/bench/RESULTS.md`.
 * `-- --quick` takes tiny sizes, to see that it runs; `-- --only scan,load` takes some parts; both write nothing.
 * `-- --rounds 3` measures less often than 7 times.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildExtension } from '../tools/build.ts';
import { inPageScript, openBench } from './browser.ts';
import { conversionLinearity, throughput } from './conversion.ts';
import { engineLinearity } from './engine.ts';
import { busyTime, pageLoad } from './load.ts';
import { firstConversions, memory } from './memory.ts';
import { busyPage, page } from './pages.ts';
import { popupCost } from './popup.ts';
import { ratioOf } from './ratio.ts';
import { Report } from './report.ts';
import { scanRatio } from './scan.ts';
import { tasksOf } from './tasks.ts';

const KB = 1000, MB = 1_000_000;
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string', default: '7' } } });
const { quick } = values;
const only = values.only?.split(',');
const size = (bytes: number): number => (quick ? Math.min(bytes / 50, 20 * KB) : bytes);
const rounds = quick ? 1 : Number(values.rounds);
const report = new Report();

/** A part of the benchmark, unless others are asked for. */
async function part(name: string, measure: () => Promise<void>): Promise<void> {
  if (only !== undefined && !only.includes(name)) return;
  console.error(`${name} …`);
  await measure();
}

if (!quick) await buildExtension('chromium');
await part('conversion', async () => {
  for (const [name, ratio] of await throughput(size(500 * KB), rounds)) report.throughput(name, ratio);
  report.linear('conversion, 10 MB / 100 KB', await conversionLinearity(size(100 * KB), size(10 * MB), Math.min(rounds, 5)));
});
await part('engine', async () => report.linear('engine, 10 MB / 100 KB', await engineLinearity(size(100 * KB), size(10 * MB), Math.min(rounds, 3))));

const bench = await openBench();
try {
  const script = await inPageScript();
  const at = (kind: 'english' | 'chinese' | 'infected', bytes: number): string => bench.url(() => page(kind, size(bytes)), `${kind}-${bytes}`);
  await part('scan', async () => {
    for (const kind of ['english', 'chinese', 'infected'] as const) report.scan(kind, await scanRatio(bench.plain, at(kind, MB), script, quick ? 2 : 15, Math.min(rounds, 5)));
  });
  await part('first', async () => report.first(ratioOf(await firstConversions(bench.plain, at('english', KB), script, rounds))));
  await part('load', async () => {
    for (const bytes of quick ? [MB] : [100 * KB, MB, 10 * MB]) {
      for (const kind of ['english', 'chinese', 'infected'] as const) report.load(kind, bytes, await pageLoad(bench, at(kind, bytes), bytes > MB ? Math.min(rounds, 3) : bytes < MB ? 2 * rounds : rounds));
    }
  });
  await part('tasks', async () => {
    for (const bytes of quick ? [MB] : [MB, 10 * MB]) {
      for (const kind of ['chinese', 'infected'] as const) report.tasks(kind, bytes, await tasksOf(bench.ours, at(kind, bytes)));
    }
  });
  await part('busy', async () => {
    for (const kind of ['chinese', 'infected'] as const) {
      report.busy(kind, await busyTime(bench, bench.url(() => busyPage(kind, size(100 * KB), 1000), `busy-${kind}`), quick ? 1 : 5, Math.min(rounds, 3)));
    }
  });
  await part('popup', async () => report.popup(await popupCost(at('infected', 20 * KB), quick ? 1 : Math.max(rounds, 15))));
  await bench.choose('twp');
  await part('memory', async () => report.memory(await memory(bench, at('chinese', MB))));
  await part('tasks', async () => report.tasks('converted', MB, await tasksOf(bench.ours, at('chinese', MB))));
} finally {
  await bench.close();
}

const text = report.markdown();
console.log(text);
if (!quick && only === undefined) writeFileSync(new URL('RESULTS.md', import.meta.url), text);
