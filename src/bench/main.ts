import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildExtension } from '../tools/build.ts';
import { inPageScript, openBench } from './browser.ts';
import { runScript, UsageError, wholeNumber } from '../eval/command-line.ts';
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

const PARTS = ['conversion', 'engine', 'scan', 'first', 'load', 'tasks', 'busy', 'popup', 'memory', 'converted'] as const;
type Part = (typeof PARTS)[number];

const HELP = `npm run bench -- [options]
Measures what the extension costs against something else in the same run, and writes src/bench/RESULTS.md.

  --rounds N    how often most is measured (7)
  --only A,B    only these parts, and writes nothing: ${PARTS.join(', ')}
  --quick       tiny sizes, to see that it runs; writes nothing`;

const KB = 1000, MB = 1_000_000;

function parts(only: string | undefined): readonly Part[] {
  return only === undefined ? PARTS : only.split(',').map((name) => {
    const part = PARTS.find((one) => one === name);
    if (part === undefined) throw new UsageError(`--only ${name}: choose of ${PARTS.join(', ')}`);
    return part;
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' }, only: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const { quick } = values;
  const wanted = parts(values.only);
  const rounds = quick ? 1 : wholeNumber('rounds', values.rounds, 1);
  /** For what takes long. */
  const atMost = (most: number): number => Math.min(rounds, most);
  const size = (bytes: number): number => (quick ? Math.min(bytes / 50, 20 * KB) : bytes);
  const report = new Report();

  async function part(name: Part, measure: () => Promise<void>): Promise<void> {
    if (!wanted.includes(name)) return;
    console.error(`${name} …`);
    await measure();
  }

  if (!quick) await buildExtension('chromium');
  await part('conversion', async () => {
    for (const [name, ratio] of await throughput(size(500 * KB), rounds)) report.throughput(name, ratio);
    report.linear('conversion, 10 MB / 100 KB', await conversionLinearity(size(100 * KB), size(10 * MB), atMost(5)));
  });
  await part('engine', async () => report.linear('engine, 10 MB / 100 KB', await engineLinearity(size(100 * KB), size(10 * MB), atMost(3))));

  const bench = await openBench();
  try {
    const script = await inPageScript();
    const at = (kind: 'english' | 'chinese' | 'infected', bytes: number): string => bench.url(() => page(kind, size(bytes)), `${kind}-${bytes}`);
    await part('scan', async () => {
      for (const kind of ['english', 'chinese', 'infected'] as const) for (const bytes of [100 * KB, MB]) report.scan(kind, bytes, await scanRatio(bench.plain, at(kind, bytes), script, rounds));
    });
    await part('first', async () => report.first(ratioOf(await firstConversions(bench.plain, at('english', KB), script, rounds))));
    await part('load', async () => {
      // A short load spreads more, a long one less.
      const sizes = quick ? [[MB, 1]] as const : [[100 * KB, 2 * rounds], [MB, rounds], [10 * MB, atMost(3)]] as const;
      for (const [bytes, loads] of sizes) {
        for (const kind of ['english', 'chinese', 'infected'] as const) report.load(kind, bytes, await pageLoad(bench, at(kind, bytes), loads));
      }
    });
    await part('tasks', async () => {
      for (const bytes of quick ? [MB] : [MB, 10 * MB]) {
        for (const kind of ['chinese', 'infected'] as const) report.tasks(kind, bytes, await tasksOf(bench.ours, at(kind, bytes)));
      }
    });
    await part('busy', async () => {
      for (const kind of ['chinese', 'infected'] as const) {
        report.busy(kind, await busyTime(bench, bench.url(() => busyPage(kind, size(100 * KB), 1000), `busy-${kind}`), quick ? 1 : 5, atMost(3)));
      }
    });
    await part('popup', async () => report.popup(await popupCost(at('infected', 20 * KB), quick ? 1 : Math.max(rounds, 15))));
    await bench.choose('twp');
    await part('memory', async () => report.memory(await memory(bench, at('chinese', MB))));
    await part('converted', async () => report.tasks('converted', MB, await tasksOf(bench.ours, at('chinese', MB))));
  } finally {
    await bench.close();
  }

  const text = report.markdown();
  console.log(text);
  if (!quick && values.only === undefined) writeFileSync(new URL('RESULTS.md', import.meta.url), text);
}

await runScript('bench', main);
