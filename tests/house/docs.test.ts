import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sources } from '../../src/tools/package.ts';
import { ROOT } from '../../src/tools/paths.ts';

const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const pages = sources().filter((name) => name.endsWith('.md'));

/** The name of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
const anchorsIn = (page: string): string[] => Array.from(read(page).matchAll(/^#+ (.+)$/gm), ([, heading]) => anchorOf(heading!));

describe('links between the pages lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const links = Array.from(read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g), ([, link]) => link!);
    const dead = links.filter((link) => {
      const [path, anchor] = link.split('#') as [string, string?];
      const target = path === '' ? page : posix.join(dirname(page), path);
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
    });
    expect(dead).toEqual([]);
  });
});

describe('the scripts of package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  test('are all in the README, but for the one that `npm version` calls', () => {
    const readme = read('README.md');
    const told = Array.from(readme.matchAll(/npm (?:run (?:-s )?)?([a-z:]+)|`(build:[a-z]+)`/g), ([, name, short]) => name ?? short!);
    expect(Object.keys(scripts).filter((name) => name !== 'version' && !told.includes(name))).toEqual([]);
  });

  test.each(pages)('are there where %s names them', (page) => {
    const named = Array.from(read(page).matchAll(/npm run (?:-s )?([a-z][a-z:]*)/g), ([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
