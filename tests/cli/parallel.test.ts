import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../src/tools/paths.ts';
import { plainlyAnnotated } from './infected.ts';

/** The worked examples of `src/cli/README.md`, as they stand there. */
const README = readFileSync(fileURLToPath(new URL('../../src/cli/README.md', import.meta.url)), 'utf8');
const [setup = '', parallel = '', xargs = ''] = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]);
const folder = mkdtempSync(join(tmpdir(), 'qingye-parallel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Runs an example in the folder, on our clone and in smaller parts. */
function run(example: string): void {
  const script = `${setup.replace('/path/to/qingye', ROOT.replace(/\/$/, ''))}\n${example}`
    .replaceAll(/--block \d+M/g, '--block 60k').replace('l/8', 'l/2').replace('-P 8', '-P 2');
  execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
}

const page = plainlyAnnotated('marathon');
const answers = (file: string): { id: number; text: string }[] =>
  readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

beforeAll(() => {
  const text = page.map((line) => line.infected).join('\n');
  const lines = Array.from({ length: 24 }, (_, id) => `${JSON.stringify({ id, text })}\n`).join('');
  writeFileSync(join(folder, 'crawl.ndjson'), lines);
  execFileSync('gzip', ['-k', 'crawl.ndjson'], { cwd: folder });
});

describe('the examples of the documentation give every record, in order, repaired', () => {
  const expectClean = (file: string): void => {
    const all = answers(file);
    expect(all.map(({ id }) => id)).toEqual([...Array(24).keys()]);
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set([page.map((line) => line.honest).join('\n')]));
  };
  const gnu = has('parallel');
  if (!gnu) console.warn('GNU parallel is not installed: its example is not tried.');

  test.runIf(gnu)('GNU parallel', () => {
    run(parallel);
    expectClean('clean.ndjson');
    execFileSync('gunzip', ['-f', 'clean.ndjson.gz'], { cwd: folder });
    expectClean('clean.ndjson');
  });

  test('xargs', () => {
    run(xargs);
    expectClean('clean.ndjson');
  });
});
