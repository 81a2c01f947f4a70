import { readdirSync, readFileSync } from 'node:fs';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { pinyin } from 'pinyin-pro';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/eval/random.ts';
import { scatterLines } from '../../src/eval/scatter.ts';
import type { Engine } from '../../src/engine/types.ts';
import { AUTO, cleanLines, KEEP, shippedEngine } from './load.ts';
import { startsEngine } from './starts.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const folder = new URL('../texts/articles/', import.meta.url);
const articles = readdirSync(folder).sort().map((name) => [name, readFileSync(new URL(name, folder), 'utf8').split('\n')] as const);
const texts = (lines: readonly { infected: string }[]): string[] => lines.map(({ infected }) => infected);
const HAN = /[\u4e00-\u9fff]/gu;

describe('the kit that annotates at random', () => {
  it.each(articles)('one in ten, and turned Traditional by its own table: %s', (_name, lines) => {
    const page = scatterLines(lines, 5, { share: 0.1 });
    expect(cleanLines(engine, texts(page), KEEP)).toEqual(page.map(({ traditional }) => traditional));
  });

  it.each(articles)('one in seven, the script as it was: %s', (_name, lines) => {
    const page = scatterLines(lines, 6, { share: 1 / 7, convert: false });
    expect(cleanLines(engine, texts(page), AUTO)).toEqual(lines);
  });

  it('goes back to Simplified where only its table writes so', () => {
    const lines = ['这套系统的控制方面有几个问题，我们要从表面看到里面，才能知道制造的过程。', '在设计控制系统的时候，要考虑电路的关系，也要考虑制造的方法，这方面有很多经验。', ...articles[0]![1]];
    const page = scatterLines(lines, 8, { share: 0.12 });
    expect(page[0]!.traditional).toContain('係統的控製方麵');
    expect(cleanLines(engine, texts(page), AUTO).slice(0, 2)).toEqual(lines.slice(0, 2));
  });

  it('makes the cheap look ask for the engine', () => {
    for (const [, lines] of articles) {
      expect(startsEngine(texts(scatterLines(lines, 7, { share: 0.1 })))).toBe(true);
    }
  });

  // As on a network of mirrors of makers of meters: every fourth character or so, emoji between.
  it.each(articles)('with tones and without, and emoji: %s', (_name, lines) => {
    const page = scatterLines(lines, 13, { share: 0.22, convert: false, tones: 'half', emoji: 0.02 });
    expect(texts(page).join('').match(/\p{Extended_Pictographic}/gu)?.length).toBeGreaterThan(3);
    expect(cleanLines(engine, texts(page), AUTO)).toEqual(lines);
    expect(startsEngine(texts(page))).toBe(true);
  });

  it('leaves the emoji of a page on which nobody strewed any', () => {
    const page = texts(scatterLines([...articles[0]![1], '谢谢🙏大家来玩😀！'], 13, { share: 0.22, convert: false, tones: 'half' }));
    expect(cleanLines(engine, page, AUTO).at(-1)).toBe('谢谢🙏大家来玩😀！');
  });

  it('leaves symbols of text on a page into which emoji were strewn, and units, functions and English', () => {
    const honest = ['红桃♥黑桃♠，男♂女♀，第一步➡第二步，电话☎：123', '函数(sin)，面积10公顷(ha)，苹果(pie)，系统(System)，点击(Menu)'];
    const page = scatterLines([...articles[0]![1], ...articles[1]![1]], 13, { share: 0.22, convert: false, tones: 'half', emoji: 0.02 });
    expect(cleanLines(engine, [...texts(page), ...honest], AUTO).slice(-2)).toEqual(honest);
  });

  it('takes out syllables, and not the pinyin of a word that somebody wrote', () => {
    const page = scatterLines([...articles[0]![1], ...articles[1]![1]], 5, { share: 0.1, convert: false });
    expect(cleanLines(engine, [...texts(page), '他在银行(yínháng)工作(gōngzuò)。'], AUTO).at(-1)).toBe('他在银行(yínháng)工作(gōngzuò)。');
  });

  it.each(articles)('without tones, and every second character: %s', (_name, lines) => {
    const page = scatterLines(lines, 11, { share: 0.5, convert: false, tones: false });
    expect(cleanLines(engine, texts(page), AUTO)).toEqual(lines);
    expect(startsEngine(texts(page))).toBe(true);
  });

  it('without tones, some several times over, on a part of the page', () => {
    const page = ['系(xi)(xi)(xi)统(tong)主要由(you)监测(ce)部分组成，', '烟(yan)(yan)气(qi)在线监测(ce)系(xi)(xi)统(tong)的简称。'];
    expect(cleanLines(engine, page, AUTO)).toEqual(['系统主要由监测部分组成，', '烟气在线监测系统的简称。']);
  });

  it('is undone in a pasted text, too', () => {
    const lines = articles[1]![1];
    expect(engine.explain(texts(scatterLines(lines, 9, { share: 0.1, convert: false })).join('\n')).text).toBe(lines.join('\n'));
  });
});

describe('words as readers for learners gloss them', () => {
  const jieba = Jieba.withDict(dict);
  const glossed = (lines: readonly string[], share: number, once: boolean, toneType: 'symbol' | 'none', seed: number): string[] => {
    const random = randomFrom(seed);
    const met = new Set<string>();
    return lines.map((line) => jieba.cut(line).map((word) => {
      if (!/^[\u4e00-\u9fff]+$/u.test(word) || (once && met.has(word)) || random() > share) return word;
      met.add(word);
      return `${word}(${pinyin(word, { separator: '', toneType }).replaceAll(' ', '')})`;
    }).join(''));
  };

  // Before whole words were told from syllables, most of such pages lost their pinyin.
  it.each([
    ['a few words, the first time', 0.05, true], ['some, the first time', 0.12, true], ['some, again and again', 0.2, false], ['many', 0.35, false], ['all', 1, false],
  ] as const)('stay: %s', (_name, share, once) => {
    for (const toneType of ['symbol', 'none'] as const) {
      for (const [i, [, lines]] of articles.entries()) {
        const page = glossed(lines, share, once, toneType, 100 + i);
        expect(cleanLines(engine, page, KEEP)).toEqual(page);
      }
    }
  });
});

/** An article as people annotate it. @param which says of each character which one it is of its kind on the page, and how often it was annotated */
function annotated(lines: readonly string[], which: (character: string, nth: number) => boolean, toneType: 'symbol' | 'none'): string[] {
  const met = new Map<string, number>();
  return lines.map((line) => {
    const readings = pinyin(line, { type: 'array', toneType });
    return [...line].map((c, i) => {
      if (!c.match(HAN)) return c;
      const nth = (met.get(c) ?? 0) + 1;
      met.set(c, nth);
      return which(c, nth) ? `${c}(${readings[i]})` : c;
    }).join('');
  });
}

describe('what people annotate stays', () => {
  it.each([
    ['every character of a text for beginners', () => true],
    ['each new character, where it stands first', (_c: string, nth: number) => nth === 1],
    ['common characters that have several readings, wherever they stand', (c: string) => '长重行得着了为还都好中看要只地的和发种教数调便传当'.includes(c)],
    ['the first two of each of these', (c: string, nth: number) => nth <= 2 && '长重行得着了为还都好中看要只地的和发种教数调便传当'.includes(c)],
    ['the first five of each of the commonest characters', (c: string, nth: number) => nth <= 5 && '的了我们在有这个不是一人大来上国到说时要就出会也你生自家学对可以过'.includes(c)],
    ['hard characters only', (c: string) => '镜轨赤纬畔漕闸淤瞳擀揉卤榕槐'.includes(c)],
  ] as const)('%s', (_what, which) => {
    for (const toneType of ['symbol', 'none'] as const) {
      for (const [, lines] of articles) {
        const page = annotated(lines, which, toneType);
        expect(cleanLines(engine, page, AUTO)).toEqual(page);
      }
      const all = annotated(articles.flatMap(([, lines]) => lines), which, toneType);
      expect(cleanLines(engine, all, AUTO)).toEqual(all);
    }
  });

  const plain = articles[0]![1];
  it.each([
    ['a primer, every character without its tone, and the same text plain', [...annotated(plain, () => true, 'none'), ...plain]],
    ['the same, line by line', plain.flatMap((line) => [...annotated([line], () => true, 'none'), line])],
    ['every second line of it', plain.map((line, i) => (i % 2 === 0 ? annotated([line], () => true, 'none')[0]! : line))],
    ['words, wherever they stand', annotated(plain, (c) => '学校老师同桌上课时间回家天气'.includes(c), 'none')],
    ['family names', ['百家姓里读音特别的姓：', '单(shan)、区(ou)、仇(qiu)、朴(piao)、解(xie)、查(zha)、任(ren)、曾(zeng)、盖(ge)、尹(yin)、翟(zhai)、华(hua)、宁(ning)、应(ying)、燕(yan)、洗(xian)、令(ling)、哈(ha)、秘(bi)、种(chong)、覃(qin)、佴(nai)、折(she)、乐(yue)、员(yun)、黑(he)、缪(miao)、逄(pang)', '姓单的人，姓区的人，姓任的人，都常被叫错。']],
    ['names of places', ['北京(Beijing)、上海(Shanghai)、南京(nanjing)、西安(xian)、长安(changan)', '从北京(Beijing)到上海(Shanghai)要四个小时，西安(xian)更远。'].concat(plain)],
    ['words in another language', Array.from({ length: 12 }, (_, i) => `第${i + 1}课：风扇(fan)、大头针(pin)、男人(man)、平底锅(pan)、罐头(can)、垃圾桶(bin)、帽子(hat)、大炮(gun)、太阳(sun)、母鸡(hen)、十(ten)、笔(pen)、跑(run)、好玩(fun)。男人跑得快，太阳很好。`)],
    ['what an input method takes', ['日(ri)、月(yue)、人(ren)、山(shan)、水(shui)、火(huo)、木(mu)、土(tu)、女(nv)、心(xin)、手(shou)、口(kou)、目(mu)、耳(er)、马(ma)、鸟(niao)', '先打“女(nv)”，再打“人(ren)”，就出来女人；打“火(huo)”和“山(shan)”，就出来火山。', '水里有月，心里有人；手、口、耳、目各有用处。']],
  ])('%s', (_what, page) => {
    expect(cleanLines(engine, page, AUTO)).toEqual(page);
  });
});
