import { describe, expect, test } from 'vitest';
import { CHARSETS, charsetNamed, nameOf, readsAlike } from '../../src/extension/settings/charsets.ts';
import { headerRules, overrideFor, withCharset, type Override } from '../../src/extension/encoding/rules.ts';

const site = (host: string, encoding: string): Override => ({ host, encoding, tabId: null });

describe('names of charsets (WHATWG Encoding)', () => {
  test.each(CHARSETS)('%s is one that the browser decodes, under that name', (name) =>
    expect(new TextDecoder(name).encoding).toBe(name.toLowerCase()));
  test.each([
    ['in any case', 'SHIFT_JIS', 'Shift_JIS'], ['as the standard writes it', 'gb18030', 'gb18030'], ['a label that is no name', 'latin1', null],
    ['what is not to be chosen', 'replacement', null], ['a header', 'utf-8\r\nSet-Cookie: a=b', null],
  ])('%s', (_name, label, name) => expect(charsetNamed(label)).toBe(name));
  test.each([['GBK', 'gb18030', true], ['gb2312', 'GBK', true], ['latin1', 'windows-1252', true], ['Big5', 'GBK', false], ['nonsense', 'UTF-8', false]] as const)(
    '%s and %s', (a, b, alike) => expect(readsAlike(a, b)).toBe(alike));
  test('no name is none', () => expect(nameOf('Nonsense')).toBe('nonsense'));
});

describe('rules of declarativeNetRequest', () => {
  const [html, xhtml, text] = headerRules([site('www.a.cn', 'GBK')]);
  test('one for each type, which stays what it is', () =>
    expect([html, xhtml, text].map((rule) => [rule?.id, rule?.action.responseHeaders[0]?.value, rule?.condition.responseHeaders[0]?.values])).toEqual([
      [1, 'text/html; charset=GBK', ['text/html', 'text/html;*', 'text/html *']],
      [2, 'application/xhtml+xml; charset=GBK', ['application/xhtml+xml', 'application/xhtml+xml;*', 'application/xhtml+xml *']],
      [3, 'text/plain; charset=GBK', ['text/plain', 'text/plain;*', 'text/plain *']],
    ]));
  test.each([
    ['the host', 'https://www.a.cn/', true], ['with a port', 'http://www.a.cn:8080/x?y', true],
    ['another host', 'https://a.cn/', false], ['a subdomain', 'https://x.www.a.cn/', false],
    ['a host that only looks like it', 'https://wwwxa.cn/', false], ['its name in a path', 'https://b.cn/https://www.a.cn/', false],
    ['its name as a user', 'https://www.a.cn@b.cn/', false], ['a host that begins like it', 'https://www.a.cn.b.cn/', false],
  ] as const)('%s', (_name, url, hit) => expect(new RegExp(html!.condition.regexFilter).test(url)).toBe(hit));
  test('pages only, and no frames in them', () => expect(html?.condition.resourceTypes).toEqual(['main_frame']));
  test('a tab has rules of its own, which go before those of the site', () => {
    const [rule] = headerRules([{ host: 'a.cn', encoding: 'Big5', tabId: 7 }]);
    expect([rule?.condition.tabIds, rule?.priority]).toEqual([[7], 2]);
    expect([html?.condition.tabIds, html?.priority]).toEqual([undefined, 1]);
  });
  test('no two rules share an id', () => {
    const ids = headerRules([site('a.cn', 'GBK'), site('b.cn', 'Big5'), site('c.cn', 'UTF-8')]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(9);
  });
});

describe('which override holds', () => {
  const overrides = [site('a.cn', 'GBK'), { host: 'a.cn', encoding: 'Big5', tabId: 7 }, { host: 'b.cn', encoding: 'UTF-8', tabId: 8 }];
  test.each([
    ['the site’s', 'a.cn', 1, 'GBK'], ['the tab’s before it', 'a.cn', 7, 'Big5'], ['the tab’s on another site', 'b.cn', 7, undefined],
    ['a subdomain has none', 'www.a.cn', 1, undefined], ['only in its tab', 'b.cn', 8, 'UTF-8'],
  ])('%s', (_name, host, tabId, encoding) => expect(overrideFor(overrides, host, tabId)?.encoding).toBe(encoding));
});

describe('Content-Type with another charset', () => {
  test.each([
    ['text/html', 'text/html; charset=GBK'], ['text/html; charset=utf-8', 'text/html; charset=GBK'], ['TEXT/HTML;charset="big5"', 'text/html; charset=GBK'],
    ['text/plain', 'text/plain; charset=GBK'], ['application/xhtml+xml; charset=utf-8', 'application/xhtml+xml; charset=GBK'],
    ['image/png', null], ['application/pdf', null], ['text/css', null], ['application/json', null], ['', null], ['text/htmlx', null],
  ])('%s', (type, result) => expect(withCharset(type, 'GBK')).toBe(result));
});
