import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closeUnreleased } from '../../src/tools/changelog.ts';
import { ROOT } from '../../src/tools/paths.ts';

describe('a release closes what is unreleased', () => {
  test('under its version and date, older ones stay', () =>
    expect(closeUnreleased('# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n', '0.2.0', '2026-11-24')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-11-24)\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n'));

  test.each([
    ['no such section', '# Changelog\n\n## 0.1.0\n\n- Old.\n'],
    ['an empty one', '# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- Old.\n'],
    ['an empty one at the end', '# Changelog\n\n## Unreleased\n'],
  ])('not with %s', (_name, changelog) => expect(() => closeUnreleased(changelog, '0.2.0', '2026-11-24')).toThrow('CHANGELOG.md'));
});

describe('the changelog of the project', () => {
  const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
  const changelog = read('CHANGELOG.md');
  const { version } = JSON.parse(read('package.json')) as { version: string };

  test('says what is new: a release can be made of it, or was just made', () => {
    if (!changelog.includes(`\n## ${version} (`)) expect(() => closeUnreleased(changelog, version, '2026-11-24')).not.toThrow();
  });

  test('has no marks of a merge in it', () => expect(changelog).not.toMatch(/^(?:<{7}|={7}|>{7})/m));
});
