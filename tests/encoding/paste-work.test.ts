import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { piecesOf, repairPasted, type PasteProgress } from '../../src/ui/paste-work.ts';
import { shippedEngine } from '../engine/load.ts';
import { encode } from '../../src/eval/encode.ts';

let engine: Engine;
beforeAll(async () => { engine = await shippedEngine(); });

const HONEST = '这个小县的图书馆在三月里重新开门。馆长说，读书的孩子们比去年多了一倍，他们放学以后就来，一直坐到关灯的时候。';
const as = (charset: string, bytes: Uint8Array): string => new TextDecoder(charset).decode(bytes);
const last = (text: string): PasteProgress | undefined => [...repairPasted(engine, text)].at(-1);

describe('a pasted text', () => {
  test.each([
    ['UTF-8 read as GBK', () => as('gbk', encode(HONEST, 'utf-8')!), { read: 'gbk', is: 'utf-8' }],
    ['GBK read as windows-1252', () => as('windows-1252', encode(HONEST, 'gbk')!), { read: 'windows-1252', is: 'gbk' }],
  ] as const)('%s: repaired, and the step told', (_name, garble, step) => {
    const done = last(garble());
    expect(done?.steps).toEqual([{ kind: 'charset', ...step }]);
    expect(done?.text.replace(/□/gu, '')).toBe([...HONEST].filter((char) => done?.text.includes(char)).join(''));
  });
  test('an honest one stays as it is', () =>
    expect(last(HONEST)).toMatchObject({ text: HONEST, steps: [], repaired: 0, suspicious: false }));
  test('one that can’t be repaired is told from one that is right', () =>
    expect(last('ÄÄÖÖ§§¶¶ÄÄÖÖ§§¶¶ÄÄÖÖ§§¶¶')).toMatchObject({ repaired: 0, suspicious: true }));
  test('what is gone for good is counted', () => expect(last('锟斤拷锟斤拷锟斤拷')?.lost).toBe(3));
  test('a long one tells how far it is, and what is not done yet stays in place', () => {
    const line = `${as('windows-1252', encode(HONEST, 'gbk')!)}\n`;
    const long = line.repeat(100);
    const steps = [...repairPasted(engine, long)];
    expect(steps.length).toBeGreaterThan(2);
    const first = steps[0]!;
    expect(first.done).toBeLessThan(first.total);
    expect(first.text.endsWith(long.slice(first.done))).toBe(true);
    expect(steps.at(-1)?.text).toBe(`${HONEST}\n`.repeat(100));
  });
});

describe('pieces of a text', () => {
  test.each([
    ['nothing', ''], ['no line ends', 'x'.repeat(50_000)], ['many', 'abc\n'.repeat(5000)], ['pairs at the cut', `${'x'.repeat(19_999)}😀${'y'.repeat(30_000)}`],
  ])('%s: together they are the text, and none is too long', (_name, text) => {
    const pieces = piecesOf(text);
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(20_001);
      expect(piece.isWellFormed()).toBe(true);
    }
  });
  test('lines stay whole where they are not very long', () => {
    for (const piece of piecesOf(`${'x'.repeat(3000)}\n`.repeat(20))) expect(piece.endsWith('\n')).toBe(true);
  });
});
