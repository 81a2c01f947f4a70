import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, hostOf, parseSettings, policyFor, withAllowlisted, withScript } from '../../src/extension/settings.ts';

describe('stored settings', () => {
  test.each([
    ['nothing', undefined, DEFAULTS],
    ['not an object', 'x', DEFAULTS],
    ['an array', [], DEFAULTS],
    ['off', { enabled: false }, { ...DEFAULTS, enabled: false }],
    ['a bad entry next to a good one', { allowlist: ['a.cn', 3, ''], sites: { 'b.cn': { script: 'tw' }, 'c.cn': { script: 'xx' }, 'd.cn': null } },
      { ...DEFAULTS, allowlist: ['a.cn'], sites: { 'b.cn': { script: 'tw' } } }],
    ['a script that does not exist', { script: 'jp' }, DEFAULTS],
  ])('%s', (_name, stored, settings) => expect(parseSettings(stored)).toEqual(settings));

  test('survive being stored', () => {
    const settings = withScript(withAllowlisted(DEFAULTS, 'a.cn', true), 'b.cn', 'hk');
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  test.each([
    ['the host itself', 'a.cn', true],
    ['its subdomain', 'www.a.cn', true],
    ['a host that only ends like it', 'ba.cn', false],
    ['its parent', 'cn', false],
  ])('an allowlist entry: %s', (_name, host, allowlisted) =>
    expect(policyFor({ ...DEFAULTS, allowlist: ['a.cn'] }, host).allowlisted).toBe(allowlisted));

  test('taking a subdomain off the list takes the entry off that covers it', () =>
    expect(withAllowlisted({ ...DEFAULTS, allowlist: ['a.cn', 'b.cn'] }, 'www.a.cn', false).allowlist).toEqual(['b.cn']));

  test('the default script is not stored for a host', () =>
    expect(withScript({ ...DEFAULTS, sites: { 'a.cn': { script: 'tw' } } }, 'a.cn', 'auto').sites).toEqual({}));

  test.each([['https://a.cn:8080/x', 'a.cn'], ['file:///home/x.html', 'file:'], ['about:blank', 'about:'], ['nonsense', '']])(
    'host of %s', (url, host) => expect(hostOf(url)).toBe(host));
});

test('every text is there in every language, and says something', () => {
  const [en, ...others] = ['en', 'zh_CN', 'zh_TW'].map((locale) =>
    JSON.parse(readFileSync(new URL(`../../assets/public/_locales/${locale}/messages.json`, import.meta.url), 'utf8')) as Record<string, { message: string }>);
  for (const other of others) expect(Object.keys(other)).toEqual(Object.keys(en ?? {}));
  for (const texts of [en, ...others]) for (const { message } of Object.values(texts ?? {})) expect(message.trim()).not.toBe('');
});
