import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureChineseFont } from './apt.ts';
import { findChromium, findFirefox } from './browsers.ts';
import { buildExtension } from './build.ts';
import { runNode } from './command.ts';
import { packageFile, ROOT } from './paths.ts';
import type { Tally } from './reporter.ts';

/**
 * `npm test`: builds the extension for both browsers, checks the types and the rules of the house (`.biome.json`), gets the browsers and
 * runs every test.
 * Arguments go to vitest. The last line is `N passed, N failed, N skipped`.
 */
const tallyFile = join(ROOT, '.cache', 'tally.json');

/** Runs vitest. @returns what it counted; `undefined` where it did not get that far */
async function runTests(browsers: NodeJS.ProcessEnv): Promise<Tally | undefined> {
  mkdirSync(dirname(tallyFile), { recursive: true });
  rmSync(tallyFile, { force: true });
  const args = ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', `--reporter=${join(ROOT, 'src/tools/reporter.ts')}`];
  const env = { ...process.env, ...browsers, QINGYE_TALLY: tallyFile };
  const status = await runNode(packageFile('vitest', 'vitest.mjs'), [...args, ...process.argv.slice(2)], { env });
  if (!existsSync(tallyFile)) return undefined;
  const tally = JSON.parse(readFileSync(tallyFile, 'utf8')) as Tally;
  // Whatever vitest found wrong besides tests must not read as a pass.
  if (status !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/** Paths of the browsers for the tests. One that can't be had is told here, and its tests fail; the others still run. */
async function findBrowsers(): Promise<NodeJS.ProcessEnv> {
  const found: NodeJS.ProcessEnv = {};
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
  console.log('Building the extension for Chromium and Firefox …');
  await buildExtension('chromium');
  await buildExtension('firefox');
  console.log('Checking types …');
  const types = await runNode(packageFile('typescript', 'bin/tsc'), ['--noEmit']);
  console.log('Checking the rules of the house …');
  const lint = await runNode(packageFile('@biomejs/biome', 'bin/biome'), ['lint', '--error-on-warnings']);
  const browsers = await findBrowsers();
  await ensureChineseFont();
  console.log(`Testing with ${Object.values(browsers).join(' and ') || 'no browser'} …`);
  const tally = (await runTests(browsers)) ?? { passed: 0, failed: 1, skipped: 0 };
  if (types !== 0) console.error('tsc found wrong types; see above.');
  if (lint !== 0) console.error('biome found broken rules; see above.');
  return { ...tally, failed: tally.failed + Number(types !== 0) + Number(lint !== 0) };
}

const tally = await main().catch((error: unknown): Tally => {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1, skipped: 0 };
});
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = tally.failed === 0 ? 0 : 1;
