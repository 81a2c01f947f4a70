import { describe, expect, test } from 'vitest';
import { fromItems, toItems } from '../../src/extension/settings/chunks.ts';
import { parseList, selectorsFor } from '../../src/extension/settings/lists.ts';
import { DEFAULTS, type Settings } from '../../src/extension/settings/settings.ts';
import { exportSettings, importFile, importSettings, mergeSettings } from '../../src/extension/settings/transfer.ts';
import { textToWords, wordsToText } from '../../src/extension/settings/words-text.ts';

const MINE: Settings = {
  ...DEFAULTS, allowlist: ['a.cn', '*://b.cn/*'], script: 'hk', clean: { spam: true, encoding: false, annotations: true },
  sites: { 'c.cn': { script: 'tw', hide: ['.x'], keepLines: ['一'], clean: { spam: false } } },
  words: { protect: ['乾隆'], replace: { 软件: '軟體' } }, subscriptions: [{ url: 'https://d.cn/l', enabled: true, every: 'day' }],
};

describe('a file of settings', () => {
  test('gives back all that went into it', () => expect(importSettings(exportSettings(MINE))).toEqual({ settings: MINE, problems: [] }));

  test.each([
    ['no JSON', '{', 'json'],
    ['something else', '{"format": "other"}', 'format'],
    ['not even an object', '3', 'format'],
    ['a later version', '{"format": "qingye-settings", "version": 3}', 'newer'],
    ['far too much', ' '.repeat(8_000_001), 'large'],
  ])('%s is refused', (_name, file, error) => expect(importSettings(file)).toEqual({ error }));

  test('of a gigabyte is refused unread; others are read', async () => {
    const unread = { size: 1e9, text: () => Promise.reject(new Error('it was read')) };
    expect(await importFile(unread)).toEqual({ error: 'large' });
    expect(await importFile(new Blob([exportSettings(MINE)]))).toEqual({ settings: MINE, problems: [] });
  });

  test('names what it could not read, and takes the rest', () => {
    const read = importSettings('\uFEFF{"format": "qingye-settings", "version": 2, "allowlist": ["a.cn", 4], "colour": "red"}');
    expect(read).toMatchObject({ settings: { allowlist: ['a.cn'] }, problems: [{ path: 'allowlist[1]', value: 4 }, { path: 'colour', value: 'red' }] });
  });

  test('names sites that are none, and takes the others by the names that the browser has for them', () =>
    expect(importSettings('{"format": "qingye-settings", "version": 2, "sites": {"例子.cn": {"script": "tw"}, "a b": {"script": "hk"}}}'))
      .toMatchObject({ settings: { sites: { 'xn--fsqu00a.cn': { script: 'tw' } } }, problems: [{ path: 'sites["a b"]', value: { script: 'hk' } }] }));

  test('names charsets that are none, and takes the others by the names of their standard', () =>
    expect(importSettings('{"format": "qingye-settings", "version": 2, "sites": {"a.cn": {"encoding": "klingon", "script": "tw"}, "b.cn": {"encoding": "gbk"}, "c.cn": {"encoding": "x-user-defined"}}}'))
      .toEqual({
        settings: { ...DEFAULTS, sites: { 'a.cn': { script: 'tw' }, 'b.cn': { encoding: 'GBK' } } },
        problems: [{ path: 'sites["a.cn"].encoding', value: 'klingon' }, { path: 'sites["c.cn"].encoding', value: 'x-user-defined' }],
      }));

  test('names words that the options could not read as lines, and takes the others once', () => {
    const words = { protect: ['乾隆', '乾隆', 'a=b', ' 皇后', '#甲', '两\n行'], replace: { 软件: '軟體', 打印机: '', 乾隆: '干隆', 'c=d': 'e', 鼠标: '滑鼠 ' } };
    const read = importSettings(JSON.stringify({ format: 'qingye-settings', version: 2, words }));
    expect(read).toMatchObject({ settings: { words: { protect: ['乾隆'], replace: { 软件: '軟體' } } } });
    expect('problems' in read && read.problems.map(({ path }) => path)).toEqual([
      'words.protect[2]', 'words.protect[3]', 'words.protect[4]', 'words.protect[5]',
      'words.replace["打印机"]', 'words.replace["乾隆"]', 'words.replace["c=d"]', 'words.replace["鼠标"]',
    ]);
    expect('settings' in read && textToWords(wordsToText(read.settings.words))).toEqual({ words: { protect: ['乾隆'], replace: { 软件: '軟體' } }, problems: [] });
  });

  test('of the first version is read', () =>
    expect(importSettings('{"format": "qingye-settings", "version": 1, "allowlist": ["a.cn"]}')).toMatchObject({ settings: { version: 2, allowlist: ['a.cn'] }, problems: [] }));
});

test('two settings in one: lists and words of both, else the second', () => {
  const theirs: Settings = {
    ...DEFAULTS, allowlist: ['a.cn', 'e.cn'], script: 'cn', sites: { 'c.cn': { script: 'hk', hide: ['.y'], clean: { encoding: false } }, 'f.cn': { encoding: 'big5' } },
    words: { protect: ['皇后'], replace: { 软件: '軟件' } }, subscriptions: [{ url: 'https://d.cn/l', enabled: false, every: 'never' }],
  };
  expect(mergeSettings(MINE, theirs)).toEqual({
    ...theirs, allowlist: ['a.cn', '*://b.cn/*', 'e.cn'],
    sites: { 'c.cn': { script: 'hk', hide: ['.x', '.y'], keepLines: ['一'], clean: { spam: false, encoding: false } }, 'f.cn': { encoding: 'big5' } },
    words: { protect: ['乾隆', '皇后'], replace: { 软件: '軟件' } },
  });
  expect(mergeSettings(MINE, MINE)).toEqual(MINE);
});

test('words of two settings: one meaning each, that of the second', () => {
  const a: Settings = { ...DEFAULTS, words: { protect: ['乾隆', '皇后'], replace: { 软件: '軟體', 打印机: '印表機' } } };
  const b: Settings = { ...DEFAULTS, words: { protect: ['软件'], replace: { 乾隆: '干隆' } } };
  const { words } = mergeSettings(a, b);
  expect(words).toEqual({ protect: ['皇后', '软件'], replace: { 打印机: '印表機', 乾隆: '干隆' } });
  expect(textToWords(wordsToText(words))).toEqual({ words, problems: [] });
});

describe('own words as lines', () => {
  test('go out and come back', () => expect(textToWords(wordsToText(MINE.words))).toEqual({ words: MINE.words, problems: [] }));

  test('comments, tabs (OpenCC), several translations', () =>
    expect(textToWords('# mine\n\n软件\t軟體 軟件\r\n 打印机 = 印表機 \n乾隆').words).toEqual({ protect: ['乾隆'], replace: { 软件: '軟體', 打印机: '印表機' } }));

  test.each([['= 軟體', 'noWord'], ['软件 =', 'noTarget'], ['甲\n甲', 'twice'], ['甲=乙\n甲', 'twice']])('%j: %s', (text, reason) =>
    expect(textToWords(text).problems).toMatchObject([{ line: text.split('\n').length, reason }]));

  test('ten thousand are quick', () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `词${i} = 詞${i}`).join('\n');
    const start = process.cpuUsage().user;
    expect(Object.keys(textToWords(text).words.replace)).toHaveLength(10_000);
    expect(process.cpuUsage().user - start).toBeLessThan(400_000); // microseconds
  });
});

describe('items of storage.sync', () => {
  // MDN, storage.sync: 8192 bytes an item (key and JSON), 102400 in all, 512 items.
  const bytes = (key: string, value: unknown): number => key.length + new TextEncoder().encode(JSON.stringify(value)).length;
  test.each([['short', 'x'], ['empty', ''], ['Chinese', '清'.repeat(20_000)], ['pairs of surrogates', '𠮷'.repeat(9000)], ['all escaped', '"\\\n'.repeat(9000)]])(
    '%s: none over the quota, and together what went in', (_name, text) => {
      const items = toItems(text, 7);
      for (const [key, value] of Object.entries(items)) expect(bytes(key, value)).toBeLessThanOrEqual(8192);
      expect(fromItems(JSON.parse(JSON.stringify(items)))).toEqual({ text, changed: 7 });
    });

  test('more than fits is refused before anything is written', () => expect(() => toItems('清'.repeat(40_000), 7)).toThrow(RangeError));

  test('while parts are missing there is nothing', () => {
    const { part1: _, ...items } = toItems('清'.repeat(20_000), 7);
    expect(fromItems(items)).toBeNull();
    expect(fromItems({})).toBeNull();
  });

  test('while parts are of another text there is nothing', () => {
    const [before, after] = [toItems('清'.repeat(20_000), 7), toItems('页'.repeat(20_000), 8)];
    for (const key of Object.keys(after)) {
      expect(fromItems({ ...before, [key]: after[key] })).toBeNull();
      expect(fromItems({ ...after, [key]: before[key] })).toBeNull();
    }
    expect(fromItems({ ...before, ...after })).toEqual({ text: '页'.repeat(20_000), changed: 8 });
  });
});

describe('a filter list', () => {
  const list = parseList('[Adblock Plus 2.0]\n! Title: Mine\n! comment\na.cn,www.b.cn##.ad > p\n##.everywhere\n||tracker.cn^\na.cn#@#.not\na.cn##p{color:red}\na.cn##p/*\n*##x\n~a.cn##.y\n');
  test('gives the rules that name their sites, and nothing else', () =>
    expect(list).toEqual({ title: 'Mine', skipped: 7, rules: [{ hosts: ['a.cn', 'www.b.cn'], selector: '.ad > p' }] }));

  test.each([['a.cn', 1], ['x.a.cn', 1], ['b.cn', 0], ['ba.cn', 0]])('for %s: %i', (host, count) => expect(selectorsFor([list], host)).toHaveLength(count));

  test('knows sites by the names that the browser has for them', () => {
    const { rules, skipped } = parseList('例子.cn,Example.CN##.ad\na|b.cn##.ad\nxn--.cn/x##.ad');
    expect({ rules, skipped }).toEqual({ rules: [{ hosts: ['xn--fsqu00a.cn', 'example.cn'], selector: '.ad' }], skipped: 2 });
  });

  test('takes no more room than it has itself, and is refused where it would', () => {
    const hosts = Array.from({ length: 500 }, (_, i) => `site${i}.cn`).join(',');
    const text = `${hosts}##${'.x'.repeat(400)}\n`.repeat(40);
    expect(JSON.stringify(parseList(text)).length).toBeLessThan(text.length * 1.5);
    expect(() => parseList(`a.cn##${'\u0001'.repeat(900)}\n`.repeat(1000))).toThrow(RangeError);
  });

  test('with too many rules is refused', () => expect(() => parseList('a.cn##p\n'.repeat(20_001))).toThrow(RangeError));
});
