import { Reader } from './bytes.ts';

/** What `src/build/tables.ts` wrote, unpacked but not yet indexed. */
export interface Tables {
  /** all syllables that some character is read as, tone marks on */
  readonly readings: readonly string[];
  /** Traditional characters with another Simplified form */
  readonly traditional: string;
  /** `simplified[i]` is the form of `traditional[i]` */
  readonly simplified: string;
  /** those of `traditional` that the kit never writes: variants of the ones it writes */
  readonly unwritten: string;
  /** Simplified characters that the kit always turns Traditional */
  readonly converted: string;
  /** words of injected keyword lists, each with `!` in front where an honest list hardly holds it */
  readonly spamTerms: readonly string[];
  /** `readingsOf[i]` are indices into `readings` */
  readonly readingsOf: readonly (readonly number[])[];
  /** the model's characters, the frequent ones first */
  readonly characters: string;
  /** counts of `characters[i]`: anywhere, at a word's start, at a word's end */
  readonly total: Float32Array;
  readonly first: Float32Array;
  readonly last: Float32Array;
  /** `[character, next, count]` three by three */
  readonly pairs: Int32Array;
  /** `[index of pair, next, count]` three by three */
  readonly triples: Int32Array;
}

const count = (level: number): number => (level === 0 ? 0 : 2 ** ((level - 1) / 2));

async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param packed the bytes of `tables.bin`
 * @throws when they are cut short or not deflate-raw
 */
export async function unpackTables(packed: Uint8Array): Promise<Tables> {
  const input = new Reader(await inflate(packed));
  const readings = input.text().split(' ');
  const traditional = input.text();
  const simplified = input.text();
  const spamTerms = input.text().split(' ');
  const unwritten = input.text();
  const converted = input.text();
  const readingsOf = Array.from(traditional, () => Array.from({ length: input.varint() }, () => input.varint()));
  const characters = input.text();
  const [total, first, last] = [0, 1, 2].map(() => Float32Array.from(characters, () => count(input.byte()))) as [Float32Array, Float32Array, Float32Array];
  const [sizes, gaps, levels] = [0, 1, 2].map(() => {
    const stream = new Uint16Array(input.varint());
    for (let i = 0; i < stream.length; i++) stream[i] = input.varint();
    return stream;
  }) as [Uint16Array, Uint16Array, Uint16Array];
  let at = 0;
  const pairTotal = sizes.subarray(0, characters.length).reduce((sum, n) => sum + n, 0);
  const take = (heads: number, sizesFrom: number, rows: number): Int32Array => {
    const out = new Int32Array(rows * 3);
    for (let head = 0, n = 0; head < heads; head++) {
      let next = -1;
      for (let k = sizes[sizesFrom + head]!; k > 0; k--, at++) {
        next += gaps[at]!;
        out[n++] = head;
        out[n++] = next;
        out[n++] = count(levels[at]!);
      }
    }
    return out;
  };
  const pairs = take(characters.length, 0, pairTotal);
  const triples = take(pairTotal, characters.length, gaps.length - pairTotal);
  return { readings, traditional, simplified, spamTerms, unwritten, converted, readingsOf, characters, total, first, last, pairs, triples };
}
