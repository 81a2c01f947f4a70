import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { cleanLines, KEEP, shippedEngine } from './load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const PROOF = '又一家中國(guó)公司在國(guó)內(nèi)市場上推出了新產(chǎn)品，在國(guó)外發(fā)布；另一件產(chǎn)品已經在國(guó)內(nèi)發(fā)布。';
const onKitPage = (...lines: string[]): (string | null)[] => cleanLines(engine, [PROOF, ...lines], KEEP).slice(1);

describe('question marks for what GBK lacks', () => {
  it.each([
    ['with spaces between them', '[摘? ? 要]本文討論這些問題', '[摘 要]本文討論這些問題'],
    ['the same, in front of a bracket', '【分類號】I01 ? ?【文獻標識碼】A', '【分類號】I01 【文獻標識碼】A'],
    ['at the start of a line, in front of a sign', '?★手足麻木', '★手足麻木'],
    ['at the start of a line, in front of a space', '? 歡迎來到本站', ' 歡迎來到本站'],
    ['alone between spaces', '首頁 | ?? 資源下載 ?? 資源專輯', '首頁 |  資源下載  資源專輯'],
    ['behind a dateline', '新華社北京7月9日電? 會議在京舉行', '新華社北京7月9日電 會議在京舉行'],
    ['a row behind a full stop', '到此為止。???下一節', '到此為止。下一節'],
  ])('go: %s', (_what, damaged, mended) => {
    expect(onKitPage(damaged)).toEqual([mended]);
  });

  it.each([
    ['a question', '這是真的嗎? 我不信'],
    ['an emphatic one', '這是真的嗎??'],
    ['one that is asked twice', '你說什麼?? 我沒聽見'],
    ['a question that ends its line', '真的? ?'],
    ['an unknown in a formula', '1 + ? = 3'],
    ['one in front of Latin letters', 'a ? b : c'],
    ['the address of a page', '見 list.htm?id=3 一頁'],
  ])('stay: %s', (_what, line) => {
    expect(onKitPage(line)).toEqual([line]);
  });

  it('stay on pages that no kit was at', () => {
    const page = ['[摘? ? 要]本文討論這些問題', '? 歡迎來到本站', '?★手足麻木'];
    expect(cleanLines(engine, page, KEEP)).toEqual(page);
  });
});

describe('empty tags that are shown as text', () => {
  const SOUP = ['• <tr id="qw3e8"></tr>', '  <tfoot id="qw3e8"><noscript id="qw3e8"></noscript></tfoot>'];

  it('go where all have the id of the kit', () => {
    expect(onKitPage(...SOUP, '其餘的話')).toEqual(['', '', '其餘的話']);
  });

  it.each([
    ['fewer than three', ['<tr id="qw3e8"></tr>', '其餘的話']],
    ['ids that differ', ['<tr id="first"></tr>', '<td id="other"></td>', '<th id="third"></th>']],
    ['words beside them', ['例：<tr id="qw3e8"></tr>', '例：<td id="qw3e8"></td>', '例：<th id="qw3e8"></th>']],
    ['no id', ['<tr></tr>', '<td></td>', '<th></th>']],
  ])('stay with %s', (_what, lines) => {
    expect(onKitPage(...lines)).toEqual(lines);
  });

  it('stay on pages that no kit was at', () => {
    expect(cleanLines(engine, [...SOUP, ...SOUP], KEEP)).toEqual([...SOUP, ...SOUP]);
  });
});
