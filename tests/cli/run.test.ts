import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';

/** The bootstrap that every npm script goes through. */
const RUN = fileURLToPath(new URL('../../src/tools/run.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'qingye-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(source: string, ...args: string[]) {
  const script = join(folder, `${Math.random().toString(36).slice(2)}.ts`);
  writeFileSync(script, source);
  const { npm_lifecycle_event: _, ...env } = process.env;
  return spawn(process.execPath, [RUN, script, ...args], { cwd: folder, env });
}

test('runs TypeScript on Node 24 with its arguments, streams and exit status', async () => {
  const child = start(
    `const version: string = process.versions.node; process.stdin.pipe(process.stdout);
     console.error(version, process.argv.slice(2).join()); process.exitCode = 7;`,
    '--a', 'b c',
  );
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.end('中文');
  const [status] = await once(child, 'close');
  expect({ status, out }).toEqual({ status: 7, out: '中文' });
  expect(errors).toMatch(/^24\.\d+\.\d+ --a,b c\n$/);
});

test('passes signals on, and tells of death by one', async () => {
  const child = start(`console.log('up'); setInterval(() => {}, 1000);`);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(128 + 15);
});
