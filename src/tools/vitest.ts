import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandOptions, runNode } from './command.ts';
import { packageFile, ROOT } from './paths.ts';

/** What a run of vitest left. */
export interface TestRun {
  readonly status: number;
  /** what its reporter wrote; `undefined`: it did not get that far */
  readonly result: unknown;
}

/** Where a run leaves its result. */
export const resultFile = (name: string): string => join(ROOT, '.cache', `${name}.json`);

/** Runs vitest with the project's settings. @param file that one of its reporters is told to write, in JSON */
export async function runVitest(file: string, args: readonly string[], options: CommandOptions = {}): Promise<TestRun> {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const status = await runNode(packageFile('vitest', 'vitest.mjs'), ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', ...args], options);
  return { status, result: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}
