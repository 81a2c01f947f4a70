import { beforeAll, describe, expect, it } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { Folding } from '../../src/engine/spam/fold.ts';
import { itemsOf } from '../../src/engine/spam/items.ts';
import { shippedTables } from '../engine/load.ts';

let folding: Folding;
beforeAll(async () => {
  folding = new Folding(new CharacterTable(await shippedTables()));
});

const plain = (text: string): string[] => itemsOf(text, folding).map((item) => item.plain);

it.each([['Kangxi radicals', '⽇报'], ['ideographs beyond the basic plane', '日报\u{2f800}'], ['letters of mathematics', '\u{1d5ee}\u{1d5fd}\u{1d5fd}下载'], ['letters in squares', '\u{1f130}类']])(
  'compatibility characters are read as what they stand for: %s', (_what, text) => {
    expect(plain(text)).toEqual([text.normalize('NFKC').toLowerCase()]);
  });

describe('what parts items', () => {
  it.each(['丨', '│', '┃', '‖', '∣', '¦', 'ǀ', '︱', '￨'])('is written for a bar: %s', (bar) => {
    expect(plain(`春天${bar}夏天${bar}秋天`)).toEqual(['春天', '夏天', '秋天']);
  });

  it('is an I that stands for a bar, twice or more, beside letters and digits too', () => {
    expect(plain('春天I夏天I秋天abI2月')).toEqual(['春天', '夏天', '秋天ab', '2月']);
  });

  it.each(['甲I类', 'AI技术与UI设计', '第I类和第II类', '维生素I型、维生素II型'])('is no numeral and no letter of a word: %s', (text) => {
    expect(plain(text).join('')).toContain('i');
  });

  it('is no I of a word in capitals, where bars were seen', () => {
    expect(plain('春天I夏天I秋天API文档')).toEqual(['春天', '夏天', '秋天api文档']);
  });
});
