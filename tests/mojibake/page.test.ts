import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { garble } from '../../src/eval/mojibake-garble.ts';
import { CHANNELS, type Channel } from '../../src/engine/mojibake/channels.ts';
import { looksGarbled } from '../../src/engine/sniff/garbled.ts';
import { encode } from '../../src/eval/encode.ts';
import { KEEP, passages, shippedEngine } from '../engine/load.ts';
import { startsEngine } from '../engine/starts.ts';

const engine = await shippedEngine();
const here = (path: string) => new URL(path, import.meta.url);
const read = (path: string): string[] => readFileSync(here(path), 'utf8').split('\n').filter(Boolean);

const ARTICLE = read('../texts/articles/canal.txt');
const TRADITIONAL = '老人們更願意早上來。他們對館員說，這個地方的報紙很全，還會有人幫忙找國外的舊雜誌，一直坐到關燈的時候。\n讀書的孩子們比去年多了一倍，他們放學以後就來。';
const channel = (readAs: Channel['readAs'], is: Channel['is']): Channel => CHANNELS.find((c) => c.readAs === readAs && c.is === is)!;
/** Lines whose last byte would be lost lose their last character first. */
function garbled(line: string, by: Channel): { truth: string; text: string } {
  for (let cut = 0; ; cut++) {
    const truth = [...line].slice(0, [...line].length - cut).join('');
    const result = garble(truth, [by])!;
    if (!result.lossy) return { truth, text: result.text };
  }
}
const clean = (lines: readonly string[], options = KEEP): (string | null)[] => {
  const page = passages(lines);
  return engine.clean(page, engine.assess(page), options).map(({ text }) => text);
};

describe('a page that was decoded wrongly', () => {
  test.each([channel('gbk', 'utf-8'), channel('windows-1252', 'utf-8'), channel('windows-1252', 'gbk'), channel('big5', 'gbk')])('$is read as $readAs', (by) => {
    const lines = [...ARTICLE.map((line) => garbled(line, by)), garbled('首页', by), { truth: 'OK', text: 'OK' }];
    const page = lines.map(({ text }) => text);
    expect(clean(page)).toEqual(lines.map(({ truth }) => truth));
    expect(engine.assess(passages(page)).encoding).toEqual({ decoded: by.readAs, really: by.is, certain: true });
    expect(clean(clean(page).map(String)), 'cleaning again does nothing').toEqual(lines.map(({ truth }) => truth));
    expect(clean(page, { ...KEEP, encoding: false }), 'switched off').toEqual(page);
  });

  test('in one line of 100,000 characters, behind honest text; and such a line in which nothing is to be read costs little', () => {
    const honest = ARTICLE.join('').repeat(20).slice(0, 21_000);
    const { truth, text } = garbled(ARTICLE.join('').repeat(100), channel('windows-1252', 'utf-8'));
    expect(clean([honest + text])).toEqual([honest + truth]);
    const cpu = (line: string): number => {
      const start = process.cpuUsage();
      expect(clean([line])).toEqual([line]);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    // Rare characters, each of which may be two bytes of something else. Tried as a whole it takes 100 times as long as a short line; the charsets' tables are made before.
    cpu('隇'.repeat(4000));
    expect(cpu('隇'.repeat(200_000))).toBeLessThan(16 * cpu('隇'.repeat(4000)));
    const behind = garbled(ARTICLE[1]!, channel('windows-1252', 'utf-8'));
    expect(clean(['隇'.repeat(200_000), behind.text]), 'and does not use up what the page may take').toEqual(['隇'.repeat(200_000), behind.truth]);
  });

  test.each([['utf-8', 'big5'], ['utf-8', 'euc-jp'], ['utf-8', 'euc-kr'], ['gbk', 'euc-jp'], ['big5', 'shift_jis']] as const)('%s as %s, which loses too much to tell: it is no text', (is, readAs) => {
    const bytes = is === 'utf-8' ? new TextEncoder().encode(ARTICLE.join('\n')) : encode((is === 'big5' ? TRADITIONAL : ARTICLE.join('\n')).replace(/[^\n\p{Script=Han}，。]/gu, ''), is)!;
    expect(engine.assess(passages(new TextDecoder(readAs).decode(bytes).split('\n'))).encoding).toEqual({ decoded: '', really: '', certain: true });
  });
  test('rare characters are text', () => {
    expect(engine.assess(passages(['彼鍼砭藥石，謂之毉；彳亍而行，謂之躑躅。', ...ARTICLE.slice(0, 2)])).encoding).toBe(undefined);
  });

  test('as UTF-8, so that nothing is left but U+FFFD: the bytes must tell', () => {
    const page = passages(['\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd', '\ufffd\ufffd\ufffd\ufffd 2024 \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd']);
    expect(engine.assess(page).encoding).toEqual({ decoded: 'utf-8', really: '', certain: true });
  });
});

describe('source code and settings, which write characters as escapes', () => {
  test.each([
    ['properties', ['greeting = \\u4f60\\u597d\\uff0c\\u4e16\\u754c', 'farewell=\\u518d\\u89c1 \\u4f60\\u597d, \\', '    \\u4e16\\u754c\\u548c\\u5e73']],
    ['YAML', ['title: \\u4f60\\u597d \\u4e16\\u754c', '  - \\u4f60\\u597d']],
    ['a catalogue of messages', ['msgid "hello"', 'msgstr "hi \\u4f60\\u597d\\u4e16\\u754c"']],
    ['comments', ['# \\u4f60\\u597d\\uff0c\\u4e16\\u754c', '// \\u4f60\\u597d\\uff0c\\u4e16\\u754c', '; %E4%BD%A0%E5%A5%BD %E4%B8%96%E7%95%8C']],
    ['a line of it in honest text', ['第一步，打开设置文件。', 'name: \\u4f60\\u597d\\u4e16\\u754c', '第二步，保存。']],
  ])('%s', (_, lines) => expect(clean(lines)).toEqual(lines));

  test('but a page that shows them in its text is repaired', () => {
    expect(clean(['\\u4f60\\u597d\\uff0c\\u4e16\\u754c', 'name: \\u4f60\\u597d', '今天 \\u5929\\u6c14\\u5f88\\u597d'])).toEqual(['你好，世界', 'name: \\u4f60\\u597d', '今天 天气很好']);
  });
});

test('what two layers lost is told as lost', () => {
  const { text } = garble('他们在河边的小村里住了三十年，每天清晨都要沿着堤岸走一圈', [channel('windows-1252', 'utf-8'), channel('windows-1252', 'utf-8')])!;
  const page = passages([`${text.slice(0, 60)}?${text.slice(61)}`]);
  const [outcome] = engine.clean(page, engine.assess(page), KEEP);
  expect(outcome!.text).toMatch(/^他们在河边的小村里□+了三十年，每天清晨都要沿着堤岸走一圈$/);
  expect(outcome!.edits.map(({ kind }) => kind)).toEqual(['lost']);
});

describe('texts of any length', () => {
  test('150,000 garbled characters in one line', () => {
    const { truth, text } = garbled(ARTICLE.join('').repeat(300).slice(0, 85_000), channel('windows-1252', 'gbk'));
    expect(clean([text])).toEqual([truth]);
    // Some six seconds; machines that do other work beside it are known to need six times as long.
  }, 240_000);

  test('escapes take time in proportion', () => {
    const seconds = (n: number): number => {
      const started = process.cpuUsage();
      clean(['你好吗'.repeat(4) + ' \\u4f60\\u597d 看'.repeat(n)]);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1e6;
    };
    seconds(100);
    expect(seconds(20_000)).toBeLessThan(40 * Math.max(seconds(2000), 0.005));
  });
});

describe('what the page knows', () => {
  const by = channel('windows-1252', 'gbk');
  const page = ['闸官刘德顺每天清晨开闸放船，风雨无阻。', '船工们都说，刘德顺看水的本事是祖传的。', '后来刘德顺写了一本讲水闸的小书。'].map((line) => garbled(line, by).text);
  const truth = '去年冬天，刘德顺离开了人世。';
  // The second byte of 德 (B5 C2) is gone: some ninety characters begin like it, and any of them may be a name.
  const damaged = garbled(truth, by).text.replace('µÂ', 'µ?');

  test('of a name that lost a byte in one place', () => {
    expect(clean([...page, damaged]).at(-1)).toBe(truth);
  });

  test('is no guess where the page does not have it', () => {
    const other = page.map((_, i) => garbled(['今天水位比昨天高了一尺，船都停在闸外。', '老人们坐在岸边的石阶上晒太阳。', '孩子们在桥上跑来跑去。'][i]!, by).text);
    expect(clean([...other, damaged]).at(-1)).toBe('去年冬天，刘□顺离开了人世。');
  });

  test('of its charset, for a few words among code; what is honest stays', () => {
    const lines = ARTICLE.map((line) => garbled(line, channel('euc-kr', 'gbk')));
    const short = garbled('## Props 大小写 (x)', channel('euc-kr', 'gbk'));
    expect(clean([short.text])).toEqual([short.text]);
    const honest = ['## Props 空格 (x)', '带空格的 props', '한국어 props'];
    expect(clean([...lines.map(({ text }) => text), short.text, ...honest])).toEqual([...lines.map(({ truth }) => truth), short.truth, ...honest]);
  });
});

describe('a page that is garbled from end to end', () => {
  const by = channel('big5', 'gbk');
  const page = ARTICLE.map((line) => garbled(line, by));
  const cleanWith = (...texts: string[]): (string | null)[] => clean([...page.map(({ text }) => text), ...texts]).slice(page.length);

  test('has its shortest headings, menus and lines of code repaired, too', () => {
    const short = ['组件 (component)', '[在演练场中尝试一下](https://play.example.org/#eNpVj0FLxDAQhf)', '简写'].map((line) => garbled(line, by));
    expect(cleanWith(...short.map(({ text }) => text))).toEqual(short.map(({ truth }) => truth));
    expect(clean([...ARTICLE, short.at(-1)!.text]), 'on a page that is not').toEqual([...ARTICLE, short.at(-1)!.text]);
  });

  // ㈇ħ is A9 B8 A9 A4 in EUC-KR, which is └─ in GBK.
  test('and so are the trees that show files', () => {
    const korean = channel('euc-kr', 'gbk');
    const tree = ['├─ TodoList', '│     └─ TodoItem'].map((line) => garbled(line, korean));
    const page = ARTICLE.map((line) => garbled(line, korean).text);
    expect(clean([...page, ...tree.map(({ text }) => text)]).slice(page.length)).toEqual(tree.map(({ truth }) => truth));
  });

  test('and what a script of it wrote rightly stays', () => {
    const honest = ['© 2024 Café', '組件', 'ネット', '한국어', 'Ünïcödé'];
    expect(cleanWith(...honest)).toEqual(honest);
  });

  // As sites of Chinese novels have English ones: typed with full-width spaces and marks.
  test('and what is in English on a page of GBK keeps its letters, and gets its marks', () => {
    const latin = channel('windows-1252', 'gbk');
    const english = ['near\u3000home\u3000as\u3000he\u3000can；\u3000and\u3000consequently\u3000as\u3000much\u3000as\u3000he\u3000can', '\u3000\u3000Of the Balance of Trade（１７５２）'].map((line) => garbled(line, latin));
    const honest = ['© 2024 Café ¡Hola!', '£20 » 10£', 'near¡¡home Ünïcödé'];
    const page = ARTICLE.map((line) => garbled(line, latin).text);
    expect(clean([...page, ...english.map(({ text }) => text), ...honest]).slice(page.length)).toEqual([...english.map(({ truth }) => truth), ...honest]);
    expect(clean([...ARTICLE, english[0]!.text]).at(-1), 'on a page that is not').toBe(english[0]!.text);
  });

  test('a character of theirs that lost a byte is filled or marked', () => {
    const latin = channel('windows-1252', 'gbk');
    const lines = [...ARTICLE.map((line) => garbled(line, latin).text), garbled('详细信息', latin).text.replace('Ï¸', 'Ï?')];
    expect(clean(lines).at(-1)).toMatch(/^详[细□]信息$/);
  });
});

test('what a decoder put for lost bytes is not read out of the bytes again', () => {
  // The bytes of `锟斤拷` are those of two U+FFFD.
  const text = '頂?shù)米⊙邪l(fā)?shù)ÖÐ¹ú</p>ä¸\xadå›½。锟斤拷ä¸\xadå›½&amp;(<p>&amp;國；';
  expect(clean([text])[0]).not.toContain('\ufffd');
});

describe('a garbled block in a clean page', () => {
  const block = garbled(ARTICLE[2]!, channel('gbk', 'utf-8'));

  test('is repaired in place, and nothing else', () => {
    const page = [ARTICLE[0]!, block.text, ...ARTICLE.slice(3)];
    expect(clean(page)).toEqual([ARTICLE[0], block.truth, ...ARTICLE.slice(3)]);
    expect(engine.assess(passages(page)).encoding).toBeUndefined();
  });

  test('stays where the page is about garbled text', () => {
    const page = ['为什么会出现乱码？', ...ARTICLE.slice(0, 4), '下面就是一个例子：', block.text, ...ARTICLE.slice(4)];
    expect(clean(page)).toEqual(page);
  });

  test('on a page of the kit, too, where it is long and whole', () => {
    const kit = ['這個國(guó)家的網(wǎng)絡(luò)發(fā)展很快。', '國(guó)際網(wǎng)絡(luò)也在發(fā)展。', '全國(guó)的網(wǎng)民都在用網(wǎng)絡(luò)。'];
    expect(clean([...kit, block.text])).toEqual(['這個國家的網絡發展很快。', '國際網絡也在發展。', '全國的網民都在用網絡。', block.truth]);
  });
});

describe('the sniffer', () => {
  test.each(CHANNELS.filter(({ is }) => is !== 'shift_jis' && is !== 'euc-kr' && is !== 'big5'))('starts the engine: $is read as $readAs', (by) => {
    expect(startsEngine(ARTICLE.map((line) => garble(line, [by])!.text))).toBe(true);
  });

  test.each(['../texts/articles', '../texts/negative'])('leaves alone: %s', (folder) => {
    for (const name of readdirSync(here(`${folder}/`))) expect(read(`${folder}/${name}`).filter(looksGarbled), name).toEqual([]);
  });
});

test('a name among garbled text stays where its bytes are only letters of several alphabets', () => {
  const page = [...ARTICLE.map((line) => garbled(line, channel('gbk', 'utf-8')).text), '叶倩彤'];
  expect(clean(page).at(-1)).toBe('叶倩彤');
});
