import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Stream, streamThrough } from '../../tests/cli/stream.ts';
import { runScript, wholeNumber } from '../eval/command-line.ts';
import { ROOT } from './paths.ts';
import { resultFile, runVitest } from './vitest.ts';

/**
 * `npm run trust`: runs the tests of faults and of hostile pages, sends a gigabyte through the command, and writes what came of it to
 * `tests/trust/RESULTS.md`.
 */
const HELP = 'usage: npm run trust -- [--megabytes N (1000)]';

/** The tests that the page tells of, with what they are about. */
const CHAPTERS = [
  ['tests/trust/faults.test.ts', 'Faults, in Chromium', 'The service worker ended, a storage that is full or holds something else, files of the extension that are missing.'],
  ['tests/trust/update.test.ts', 'An update under open pages, and permissions withheld, in Chromium', 'Reloaded while pages are open; allowed on a click or on one site only.'],
  ['tests/hostile/chromium.test.ts', 'Hostile pages, in Chromium', 'Pages that look for the extension, fight it, or are more than it can take.'],
  ['tests/hostile/firefox.test.ts', 'Hostile pages, in Firefox', 'The same, without what takes that browser itself long.'],
  ['tests/trust/source.test.ts', 'What ships', 'Of the sources and of the built extension.'],
  ['tests/fuzz/harm.test.ts', 'Rules of harm', 'Property tests of engine, command and page layer, and inputs of the fuzzing run that once broke a rule.'],
  ['tests/cli/robust.test.ts', 'The command', 'Broken and mixed bytes, closed pipes, files that can’t be read, lines that are bad.'],
] as const;

/** What vitest's JSON reporter tells of a file, as far as it is used. */
interface FileResult {
  readonly name: string;
  readonly assertionResults: readonly { readonly title: string; readonly ancestorTitles: readonly string[]; readonly status: string; readonly duration?: number | null }[];
}

async function runTests(): Promise<readonly FileResult[]> {
  // No second tries here: what fails is told.
  process.env.QINGYE_THOROUGH = 'yes';
  const file = resultFile('trust');
  const { result } = await runVitest(file, ['--retry=0', '--reporter=json', `--outputFile=${file}`, ...CHAPTERS.map(([path]) => path)]);
  if (result === undefined) throw new Error('the tests could not be run; see above');
  return (result as { testResults: FileResult[] }).testResults;
}

const OUTCOMES: Readonly<Record<string, string>> = { passed: 'holds', failed: '**does not hold**', todo: '**not shown**', skipped: 'skipped here', pending: 'skipped here' };

function page(results: readonly FileResult[], stream: Stream, megabytes: number): string {
  const all = results.flatMap((result) => result.assertionResults);
  const count = (status: string): number => all.filter((one) => one.status === status).length;
  const skipped = all.length - count('passed') - count('failed') - count('todo');
  return [
    '# Faults and hostile pages', '',
    'Written by `npm run trust`, from a run of the tests that it names. Inputs at random are on [a page of their own](../fuzz/RESULTS.md).', '',
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores: ${cpus()[0]?.model ?? 'unknown'}. Of ${all.length}, ${count('passed')} hold, ${count('failed')} do not, ${count('todo')} are not shown yet, ${skipped} were skipped.`, '',
    `A stream of ${megabytes.toLocaleString('en')} MB of NDJSON through the command: ${stream.lines.toLocaleString('en')} lines in, as many out, ${Math.round(stream.seconds)} s, at most ${Math.round(stream.megabytes)} MB of memory.`, '',
    ...CHAPTERS.flatMap(([path, title, about]) => [
      `## ${title}`, '', `${about} [Tests](../../${path})`, '', '| what | outcome | seconds |', '| --- | --- | ---: |',
      ...rows(results.find(({ name }) => name.endsWith(path))?.assertionResults ?? []), '',
    ]),
  ].join('\n');
}

function rows(tests: FileResult['assertionResults']): string[] {
  const grouped = new Set(tests.map(({ ancestorTitles }) => ancestorTitles.join(': '))).size > 1;
  return tests.map(({ title, ancestorTitles, status, duration }) => {
    const what = (grouped ? [...ancestorTitles, title] : [title]).join(': ').replaceAll('|', '\\|');
    return `| ${what} | ${OUTCOMES[status] ?? status} | ${((duration ?? 0) / 1000).toFixed(1)} |`;
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '1000' }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const megabytes = wholeNumber('megabytes', values.megabytes, 1);
  const results = await runTests();
  const stream = await streamThrough(megabytes);
  writeFileSync(join(ROOT, 'tests', 'trust', 'RESULTS.md'), page(results, stream, megabytes));
  return results.some((result) => result.assertionResults.some(({ status }) => status === 'failed')) ? 1 : 0;
}

await runScript('trust', main);
