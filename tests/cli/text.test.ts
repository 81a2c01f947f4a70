import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writableSplicesOf } from '../../src/cli/splices.ts';
import { clean } from './command.ts';
import { plainlyAnnotated, SPAM_LINE } from './infected.ts';

const lines = plainlyAnnotated('canal');
const infected = lines.map((line) => line.infected);

describe.concurrent('a text that the kit was at', () => {
  test('goes back to what was written; the spam line leaves nothing behind', async () => {
    const { status, text } = await clean([], [SPAM_LINE, ...infected].join('\n'));
    expect(status).toBe(0);
    expect(text).toBe(lines.map((line) => line.honest).join('\n'));
  });

  test('--script keep keeps it Traditional', async () => {
    const { text } = await clean(['--script', 'keep'], infected.join('\n'));
    expect(text).toBe(lines.map((line) => line.traditional).join('\n'));
  });

  test.each([['tw', '裡'], ['hk', '裏'], ['t', '裏']])('--script %s writes %s, from what was written', async (script, inside) => {
    const { text } = await clean(['--script', script], infected.join('\n'));
    expect(text).toContain(inside);
    expect(text).not.toMatch(/日記里/);
  });

  test('--no-spam and --no-annotations leave theirs', async () => {
    const page = [SPAM_LINE, ...infected].join('\n');
    expect((await clean(['--no-spam'], page)).text.split('\n')[0]).toBe(SPAM_LINE);
    const kept = (await clean(['--no-annotations', '--script', 'keep'], page)).text;
    expect(kept).toBe(infected.join('\n'));
  });

  test('line breaks stay as they are, each of them', async () => {
    const breaks = ['\r\n', '\r', '\n', '\n\n', '\r\n\r\n'];
    const join = (texts: string[]) => texts.map((line, i) => line + breaks[i % breaks.length]!).join('');
    const { text } = await clean([], join(infected));
    expect(text).toBe(join(lines.map((line) => line.honest)));
  });

  test('a byte order mark and broken bytes stay where they were', async () => {
    const bytes = (texts: string[]) => Buffer.concat([
      Buffer.from('\ufeff'), Buffer.from(`${texts.join('\n')}\n`), Buffer.from([0xff, 0xe4, 0xb8, 0x0a, 0xc3, 0x28, 0x0a]),
    ]);
    const result = await clean([], bytes(infected));
    expect(result.bytes.toString('latin1')).toBe(bytes(lines.map((line) => line.honest)).toString('latin1'));
  });

  test('cleaning it again does nothing', async () => {
    const once = await clean([], [SPAM_LINE, ...infected].join('\n'));
    expect((await clean([], once.bytes)).text).toBe(once.text);
  });
});

describe.concurrent('text in which nothing was wrong comes back byte for byte', () => {
  test.each(['', '\r', '\ufeff\u0000', '中文\r\n\n', '\ufffd中□', '?\n?\n'])('%j', async (text) => {
    expect((await clean([], text)).text).toBe(text);
  });

  test('bytes that are no text at all', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff));
    expect((await clean([], bytes)).bytes.equals(bytes)).toBe(true);
  });

  test('every text of our own, the honest and the misleading', async () => {
    const texts = ['articles', 'negative'].flatMap((folder) => {
      const path = fileURLToPath(new URL(`../texts/${folder}`, import.meta.url));
      return readdirSync(path).map((name) => ({ id: `${folder}/${name}`, text: readFileSync(`${path}/${name}`, 'utf8') }));
    });
    expect(texts.length).toBeGreaterThan(15);
    // As JSON lines, since that is one start of the command for all of them.
    const { text } = await clean(['--format', 'ndjson'], texts.map((one) => JSON.stringify(one)).join('\n'));
    const after = text.trim().split('\n').map((line) => JSON.parse(line));
    expect(after.map(({ id, text: cleaned }) => ({ id, text: cleaned }))).toEqual(texts);
  });
});

describe.concurrent('a charset that lacks characters', () => {
  // 國家發展改革委員會發布通知, 國家發展電腦網路 in Big5.
  const BIG5 = Buffer.from('b0eaae61b56fae69a7efadb2a965adfbb77cb56fa5acb371aabe', 'hex');
  const BIG5_MIXED = Buffer.from('b0eaae61b56fae69b971b8a3baf4b8f4', 'hex');

  test('what stood there stays, and that is told once', async () => {
    const { status, bytes, errors } = await clean(['--script', 'cn', '--charset', 'big5'], BIG5);
    expect(bytes.equals(BIG5)).toBe(true);
    expect({ status, errors }).toEqual({ status: 0, errors: "-: 5 characters can't be written in big5; what stood there stays\n" });
  });

  test('what it has is converted, where that is the most of it; else the script stays', async () => {
    // It has 网, 里, 后 and 台, and no 国.
    const most = await clean(['--script', 'cn', '--charset', 'big5'], Buffer.from('baf4b8ccabe1bb4faabab0ea', 'hex'));
    expect(new TextDecoder('big5').decode(most.bytes)).toBe('网里后台的國');
    const least = await clean(['--script', 'cn', '--charset', 'big5'], BIG5_MIXED);
    expect(new TextDecoder('big5').decode(least.bytes)).toBe('國家發展電腦網路');
    expect(least.errors).toBe("-: 4 characters can't be written in big5; what stood there stays\n");
  });

  test('GB18030 lacks none: four bytes are written', async () => {
    const { bytes, errors } = await clean(['--script', 'cn', '--charset', 'gb18030'], Buffer.from('ee5120f69b20e87a', 'hex'));
    expect(bytes.toString('hex')).toBe('9933c435209933e539209933a733');
    expect(errors).toBe('');
  });

  test('GBK has no four bytes', async () => {
    const bytes = Buffer.from('ee5187f8', 'hex');
    expect((await clean(['--script', 'cn', '--charset', 'gbk'], bytes)).bytes.toString('hex')).toBe('ee51b9fa');
  });

  test('an edit that can not be written is not told as one that was made; the others are made', () => {
    const edit = (start: number, before: string, after: string) => ({ kind: 'slip' as const, start, end: start + before.length, before, after, confidence: 1 });
    const edits = [edit(0, 'ab', '好'), edit(4, 'ef', '甲')];
    expect(writableSplicesOf('abcdefg国', '好cd甲g國', edits, (char) => char === '好')).toEqual({
      splices: [{ start: 4, end: 6, text: '甲' }, { start: 7, end: 8, text: '國' }], edits: [edits[1]], lacking: 1, converted: 1,
    });
  });

  test('one with modes is not written in at all', async () => {
    const page = Buffer.from('1b2442542232481b2842', 'hex');
    const { status, bytes, errors } = await clean(['--script', 'cn', '--charset', 'iso-2022-jp'], page);
    expect({ status, length: bytes.length, errors }).toEqual({ status: 1, length: 0, errors: '-: there is something to clean in it, and iso-2022-jp can only be read\n' });
    expect((await clean(['--charset', 'iso-2022-jp'], page)).bytes.equals(page)).toBe(true);
  });
});

const SEED_PAGE = fileURLToPath(new URL('../../../shared/pages/seed-page.txt', import.meta.url));

describe.skipIf(!existsSync(SEED_PAGE))('a page as crawled (skipped where it is not at hand)', () => {
  test('gives its article back', async () => {
    const { text } = await clean(['--script', 'auto', SEED_PAGE]);
    expect(text).not.toContain('香蕉');
    expect(text).not.toMatch(/\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǘǚǜ]+\)|\/p>|\?\?|□|[\ue000-\uf8ff]/);
    for (const right of [
      '以OpenAI为代表', '同比增长超24%。《元宇宙日爆》统计', '“都会有。”', '要创立新公司', '能够为预训练大模型', '回顾ChatGPT的迭代',
      '这些应用。”他指出，未来10年', '差距大概2年。”', '顶得住研发压力', '在AI芯片', '意味着模型能够处理',
    ]) expect(text).toContain(right);
  });
});
