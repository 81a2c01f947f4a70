import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../src/tools/paths.ts';

/** What the linter's rules (`.biome.json`) can't say of the layout. */

const lines = (path: string): number => readFileSync(join(ROOT, path), 'utf8').split('\n').length;

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)).filter((path) => statSync(join(ROOT, path)).isFile());

describe('entrypoints hold only wiring', () => {
  test.each(filesBelow('entrypoints'))('%s', (path) => expect(lines(path), 'logic belongs into src/').toBeLessThanOrEqual(60));
});

describe('rooms of src', () => {
  const { overrides } = JSON.parse(readFileSync(join(ROOT, '.biome.json'), 'utf8')) as { overrides: { includes: string[] }[] };
  const rooms = new Set(overrides.flatMap(({ includes }) => includes.map((pattern) => /^src\/([a-z]+)\/\*\*$/.exec(pattern)?.[1])));

  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  test.each(folders)('src/%s is known to the linter', (room) => expect(rooms).toContain(room));
});
