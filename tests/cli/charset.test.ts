import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSource, writeSource } from '../../src/cli/charset.ts';
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

test.each([
  ['utf-8', 'efbbbf', '6162'], ['utf-16le', 'fffe', '61006200'], ['utf-16be', 'feff', '00610062'],
])('a byte order mark says %s, is no text, and stays where the text behind it goes', (charset, mark, bytes) => {
  const source = readSource(Buffer.from(mark + bytes, 'hex'), 'auto', false);
  expect([source.charset, source.text]).toEqual([charset, 'ab']);
  const splice = (text: string) => Buffer.from(writeSource(source, [{ start: 0, end: 2, text }])).toString('hex');
  expect([splice(''), splice('ab')]).toEqual([mark, mark + bytes]);
});

test('where another charset was asked for, the bytes of the mark are text', () => {
  expect(readSource(Buffer.from('efbbbf61', 'hex'), 'windows-1252', false).text).toBe('ï»¿a');
});

/** Writes a `□` where a source has its first U+FFFD. */
function mended(bytes: Uint8Array, charset: string): { text: string; wanted: string; bytes: Uint8Array } {
  const source = readSource(bytes, charset, true);
  const at = source.text.indexOf('\ufffd');
  const written = writeSource(source, at === -1 ? [] : [{ start: at, end: at + 1, text: '□' }], () => '');
  return { text: readSource(written, charset, true).text, wanted: at === -1 ? source.text : `${source.text.slice(0, at)}□${source.text.slice(at + 1)}`, bytes: written };
}

test.each([
  ['UTF-8 without its last byte', 'utf-8', 'e98d3c703e', 'e296a13c703e'],
  ['a GBK lead byte without a trail', 'gbk', 'd6d0823c703e', 'd6d0a1f53c703e'],
  ['half of four bytes', 'gb18030', '81303c703e', 'a1f5303c703e'],
  ['a Big5 lead byte without a trail', 'big5', 'a4a4a43c703e', 'a4a4a1bc3c703e'],
])('%s takes nothing along when it is replaced: the tag behind it stays', (_, charset, bytes, written) => {
  expect(Buffer.from(mended(Buffer.from(bytes, 'hex'), charset).bytes).toString('hex')).toBe(written);
});

test('that holds for any broken bytes', () => {
  const byte = fc.constantFrom(0x3c, 0x41, 0x30, 0x81, 0x82, 0xa4, 0xb8, 0xd6, 0xe4, 0xff);
  fc.assert(fc.property(fc.array(byte, { maxLength: 12 }), fc.constantFrom('utf-8', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-kr'), (bytes, charset) => {
    const { text, wanted } = mended(Uint8Array.from(bytes), charset);
    expect(text).toBe(wanted);
  }), { numRuns: 2000 });
});

const BROKEN = fc.constantFrom(0x3c, 0x41, 0x30, 0x32, 0x81, 0x82, 0xa4, 0xb8, 0xb9, 0xd6, 0xe4, 0xed, 0xf0, 0x90, 0xff);

test.each(['utf-8', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'utf-16le'])('wherever in broken bytes something is replaced, it is nothing else: %s', (charset) => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 6 }), fc.array(BROKEN, { maxLength: 700 }), fc.constant(Buffer.from('plain text')));
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const source = readSource(Buffer.concat(pieces.map((one) => Uint8Array.from(one))), charset, true);
    const places = [...source.text.matchAll(/\ufffd/g)].map(({ index }) => index);
    const written = writeSource(source, places.map((at) => ({ start: at, end: at + 1, text: '<' })), () => '');
    expect(readSource(written, charset, true).text).toBe(source.text.replaceAll('\ufffd', '<'));
  }), { numRuns: 300 });
});

/** How long it takes to write a page with one broken sequence that is so many times as long, and is changed all over. */
function timeToWrite(broken: string, times: number): number {
  const page = Buffer.concat([Buffer.from('<p>a'), Buffer.from(broken, 'hex'), ...Array.from({ length: 200 * times }, () => Buffer.from(`${GBK}3c703e`, 'hex'))]);
  const source = readSource(page, 'gb18030', true);
  const splices = [...source.text.matchAll(/新/g)].map(({ index }) => ({ start: index, end: index + 1, text: '旧' }));
  const start = performance.now();
  writeSource(source, splices, () => '');
  return performance.now() - start;
}

test.each(['813041', 'b93230', 'b9323c'])('a page with %s in it takes time by its length, and not by the square of that', (broken) => {
  timeToWrite(broken, 1);
  expect(timeToWrite(broken, 16)).toBeLessThan(12 * Math.max(timeToWrite(broken, 4), 5));
});
