import { deflateRawSync, constants } from 'node:zlib';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../src/engine/data/inflate.ts';
import { inflating } from '../../src/engine/data/inflating.ts';
import { finish } from '../../src/engine/steps.ts';

const unpack = (bytes: Uint8Array): Buffer => Buffer.from(finish(inflating(bytes)));
const LAW = readFileSync(new URL('../texts/articles/canal.txt', import.meta.url));

describe('unpacking without help of the platform', () => {
  test.each(['src/engine/data/tables.bin', 'src/script/data/traditional.bin'])('%s: the same as with it', async (path) => {
    const packed = readFileSync(new URL(`../../${path}`, import.meta.url));
    expect(unpack(packed).equals(Buffer.from(await inflate(packed)))).toBe(true);
  });

  test.each([
    ['stored', { level: 0 }], ['fast', { level: 1 }], ['best', { level: 9 }], ['fixed codes', { strategy: constants.Z_FIXED }],
    ['literals only', { strategy: constants.Z_HUFFMAN_ONLY }], ['runs', { strategy: constants.Z_RLE }],
  ])('what zlib packs: %s', (_name, options) => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([0]), Buffer.alloc(70_000), LAW, Buffer.concat(new Array(30).fill(LAW))]) expect(unpack(deflateRawSync(bytes, options)).equals(bytes)).toBe(true);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => { expect(unpack(deflateRawSync(bytes, options)).equals(bytes)).toBe(true); }), { numRuns: 50, seed: 8 });
  });

  test('what is cut short or something else is refused, and never hangs', () => {
    const packed = deflateRawSync(LAW);
    for (let length = 0; length < packed.length - 1; length += 37) expect(() => unpack(packed.subarray(0, length)), `${length}`).toThrow();
    // What stands farther back than all that was unpacked: a dictionary that is not here.
    expect(() => unpack(deflateRawSync(LAW, { dictionary: LAW }))).toThrow('not deflate-raw');
    expect(() => unpack(new Uint8Array([0x07]))).toThrow('not deflate-raw');
    expect(() => unpack(new Uint8Array([0x01, 5, 0, 0, 0, 1, 2, 3, 4, 5]))).toThrow('not deflate-raw');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        unpack(bytes);
      } catch (error) {
        expect(String(error)).toMatch(/cut short|not deflate-raw/);
      }
    }), { numRuns: 500, seed: 8 });
  });
});
