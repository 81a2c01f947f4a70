import { expect, test } from 'vitest';
import { readSource } from '../../src/cli/charset.ts';
import { shippedEngine } from '../engine/load.ts';

const engine = await shippedEngine();
// Big5 of 請問有人知道這個程式嗎, GBK of 文件不存在，请重新选择, windows-1251 of Привет, как дела? (WHATWG indexes).
const BIG5 = 'bdd0b0dda6b3a448aabeb944b36fadd3b57ba6a1b6dc';
const GBK = 'cec4bcfeb2bbb4e6d4daa3accbebd6d8d0c2d1a1d4f1';
const CYRILLIC = 'cff0e8e2e5f22c20eae0ea20e4e5ebe03f';
const page = (bytes: string, declared?: string): Uint8Array => Buffer.concat([
  Buffer.from(`<!doctype html>${declared === undefined ? '' : `<meta charset="${declared}">`}<p>`), Buffer.from(bytes, 'hex'), Buffer.from('</p>'),
]);

test.each([
  ['nothing declared', BIG5, undefined, 'big5'],
  ['a wrong declaration', BIG5, 'gb2312', 'big5'],
  ['the right one', GBK, 'gb2312', 'gbk'],
  ['a wrong one the other way', GBK, 'big5', 'gb18030'],
  ['one that is none of ours stays', CYRILLIC, 'windows-1251', 'windows-1251'],
])('%s', (_, bytes, declared, charset) => {
  expect(readSource(page(bytes, declared), 'auto', true, (sample, hint) => engine.decode(sample, hint)).charset).toBe(charset);
});

test('a charset that was asked for is used whatever the bytes look like', () => {
  expect(readSource(page(BIG5), 'gbk', true, (sample, hint) => engine.decode(sample, hint)).charset).toBe('gbk');
});
