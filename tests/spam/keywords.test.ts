import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EVASIONS } from '../../src/eval/spam/lists.ts';
import { randomFrom } from '../../src/eval/random.ts';
import type { Engine, Outcome, Passage } from '../../src/engine/types.ts';
import { KEEP, passages, shippedEngine } from '../engine/load.ts';
import { startsEngine } from '../engine/starts.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const lines = (path: string): string[] => readFileSync(new URL(`../texts/${path}`, import.meta.url), 'utf8').split('\n').filter((line) => line !== '');
const ARTICLE = passages(lines('articles/telescope.txt'));
const clean = (page: readonly Passage[]): Outcome[] => engine.clean(page, engine.assess(page), KEEP);
const body = (text: string, more: Partial<Passage> = {}): Passage => ({ text, place: 'body', ...more });
/** What is left of passages that stand before an article. */
const left = (...page: Passage[]): (string | null)[] => clean([...page, ...ARTICLE]).slice(0, page.length).map((outcome) => outcome.text);

/** One list of each trade, in the words of `src/eval/spam/vocabulary.txt`. */
const TRADES: readonly (readonly [trade: string, items: readonly string[]])[] = [
  ['adult', ['成人在线视频', '国产高清无码', '亚洲五月天综合', '人妻熟女专区', '欧美激情一区二区', '麻豆免费观看']],
  ['gambling', ['澳门百家乐官网', '真人老虎机平台', '皇冠体育投注网', '新葡京娱乐城注册', '德州扑克手机版', '金沙赌场app下载']],
  ['lottery', ['北京赛车开奖结果', '六合彩正版资料', '时时彩稳赚计划', '幸运飞艇平台注册', '快三开奖直播', '极速赛车走势图']],
  ['official-site mirrors', ['开云体育官网登录', '乐动体育app下载', '米兰体育最新网址', '欧易官网注册', '云顶国际登录入口', '问鼎娱乐官方网站']],
  ['grey medicine', ['催情药哪里有卖', '迷药货到付款', '听话水购买网站', '壮阳药正品官网', '三唑仑网购', '失身水多少钱']],
  ['loan', ['无抵押贷款秒下款', '不看征信网贷口子', '信用卡套现平台', '黑户贷款当天放款', '代开发票联系电话', '股票配资公司']],
  ['fake diploma', ['办理毕业证', '购买学位证价格', '假文凭制作', '驾驶证代办多少钱', '学历认证网上可查', '刻章办证联系方式']],
  ['game server', ['传奇私服发布网', '新开传奇sf', '热血传奇变态版', '魔域私服一条龙', '游戏外挂免费下载', '奇迹私服开服表']],
];

describe.each(TRADES)('a list of the trade: %s', (_trade, items) => {
  it.each([',', '，', '_', '|', ' - ', '-', '、', '·', '/', ' '])('goes with %j between the items', (separator) => {
    expect(left(body(items.join(separator)))).toEqual([null]);
  });

  it.each(['丨', '│', ' ∣ ', ' I ', 'I'])('goes with what is written for a bar, %j, between the items', (bar) => {
    expect(left(body(items.join(bar)))).toEqual([null]);
  });

  it.each(EVASIONS.map(({ name, apply }) => [name, apply] as const))('goes in spite of: %s', (_name, apply) => {
    const random = randomFrom(1);
    expect(left(body(items.map((item) => apply(item, random)).join('_')))).toEqual([null]);
  });

  it.each([
    ['title', { place: 'title' }], ['meta', { place: 'meta' }], ['heading', { place: 'heading', link: true }], ['attribute', { place: 'attribute' }],
    ['hidden box', { hidden: true, box: 1 }],
  ] as const)('goes from a %s', (_name, more) => {
    expect(clean([...ARTICLE, { ...body(items.join(',')), ...more }]).at(-1)!.text).toBeNull();
  });

  it('goes as links, each by itself, with what parts them and what leads in', () => {
    const farm = items.flatMap((item) => [body(item, { link: true }), body(' | ')]).slice(0, -1);
    const page = [...ARTICLE, body('感谢您访问本站，您可能还喜欢：'), ...farm];
    expect(clean(page).slice(ARTICLE.length).map((outcome) => outcome.text)).toEqual(Array.from({ length: farm.length + 1 }, () => null));
  });

  it('leaves the real title that it was put in front of, or behind', () => {
    const run = items.slice(0, 3).join('_');
    const list = body(items.join(','));
    expect(left({ text: `${run}_深空望远镜看见了什么`, place: 'title' }, list)[0]).toBe('深空望远镜看见了什么');
    expect(left({ text: `深空望远镜看见了什么_${run}`, place: 'title' }, list)[0]).toBe('深空望远镜看见了什么');
  });

  it('is noticed by the look that every page gets', () => {
    expect(startsEngine([items.join('_')])).toBe(true);
    expect(startsEngine(items)).toBe(true);
  });
});

describe('a long farm of links', () => {
  const SHAPES = ['%怎么看', '%软件', '%公式', '%分析软件', '%必胜', '%群', '%遗漏', '%总代', '%策略', '%评测', '%试玩', '%用品', '%骗局', '山西%', '福建%', '天下%', '领先%', '现金%', '网页%',
    '%官网', '%投注网', '%平台', '%网站', '重庆%走势图', '%官网开奖'];
  const farm = ['时时彩', '百家乐'].flatMap((term) => SHAPES.map((shape) => shape.replace('%', term)));

  it.each([['in sight', {}], ['out of sight', { hidden: true, box: 3 }]] as const)('about two terms, turned every way, goes %s', (_how, more) => {
    const page = [...ARTICLE, ...farm.map((text) => body(text, { link: true, ...more }))];
    expect(clean(page).map((outcome) => outcome.text)).toEqual([...ARTICLE.map(({ text }) => text), ...farm.map(() => null)]);
  });
});

describe('what is honest stays', () => {
  const files = ['articles', 'negative', 'lists'].flatMap((folder) =>
    readdirSync(new URL(`../texts/${folder}/`, import.meta.url)).sort().map((file) => `${folder}/${file}`));

  it.each(files)('every line of %s, as text, links, titles and hidden menus', (file) => {
    const text = lines(file);
    const forms: readonly (readonly Passage[])[] = [
      passages(text),
      text.map((line) => body(line, { link: true })),
      text.map((line) => body(line, { hidden: true, box: 1 })),
      text.flatMap((line): Passage[] => [{ text: line, place: 'title' }, { text: line, place: 'meta' }, { text: line, place: 'attribute' }, { text: line, place: 'heading' }]),
    ];
    for (const page of forms) {
      const assessment = engine.assess(page);
      const spam = engine.clean(page, assessment, KEEP).flatMap((outcome) => outcome.edits.filter((edit) => edit.kind === 'spam'));
      expect(spam.map((edit) => edit.before)).toEqual([]);
    }
  });

  it.each([
    '360网站安全检测平台 360网站安全检测平台 京公网安备 11010200203344号',
    '365网站安全检测平台 网站信誉认证平台 京公网安备 11010200203344号 京ICP证030405号',
    '手机网站安全平台 365网站检测 网站备案平台 沪公网安备 31010102001234号',
  ])('with numbers of records and names of watchers, as in a footer: %s', (footer) => {
    expect(left(body(footer))).toEqual([footer]);
  });

  it('beside a list that is none: the same page\'s menu, tags and links', () => {
    const menu = ['首页', '新闻', '体育', '娱乐', '视频', '彩票', '游戏', '下载'].map((text) => body(text, { link: true }));
    const tags = body('标签：望远镜,星系,红移,恒星,观测');
    const spam = body(TRADES[1]![1].join(','));
    expect(left(...menu, tags, spam)).toEqual([...menu.map(({ text }) => text), tags.text, null]);
  });
});

describe('why', () => {
  const why = (page: readonly Passage[], at: number): readonly string[] => clean(page)[at]!.edits[0]?.why ?? [];

  it('names words and list first', () => {
    expect(why([body(TRADES[0]![1].join('_')), ...ARTICLE], 0).slice(0, 2).sort()).toEqual(['list', 'words']);
  });

  it('names the script on a page turned Traditional, and disguise where characters hide', () => {
    const traditional = ARTICLE.map((passage) => body(EVASIONS[1]!.apply(passage.text, randomFrom(1))));
    expect(why([...traditional, body(TRADES[1]![1].join(','))], traditional.length)).toContain('script');
    expect(why([body(TRADES[1]![1].map((item) => [...item].join('\u200b')).join(',')), ...ARTICLE], 0)).toContain('disguise');
  });

  it('names the copy where a link repeats an item', () => {
    const page = [body(TRADES[1]![1].join(',')), body(TRADES[1]![1][0]!, { link: true, place: 'attribute' }), ...ARTICLE];
    expect(why(page, 1)).toContain('copy');
  });
});

describe('verdicts', () => {
  it('hold for the same passage made anew, and for new ones of the page', () => {
    const list = TRADES[0]![1].join(',');
    const page = [body(list), ...ARTICLE];
    const assessment = engine.assess(page);
    expect(engine.clean([body(list)], assessment, KEEP)[0]!.text).toBeNull();
    expect(engine.clean([body(TRADES[2]![1].join(','))], assessment, KEEP)[0]!.text).toBeNull();
    expect(engine.clean([body('新来的一行，什么毛病都没有。')], assessment, KEEP)[0]!.text).toBe('新来的一行，什么毛病都没有。');
  });

  it('take the rest of a hidden box of which most is spam, and nothing of one that is honest', () => {
    const spam = TRADES[1]![1].map((item) => body(item, { link: true, hidden: true, box: 7 }));
    const more = body('本站推荐', { hidden: true, box: 7 });
    const menu = ['公司新闻', '行业动态', '招聘信息'].map((text) => body(text, { link: true, hidden: true, box: 8 }));
    expect(left(...spam, more, ...menu)).toEqual([...spam.map(() => null), null, ...menu.map(({ text }) => text)]);
  });
});
