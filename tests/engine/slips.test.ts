import { beforeAll, describe, expect, it } from 'vitest';
import { fold, infect, tableOf } from '../../src/eval/kit.ts';
import type { Engine } from '../../src/engine/types.ts';
import { cleanLines, KEEP, passages, shippedEngine } from './load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

/** The character of a GBK pair. */
const unitAt = (pair: number): string => new TextDecoder('gbk').decode(new Uint8Array([pair >> 8, pair & 0xff]));

/** A line that by itself proves the kit: the same characters annotated again and again. */
const PROOF = '又一家中國(guó)公司在國(guó)內(nèi)市場上推出了自己的新產(chǎn)品，并且打算明年在國(guó)外發(fā)布；它的另一件產(chǎn)品去年已經在國(guó)內(nèi)發(fā)布。';
const repaired = (line: string, proof = PROOF): string | null => cleanLines(engine, [proof, line], KEEP)[1]!;

describe('byte slips, from the description of the kit', () => {
  it.each([
    ['an annotation across the border of two characters', '最能頂?shù)米⊙邪l(fā)壓力的人', '最能頂得住研發壓力的人'],
    ['two annotations, one inside the other', '出資5000萬美元，要?jiǎng)?chuàng)立新公司', '出資5000萬美元，要創立新公司'],
    ['across a character and a Latin letter', '在人工智能上，以O(shè)penAI為代表', '在人工智能上，以OpenAI為代表'],
    ['the same, in front of a word', '回顧C(jī)hatGPT的迭代', '回顧ChatGPT的迭代'],
    ['a Latin letter that is a trail byte', '雖能夠?yàn)轭A(yù)訓(xùn)練大模型', '雖能夠為預訓練大模型'],
    ['a cut inside 。”, and an eaten tag', '他說：“都會有?！?/p>', '他說：“都會有。”'],
    ['a cut inside two characters; the next cut ends the slip', '山東省；貴州?。桓咝?；實驗室', '山東省；貴州省；高校；實驗室'],
    // 。現 is A1 A3 AC 46, and A3 AC is a comma: seen on three sites.
    ['a cut at the bytes of a comma, as some kits make it', '這所學校有百年的歷史?，F(xiàn)在有兩千名學生', '這所學校有百年的歷史。現在有兩千名學生'],
  ])('%s', (_what, damaged, truth) => {
    expect(repaired(damaged)).toBe(truth);
  });

  it('a □ that the page itself has is no character that we lost', () => {
    const page = [PROOF, '頂?shù)米⊙邪l(fā)□'].map((text) => ({ text, place: 'body' as const }));
    const { text, edits } = engine.clean(page, engine.assess(page), KEEP)[1]!;
    expect(text).toBe('頂得住研發□');
    expect(edits.map((edit) => edit.kind)).toEqual(['slip']);
  });

  it('an eaten tag goes, and on a page that shows tags it comes back; the tag of its own paragraph does not', () => {
    const eaten = '細節請(qǐng)?jiān)旈?a href="/guide">指南</a>。';
    expect(repaired(eaten)).toMatch(/^細節請詳.指南<\/a>。$/);
    const page = [PROOF, '點擊<a href="/x">這里</a>，再打開<b>設置</b>。', eaten, '他說：“都會有?！?/p>', '<p>他說：“都會有?！?/p>'];
    const [, , tag, own, shown] = cleanLines(engine, page, KEEP);
    expect(tag).toMatch(/^細節請詳.<a href="\/guide">指南<\/a>。$/);
    expect([own, shown]).toEqual(['他說：“都會有。”', '<p>他說：“都會有。”</p>']);
  });

  it('private-use characters carry bytes: 《元宇宙日爆》', () => {
    const truth = '同比增長超24%。《元宇宙日爆》統計，截至今年';
    const damaged = infect(truth, tableOf([['統', 'tǒng']]), { convert: false });
    expect(damaged).toMatch(/[\ue000-\ue765]/);
    expect(repaired(damaged)).toBe(truth);
  });

  it.each([
    ['letters', '貴州省：保證實驗室的人都知道', /^貴州\?。罕WC實/, '貴州省：保證實驗室的人都知道'],
    ['a semicolon at which the kit cut', '貴州省；高校；實驗室', /^貴州\?。桓咝\?;實/, '貴州省；高校;實驗室'],
  ])('on a page whose full-width forms were all folded: %s', (_what, honest, looks, truth) => {
    const damaged = infect(honest, tableOf([]), { convert: false, fold: 'all' });
    expect(damaged).toMatch(looks);
    expect(repaired(damaged, fold(PROOF, 'all'))).toBe(truth);
  });

  it.each(['\u3000', '\ue5e5'])('a pair that browsers read as an ideographic space and code page 936 as a private-use character: %j', (pair) => {
    // 專營 is 8C A3 A0 49: the A9 of 施 takes the 8C, and A3 A0 is that pair.
    expect(repaired(`由國?yāng)赵褐付ǖ钠渌緦嵤⿲${pair}I(yíng)，并參照`)).toContain('實施專營，并參照');
  });

  it('a cut that left no `?` behind', () => {
    expect(repaired('他在乎的人還是！睂τ陉P心他的人')).toContain('對于關心他的人');
  });

  it.each(['他真的走了?。', '你好?！', '真的假的?!'])('the same on a page where somebody wrote %j', (honest) => {
    const page = cleanLines(engine, [PROOF, honest, '他在乎的人還是！睂τ陉P心他的人'], KEEP);
    expect(page[1]).toBe(honest);
    expect(page[2]).toContain('對于關心他的人');
  });

  it('an eaten digit is marked, not invented', () => {
    const text = repaired('中華人民共和國國?yāng)赵毫畹?96號公布');
    expect(text).toBe('中華人民共和國國務院令第□96號公布');
  });

  it('the same where no digit stands behind it, so that only what was lost is marked', () => {
    // 多數 is B6 E0 94 B5: the key E0 94 (鄶) puts the text out of step, and the last byte of 是 eats the 6.
    const damaged = infect('里頭絕大多數就是6人位，叫得很快', tableOf([['鄶', 'kuài']]), { convert: false });
    expect(damaged).toBe('里頭絕大多?kuài)稻褪?人位，叫得很快');
    expect(repaired(damaged)).toBe('里頭絕大多數就是□人位，叫得很快');
  });

  it('a mark lost at the end is the one that the page puts at the end of such lines', () => {
    const infected = '1994年7月13日 國(guó)務(wù)院批準第一次修訂?yǎ)?/p>';
    const page = (mark: string): string[] => [PROOF, ...[1, 2, 3, 4, 5].map((n) => `198${n}年4月${n}日 發(fā)布施行的辦法${mark}`), infected];
    const last = (mark: string): string | null => cleanLines(engine, page(mark), KEEP).at(-1)!;
    expect(last('　')).toBe('1994年7月13日 國務院批準第一次修訂　');
    expect(last('。')).toBe('1994年7月13日 國務院批準第一次修訂。');
  });

  it('a line that a date heads is no sentence: without a word from the page, its last mark is a space', () => {
    // 訂 is D3 86, U+3000 is A1 A1: the key 86 A1 (啞) puts the space out of step, and its last byte eats the tag.
    const infected = (line: string): string => `${line}訂?yǎ)?/p>`;
    expect(repaired(infected('1994年7月13日 國務院批準第一次修'))).toBe('1994年7月13日 國務院批準第一次修訂　');
    expect(repaired(infected('這個辦法由國務院批準修'))).toBe('這個辦法由國務院批準修訂。');
  });

  it('what follows an unlikely character before an eaten digit stays in step', () => {
    // 尾數 is CE B2 94 B5: the key B2 94 (矓) puts the text out of step, and the last byte of 逢 eats the 0.
    const damaged = infect('尾數逢0的年份為普查年度', tableOf([[unitAt(0xb294), 'lóng']]), { convert: false });
    expect(damaged).toBe('尾?lóng)捣?的年份為普查年度');
    expect(repaired(damaged)).toMatch(/^尾數.□的年份為普查年度$/);
  });

  describe('private-use characters that a crawler dropped', () => {
    // 級人 is BC 89 C8 CB: the key 89 C8 (壢) puts all that follows out of step.
    const table = tableOf([[unitAt(0x89c8), 'lì']]);
    const infected = (line: string): string => infect(line, table, { convert: false, dropPrivateUse: true });
    const page = ['上級人民法院可以改判', '下級人員由上級領導', '各級人民代表大會', '同年級人數最多的學校', '這是高級人才的待遇', '初級人員也能參加'];
    const honest = ['當地人民政府應當公布。', '報省人民政府備案。', '由市人民政府制定。'];
    const last = (line: string): string | null => cleanLines(engine, [PROOF, ...honest, ...page.map(infected), infected(line)], KEEP).at(-1)!;

    it('one of them', () => {
      expect(infected('縣級人民政府的衛生工作')).not.toBe(infect('縣級人民政府的衛生工作', table, { convert: false }));
      expect(last('縣級人民政府的衛生工作')).toBe('縣級人民政府的衛生工作');
    });

    it('two in a row, with a whole character between them', () => {
      expect(last('縣級人民政府負責人民調解')).toBe('縣級人民政府負責人民調解');
    });

    it('where nothing tells which character it was, one is marked and none is swallowed', () => {
      expect(last('縣級人民政府衛生行政主管部門')).toMatch(/^縣級人民[政府衛□]{3}生行政主管部門$/);
    });
  });

  describe('private-use characters that a crawler dropped, on a page that slipped only once', () => {
    const slip = (honest: string, keys: readonly [string, string][]): string => infect(honest, tableOf(keys), { convert: false, fold: 'marks', dropPrivateUse: true });

    it.each([
      // 談論，是 is D5 84 D5 93 A3 AC CA C7: the key 84 D5 puts it out of step, and AC CA is private use.
      ['at an annotation', '衆人在湖邊談論，是否還要等到明天。', [['務', 'wù']], '談?wù)摚欠'],
      // The cut at A3 A1 goes through 。 and “, and of 同類 (CD AC EE 90) behind it AC EE is private use.
      ['at a cut', '才顯得重要。“不同類的問題”要分開回答。', [], '重要?!安煌惖'],
    ] as const)('%s', (_what, truth, keys, looks) => {
      const damaged = slip(truth, keys.map(([key, reading]) => [key, reading]));
      expect(damaged).toContain(looks);
      expect(fold(repaired(damaged, fold(PROOF, 'marks'))!, 'marks')).toBe(fold(truth, 'marks'));
    });
  });

  it.each([
    // ”［1 is A1 B1 A3 DB 31: behind the cut through 。 and ”, the second byte of ［ eats the 1.
    ['the number of a note', '他說：“走吧。”［1］湖邊的人', '他說:“走吧?!保?]湖邊的人', '他說:“走吧。”［□]湖邊的人'],
    // 。【 is A1 A3 A1 BE: a cut between them, in which 。【 is as good a beginning as any.
    ['a heading in brackets', '答案在書中。【解法】先畫圖', '答案在書中?!窘夥ā肯犬媹D', '答案在書中。【解法】先畫圖'],
  ])('behind a cut, %s', (_what, honest, damaged, truth) => {
    expect(infect(honest, tableOf([]), { convert: false, fold: 'all' })).toBe(damaged);
    expect(repaired(damaged, fold(PROOF, 'all'))).toBe(truth);
  });

  it.each([
    // The cut at A3 A1 goes through 。 and ”, and ” eats the tag: the quotation began in another passage.
    ['a quotation that another passage began', '自送達之日起計算。”', '自送達之日起計算?！?/p>', []],
    // 海 is BA A3, 、 is A1 A2: two pauses in a row (。、) fit as well, and nobody writes them.
    ['a cut inside 海、', '負責本地區的海、陸、空口岸工作。', '負責本地區的?！㈥憽⒖湛诎豆ぷ?。', []],
    // 級編 is BC 89 BE 8E: the key 89 BE puts all of it out of step. ： is A3 BA: had it been ； (A3 BB), the kit would have cut there.
    ['a colon at the end that could be a semicolon', '現役警官按照職務等級編制警銜：', null, [['壘', 'lěi']]],
    // 訓 is D3 96, 。 is A1 A3: an annotation between its bytes saved it from the cut.
    ['a full stop that an annotation tore apart', '對文職人員進行教育培訓。', null, [['枴', 'guǎi']]],
    ['an opening bracket that a closing one behind it implies', '由相當等級的單位(以下簡稱軍區級單位)組織實施。', null, [['數', 'shù']]],
    ['the first digit of a year', '由相當等級的單位2013年組織實施。', null, [['數', 'shù']]],
  ] as const)('%s', (_what, truth, damaged, keys) => {
    const infected = damaged ?? infect(`${truth}</p>`, tableOf([...keys]), { convert: false }).replace('</p>', '');
    expect(infected).toContain('?');
    expect(repaired(infected)).toBe(truth);
  });

  describe('a line that ends within a slip: its last lead byte vanished before the line break', () => {
    const lastLine = (truth: string, ...keys: [string, string][]): string => infect(`${truth}\n`, tableOf(keys), { convert: false }).slice(0, -1);

    it.each([
      // The second byte of the cut that goes through 。 and ” leads ”.
      ['a quotation', '他說：“都會有。”', '他說：“都會有?！', []],
      // （ is A3 A8, two wide spaces are A1 A1 A1 A1: with the A3 of ） they make a 。.
      ['a blank to be filled in', '下列句子沒有語病的一項是（　　）', '下列句子沒有語病的一項是（　?。', []],
      // Out of step all but the first are ！, at which the kit cut: what waits behind one is parted from its trail.
      ['full stops for an ellipsis', '哦。。。好吧。。。。', '哦?！！：冒伞！！！', []],
      // 得 is B5 C3 behind the key 94 B5: the A6 of 力 is the last one.
      ['a word', '最能頂得住壓力', null, [['數', 'shù']]],
    ] as const)('%s', (_what, truth, damaged, keys) => {
      const line = lastLine(truth, ...keys.map(([key, reading]): [string, string] => [key, reading]));
      if (damaged !== null) expect(line).toBe(damaged);
      expect(line).toContain('?');
      expect(repaired(line)).toBe(truth);
    });

    it.each(['今天真是太好玩了?！', '這家店的味道不錯?。', '楼主好人一生平安?！！'])('but an emoji before the last mark looks like it: %s', (line) => {
      expect(repaired(line)).toBe(line);
    });
  });

  it.each([
    // 常 is B3 A3, ” is A1 B1: the cut between them leaves 。” as likely, but for what goes on behind it.
    ['a word in quotation marks, and no sentence', '是一個“活無常”，一個是人。'],
    ['full stops for an ellipsis', '他們做夢也想不到10萬。。。的時候，真的'],
  ])('a cut in %s', (_what, truth) => {
    const damaged = infect(truth, tableOf([]), { convert: false });
    expect(damaged).toContain('?');
    expect(repaired(damaged)).toBe(truth);
  });

  it('a cut in a blank to be filled in, and an eaten digit behind it, which nothing tells', () => {
    // A wide space is A1 A1, ） A3 A9 and （ A3 A8: behind the cut between the first two, A9 A3 is no pair of the code page, and A8 eats the 3.
    const damaged = infect('沒有語病的一項是（　　）（3分）', tableOf([]), { convert: false });
    expect(damaged).toBe('沒有語病的一項是（　?。??分）');
    expect(repaired(damaged)).toBe('沒有語病的一項是（　　）（□分）');
  });

  it('an eaten bracket that an open one implies comes back', () => {
    const truth = '它是一個屬性(函數)的值';
    // 函 is BA AF, 數 is 94 B5: the key AF 94 puts the text out of step, and B5 eats the bracket.
    const damaged = infect(truth, tableOf([['瘮', 'shèn']]), { convert: false });
    expect(damaged).toBe('它是一個屬性(函?shèn)?的值');
    expect(repaired(damaged)).toBe(truth);
  });
});

describe('annotations', () => {
  it('goes wherever the page annotates, with a space or without', () => {
    expect(repaired('國(guó )際(jì )會(huì)議')).toBe('國際會議');
  });

  it.each([
    ['product codes', '型號A(b)和C(d)在國(guó)內(nèi)有售', '型號A(b)和C(d)在國內有售'],
    ['formulas', '函數f(x)和g(y)', '函數f(x)和g(y)'],
    ['a note on two readings', '长(cháng/zhǎng)短', '长(cháng/zhǎng)短'],
    ['a reading that is not the one the page annotates the character with', '這件產(chǎn)品的產(shān)字讀錯了', '這件產品的產(shān)字讀錯了'],
    ['what stays in brackets', '國(guó)(中国)', '國(中国)'],
    ['a character that the page never annotates', '我們要對他們說：們(men)是詞尾', '我們要對他們說：們(men)是詞尾'],
  ])('leaves %s', (_what, line, truth) => {
    expect(repaired(line)).toBe(truth);
  });

  it('goes from behind a letter after a mark that was folded to ASCII', () => {
    // ： is A3 BA, V is 56: BA 56 is 篤.
    const folded = (line: string): string => line.replaceAll('，', ',').replaceAll('：', ':');
    expect(repaired(folded('編譯：V(dǔ)ue 模板會(huì)被編譯'), folded(PROOF))).toBe(folded('編譯：Vue 模板會被編譯'));
    expect(repaired(folded('編譯：V(dà)ue 模板會(huì)被編譯'), folded(PROOF))).toBe(folded('編譯：V(dà)ue 模板會被編譯'));
  });

  it.each([
    ['as often with as without', ['新的茶館(guǎn)開了，舊的茶館還在']],
    ['once more without, where an excerpt ends within the annotation', ['新的茶館(guǎn)開了，舊的茶館還在', '這也是一家茶館(gu']],
  ])('goes from a character that the page has %s', (_what, lines) => {
    expect(cleanLines(engine, [PROOF, ...lines], KEEP)[1]).toBe('新的茶館開了，舊的茶館還在');
  });

  it('takes one annotation from a character, not the one a person wrote behind it', () => {
    expect(repaired('國(guó)(guó)字')).toBe('國(guó)字');
  });
});

describe('what GBK lacked', () => {
  it.each([
    ['emoji behind a sentence', '核心是芯片。????????', '核心是芯片。'],
    ['no-break spaces in front of a paragraph', '??? 本報訊', ' 本報訊'],
    ['no-break spaces between spaces', 'G640 ? ? ?文獻', 'G640 文獻'],
    ['a paragraph that held one of them', '?', ''],
  ])('goes: %s', (_what, line, truth) => expect(repaired(line)).toBe(truth));

  it.each(['你說什么???', '真的嗎? ? ?我不信', '他問：這是誰的???沒人知道'])('stays where somebody may have asked: %s', (line) => expect(repaired(line)).toBe(line));

  it('is the dot within a foreign name', () => {
    expect(repaired('研究者米哈爾?科辛斯基這樣看')).toBe('研究者米哈爾·科辛斯基這樣看');
  });

  it.each(['他是德國人嗎?馬上告訴我', '誰住在羅馬?', '你想去海南?西安也行', '那是馬賽?里昂?還是巴黎?', '去年的拉丁文?馬丁?'])('is a question beside characters of which names are made: %s', (line) => expect(repaired(line)).toBe(line));

  it('stays in a title, an attribute and a link', () => {
    const others = [{ text: '?', place: 'attribute' }, { text: '???', place: 'title' }, { text: '?', place: 'body', link: true }] as const;
    const page = [...passages([PROOF]), ...others];
    expect(engine.clean(page, engine.assess(page), KEEP).slice(1).map(({ text }) => text)).toEqual(['?', '???', '?']);
  });
});

describe('a page that can be read in too many ways', () => {
  // Question marks of which each may be the byte that another lost: 4,000,000 characters are weighed, and none is better.
  const riddle = Array.from({ length: 50 }, (_, i) => `${String.fromCharCode(0x4e00 + 7 * i)}${'？？？?'.repeat(30)}`);

  it('is told, and what slipped on it stays', () => {
    const page = passages([PROOF, '要?jiǎng)?chuàng)立新公司', ...riddle]);
    const assessment = engine.assess(page, KEEP);
    expect(assessment).toMatchObject({ kit: true, spent: true });
    expect(engine.clean(page, assessment, KEEP).at(-1)!.text).toBe(riddle.at(-1));
  });

  it('is not told of a page of the kit, nor of the riddle alone', () => {
    expect(engine.assess(passages([PROOF, '要?jiǎng)?chuàng)立新公司']))).toMatchObject({ kit: true, spent: false });
    expect(engine.assess(passages(riddle)).spent).toBe(false);
  });
});
