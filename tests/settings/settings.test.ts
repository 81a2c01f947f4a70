import { describe, expect, test } from 'vitest';
import { withAllowlisted, withoutRule, withRule, withScript, withSite } from '../../src/extension/settings/changes.ts';
import { wellNamed } from '../../src/extension/settings/names.ts';
import { policyFor, siteFor } from '../../src/extension/settings/policy.ts';
import { DEFAULTS, isNewer, parseSettings, type Problem, type Settings } from '../../src/extension/settings/settings.ts';

/** Every field there is, with something in it. */
const FULL: Settings = {
  version: 2, enabled: false, allowlist: ['a.cn', '*://*.b.cn/x*'], script: 'twp',
  clean: { spam: true, encoding: false, annotations: true },
  sites: {
    'c.cn': { script: 'hk', clean: { spam: false }, encoding: 'gb18030', hide: ['#x > .y'], removeLines: ['一二三'], keepLines: ['四五六'] },
    'file:': { script: 'keep' },
  },
  words: { protect: ['乾隆'], replace: { 软件: '軟體', 打印机: '' } },
  subscriptions: [{ url: 'https://d.cn/list.txt', enabled: false, every: 'week' }],
};

describe('stored settings', () => {
  test.each([
    ['nothing', undefined, DEFAULTS],
    ['not an object', 'x', DEFAULTS],
    ['an array', [], DEFAULTS],
    ['off', { enabled: false }, { ...DEFAULTS, enabled: false }],
    ['everything', FULL, FULL],
    ['a site with nothing to say', { sites: { 'a.cn': {} } }, DEFAULTS],
    ['words of half the kinds', { words: { protect: ['乾隆'] } }, { ...DEFAULTS, words: { protect: ['乾隆'], replace: {} } }],
    ['a subscription that only has its address', { subscriptions: [{ url: 'https://a.cn/l' }] },
      { ...DEFAULTS, subscriptions: [{ url: 'https://a.cn/l', enabled: true, every: 'never' }] }],
  ])('%s', (_name, stored, settings) => expect(parseSettings(stored)).toEqual(settings));

  test('version 1, as the extension wrote it, keeps all that it said', () => {
    const version1 = { version: 1, enabled: false, allowlist: ['a.cn'], script: 'hk', sites: { 'b.cn': { script: 'tw' } } };
    expect(parseSettings(version1)).toEqual({ ...DEFAULTS, ...version1, version: 2 });
  });

  test('survive being stored', () => expect(parseSettings(JSON.parse(JSON.stringify(FULL)))).toEqual(FULL));

  test.each<[string, unknown, Partial<Settings>, string]>([
    ['an allowlist entry', { allowlist: ['a.cn', 3, ''] }, { allowlist: ['a.cn'] }, 'allowlist[1] allowlist[2]'],
    ['a script that does not exist', { script: 'jp', enabled: false }, { enabled: false }, 'script'],
    ['one field of a site', { sites: { 'b.cn': { script: 'xx', encoding: 'big5' }, 'c.cn': null } }, { sites: { 'b.cn': { encoding: 'big5' } } }, 'sites["b.cn"].script sites["c.cn"]'],
    ['one kind of cleaning', { clean: { spam: 'no', encoding: false } }, { clean: { spam: true, encoding: false, annotations: true } }, 'clean.spam'],
    ['one rule', { sites: { 'b.cn': { hide: ['p', null], keepLines: 'x' } } }, { sites: { 'b.cn': { hide: ['p'] } } }, 'sites["b.cn"].hide[1] sites["b.cn"].keepLines'],
    ['one word', { words: { protect: [1, '乾隆'], replace: { a: 2, b: 'c', '': 'd' } } }, { words: { protect: ['乾隆'], replace: { b: 'c' } } }, 'words.protect[0] words.replace["a"] words.replace[""]'],
    ['an address that is not https', { subscriptions: [{ url: 'http://a.cn/l' }, { every: 'day' }, 7] }, {}, 'subscriptions[0].url subscriptions[1].url subscriptions[2]'],
    ['everything', 7, {}, ''],
  ])('%s that is wrong is named, and costs nothing else', (_name, stored, changed, paths) => {
    const problems: Problem[] = [];
    expect(parseSettings(stored, (problem) => problems.push(problem))).toEqual({ ...DEFAULTS, ...changed });
    expect(problems.map(({ path }) => path).join(' ')).toBe(paths);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('a name that is special to JavaScript is data like any other', () => {
    const read = parseSettings(JSON.parse('{"sites": {"__proto__": {"script": "tw"}}, "words": {"replace": {"__proto__": "x"}}}'));
    expect(Object.keys(read.sites)).toEqual(['__proto__']);
    expect(JSON.stringify(read.words.replace)).toBe('{"__proto__":"x"}');
    expect(policyFor(read, 'https://toString/').script).toBe('auto');
  });

  test.each([[{ version: 3 }, true], [{ version: 2 }, false], [{ version: 1 }, false], [{}, false], [undefined, false], ['x', false]])(
    '%j is of a later version: %s', (stored, newer) => expect(isNewer(stored)).toBe(newer));
});

describe('names', () => {
  const tw = { script: 'tw' } as const;
  const hk = { script: 'hk' } as const;
  test.each<[string, Partial<Settings>, Partial<Settings>, string]>([
    ['of sites, as the browser has them', { sites: { '例子.cn': tw, 'Example.CN': hk, 'file:': tw } }, { sites: { 'xn--fsqu00a.cn': tw, 'example.cn': hk, 'file:': tw } }, ''],
    ['of sites that are none', { sites: { 'https://a.cn': tw, 'a b.cn': tw, 'b.cn': hk } }, { sites: { 'b.cn': hk } }, 'sites["https://a.cn"] sites["a b.cn"]'],
    ['of a site that is there by its right name, too', { sites: { 'a.cn': hk, 'A.cn': tw } }, { sites: { 'a.cn': hk } }, 'sites["A.cn"]'],
    ['in the allowlist, as the browser has them', { allowlist: ['https://Example.cn', 'example.cn', '例子.cn', '*://*.A.cn/新/*', '<all_urls>', 'file:'] },
      { allowlist: ['example.cn', 'xn--fsqu00a.cn', '*://*.a.cn/%E6%96%B0/*', '<all_urls>', 'file:'] }, ''],
    ['in the allowlist that cover nothing', { allowlist: ['a b', 'a.cn', '*://*.*.cn/*'] }, { allowlist: ['a.cn'] }, 'allowlist["a b"] allowlist["*://*.*.cn/*"]'],
    ['that JavaScript has, too', { sites: JSON.parse('{"__proto__": {"script": "tw"}}') }, { sites: JSON.parse('{"__proto__": {"script": "tw"}}') }, ''],
  ])('%s', (_name, changed, named, paths) => {
    const problems: Problem[] = [];
    expect(wellNamed({ ...DEFAULTS, ...changed }, (problem) => problems.push(problem))).toEqual({ ...DEFAULTS, ...named });
    expect(problems.map(({ path }) => path).join(' ')).toBe(paths);
  });
});

describe('what holds for a page', () => {
  const settings = { ...DEFAULTS, sites: {
    'a.cn': { script: 'tw' as const, clean: { spam: false }, hide: ['.ad'] },
    'www.a.cn': { clean: { encoding: false }, hide: ['.ad', '#top'], keepLines: ['一'] },
  } };
  test.each([
    ['a host without own settings', 'https://b.cn/', 'auto', { spam: true, encoding: true, annotations: true }, []],
    ['a host', 'https://a.cn/x', 'tw', { spam: false, encoding: true, annotations: true }, ['.ad']],
    ['a subdomain: both, the nearer one first', 'http://www.a.cn:8080/', 'tw', { spam: false, encoding: false, annotations: true }, ['.ad', '#top']],
    ['a host that only ends like it', 'https://ba.cn/', 'auto', { spam: true, encoding: true, annotations: true }, []],
  ])('%s', (_name, url, script, clean, hide) => expect(policyFor(settings, url)).toMatchObject({ script, clean, hide }));

  test('lines to remove and to keep', () =>
    expect(policyFor(settings, 'https://www.a.cn/').lines).toEqual({ remove: [], keep: ['一'] }));
});

describe('changes', () => {
  test('taking a subdomain off the allowlist takes the host off that covers it, and no pattern', () =>
    expect(withAllowlisted({ ...DEFAULTS, allowlist: ['a.cn', 'b.cn', '*://*.cn/*', '<all_urls>'] }, 'https://www.a.cn/', false).allowlist)
      .toEqual(['b.cn', '*://*.cn/*', '<all_urls>']));

  test('an address without a site is not put on the allowlist', () =>
    expect(withAllowlisted(DEFAULTS, 'nonsense', true)).toEqual(DEFAULTS));

  test('the script that holds anyway is not stored for a host', () => {
    expect(withScript({ ...DEFAULTS, sites: { 'a.cn': { script: 'tw' } } }, 'a.cn', 'auto').sites).toEqual({});
    expect(withScript(DEFAULTS, 'a.cn', 'hk').sites).toEqual({ 'a.cn': { script: 'hk' } });
  });

  test('a conversion that is asked for on a site is stored, whatever holds for all: there it outweighs what the page says', () => {
    const all = { ...DEFAULTS, script: 'tw' as const };
    expect(policyFor(all, 'https://a.cn/')).toMatchObject({ script: 'tw', asked: false });
    const asked = withScript(all, 'a.cn', 'tw');
    expect(policyFor(asked, 'https://www.a.cn/')).toMatchObject({ script: 'tw', asked: true });
    // Of a site that it is chosen for already it says nothing more.
    expect(withScript(asked, 'www.a.cn', 'tw')).toEqual(asked);
    expect(withScript({ ...DEFAULTS, script: 'keep' }, 'a.cn', 'keep').sites).toEqual({});
  });

  test('a subdomain can go back to what holds everywhere', () =>
    expect(siteFor(withScript({ ...DEFAULTS, sites: { 'a.cn': { script: 'tw' } } }, 'www.a.cn', 'auto'), 'www.a.cn').script).toBe('auto'));

  test('a script leaves the rest of a site alone', () =>
    expect(withScript({ ...DEFAULTS, sites: { 'a.cn': { hide: ['p'], script: 'tw' } } }, 'a.cn', 'auto').sites).toEqual({ 'a.cn': { hide: ['p'] } }));

  test('a line said to be no spam is no longer spam, wherever that was said; and back', () => {
    const spam = withRule(DEFAULTS, 'a.cn', 'removeLines', '一');
    const kept = withRule(spam, 'www.a.cn', 'keepLines', '一');
    expect(kept.sites).toEqual({ 'www.a.cn': { keepLines: ['一'] } });
    expect(withRule(kept, 'www.a.cn', 'removeLines', '一').sites).toEqual({ 'www.a.cn': { removeLines: ['一'] } });
  });

  test('a rule comes once, and the last one takes the host with it', () => {
    const twice = withRule(withRule(DEFAULTS, 'a.cn', 'hide', 'p'), 'a.cn', 'hide', 'p');
    expect(twice.sites).toEqual({ 'a.cn': { hide: ['p'] } });
    expect(withoutRule(twice, 'a.cn', 'hide', 'p')).toEqual(DEFAULTS);
    expect(withSite(twice, 'a.cn', { hide: [] })).toEqual(DEFAULTS);
  });
});
