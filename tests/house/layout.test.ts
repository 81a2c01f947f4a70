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

const deniedIn = (place: string): readonly string[] => doors.filter(([one]) => one === `${place}/**`).flatMap(([, denied]) => denied);

describe('doors go one way: of two rooms one may not import the other', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  // bench and tools are one row of ARCHITECTURE, under one rule.
  const pairs = rooms.flatMap((a, i) => rooms.slice(i + 1).map((b) => [a, b] as const)).filter((pair) => pair.join() !== 'bench,tools');
  test.each(pairs)('%s, %s', (a, b) => expect(deniedIn(`src/${a}`).includes(`**/${b}/**`) || deniedIn(`src/${b}`).includes(`**/${a}/**`)).toBe(true));
});

describe('what is denied in a room is denied in its folders that have a rule of their own', () => {
  const inner = doors.map(([place]) => place.replace('/**', '')).filter((place) => place.split('/').length > 2);
  test.each(inner)('%s', (place) => expect(deniedIn(place)).toEqual(expect.arrayContaining([...deniedIn(place.split('/').slice(0, 2).join('/'))])));
});

test.each(['src/engine', 'src/script', 'src/page'])('%s runs anywhere, so it imports no package', (room) => {
  const imported = filesBelow(room).filter((path) => path.endsWith('.ts')).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/(?:\bfrom |\bimport\(|^import )'([^']+)'/gm)].map(([, name]) => name!));
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name.startsWith('.'))).toEqual([]);
});

/** What a file imports when it runs: types are gone by then. */
const importsOf = (path: string): string[] =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^(?:import|export)\s(?!type\b)(?:[^';]*?\sfrom\s)?'([^']+)'/gm)].map(([, name]) => name!);

describe('scripts in pages do without the extension API of packages, which is more than the look at every page may cost', () => {
  /** All that a file brings with it, by path, and packages by name. */
  function reachedFrom(entry: string): ReadonlySet<string> {
    const reached = new Set([entry]);
    for (const path of reached) {
      if (!/\.tsx?$/.test(path) || !path.includes('/')) continue;
      for (const name of importsOf(path)) reached.add(name.startsWith('.') ? join(path, '..', name) : name);
    }
    return reached;
  }

  test.each(['sniff', 'engine', 'simplified', 'traditional', 'page', 'changes', 'picker'])('%s', (name) => {
    const reached = reachedFrom(`entrypoints/${name}.ts`);
    expect(reached.size).toBeGreaterThan(5);
    expect([...reached].filter((one) => one === 'wxt/browser' || one.startsWith('webextension-polyfill'))).toEqual([]);
  });

  test('which those of the background do not', () => expect(reachedFrom('entrypoints/background.ts')).toContain('wxt/browser'));
});

test.each(['kit', 'kit-table', 'kit-script', 'gbk', 'scatter'])('src/eval/%s.ts, of the model of the damage, shares nothing with what undoes it but how far full-width forms are off', (name) => {
  expect(importsOf(`src/eval/${name}.ts`).filter((one) => one.includes('/engine/') && one !== '../engine/charset/full-width.ts')).toEqual([]);
});

describe('nothing in src imports from entrypoints', () => {
  test.each(doors.filter(([place]) => place.startsWith('src/')))('%s', (_place, denied) => expect(denied).toContain('**/entrypoints/**'));
});
