import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Dictionaries } from '../../src/script/convert.ts';
import { ELSEWHERE, IN_TAIWAN } from '../../src/script/detect.ts';
import type { Words } from '../../src/script/types.ts';

const file = (name: string): Uint8Array => readFileSync(new URL(`../../src/script/data/${name}.bin`, import.meta.url));

let simplified: Dictionaries, traditional: Dictionaries;
beforeAll(async () => {
  [simplified, traditional] = await Promise.all([Dictionaries.load(file('simplified')), Dictionaries.load(file('traditional'))]);
});

describe('text in pieces', () => {
  test.each([
    ['a word of two characters that only together say which', 't', ['他的', '头', '发'], ['他的', '頭', '髮']],
    ['a word whose length stays', 'twp', ['写程', '序'], ['寫程', '式']],
    ['a word of three characters that becomes five', 'twp', ['程', '序员写'], ['程式', '設計師寫']],
    ['a word that is longer afterwards goes to its pieces by their share', 'twp', ['用互', '联网'], ['用網', '際網路']],
    ['a word that is replaced as a whole', 'twp', ['打', '印', '机坏了'], ['印', '表', '機壞了']],
    ['empty pieces stay empty', 'tw', ['', '后', '', '面', ''], ['', '後', '', '面', '']],
    ['characters beyond the basic plane are not cut', 't', ['\u{20000}', '头\u{20001}', '发'], ['\u{20000}', '頭\u{20001}', '發']],
    ['compatibility ideographs become the unified ones in their place', 't', ['\uf900', '头发'], ['豈', '頭髮']],
    ['a sequence that describes a character stays whole, beyond the basic plane too', 't', ['⿰\u{20000}后', '后面'], ['⿰\u{20000}后', '後面']],
    ['what becomes longer than there was room for', 'twp', [`${'一'.repeat(253)}互`, '联网'], [`${'一'.repeat(253)}網`, '際網路']],
    ['nothing to convert', 'tw', ['plain', ' text'], ['plain', ' text']],
  ] as const)('%s', (_name, to, pieces, expected) => {
    expect(traditional.converter(to).pieces(pieces, 'cn')).toEqual(expected);
  });

  test.each([
    ['a soft hyphen', '\u00ad'], ['a space without width', '\u200b'], ['two of them', '\u200b\u00ad'], ['a joiner', '\u2060'], ['a byte order mark', '\ufeff'],
  ])('%s within a word stays, and the word is found all the same', (_name, mark) => {
    const between = (text: string): string => [...text].join(mark);
    const convert = traditional.converter('twp', { protect: ['硬件'], replace: {} });
    expect(convert(between('头发里面的软件和硬件'), 'cn')).toBe(between('頭髮裡面的軟體和硬件'));
    expect(convert(`${mark}程${mark}序员写${mark}`, 'cn')).toBe(`${mark}程式${mark}設計師寫${mark}`);
    expect(simplified.converter('cn')(between('頭髮乾隆'), 't')).toBe(between('头发乾隆'));
    expect(convert.pieces([`头${mark}`, '发', `里${mark}`, `${mark}面`, ''], 'cn')).toEqual([`頭${mark}`, '髮', `裡${mark}`, `${mark}面`, '']);
  });

  test('wherever invisible characters stand, they stay in their order, and what is seen is as without them', () => {
    const convert = traditional.converter('twp');
    fc.assert(fc.property(fc.array(fc.constantFrom(...'程序员互联网打印机头发里面软件𠀀a', '\u00ad', '\u200b', '\u200d'), { maxLength: 30 }), fc.nat(), (characters, cut) => {
      const text = characters.join('');
      const at = cut % (text.length + 1);
      const whole = convert.pieces([text.slice(0, at), text.slice(at)], 'cn').join('');
      const invisible = /[\u00ad\u200b\u200d]/g;
      expect(whole.replaceAll(invisible, '')).toBe(convert(text.replaceAll(invisible, ''), 'cn'));
      expect(whole.match(invisible)).toEqual(text.match(invisible));
    }));
  });

  test('wherever a text is cut, the pieces join to its conversion', () => {
    const text = '互联网上的程序员把打印机的头发从后面剪了，软件和硬盘都在里面。';
    const convert = traditional.converter('twp');
    const whole = convert(text, 'cn');
    for (let a = 0; a <= text.length; a++) {
      for (let b = a; b <= text.length; b++) {
        expect(convert.pieces([text.slice(0, a), text.slice(a, b), text.slice(b)], 'cn').join('')).toBe(whole);
      }
    }
  });
});

describe('the words of Taiwan', () => {
  test('are known by those that OpenCC puts in, and those that it puts them in for', () => {
    const phrases = traditional.configuration('t2twp');
    expect(ELSEWHERE.filter((word) => phrases.convert(word) === word)).toEqual([]);
    expect(IN_TAIWAN.filter((word) => phrases.convert(word) !== word)).toEqual([]);
  });

  // `文档` is `文件` there, and what is `文件` elsewhere is `檔案` there.
  const MAINLAND = '这个软件的文档说，网络上的视频会存储在服务器里，用户可以搜索。文件也在那里。';
  test('come once: text that has them keeps its words', () => {
    const convert = traditional.converter('twp');
    const once = convert(MAINLAND);
    expect(once).toBe('這個軟體的文件說，網路上的影片會儲存在伺服器裡，使用者可以搜尋。檔案也在那裡。');
    expect(convert(once)).toBe(once);
    expect(convert('請把這份文件交給他，說這是他的聲明。')).toBe('請把這份文件交給他，說這是他的聲明。');
  });

  test('come to text that has other ones, in either script', () => {
    const convert = traditional.converter('twp');
    expect(['這個軟件要通過網絡下載', '這個軟體要通過網路下載', '这个软件'].map((text) => convert.writtenIn(text))).toEqual(['t', 'tw', 'cn']);
    expect(convert('這個軟件要通過網絡下載')).toBe('這個軟體要通過網路下載');
  });

  test('are asked for by no other conversion', () => {
    expect([traditional.converter('tw'), simplified.converter('cn')].map((convert) => convert.writtenIn('這個軟體要通過網路下載'))).toEqual(['t', 't']);
  });
});

describe('a reader’s words', () => {
  const convert = (words: Partial<Words>, text: string): string =>
    traditional.converter('twp', { protect: [], replace: {}, ...words })(text, 'cn');

  test.each<[string, Partial<Words>, string, string]>([
    ['protected words stay, what is around them is converted', { protect: ['软件'] }, '软件和硬件', '软件和硬體'],
    ['replaced words become what the reader says', { replace: { 打印机: '列印機' } }, '这台打印机', '這臺列印機'],
    ['the longest word wins', { replace: { 打印: 'A', 打印机: 'B' } }, '打印打印机', 'AB'],
    ['protection wins over replacement', { protect: ['头'], replace: { 头: 'x' } }, '头发', '头發'],
    ['words without Chinese', { replace: { AI: '人工智慧' } }, 'AI 软件', '人工智慧 軟體'],
    ['what is written for a word is not converted again', { replace: { 软件: '软体' } }, '软件', '软体'],
    ['one of very many words', { replace: Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`词${String.fromCharCode(0x4e00 + (i % 200))}${String.fromCharCode(0x5e00 + Math.floor(i / 200))}`, `第${i}`])) }, '词乹帀 词仇廇', '第121 第39999'],
    ['an empty word is none', { protect: [''], replace: { '': 'x' } }, '软件', '軟體'],
    ['names that objects have are words like others', { replace: { constructor: 'x' } }, 'constructor __proto__', 'x __proto__'],
  ])('%s', (_name, words, text, expected) => {
    expect(convert(words, text)).toBe(expected);
  });

  test('cut by a tag they are still words', () => {
    const converter = simplified.converter('cn', { protect: ['乾隆'], replace: {} });
    expect(converter.pieces(['乾', '隆年間的', '乾', '燥'], 't')).toEqual(['乾', '隆年间的', '干', '燥']);
  });

  test('sixty thousand of them are ready in little more time than it takes to read them', () => {
    const json = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) =>
      [String.fromCharCode(0x4e00 + ((i * 7919) % 8000), 0x4e00 + (i % 7001), 0x4e00 + ((i * 31) % 89)), `第${i}`])));
    const ratios = [1, 2, 3, 4, 5].map(() => {
      const start = process.cpuUsage();
      const replace = JSON.parse(json);
      const read = process.cpuUsage(start).user;
      traditional.converter('tw', { protect: [], replace });
      return (process.cpuUsage(start).user - read) / read;
    }).sort((a, b) => a - b);
    expect(ratios[2]).toBeLessThan(3);
  });

  test('ten thousand of them cost little more than none', () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `${String.fromCharCode(0x4e00 + (i % 5000))}词${i}`);
    const text = readFileSync(new URL('../texts/articles/canal.txt', import.meta.url), 'utf8').repeat(40);
    const none = traditional.converter('tw');
    const many = traditional.converter('tw', { protect: words, replace: {} });
    expect(many(text, 'cn')).toBe(none(text, 'cn'));
    const time = (convert: typeof none): number => {
      const start = process.cpuUsage();
      for (let i = 0; i < 20; i++) convert(text, 'cn');
      return process.cpuUsage(start).user;
    };
    const ratios = [1, 2, 3, 4, 5].map(() => time(many) / time(none)).sort((a, b) => a - b);
    expect(ratios[2]).toBeLessThan(2);
  });
});
