import { describe, expect, test } from 'vitest';
import { shippedEngine } from '../engine/load.ts';
import inTheWild from './cases/in-the-wild.json';

const engine = await shippedEngine();
const installer = inTheWild[0]!;
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text.split(' ').map((byte) => Number.parseInt(byte, 16)));

describe('explain', () => {
  test('text decoded wrongly, with the step', () => {
    const { text, steps, edits } = engine.explain(installer.original);
    expect(text).toBe(installer.fixed);
    expect(steps).toEqual([{ kind: 'charset', read: 'gbk', is: 'utf-8' }]);
    expect(edits).toMatchObject([{ kind: 'mojibake', start: 0, after: text }]);
  });

  test('text of the kit, lines and all', () => {
    const damaged = '這個國(guó)家的網(wǎng)絡(luò)發(fā)展很快。\n國(guó)際網(wǎng)絡(luò)也在發(fā)展。\n全國(guó)的網(wǎng)民都在用網(wǎng)絡(luò)。';
    const { text, steps, edits } = engine.explain(damaged);
    expect(text).toBe('這個國家的網絡發展很快。\n國際網絡也在發展。\n全國的網民都在用網絡。');
    expect(steps).toEqual([{ kind: 'kit' }]);
    for (const { start, end, before } of edits) expect(damaged.slice(start, end)).toBe(before);
  });

  test.each(['', '今天天气很好，我们去公园散步。', 'Ça va très bien, merci.', '\ud800\n\n'])('nothing wrong: %j', (text) => {
    expect(engine.explain(text)).toEqual({ text, steps: [], edits: [] });
  });
});

describe('decode', () => {
  // Bytes by the charsets' own tables (WHATWG Encoding indexes).
  test.each([
    ['gb18030', 'ce c4 bc fe b2 bb b4 e6 d4 da a3 ac c7 eb d6 d8 d0 c2 d1 a1 d4 f1', '文件不存在，请重新选择'],
    ['big5', 'bd d0 b0 dd a6 b3 a4 48 aa be b9 44 b3 6f ad d3 b5 7b a6 a1 b6 dc', '請問有人知道這個程式嗎'],
    ['utf-8', 'e6 96 87 e4 bb b6 e4 b8 8d e5 ad 98 e5 9c a8', '文件不存在'],
    ['utf-8', 'ef bb bf 61 62 63', 'abc'],
    ['shift_jis', '82 b1 82 cc 83 51 81 5b 83 80 82 f0 83 76 83 8c 83 43 82 b7 82 e9', 'このゲームをプレイする'],
    ['euc-kr', 'bf c0 b4 c3 c0 ba 20 b3 af be be b0 a1 20 be c6 c1 d6 20 c1 c1 be c6', '오늘은 날씨가 아주 좋아'],
  ])('%s', (charset, bytes, text) => {
    expect(engine.decode(bytesOf(bytes))).toEqual({ text, charset, certain: true });
  });

  test('ASCII is in every charset: the hint names it', () => {
    expect(engine.decode(bytesOf('61 62 63'), 'big5').charset).toBe('big5');
  });

  test('a page that begins with 70 KB of scripts', () => {
    const page = [...new TextEncoder().encode('var a;\n'.repeat(10_000)), ...bytesOf('ce c4 bc fe b2 bb b4 e6 d4 da a3 ac c7 eb d6 d8 d0 c2 d1 a1 d4 f1')];
    expect(engine.decode(Uint8Array.from(page))).toMatchObject({ charset: 'gb18030', certain: true });
  });

  test('few bytes are not certain', () => {
    expect(engine.decode(bytesOf('c4 e3 ba c3'), 'gbk')).toEqual({ text: '你好', charset: 'gb18030', certain: false });
  });
});
