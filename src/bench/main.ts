/**
 * `npm run bench`: what the extension costs, measured against something else in the same run. Writes `src/bench/RESULTS.md`.
 * `-- --quick` takes tiny sizes and writes nothing: to see that it runs.
 */
import { writeFileSync } from 'node:fs';
import { buildExtension } from '../tools/build.ts';
import { inPageScript, openBench } from './browser.ts';
import { conversionLinearity, throughput } from './conversion.ts';
import { engineLinearity } from './engine.ts';
import { busyTime, pageLoad } from './load.ts';
import { firstConversions, memory } from './memory.ts';
import { busyPage, page } from './pages.ts';
import { ratioOf } from './ratio.ts';
import { Report } from './report.ts';
import { scanRatio } from './scan.ts';
import { tasksOf } from './tasks.ts';

const KB = 1000, MB = 1_000_000;
const quick = process.argv.includes('--quick');
const size = (bytes: number): number => (quick ? Math.min(bytes / 50, 20 * KB) : bytes);
const rounds = quick ? 1 : 7;
const say = (what: string): void => console.error(what);

if (!quick) await buildExtension('chromium');
const report = new Report();

say('conversion …');
for (const [name, ratio] of await throughput(size(500 * KB), quick ? 1 : 9)) report.throughput(name, ratio);
report.linear('conversion, 10 MB / 100 KB', await conversionLinearity(size(100 * KB), size(10 * MB), quick ? 1 : 5));
say('engine …');
report.linear('engine, 10 MB / 100 KB', await engineLinearity(size(100 * KB), size(10 * MB), quick ? 1 : 3));

const bench = await openBench();
try {
  const script = await inPageScript();
  const at = (kind: 'english' | 'chinese' | 'infected', bytes: number): string => bench.url(() => page(kind, size(bytes)), `${kind}-${bytes}`);
  for (const kind of ['english', 'chinese', 'infected'] as const) {
    say(`scan, ${kind} …`);
    report.scan(kind, await scanRatio(bench.plain, at(kind, MB), script, quick ? 2 : 15, quick ? 1 : 5));
  }
  say('first conversion …');
  report.first(ratioOf(await firstConversions(bench.plain, at('english', KB), script, rounds)));
  for (const [kind, bytes] of [['english', 100 * KB], ['chinese', 100 * KB], ['infected', 100 * KB], ['english', MB], ['chinese', MB], ['infected', MB], ['chinese', 10 * MB], ['infected', 10 * MB]] as const) {
    if (quick && bytes > MB) continue;
    say(`load, ${kind}, ${bytes / KB} KB …`);
    report.load(kind, bytes, await pageLoad(bench, at(kind, bytes), quick || bytes > MB ? Math.min(rounds, 3) : rounds));
  }
  for (const bytes of quick ? [MB] : [MB, 10 * MB]) {
    say(`tasks, ${bytes / KB} KB …`);
    for (const kind of ['chinese', 'infected'] as const) report.tasks(kind, bytes, await tasksOf(bench.ours, at(kind, bytes)));
  }
  for (const kind of ['chinese', 'infected'] as const) {
    say(`busy page, ${kind} …`);
    report.busy(kind, await busyTime(bench, bench.url(() => busyPage(kind, size(100 * KB), 1000), `busy-${kind}`), quick ? 1 : 5, Math.min(rounds, 3)));
  }
  say('memory …');
  await bench.choose('twp');
  report.memory(await memory(bench, at('chinese', MB)));
  say('tasks, converted …');
  report.tasks('converted', MB, await tasksOf(bench.ours, at('chinese', MB)));
} finally {
  await bench.close();
}

const text = report.markdown();
console.log(text);
if (!quick) writeFileSync(new URL('RESULTS.md', import.meta.url), text);
