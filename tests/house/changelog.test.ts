import { describe, expect, test } from 'vitest';
import { closeUnreleased } from '../../src/tools/changelog.ts';

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
