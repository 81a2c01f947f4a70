import { beforeAll, describe, expect, it } from 'vitest';
import { lineKey } from '../../src/engine/engine.ts';
import type { Engine } from '../../src/engine/types.ts';
import { cleanLines, KEEP, passages, shippedEngine } from '../engine/load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

describe('the key of a line', () => {
  it.each([
    ['white space and bars', ' 猜你喜欢 |  热门推荐\t', '猜你喜欢_热门推荐'],
    ['width and case', 'ＶＩＰ会员，Ａｐｐ下载', 'vip会员 app下载'],
    ['zero-width characters', '猜\u200b你\ufeff喜\u2060欢', '猜你喜欢'],
    ['compatibility characters (Kangxi radicals)', '⽇报⼤全', '日报大全'],
  ])('is the same whatever the %s', (_what, a, b) => {
    expect(lineKey(a)).toBe(lineKey(b));
  });

  it.each(['猜你喜欢', 'Ｑ群 １２３', '…', '', 'ﷺ ẛ̣ ﬁ İ', '\u200b'])('of a key is itself: %j', (text) => {
    expect(lineKey(lineKey(text))).toBe(lineKey(text));
  });

  it.each([['猜你喜欢', '猜他喜欢'], ['第1页', '第2页'], ['は', 'ば']])('tells apart what says something else: %s, %s', (a, b) => {
    expect(lineKey(a)).not.toBe(lineKey(b));
  });
});

describe('lines that the reader judged', () => {
  const advert = '加微信领取本站独家资料，先到先得，编号 20817';
  const honest = ['今天的菜市场很热闹。', '加微信的时候请说明来意，先说清楚要找谁。', '独家资料'];
  const clean = (lines: readonly string[], remove: string[], keep: string[] = [], spam = true) =>
    cleanLines(engine, lines, { ...KEEP, spam, lines: { remove, keep } });

  it('go from a page in which nothing else is wrong, and say why', () => {
    const page = passages([advert, ...honest]);
    const outcomes = engine.clean(page, engine.assess(page), { ...KEEP, lines: { remove: [advert], keep: [] } });
    expect(outcomes.map((o) => o.text)).toEqual([null, ...honest]);
    expect(outcomes[0]!.edits).toMatchObject([{ kind: 'spam', start: 0, end: advert.length, why: ['reader'] }]);
  });

  it.each([
    ['another number', '加微信领取本站独家资料，先到先得，编号 99'],
    ['another order', '先到先得，加微信领取本站独家资料，编号 20817'],
    ['Traditional characters', '加微信領取本站獨家資料，先到先得，編號 20817'],
    ['full width, other marks', '加微信领取本站独家资料！！先到先得＿编号２０８１７'],
  ])('also with %s', (_what, line) => {
    expect(clean([line, ...honest], [advert])[0]).toBeNull();
  });

  it('are remembered by key as well as by text', () => {
    expect(clean([advert, ...honest], [lineKey(advert)])[0]).toBeNull();
  });

  it('stay where they only share some words, or are short and not the same', () => {
    const lines = ['本站独家资料每周三更新，编号见下表。', '下一页', ...honest];
    expect(clean(lines, [advert, '上一页', '', ' ', '…'])).toEqual(lines);
  });

  it('stay with spam left alone, and where the reader said so later', () => {
    expect(clean([advert], [advert], [], false)).toEqual([advert]);
    expect(clean([advert], [advert], [advert])).toEqual([advert]);
  });

  it('that are not spam stay, whole or as the part that was taken out', () => {
    const list = '成人在线视频,国产高清综合,五月天免费观看,无码专区大全,欧美精品播放';
    const run = '成人在线视频_五月天免费观看_老城的面馆';
    expect(clean([list, run, ...honest], [])).toEqual([null, '老城的面馆', ...honest]);
    expect(clean([list, run, ...honest], [], [lineKey(list), '成人在线视频_五月天免费观看_'])).toEqual([list, run, ...honest]);
  });
});
