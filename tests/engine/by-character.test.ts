import { readdirSync, readFileSync } from 'node:fs';
import * as reference from 'opencc-js/core';
import * as preset from 'opencc-js/preset';
import { beforeAll, describe, expect, it } from 'vitest';
import { BY_CHARACTER, wordByCharacter } from '../../src/engine/kit/by-character.ts';
import type { Engine } from '../../src/engine/types.ts';
import { toKitTraditional } from '../../src/eval/kit.ts';
import { AUTO, cleanLines, shippedEngine } from './load.ts';

const converter = (from: string, to: string): ((text: string) => string) => reference.ConverterBuilder(preset)({ from, to });
const KEYWORDS = '成人在线视频,国产高清综合,五月天免费观看,无码专区大全,欧美精品播放';

describe('words by character', () => {
  it('are what the kit makes of a word, and no conversion by phrases', () => {
    const back = converter('t', 'cn');
    const phrases = ['t', 'tw', 'twp', 'hk'].map((to) => converter('cn', to));
    for (const word of BY_CHARACTER) {
      const simplified = back(word);
      expect(toKitTraditional(simplified)).toBe(word);
      for (const convert of phrases) expect(convert(simplified)).not.toBe(word);
    }
  });

  it('are in no honest text in Traditional', () => {
    const url = new URL('../texts/', import.meta.url);
    const texts = ['negative/taiwan.txt', 'negative/hongkong.txt', 'lists/traditional.txt', ...readdirSync(new URL('articles/', url)).map((name) => `articles/${name}`)];
    const honest = converter('cn', 'tw');
    for (const name of texts) {
      const text = honest(readFileSync(new URL(name, url), 'utf8'));
      const found = BY_CHARACTER.filter((word) => text.includes(word));
      expect(found, name).toEqual([]);
    }
  });

  it('are found by their two code units', () => {
    for (const word of BY_CHARACTER) expect(wordByCharacter(word.charCodeAt(0), word.charCodeAt(1))).not.toBe(0);
    expect(wordByCharacter('皇'.charCodeAt(0), '后'.charCodeAt(0))).toBe(0);
  });
});

describe('a short page with Simplified keywords', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await shippedEngine();
  });
  const MORE = '馆内还会举办讲座，欢迎大家报名参加，时间请看网页。';
  const SHORT = ['图书馆采购新书以后，读者可以在网上预约。', '采访组记录了这些变化，并向馆长说明读者的需要。', MORE];
  const more = toKitTraditional(MORE);
  const traditional = SHORT.map(toKitTraditional);

  it('goes back to Simplified by two such words', () => {
    expect(cleanLines(engine, [KEYWORDS, ...traditional], AUTO)).toEqual([null, ...SHORT]);
  });

  it('keeps its script without the keywords', () => {
    expect(cleanLines(engine, traditional, AUTO)).toEqual(traditional);
  });

  it('loses annotations that are few, each once, where they are on common characters', () => {
    const annotated = ['圖書館采購新書以后，讀(dú)者可以在網上預約。', '采訪組記(jì)錄了這些變化，并向館長說(shuō)明需要。', more.replace('請', '請(qǐng)').replace('時', '時(shí)')];
    expect(cleanLines(engine, [KEYWORDS, ...annotated], AUTO)).toEqual([null, '图书馆采购新书以后，读者可以在网上预约。', '采访组记录了这些变化，并向馆长说明需要。', MORE]);
    expect(cleanLines(engine, annotated, AUTO)).toEqual(annotated);
  });

  it.each([
    ['with one such word', ['圖書館採購新書以后，讀者可以在網上預約。', '記者來訪，館長說明讀者的需要，這些變化都記錄下來。']],
    ['with two, beside as much that is right', ['圖書館採購新書以后，讀者可以在網上預約，然后到館領書。', '採訪組於是記錄了這些變化，館長說明讀者的需要。']],
    ['that quotes Simplified', ['圖書館貼出兩岸用字對照，讀者可以在網上預約導覽。', '牌子上写着：“采用、然后、什么、以后”，都是简体字。', '館長說明，這些變化記錄了兩岸的書寫習慣。']],
    ['with the readings of what is hard', ['圖書館藏有饕(tāo)餮(tiè)紋的拓片，讀者可以在網上預約。', '館長說明：觥(gōng)籌(chóu)交錯的觥(gōng)是酒器，記錄了這些變化。']],
  ])('stays Traditional %s', (_what, lines) => {
    expect(cleanLines(engine, [KEYWORDS, ...lines, more], AUTO)).toEqual([null, ...lines, more]);
  });
});
