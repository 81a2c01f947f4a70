import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { resultsPage } from '../../tests/fuzz/results.ts';
import { FuzzRun, type FuzzState, triedAgain } from '../../tests/fuzz/run.ts';
import { runScript, UsageError, wholeNumber } from '../eval/command-line.ts';
import { ROOT } from './paths.ts';

/**
 * `npm run fuzz`: holds the engine, the command and the page layer to the rules of harm, on generated inputs. The same
 * seed gives the same inputs on every machine. The run can be stopped at any time and goes on with `--resume`.
 */
const HELP = 'usage: npm run fuzz -- [--inputs N (1000000)] [--seed N (1)] [--pages SHARE (0.02)] [--results FILE (.output/fuzz/results.json)] [--resume] [--only INDEX]\n       npm run fuzz -- --again FILE…   tries again what broke a rule in runs, and writes that into their results\n       npm run fuzz -- --table FILE…   writes tests/fuzz/RESULTS.md from results of runs';
/** Inputs between two looks at what was found. */
const CHUNK = 1000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' }, pages: { type: 'string', default: '0.02' },
      resume: { type: 'boolean', default: false }, only: { type: 'string' }, results: { type: 'string', default: join(ROOT, '.output', 'fuzz', 'results.json') },
      table: { type: 'boolean', default: false }, again: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.table) {
    writePage(positionals.map(load));
    return 0;
  }
  if (values.again) {
    for (const file of positionals) save(file, await triedAgain(load(file)));
    return 0;
  }
  const begun: FuzzState | undefined = values.resume ? load(values.results) : undefined;
  const pageShare = Number(values.pages);
  if (!(pageShare >= 0 && pageShare <= 1)) throw new UsageError(`--pages ${values.pages}: a share from 0 to 1 is needed`);
  const end = wholeNumber('inputs', values.inputs, 1);
  const only = values.only === undefined ? null : wholeNumber('only', values.only);
  const run = await FuzzRun.open(begun ?? { seed: wholeNumber('seed', values.seed), pageShare });
  try {
    if (only !== null) {
      await run.only(only);
      console.log(run.state.broken);
      return run.state.broken.length === 0 ? 0 : 1;
    }
    mkdirSync(dirname(values.results), { recursive: true });
    for (let shown = 0; run.state.next < end;) {
      await run.go(run.state.next, Math.min(end, run.state.next + CHUNK));
      save(values.results, run.state);
      for (const { index, target, rule } of run.state.broken.slice(shown)) console.log(`input ${index} (${target}): ${rule}`);
      shown = run.state.broken.length;
      if (run.state.next % 10_000 === 0) console.log(`${run.state.next} inputs, ${shown} broke a rule, ${Math.round(run.state.cpuSeconds)} s of processor time`);
    }
  } finally {
    await run.close();
  }
  writePage([run.state]);
  return run.state.broken.length === 0 ? 0 : 1;
}

const load = (file: string): FuzzState => JSON.parse(readFileSync(file, 'utf8')) as FuzzState;
const save = (file: string, state: FuzzState): void => writeFileSync(file, `${JSON.stringify(state, null, 1)}\n`);

function writePage(states: readonly FuzzState[]): void {
  writeFileSync(join(ROOT, 'tests', 'fuzz', 'RESULTS.md'), resultsPage(states));
}

await runScript('fuzz', main);
