import { describe, expect, test } from 'vitest';
import { fold, infect, infectHtml, infectLines, makeTable, tableOf, toKitTraditional } from '../../src/eval/kit.ts';
import { decodeMbstring, encodeGbk } from '../../src/eval/gbk.ts';

const NOTHING = tableOf([]);
/** A page's table in order of GBK code. */
const TABLE = tableOf([
  ['創', 'chuàng'], ['數', 'shù'], ['發', 'fā'], ['獎', 'jiǎng'], ['國', 'guó'], ['訓', 'xùn'], ['設', 'shè'],
  ['預', 'yù'], ['驗', 'yàn'],
]);

describe('Simplified to Traditional, one character at a time', () => {
  test.each([
    ['国网发为', '國網發為'],
    ['于云里范系只', '于云里范系只'],
    ['关于系统后里并意味着', '關于系統后里并意味著'],
    ['标准几个平台', '標準幾個平臺'],
    ['头发', '頭發'],
    ['墙上挂钟，岩石朴素', '墻上掛鐘，巖石樸素'],
    ['签名推荐，病症湿冷', '簽名推薦，病癥濕冷'],
    ['涂料，圣人', '涂料，圣人'],
  ])('%s', (simplified, traditional) => {
    expect(toKitTraditional(simplified)).toBe(traditional);
  });
});

describe('the steps of the kit', () => {
  test.each([
    ['a plain annotation', '中国', '中國(guó)'],
    ['across a character and a letter', '以OpenAI为代表', '以O(shè)penAI為代表'],
    ['inside two characters, slipping to the next ASCII byte', '顶得住研发压力', '頂?shù)米⊙邪l(fā)壓力'],
    ['two keys that overlap, the later one found first', '要创立新公司', '要?jiǎng)?chuàng)立新公司'],
    ['a slip stopped by the next annotation', '能够为预训练大模型', '能夠?yàn)轭A(yù)訓(xùn)練大模型'],
    ['a cut inside 。《, its lead lost', '超24%。《元宇宙日爆》，', '超24%?！对\ue032钪嫒毡\ue0bc罚?'],
    ['a cut inside 。”', '人还是。”对于关心', '人還是?！睂τ陉P心'],
    ['a false 。 in a character and ；, the true ； ends it', '贵州省；高校；实验', '貴州?。桓咝?；實驗(yàn)'],
    ['a comma does not cut', '技术。很显然，好', '技術。很顯然，好'],
    ['no-break space and emoji', '摘\u00a0要😀G', '摘?要?G'],
  ])('%s', (_name, honest, damaged) => {
    expect(infect(honest, TABLE)).toBe(damaged);
  });

  test('a lone lead byte can be dropped instead', () => {
    expect(infect('人还是。”对于关心', NOTHING, { loneLead: '' })).toBe('人還是！睂τ陉P心');
  });

  test('keys found inside a reading are replaced too', () => {
    // `ùn` is A8 B4 6E, and B4 6E is a character
    const inside = new TextDecoder('gbk').decode(Uint8Array.of(0xb4, 0x6e));
    const later = tableOf([['訓', 'xùn'], [inside, 'x']]);
    const earlier = tableOf([[inside, 'x'], ['訓', 'xùn']]);
    expect(infect('训', earlier)).toBe('訓(xùn)');
    expect(infect('训', later)).toBe('訓(xùn(x))');
  });

  test('a crawler may fold punctuation and drop private use afterwards', () => {
    const damaged = infect('超24%。《元宇宙，', NOTHING, { fold: 'marks', dropPrivateUse: true });
    expect(damaged).not.toMatch(/[，！\ue000-\ue765]/);
    expect(fold('（一），！？：；', 'marks')).toBe('(一),!?:；');
    expect(fold('（一），！？：；ＷＣ～', 'all')).toBe('(一),!?:;WC~');
  });
});

describe('decoding as mbstring does', () => {
  test.each([
    ['lead and illegal trail: one ?, both gone', [0xa1, 0x3c, 0x70], '?p'],
    ['lead and space: the space alone', [0xa1, 0x20, 0x70], ' p'],
    ['lead and line break: the line break alone', [0xa1, 0x0a, 0x70], '\np'],
    ['user-defined area', [0xaa, 0xa1, 0xf8, 0xa1, 0xa1, 0x40], '\ue000\ue234\ue4c6'],
    ['undefined pair', [0xa2, 0xab], '?'],
    ['lead at the end', [0xd6, 0xd0, 0xa1], '中?'],
  ])('%s', (_name, bytes, text) => {
    expect(decodeMbstring(Uint8Array.from(bytes), [], '?')).toBe(text);
  });

  test('undoes encoding for every GBK character', () => {
    const text = '中文ＡＢＣ，。！龥兀嗀　—·';
    expect(decodeMbstring(encodeGbk(text), [], '?')).toBe(text);
  });
});

describe('lines and HTML', () => {
  test('the end tag of a line is eaten and leaks', () => {
    const [line, next] = infectLines(['“都会有。”', '人工智能'], TABLE);
    expect(line).toMatchObject({ infected: '“都會有?！?/p>', traditional: '“都會有。”', slipped: true });
    expect(next).toMatchObject({ infected: '人工智能', slipped: false, annotated: false });
  });

  test('a line with characters that GBK lacks says so', () => {
    const [line] = infectLines(['国\u00a0家'], TABLE);
    expect(line).toMatchObject({ infected: '國(guó)?家', lossy: true, slipped: false, annotated: true });
  });

  test('attributes go through the same bytes', () => {
    expect(infectHtml('<p title="国家">“有。”</p><p>人</p>', TABLE)).toBe('<p title="國(guó)家">“有?！?/p><p>人</p>');
  });
});

describe('tables', () => {
  test('the same seed gives the same table, another seed another', () => {
    expect([...makeTable(7).readings]).toEqual([...makeTable(7).readings]);
    expect([...makeTable(7).readings]).not.toEqual([...makeTable(8).readings]);
  });

  test('readings are as pages write them', () => {
    const { readings } = makeTable(1, { share: 1 });
    for (const [char, reading] of [['國', 'guó'], ['獎', 'jiǎng'], ['類', 'lèi'], ['話', 'huà'], ['綠', 'lǜ'], ['對', 'duì']]) {
      expect(readings.get(char!)).toBe(reading);
    }
  });

  test('a page may write a space', () => {
    expect(infect('会议', makeTable(1, { share: 1, space: true }))).toBe('會(huì )議(yì )');
  });
});
