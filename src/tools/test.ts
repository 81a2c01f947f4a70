import { join } from 'node:path';
import { ensureChineseFont } from './apt.ts';
import { findChromium, findFirefox } from './browsers.ts';
import { buildExtension } from './build.ts';
import { type CommandOptions, runNode } from './command.ts';
import { packageFile, ROOT } from './paths.ts';
import type { Tally } from './reporter.ts';
import { resultFile, runVitest } from './vitest.ts';

/**
 * `npm test`: builds the extension for both browsers, checks the types and the rules of the house (`.biome.json`), gets the browsers and
 * runs every test.
 * Arguments go to vitest. The last line is `N passed, N failed, N skipped`.
 */
const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, flaky: [] };

const sum = (a: Tally, b: Tally): Tally =>
  ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, flaky: [...a.flaky, ...b.flaky] });

/** Runs vitest. @param name of this run's files @returns what it counted */
async function runTests(name: string, args: readonly string[], options: CommandOptions): Promise<Tally> {
  const file = resultFile(`tally-${name}`);
  const { status, result } = await runVitest(file, [`--reporter=${join(ROOT, 'src/tools/reporter.ts')}`, ...args], { ...options, env: { ...options.env, QINGYE_TALLY: file } });
  if (result === undefined) return { ...NOTHING, failed: 1 }; // it did not get that far
  const tally = result as Tally;
  // Whatever vitest found wrong besides tests must not read as a pass.
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** Those that work the extension in a browser wait most of the time: those of the other browser and the rest run beside them, and are shown after them. */
async function runAll(env: NodeJS.ProcessEnv): Promise<Tally> {
  const asked = process.argv.slice(2);
  if (asked.length > 0) return runTests('asked', asked, { env });
  const tallies = await Promise.all([
    runTests('chromium', ['--project=chromium'], { env }),
    runTests('firefox', ['--project=firefox'], { env, show: 'at the end' }),
    runTests('rest', ['--project=rest'], { env, show: 'at the end', yields: true }),
  ]);
  return tallies.reduce(sum);
}

/** The environment with the paths of the browsers. One that can't be had is told here, and its tests fail; the others still run. */
async function findBrowsers(): Promise<NodeJS.ProcessEnv> {
  const found: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, find] of [['QINGYE_CHROMIUM', findChromium], ['QINGYE_FIREFOX', findFirefox]] as const) {
    try {
      found[name] = await find();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  return found;
}

async function main(): Promise<Tally> {
  console.log('Building the extension for Chromium and Firefox, checking types and the rules of the house …');
  await buildExtension('chromium'); // makes types that the others need
  const [types, lint] = await Promise.all([
    runNode(packageFile('typescript', 'bin/tsc'), ['--noEmit']),
    runNode(packageFile('@biomejs/biome', 'bin/biome'), ['lint', '--error-on-warnings']),
    buildExtension('firefox'),
  ]);
  const env = await findBrowsers();
  await ensureChineseFont();
  console.log(`Testing with ${[env['QINGYE_CHROMIUM'], env['QINGYE_FIREFOX']].filter(Boolean).join(' and ') || 'no browser'} …`);
  const tally = await runAll(env);
  if (types !== 0) console.error('tsc found wrong types; see above.');
  if (lint !== 0) console.error('biome found broken rules; see above.');
  for (const test of tally.flaky) console.warn(`FLAKY, passed at the second try: ${test}`);
  return { ...tally, failed: tally.failed + Number(types !== 0) + Number(lint !== 0) };
}

const tally = await main().catch((error: unknown): Tally => {
  console.error(error instanceof Error ? error.message : error);
  return { ...NOTHING, failed: 1 };
});
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = tally.failed === 0 ? 0 : 1;
