import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { infectLines, makeTable, toKitTraditional } from '../../src/eval/kit.ts';
import type { Engine } from '../../src/engine/types.ts';
import { AUTO, cleanLines, KEEP, passages, shippedEngine } from './load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const folder = (name: string): string[][] => {
  const url = new URL(`../texts/${name}/`, import.meta.url);
  return readdirSync(url).sort().map((file) => readFileSync(new URL(file, url), 'utf8').split('\n'));
};
const KEYWORDS = '成人在线视频,国产高清综合,五月天免费观看,无码专区大全,欧美精品播放';

describe('keyword lines', () => {
  const article = folder('articles')[0]!;

  it('go from a page that the kit was at; every other line stays', () => {
    const infected = infectLines(article, makeTable(3)).map((line) => line.infected);
    const cleaned = cleanLines(engine, [KEYWORDS, ...infected], AUTO);
    expect(cleaned[0]).toBeNull();
    expect(cleaned.slice(1)).not.toContain(null);
  });

  it.each(['，', '_', '|', '、', ' '])('whatever separates them: %j', (separator) => {
    expect(cleanLines(engine, [KEYWORDS.replaceAll(',', separator), ...article], KEEP)[0]).toBeNull();
  });

  it.each([
    '首页,新闻,体育,财经,娱乐,视频,图片,论坛',
    '苹果、香蕉、蜜桃、葡萄、西瓜、草莓，都是夏天的水果',
    '国产剧 美剧 日剧 韩剧 综艺 动漫 纪录片 电影 高清在线观看',
    '中国体育彩票 中国福利彩票 开奖公告 投注站查询 彩票公益金',
    '成人教育、成人高考、自学考试、网络教育',
  ])('an honest list stays: %s', (line) => {
    expect(cleanLines(engine, [line, ...article], KEEP)[0]).toBe(line);
  });

  it.each([
    ['in front of a title', '成人在线视频_五月天免费观看_老城的面馆', '老城的面馆'],
    ['behind it', '老城的面馆,成人在线视频,五月天免费观看', '老城的面馆'],
    ['with full-width letters and zero-width characters', '成\u200b人在线视频_五\u200b月天免费观看_老城的面馆', '老城的面馆'],
  ])('a run of keywords goes, the line stays: %s', (_what, line, truth) => {
    expect(cleanLines(engine, [KEYWORDS, line, ...article], KEEP)[1]).toBe(truth);
  });

  it('a title that is all keywords says what the page\'s headline says', () => {
    const page = [{ text: KEYWORDS, place: 'title' as const }, { text: KEYWORDS, place: 'heading' as const }, { text: '老城的面馆', place: 'heading' as const }];
    const outcomes = engine.clean(page, engine.assess(page), KEEP);
    expect(outcomes.map((o) => o.text)).toEqual(['老城的面馆', null, '老城的面馆']);
    expect(outcomes[0]!.edits).toMatchObject([{ kind: 'spam', before: KEYWORDS, after: '老城的面馆' }]);
  });

  it('hidden keywords that a list named go one by one, and say why; a lone word that only sounds like them stays', () => {
    const page = ['国产高清综合', '官网首页'].map((text) => ({ text, place: 'body' as const, hidden: true }));
    const outcomes = engine.clean([{ text: KEYWORDS, place: 'body' }, ...page], engine.assess([{ text: KEYWORDS, place: 'body' }, ...page]), KEEP);
    expect(outcomes.map((o) => o.text)).toEqual([null, null, '官网首页']);
    expect(outcomes[1]!.edits[0]!.why).toEqual(['copy', 'hidden']);
  });

  it('single keywords that a list named go where they are links', () => {
    const page = [{ text: KEYWORDS, place: 'body' as const }, { text: '国产高清综合', place: 'body' as const, link: true }, { text: '国产高清综合', place: 'body' as const }];
    const outcomes = engine.clean(page, engine.assess(page), KEEP);
    expect(outcomes.map((o) => o.text)).toEqual([null, null, '国产高清综合']);
  });
});

describe('back to Simplified', () => {
  const proof = '又一家中國(guó)公司在國(guó)內(nèi)市場上推出了自己的新產(chǎn)品，并且打算明年在國(guó)外發(fā)布；它的另一件產(chǎn)品去年已經在國(guó)內(nèi)發(fā)布。';
  it.each([
    ['這意味著機會', '这意味着机会'],
    ['著名的著作', '著名的著作'],
    ['看著他走遠', '看着他走远'],
    ['關于系統的后臺，里面并沒有', '关于系统的后台，里面并没有'],
    ['乾坤未定', '乾坤未定'],
    ['看著', '看着'],
    ['意味著：這很好', '意味着：这很好'],
    ['王小明著', '王小明著'],
    ['《舊事》（王小明 著）', '《旧事》（王小明 著）'],
    ['也在醞釀中', '也在酝酿中'],
    ['他笑瞇瞇地掛鐘', '他笑眯眯地挂钟'],
    ['公司業(yè)績(jī)很好，上年業(yè)績(jī)不佳', '公司业绩很好，上年业绩不佳'],
  ])('%s', (traditional, simplified) => {
    expect(cleanLines(engine, [proof, traditional], AUTO)[1]).toBe(simplified);
  });
});

describe('pages with injected keywords and no annotation', () => {
  it('go back to Simplified where they were turned Traditional character by character', () => {
    const article = folder('articles')[0]!;
    expect(cleanLines(engine, [KEYWORDS, ...article.map(toKitTraditional)], AUTO)).toEqual([null, ...article]);
  });

  it('keep their script where they are from Taiwan, whatever their words', () => {
    const page = [
      '這群學生每天早上到游泳池練習，游完三公里才去上課；教練說，這群孩子的意志比誰都堅強。',
      '泳隊成立三十年，群體的默契來自長時間的訓練。皇后盃的冠軍獎盃擺在走廊，是學姊們留下的紀念。',
      '鄰里的長輩也常來看他們練習，替這群孩子加油打氣。游泳池的燈光一直亮到深夜。',
      '采風隊的攝影師替他們拍下紀錄，照片裡每個人都笑得很開心。',
    ];
    expect(cleanLines(engine, [KEYWORDS, ...page], AUTO)).toEqual([null, ...page]);
  });
});

describe('rules of harm', () => {
  it('honest text comes back as it was', () => {
    for (const name of ['articles', 'negative']) for (const lines of folder(name)) expect(cleanLines(engine, lines, AUTO)).toEqual(lines);
  });

  it('cleaning a cleaned page does nothing', () => {
    for (const [i, lines] of folder('articles').entries()) {
      const infected = infectLines(lines, makeTable(i + 1)).map((line) => line.infected);
      const once = cleanLines(engine, [KEYWORDS, ...infected], AUTO).filter((line) => line !== null);
      expect(cleanLines(engine, once, AUTO)).toEqual(once);
    }
  });

  it('edits give the result when carried out on the input', () => {
    for (const [i, lines] of folder('articles').entries()) {
      const page = passages(infectLines(lines, makeTable(i + 1)).map((line) => line.infected));
      for (const [k, outcome] of engine.clean(page, engine.assess(page), KEEP).entries()) {
        let text = '', at = 0;
        for (const edit of outcome.edits) {
          expect(page[k]!.text.slice(edit.start, edit.end)).toBe(edit.before);
          expect(edit.start).toBeGreaterThanOrEqual(at);
          text += page[k]!.text.slice(at, edit.start) + edit.after;
          at = edit.end;
        }
        expect(text + page[k]!.text.slice(at)).toBe(outcome.text);
      }
    }
  });

  it('no text makes it throw, damaged or not', () => {
    const base = infectLines(folder('articles')[1]!, makeTable(9)).map((line) => line.infected);
    const piece = fc.oneof(fc.constantFrom('?', '?！', '(guó)', '國', 'ù)', '。', '\ue032', '\ud800', '□', '€', '</p>', '?/p>'), fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...base));
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
      const lines = [...base.slice(0, 6), parts.join('')];
      expect(cleanLines(engine, lines, AUTO)).toHaveLength(lines.length);
    }), { numRuns: 300, seed: 7 });
  });

  it('takes time in proportion to the length, whatever the text', () => {
    const proof = infectLines(folder('articles')[0]!, makeTable(4)).map((line) => line.infected);
    const milliseconds = (unit: string, n: number): number => {
      const started = performance.now();
      cleanLines(engine, [...proof, unit.repeat(n)], AUTO);
      return performance.now() - started;
    };
    // Ten times the text may take 40 times as long, not 100 times. Other processes share the machine: what was too slow once is timed again.
    const proportionate = (unit: string): boolean => milliseconds(unit, 10000) < Math.max(milliseconds(unit, 1000), 5) * 40;
    for (const unit of ['?！对', '?shù)米', '(guó)', '?', '！', '國?guó)', '“', '?/p>']) {
      expect([1, 2, 3].some(() => proportionate(unit)), unit).toBe(true);
    }
  });
});
