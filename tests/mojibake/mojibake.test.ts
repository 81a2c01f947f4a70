import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { toKitTraditional } from '../../src/eval/kit.ts';
import { garble, garbleAndSimplify, garbleAsCrawled, garbleUnlessUtf8 } from '../../src/eval/mojibake-garble.ts';
import { Tally } from '../../src/eval/mojibake-score.ts';
import { looksGarbled } from '../../src/engine/sniff/garbled.ts';
import { markLost } from '../../src/engine/mojibake/lost.ts';
import { SINGLE_BYTE } from '../../src/engine/mojibake/charsets.ts';
import { MojibakeRepairer } from '../../src/engine/mojibake/repair.ts';
import { LOST } from '../../src/engine/types.ts';
import { shippedTables } from '../engine/load.ts';
import inTheWild from './cases/in-the-wild.json';
import knownFailures from './cases/known-failures.json';
import negative from './cases/negative.json';
import synthetic from './cases/synthetic.json';

/**
 * Cases are data: `original` as a reader meets it, `fixed` as it was written. A known failure that starts to pass fails here, so that
 * it moves to where it belongs.
 */

const tables = await shippedTables();
const characters = new CharacterTable(tables);
const model = new CharacterModel(tables, characters);
const repairer = new MojibakeRepairer(model, characters);
const repaired = (text: string): string => repairer.repair(text)?.text ?? text;
const ARTICLES = new URL('../texts/articles/', import.meta.url);
const articles = readdirSync(ARTICLES).map((name) => readFileSync(new URL(name, ARTICLES), 'utf8'));

describe.each([['in the wild', inTheWild], ['synthetic', synthetic]])('%s', (_, cases) => {
  test.each(cases)('$label', ({ original, fixed }) => {
    const result = repairer.repair(original);
    expect(result?.text).toBe(fixed);
    expect(result!.steps.length).toBeGreaterThan(0);
    expect(repairer.repair(fixed), 'repaired text is left alone').toBeNull();
  });

  // The one sign of Korean read as GBK is that common characters are missing, which a line does not show.
  test.each(cases)('the sniffer sees: $label', ({ original, label }) => expect(looksGarbled(label.startsWith('a Korean page') ? original.repeat(3) : original)).toBe(true));

  test.each(cases)('edits tell the whole difference: $label', ({ original }) => {
    const { text, edits } = repairer.repair(original)!;
    let out = '', at = 0;
    for (const edit of edits) {
      expect(edit.start).toBeGreaterThanOrEqual(at);
      expect(original.slice(edit.start, edit.end)).toBe(edit.before);
      out += original.slice(at, edit.start) + edit.after;
      at = edit.end;
    }
    expect(out + original.slice(at)).toBe(text);
  });
});

// Bytes by the charsets' own tables, as in the files; such a line alone does not make a page that the sniffer would look into.
test.each([
  ['single words among code, together', '<!-- 蹈桶 (猁妏蚚 `map`) -->', '<!-- 列表 (要使用 `map`) -->'],
  ['the last word behind a number', '홍닷쏟쾨蘆죄126올。', '全村今年种了126棵。'],
  ['Chinese characters beside Hangul, however usual', '“왕懃꼇된黨\uf92b价。”', '“空心不等于要死。”'],
  ['a number in brackets that reads as a kana', '(き)∕﹚\ue7dd\ue1cf穦\ue174戈\ue1bd\ue4c9', '(五)決定取消會員資格。'],
])('little in one line: %s', (_, original, fixed) => expect(repaired(original)).toBe(fixed));

describe('bytes that were read as UTF-8 where they happened to be', () => {
  test('a heading and a sentence, from the byte tables', () => {
    // 前言 is C7 B0 D1 D4, and C7 B0 is U+01F0; 路 is C2 B7, which is a middle dot.
    expect(garbleUnlessUtf8('前言', 'gbk')).toBe('ǰÑÔ');
    expect(garbleUnlessUtf8('路', 'gbk')).toBe('·');
    expect(repaired('±¾ÎÄÖ÷Òª½éÉܶÔÏóÄ£Ð͵ÄʵÏÖϸ½Ú')).toBe('本文主要介绍对象模型的实现细节');
  });

  test.each([['gbk', 0.98], ['big5', 0.88]] as const)('articles in %s: %d of the lines at least', (charset, least) => {
    const lines = articles.flatMap((text) => text.split('\n'))
      .map((line) => (charset === 'big5' ? toKitTraditional(line) : line)).filter((line) => line.length >= 10);
    let garbled = 0;
    const wrong = lines.filter((line) => {
      const text = garbleUnlessUtf8(line, charset);
      if (text === null) return false;
      garbled++;
      return repaired(text) !== line;
    });
    expect(garbled).toBeGreaterThan(40);
    expect(1 - wrong.length / garbled).toBeGreaterThanOrEqual(least);
  });
});

describe('UTF-8 in the letters and symbols of a single-byte charset', () => {
  const sentences = articles.flatMap((text) => text.split(/(?<=。)|\n/u)).filter((sentence) => sentence.length >= 10);
  test.each(SINGLE_BYTE)('%s: every sentence that lost no byte, and the sniffer sees nearly all', (name) => {
    const bytesOf = new TextEncoder(), read = new TextDecoder(name);
    const garbled = sentences.map((truth) => ({ truth, text: read.decode(bytesOf.encode(truth)) })).filter(({ text }) => !text.includes('\ufffd'));
    expect(garbled.length).toBeGreaterThan(20);
    expect(garbled.filter(({ truth, text }) => repaired(text) !== truth)).toEqual([]);
    expect(garbled.filter(({ text }) => !looksGarbled(text)).length / garbled.length).toBeLessThan(0.02);
  });

  test('twice: once as Cyrillic, once as Latin letters', () => {
    const once = new TextDecoder('windows-1251').decode(new TextEncoder().encode('他们在河边的小村里住了三十年，每天清晨都要沿着堤岸走一圈'));
    const twice = new TextDecoder('windows-1252').decode(new TextEncoder().encode(once));
    expect(repaired(twice)).toBe('他们在河边的小村里住了三十年，每天清晨都要沿着堤岸走一圈');
  });
});

describe('what shows nothing was dropped, and full-width forms were folded', () => {
  test.each([
    // 个很 is E4 B8 AA E5 BE 88; AA E5 is private use in GBK, and what is left would be 举 and one byte.
    ['the last byte of a character and the first of the next', 'utf-8', 'gbk', '我们认为他是一个很好的老师'],
    // 家 is E5 AE B6, and AE B6 is private use.
    ['two bytes of one character', 'utf-8', 'gbk', '每个人都应该有一个自己的国家和民族'],
    // 务管理 is E5 8A A1 E7 AE A1 E7 90 86; A1 E7 is ＄, and AE A1 private use.
    ['a full-width form that became ASCII', 'utf-8', 'gbk', '互联网信息服务管理办法的有关规定'],
    // 翻 is B7 AD, and AD is a soft hyphen.
    ['a soft hyphen', 'gbk', 'windows-1252', '请把这本书翻开到第三十六页'],
    // 活动 is BB EE B6 AF, and EE B6 AF is private use in UTF-8.
    ['three bytes that were read as UTF-8', 'gbk', 'windows-1252', '开展丰富多彩的文化活动，让大家都高兴'],
    // 的成 is B5 C4 B3 C9, and C4 B3 is U+0133, which a program parts into i and j; 某某 is it twice.
    ['a ligature that was parted', 'gbk', 'windows-1252', '公司的成功在于有一批能干的人'],
    ['two of them', 'gbk', 'windows-1252', '他把信交给了周某某，让他转告大家'],
    // 下单 is CF C2 B5 A5: C2 B5 is U+00B5, and CF B5 is UTF-8 once more.
    ['bytes that were UTF-8 twice', 'gbk', 'windows-1252', '请看清楚以后再下单，谢谢您的配合'],
    // 用，不 is D3 C3 A3 AC B2 BB: C3 A3 is U+00E3, and E3 AC B2 is UTF-8 once more.
    ['the same with three bytes', 'gbk', 'windows-1252', '材料不能重复使用，不论是否完好'],
    // 烟台 is D1 CC CC A8: CC A8 is the U+0328 below the letter that CC is, and the two are composed.
    ['a letter and an accent that were composed', 'gbk', 'windows-1252', '他们一家住在山东省烟台市的海边'],
    // 要 is AD 6E in Big5: an n is left of it. 合議 is A6 58 C4 B3: the ligature stands behind a letter.
    ['a letter that was half a character', 'big5', 'windows-1252', '我們還要再走一段路才能到家'],
    ['a ligature behind one', 'big5', 'windows-1252', '這個案件由合議庭審理，不公開宣判'],
    // 门负 is C3 C5 B8 BA: C5 B8 is U+0178, which stands at 9F; C3 9F is U+00DF; DF BA is UTF-8 once more.
    ['thrice', 'gbk', 'windows-1252', '这件事情由人事部门负责办理'],
  ] as const)('%s', (_, is, readAs, text) => {
    const garbled = garbleAsCrawled(text, [{ is, readAs }])!;
    expect(garbled).not.toMatch(/[\u0080-\u009f\u00ad\u0132\u0133\ue000-\uf8ff\uff01-\uff5e]/u);
    expect(repaired(garbled)).toBe(text);
  });

  test('a byte beside a space that does not break', () => {
    // 市 is CA D0, 章 D5 C2; the space is U+00A0, by an entity. D0 A0 is U+0420, C2 A0 is U+00A0, which editors fold.
    expect(repaired('ËûÃÇÒ»¼ÒסÔں£±ßµÄÊ\u0420Àï')).toBe('他们一家住在海边的市 里');
    expect(repaired('Çó֪ ÎÄÕ ÎÄ¿â ÊÓƵ ¿Î³Ì ÈÏ֤ ×Éѯ')).toBe('求知 文章 文库 视频 课程 认证 咨询');
  });

  // Before a digit a lead byte is no part of a pair: decoders put U+FFFD, which some crawlers drop, too.
  test.each(['交易量达到8.14亿笔，比去年同期多了一倍', '会议定于3月30日举行，请各部门按时参加', '价格从12元涨到15元，每分钟卖出7件'])('the last byte of a character, alone: %s', (text) => {
    const garbled = garbleAsCrawled(text, [{ is: 'utf-8', readAs: 'gbk' }])!;
    expect(garbled).toMatch(/\ufffd\d/u);
    const found = [...repaired(garbled.replaceAll('\ufffd', ''))!];
    expect(found).toHaveLength(text.length);
    expect(found.filter((char, i) => char !== text[i] && char !== LOST)).toEqual([]);
    expect(found.filter((char) => char === LOST).length).toBeLessThanOrEqual(4);
  });

  // Before characters were looked for that had vanished, about every second sentence came out silently wrong.
  test.each([['utf-8', 'gbk', 0.04], ['gbk', 'windows-1252', 0.07]] as const)('articles, %s read as %s: no more than %d of the sentences with a wrong character', (is, readAs, most) => {
    const sentences = articles.flatMap((text) => text.split(/(?<=。)|\n/u)).filter((sentence) => sentence.length >= 10);
    const tally = new Tally();
    for (const sentence of sentences) {
      const garbled = garbleAsCrawled(sentence, [{ is, readAs }]);
      if (garbled !== null) tally.add(sentence, garbled, repaired(garbled));
    }
    expect(tally.sentences).toBeGreaterThan(100);
    expect(tally.untouched / tally.sentences).toBeLessThan(0.05);
    expect(tally.wrong / tally.sentences).toBeLessThanOrEqual(most);
  });
});

describe('garbled text that was turned to Simplified', () => {
  // 鐨 is 镄 in Simplified, 鑲 is 镶, 紝 is 纴.
  test.each([
    '股票的交易费用，包括佣金和印花税', '我们在市场上买卖股票的费用，由公司直接承担的',
  ])('%s', (text) => {
    const garbled = garbleAndSimplify(text, [{ is: 'utf-8', readAs: 'gbk' }])!;
    expect(garbled).not.toMatch(/[鐨鑲紝]/u);
    expect(repaired(garbled)).toBe(text);
  });
});

describe('negative', () => {
  test.each(negative)('$label', ({ original }) => expect(repairer.repair(original)).toBeNull());
});

describe('known failures', () => {
  test.each(knownFailures)('$label', ({ original, fixed }) => expect(repaired(original)).not.toBe(fixed));
});

/** For these the sniffer starts the engine, which then does nothing: half-width kana, chemistry, characters for show. */
const doubted = /[ｦ-ﾟ]{4}|嘌呤|镧铈|龘龘/u;

describe('honest text', () => {
  const folder = new URL('clean/', import.meta.url);
  for (const name of readdirSync(folder)) {
    test(name, () => {
      const lines = readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
      expect(lines.filter((line) => repairer.repair(line) !== null)).toEqual([]);
      expect(lines.filter((line) => looksGarbled(line) && !doubted.test(line))).toEqual([]);
    });
  }
});

test('steps are named in the order in which they are taken', () => {
  expect(repairer.repair('ÃˆÃ­Â¼Ã¾ÃŠÂ¹Ã“ÃƒÃ‹ÂµÃƒÃ·ÃŠÃ©Â£Â¬Ã‡Ã«Ã—ÃÃÂ¸Ã”Ã„Â¶Ã')?.steps).toEqual([
    { kind: 'charset', read: 'windows-1252', is: 'utf-8' },
    { kind: 'charset', read: 'windows-1252', is: 'gbk' },
  ]);
});

test('a word is enough where the page is known to be garbled', () => {
  const channel = repairer.repair('鏂囦欢涓嶅瓨鍦紝璇烽噸鏂伴€夋嫨瀹夎鐩綍')!.channel;
  expect(channel).toEqual({ readAs: 'gbk', is: 'utf-8' });
  expect(repairer.repairShort('鏂囦欢', channel!)?.text).toBe('文件');
  for (const word of ['文件', '登录', 'OK', '首页', '鲲鹏', '饕餮']) expect(repairer.repairShort(word, channel!), word).toBeNull();
});

test('what is lost is marked, not invented', () => {
  expect(markLost('锟斤拷锟斤拷').map(({ after }) => after)).toEqual(['□□']);
  expect(markLost('程序员都知道“锟斤拷”是什么意思。')).toEqual([]);
  expect(repaired('\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd')).toBe('\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd');
});

describe('what is lost in Japanese and Korean is marked: the model knows Chinese', () => {
  // UTF-8 read as windows-1252, and a byte of か, of 遅, of 까 and of 신 replaced: 申し込みの… came out as 申し込み遮…, 공원까지 as 공원乌지.
  test.each([
    ['このゲームを楽しむには、日本語の環境が必要です。', 'の', 'こ□ゲームを楽しむには、日本語の環境が必要です。'],
    ['電車が遅れたため、会議に間に合わなかった。', '遅', '電車が□れたため、会議に間に合わなかった。'],
    ['가까운 공원까지 산책을 나갔습니다.', '까지', '가까운 공원□지 산책을 나갔습니다.'],
  ])('%s', (text, lost, marked) => {
    const asLatin = (chars: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(chars));
    const garbled = asLatin(text).replace(asLatin(lost), (bytes) => `${bytes.slice(0, 2)}?${bytes.slice(3)}`);
    expect(repaired(garbled)).toBe(marked);
  });
});

test('a comma before a space was no full-width one', () => {
  const { text } = garble('대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다.', [{ is: 'euc-kr', readAs: 'gbk' }])!;
  expect(repaired(text)).toBe('대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다.');
});

test('which number an item has is no guess', () => {
  const asLatin = (chars: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(chars));
  const line = (number: string): string => `第十${number}条 发生产品安全事故的，有关部门应当依照法律的规定及时处理。`;
  // 七 is E4 B8 83, 三 is E4 B8 89, 一 is E4 B8 80.
  const garbled = asLatin(line('三')).replace(asLatin('三'), `${asLatin('三').slice(0, 2)}?`);
  expect(repaired(garbled)).toBe(line('□'));
});

test('any text is taken', () => {
  for (const text of ['', '\ud800', '\udc00\ud83d', '\u0000\ufffe\uffff', '?'.repeat(5000), '\ufffd'.repeat(3000), '鍩'.repeat(3000), 'Ã'.repeat(3000)]) {
    expect(() => repairer.repair(text)).not.toThrow();
  }
});
