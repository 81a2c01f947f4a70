import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { assessEncoding } from '../../src/engine/mojibake/page.ts';
import { MojibakeRepairer } from '../../src/engine/mojibake/repair.ts';
import { finish } from '../../src/engine/steps.ts';
import { apply } from '../../src/engine/edits.ts';
import { LOST, type Passage } from '../../src/engine/types.ts';
import { encode } from '../../src/eval/encode.ts';
import { garbleAsWindows } from '../../src/eval/mojibake-garble.ts';
import { Tally } from '../../src/eval/mojibake-score.ts';
import { shippedTables } from '../engine/load.ts';

const tables = await shippedTables();
const characters = new CharacterTable(tables);
const repairer = new MojibakeRepairer(new CharacterModel(tables, characters), characters);
const UTF8_AS_GBK = [{ is: 'utf-8', readAs: 'gbk' }] as const;
const garbled = (text: string): string => garbleAsWindows(text, UTF8_AS_GBK)!;
const repaired = (text: string): string => repairer.repair(text)?.text ?? text;

test('a lead byte takes the byte behind it along, by hand', () => {
  // 的 is E7 9A 84: E79A is 鐨, and 84 leads nothing with 20, a space.
  expect(garbled('的 TypeScript')).toBe('鐨?TypeScript');
  // 如果 is E5 A6 82 E6 9E 9C: three pairs, and nothing is lost.
  expect(garbleAsWindows('如果 TypeScript', UTF8_AS_GBK)).toBeNull();
});

describe('what was taken along comes back where the line tells it', () => {
  test.each([
    '已经升级过的 TypeScript 版本能够自动推断出来。',
    '请在浏览器中打开 `index.html` 文件，然后刷新页面。',
    'const 说明 = { 标题: "没有找到对应的文件", 等级: 2 };',
    "show('没有找到对应的文件', 3);",
    '保存之前请先检查一遍（见下文）**没有保存的内容**会丢失。',
    '从这里开始执行后面的操作...然后等待结果返回。',
    '<!-- 页面顶部的标题内容 -->',
    '/* 初始化数据库连接的参数 */',
    '列出的文件</summary>',
    '打开文件(以及所有别的)之后会显示出来。',
  ])('%s', (text) => {
    expect(garbled(text)).toContain('?');
    expect(repaired(garbled(text))).toBe(text);
  });

  test('the end of a line, before an indent', () => {
    const text = '// 打开数据库连接参数\n    private int timeout;';
    expect(garbled(text)).toContain('?    private');
    expect(repaired(garbled(text))).toBe(text);
  });
});

test('what nothing tells is marked: digits', () => {
  const text = '全长42公里，报名人数超过5000人，用时3小时17分18秒。';
  const out = repaired(garbled(text));
  expect(out).not.toBe(text);
  expect(out).toMatch(new RegExp(`${LOST}000人`));
  // Without the marks nothing stands there that was not written, in the same order.
  let at = 0;
  for (const char of out.replaceAll(LOST, '')) {
    at = text.indexOf(char, at) + 1;
    expect(at).toBeGreaterThan(0);
  }
});

test('what the rest of the page tells counts: an item before which a digit is gone', () => {
  const rest = ['这个函数的 TypeScript 类型是自动推断出来的。', '这是已经安装的 Windows 系统。', '请在浏览器中打开的 `index.html` 文件。'].map(garbled);
  for (const line of rest) expect(line).toMatch(/\?[A-Z`]/);
  const text = garbled('每天观测时间共有的5小时，光谱二百条。');
  expect(repaired(text), 'by itself it tells nothing').toBe('每天观测时间共有的小时，光谱二百条。');
  const passages = [...rest, text].map((each): Passage => ({ text: each, place: 'body' }));
  const { edits } = finish(assessEncoding(passages, repairer, false))!;
  expect(apply(text, edits.get(text)!)).toBe(`每天观测时间共有的${LOST}小时，光谱二百条。`);
});

test('a short text is read by itself and its page, whatever was read before it', () => {
  const channel = UTF8_AS_GBK[0];
  const local = repairer.newLocal();
  repairer.learn(local, '每天观测时间共有的小时，光谱二百条。');
  // What is behind the `?` is Chinese: by itself it tells of nothing that was taken along.
  const short = garbled('观测时间共有的5小时');
  expect(short).toMatch(/\?[^\0-\x7f]/);
  repairer.repair('今天的天气很好');
  const before = repairer.repairShort(short, channel, local)?.text;
  repairer.repair(garbled('已经升级过的 TypeScript 版本能够自动推断出来。'));
  expect(repairer.repairShort(short, channel, local)?.text).toBe(before);
  expect(repairer.repairShort(short, channel, local, true)?.text).toBe(`观测时间共有的${LOST}小时`);
});

test('bytes that are lost by themselves take nothing along', () => {
  // A `?` stands for AF of 是 (E6 98 AF) and BA of 为 (E4 B8 BA) each; what is behind them is whole, and a letter stands behind one.
  const bytes = [...new TextEncoder().encode('文件名称是用户的名称，默认为root用户')];
  for (const at of [14, 41]) {
    expect(bytes[at]).toBeGreaterThan(0x7f);
    bytes[at] = 0x3f;
  }
  expect(repaired(new TextDecoder('gbk').decode(Uint8Array.from(bytes)))).toBe('文件名称是用户的名称，默认为root用户');
});

test('nor is anything where a letter may be the second byte: the lead byte of a character of Big5 is lost', () => {
  // 功 is A5 5C and 成 is A6 A8: the `?` stands for A5, and the backslash is what is left of 功.
  const text = '他們在學校裡讀書的時候，成功的機會比我們還要多得多。';
  const bytes = encode(text, 'big5')!;
  const at = bytes.findIndex((byte, i) => byte === 0xa5 && bytes[i + 1] === 0x5c);
  bytes[at] = 0x3f;
  const garbled = new TextDecoder('gbk').decode(bytes);
  expect(garbled).toContain('?\\');
  expect([text, text.replace('功', LOST)]).toContain(repaired(garbled));
});

test('articles: as much as what a browser leaves of them, and next to nothing wrong', () => {
  const folder = new URL('../texts/articles/', import.meta.url);
  const tally = new Tally();
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(new URL(name, folder), 'utf8').split('\n')) {
      const text = line.length < 10 ? null : garbleAsWindows(line, UTF8_AS_GBK);
      if (text !== null) tally.add(line, text, repaired(text));
    }
  }
  expect(tally.sentences).toBeGreaterThan(50);
  expect(tally.exact / tally.sentences).toBeGreaterThan(0.8);
  expect(tally.wrong / tally.sentences).toBeLessThan(0.02);
});
