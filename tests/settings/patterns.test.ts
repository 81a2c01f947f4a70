import { describe, expect, test } from 'vitest';
import { addressOf, allowlistEntry, covers, entryNamed, hostNamed, hostOf, needsPath, siteNamed } from '../../src/extension/settings/patterns.ts';

describe('an allowlist entry covers', () => {
  test.each([
    ['the host itself', 'a.cn', 'https://a.cn/', true],
    ['its subdomain', 'a.cn', 'https://www.a.cn/x?y', true],
    ['any port', 'a.cn', 'http://a.cn:8080/', true],
    ['files', 'file:', 'file:///home/x.html', true],
    ['not a host that only ends like it', 'a.cn', 'https://ba.cn/', false],
    ['not its parent', 'www.a.cn', 'https://a.cn/', false],
    ['not an address without a host', 'a.cn', 'nonsense', false],
    // The examples of MDN, "Match patterns in extension manifests"
    ['everything', '<all_urls>', 'http://example.org/', true],
    ['every host', '*://*/*', 'https://a.org/some/path/', true],
    ['not another scheme', '*://*/*', 'file:///a/', false],
    ['the host of a pattern', '*://*.mozilla.org/*', 'http://mozilla.org/', true],
    ['its subdomains', '*://*.mozilla.org/*', 'https://b.mozilla.org/path/', true],
    ['not a host that ends like it', '*://*.mozilla.org/*', 'https://firefox-mozilla.org/', false],
    ['one scheme only', 'https://*/path', 'http://mozilla.org/path', false],
    ['the path to its end', 'https://*/path', 'https://mozilla.org/path/', false],
    ['the query as part of the path', 'https://mozilla.org/*/b/*/', 'https://mozilla.org/a/b/c/d/?x=1', false],
    ['stars in the path', 'https://mozilla.org/*/b/*/', 'https://mozilla.org/a/b/c/d/', true],
    ['no overlap of the parts around a star', 'https://a.cn/ab*ba', 'https://a.cn/aba', false],
    ['files by path', 'file:///blah/*', 'file:///blah/x', true],
    ['not other files', 'file:///blah/*', 'file:///x', false],
    ['nothing if it is no pattern', '*://*.*.cn/*', 'https://a.b.cn/', false],
  ])('%s', (_name, entry, url, covered) => expect(covers(entry, addressOf(url))).toBe(covered));

  test('in a time that does not grow out of hand, whatever it holds', () => {
    const start = process.cpuUsage().user;
    covers(`https://a.cn/${'*a'.repeat(5000)}b`, addressOf(`https://a.cn/${'a'.repeat(50_000)}`));
    expect(process.cpuUsage().user - start).toBeLessThan(500_000); // microseconds; backtracking would take for ever
  });
});

describe('what a reader types', () => {
  test.each([
    ['a host', ' A.cn ', 'a.cn'],
    ['a pattern with an international name', '*://例子.cn/*', '*://xn--fsqu00a.cn/*'],
    ['its subdomains', 'https://*.例子.cn/*', 'https://*.xn--fsqu00a.cn/*'],
    ['a pattern in capitals', '*://*.Example.CN/News/*', '*://*.example.cn/News/*'],
    ['a path in Chinese', '*://a.cn/新闻/*', '*://a.cn/%E6%96%B0%E9%97%BB/*'],
    ['a query', '*://a.cn/*?q=新&x=*', '*://a.cn/*?q=%E6%96%B0&x=*'],
    ['files in Chinese', 'file:///书/*', 'file:///%E4%B9%A6/*'],
    ['every host', '*://*/书/*', '*://*/%E4%B9%A6/*'],
    ['all', '<all_urls>', '<all_urls>'],
    ['a fragment, which no pattern sees', '*://a.cn/x#*', null],
    ['a pattern of no host', '*://a|b.cn/*', null],
    ['a name that is too long', `${'a.'.repeat(200)}cn`, null],
    ['an address', 'https://www.a.cn:8080/x?y=1', 'www.a.cn'],
    ['an international name', '中国.cn', 'xn--fiqs8s.cn'],
    ['a pattern', '*://*.a.cn/news/*', '*://*.a.cn/news/*'],
    ['files', 'file:', 'file:'],
    ['some files', 'file:///tmp/*', 'file:///tmp/*'],
    ['nothing', '  ', null],
    ['two things', 'a.cn b.cn', null],
    ['a star in a host', 'a.*', null],
    ['a pattern without a path', '*://a.cn', null],
    ['a pattern with a port', '*://a.cn:80/*', null],
    ['another scheme', 'ftp://a.cn/', null],
    ['no host', 'https://', null],
  ])('%s', (_name, typed, entry) => expect(allowlistEntry(typed)).toBe(entry));
});

test.each([
  ['*://例子.cn/*', 'https://例子.cn/1.html'], ['*://*.Example.CN/*', 'http://www.example.cn/'], ['*://a.cn/新闻/*', 'https://a.cn/新闻/1.html'],
  ['*://a.cn/*?q=新*', 'https://a.cn/s?q=新闻'], ['file:///书/*', 'file:///书/1.html'], ['*://a.cn/a%20b/*', 'https://a.cn/a b/1'], ['https://a.cn/x*', 'https://A.CN:8080/x|y'],
] as const)('%s covers %s as the browser writes it', (typed, url) => expect(covers(allowlistEntry(typed) ?? '', addressOf(url))).toBe(true));

test.each([
  ['a host', 'Example.cn', 'example.cn'], ['an international one', '例子.cn', 'xn--fsqu00a.cn'], ['an origin', 'https://example.cn', 'example.cn'], ['a host with a port', 'a.cn:8080', 'a.cn'],
  ['one page', 'https://a.cn/新', 'https://a.cn/%E6%96%B0'], ['a pattern', '*://*.A.cn/*', '*://*.a.cn/*'], ['files', 'file:', 'file:'], ['other pages without a host', 'about:', 'about:'],
  ['nothing', '', null], ['words', 'a b', null], ['no pattern', '*://*.*.cn/*', null],
])('an entry that was stored: %s', (_name, stored, entry) => expect(entryNamed(stored)).toBe(entry));

test.each([['a.cn', false], ['*://a.cn/*', false], ['<all_urls>', false], ['*://a.cn/x/*', true], ['*://a.cn/', true]])(
  'the origin is not enough to judge %s: %s', (entry, needs) => expect(needsPath(entry)).toBe(needs));

test.each([['https://a.cn:8080/x', 'a.cn'], ['file:///home/x.html', 'file:'], ['about:blank', 'about:'], ['nonsense', '']])(
  'host of %s', (url, host) => expect(hostOf(url)).toBe(host));

describe('the name of a host', () => {
  test.each([
    ['a.cn', 'a.cn'], ['Example.CN', 'example.cn'], ['例子.cn', 'xn--fsqu00a.cn'], ['127.0.0.1', '127.0.0.1'], ['[::1]', '[::1]'], ['localhost', 'localhost'], ['a_b.cn', 'a_b.cn'], ['xn--fsqu00a.cn', 'xn--fsqu00a.cn'], ['a.XN--FSQU00A.cn', 'a.xn--fsqu00a.cn'],
    ['', null], ['a b.cn', null], ['a.cn:80', null], ['a.cn/x', null], ['a.cn\\x', null], ['a.cn?x', null], ['a.cn#x', null], ['x@a.cn', null], ['*.a.cn', null], ['<a>.cn', null],
    ['256.1.1.1', null], ['[a.cn]', null], ['file:', null],
    [`${'a.'.repeat(125)}cn`, `${'a.'.repeat(125)}cn`], [`${'a.'.repeat(126)}cn`, null],
  ])('%j is %j', (name, host) => expect(hostNamed(name)).toBe(host));

  test('pages without a host go by their scheme', () => expect(['file:', 'about:', 'A.cn', 'https://a.cn'].map(siteNamed)).toEqual(['file:', 'about:', 'a.cn', null]));
});
