import { Reader } from './bytes.ts';
import { pairOf } from './gbk.ts';

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

/** Traditional characters of the kit that Simplified text has in its own right: `意味着` and `著名`, `干燥` and `乾坤`. */
const BOTH = '著乾徵藉瞭';

const UNWRITTEN = 3;
const CONVERTED = 5;

/** Readings and Simplified forms, indexed by character. */
export class CharacterTable {
  /** code unit -> code unit of the Simplified form, itself where there is none other */
  readonly simplify = new Uint16Array(0x10000);
  /** 1: Traditional with another Simplified form, so the kit may annotate it */
  readonly annotatable = new Uint8Array(0x10000);
  /** nats: how unlikely the character is on a page that the kit converted, apart from its meaning */
  readonly offScript = new Uint8Array(0x10000);
  readonly #readings = new Map<number, ReadonlySet<string>>();
  readonly #pairsByReading = new Map<string, number[]>();

  constructor(tables: Tables) {
    for (let i = 0; i < 0x10000; i++) this.simplify[i] = i;
    for (const c of tables.unwritten) this.offScript[c.charCodeAt(0)] = UNWRITTEN;
    for (const c of tables.converted) this.offScript[c.charCodeAt(0)] = CONVERTED;
    for (let i = 0; i < tables.traditional.length; i++) {
      const unit = tables.traditional.charCodeAt(i);
      this.simplify[unit] = tables.simplified.charCodeAt(i);
      this.annotatable[unit] = 1;
      const readings = tables.readingsOf[i]!.map((r) => tables.readings[r]!);
      this.#readings.set(unit, new Set(readings));
      for (const r of new Set(readings)) {
        const list = this.#pairsByReading.get(r);
        if (list) list.push(pairOf[unit]!);
        else this.#pairsByReading.set(r, [pairOf[unit]!]);
      }
    }
  }

  /** True where a character that can be turned Simplified is right in Simplified text as it is. */
  inBoth(unit: number): boolean {
    return BOTH.includes(String.fromCharCode(unit));
  }

  /** True for a Simplified character that the kit always turns Traditional. */
  isConverted(unit: number): boolean {
    return this.offScript[unit] === CONVERTED;
  }

  isSyllable(text: string): boolean {
    return this.#pairsByReading.has(text);
  }

  reads(unit: number, reading: string): boolean {
    return this.#readings.get(unit)?.has(reading) ?? false;
  }

  /** GBK pairs (`lead << 8 | trail`) of the Traditional characters with this reading. */
  pairsRead(reading: string): readonly number[] {
    return this.#pairsByReading.get(reading) ?? [];
  }
}
