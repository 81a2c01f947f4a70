import { Reader, Writer } from '../engine/data/bytes.ts';
import type { Pause } from '../engine/steps.ts';
import { inflate } from '../engine/data/inflate.ts';
import { Trie, type TrieData } from './trie.ts';

/** Dictionaries by name, as they are shipped together: `src/build/script.ts` writes them, before deflate-raw. */
export function writePack(tries: ReadonlyMap<string, TrieData>): Uint8Array {
  const out = new Writer();
  out.varint(tries.size);
  for (const [name, { counts, gaps, kinds, values }] of tries) {
    out.text(name);
    for (const numbers of [counts, gaps, kinds]) {
      out.varint(numbers.length);
      for (const n of numbers) out.varint(n);
    }
    out.text(values.join(SEPARATOR));
  }
  return out.bytes();
}

/** In no dictionary. */
const SEPARATOR = '\n';

/**
 * @param pause awaited between the pieces of the work, each of some 10 ms
 * @throws when the bytes are cut short or not deflate-raw
 */
export async function readPack(packed: Uint8Array, pause: Pause = () => Promise.resolve()): Promise<ReadonlyMap<string, Trie>> {
  const input = new Reader(await inflate(packed, pause));
  const tries = new Map<string, Trie>();
  for (let n = input.varint(); n > 0; n--) {
    const name = input.text();
    const [counts, gaps, kinds] = [input.varints(), input.varints(), input.varints()];
    const values = input.text();
    await pause();
    tries.set(name, new Trie({ counts, gaps, kinds, values: values === '' ? [] : values.split(SEPARATOR) }));
  }
  return tries;
}
