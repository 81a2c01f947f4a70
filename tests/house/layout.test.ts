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

interface Override {
  readonly includes: readonly string[];
  readonly linter: { readonly rules: { readonly style?: { readonly noRestrictedImports?: { readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] } } } } };
}
const { overrides } = JSON.parse(readFileSync(join(ROOT, '.biome.json'), 'utf8')) as { overrides: Override[] };
/** Places with what may not be imported there. Of those that fit a file, the linter goes by the last one alone. */
const doors = overrides.flatMap(({ includes, linter: { rules } }) => {
  const patterns = rules.style?.noRestrictedImports?.options.patterns;
  return patterns === undefined ? [] : includes.map((place) => [place, patterns.flatMap(({ group }) => group)] as const);
});

describe('the linter has a rule of what may be imported', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}`);
  test.each([...rooms, 'entrypoints'])('in %s', (room) => expect(doors.map(([place]) => place)).toContain(`${room}/**`));
});

describe('nothing in src imports from entrypoints', () => {
  test.each(doors.filter(([place]) => place.startsWith('src/')))('%s', (_place, denied) => expect(denied).toContain('**/entrypoints/**'));
});
