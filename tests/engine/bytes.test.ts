import { expect, test } from 'vitest';
import { Reader, Writer } from '../../src/engine/data/bytes.ts';

const NUMBERS = [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0xffff];

/** One of each, numbers in a row last. */
function written(): Uint8Array {
  const out = new Writer();
  out.byte(0xff);
  out.varint(2 ** 31 - 1);
  out.text('國(guó)😀');
  out.varint(NUMBERS.length);
  for (const n of NUMBERS) out.varint(n);
  return out.bytes();
}

function read(bytes: Uint8Array): unknown[] {
  const input = new Reader(bytes);
  return [input.byte(), input.varint(), input.text(), [...input.varints()]];
}

test('what was written is read, to the last byte', () => expect(read(written())).toEqual([0xff, 2 ** 31 - 1, '國(guó)😀', NUMBERS]));

test('what is cut short anywhere is refused', () => {
  const bytes = written();
  for (let length = 0; length < bytes.length; length++) expect(() => read(bytes.subarray(0, length)), `${length}`).toThrow(RangeError);
});

test('where nothing is left, there is no byte', () => expect(() => new Reader(new Uint8Array()).byte()).toThrow(RangeError));

test('a number is written in sevens of bits, the lowest first (LEB128)', () => {
  const out = new Writer();
  out.varint(624_485);
  expect([...out.bytes()]).toEqual([0xe5, 0x8e, 0x26]);
});
