import type { Steps } from '../steps.ts';

/**
 * Unpacks deflate-raw (RFC 1951) without help of the platform: `inflate.ts` says where that is needed.
 */

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
/** In which order the lengths of the codes for code lengths are given. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;

/** A prefix code: what the next bits stand for, as `symbol << 4 | length`; 0 for no code. */
interface Code {
  readonly bits: number;
  readonly entries: Uint16Array;
}

function codeOf(lengths: readonly number[]): Code {
  const bits = Math.max(1, ...lengths);
  const entries = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    lengths.forEach((own, symbol) => {
      if (own !== length) return;
      let reversed = 0;
      for (let i = 0; i < length; i++) if ((code >> i) & 1) reversed |= 1 << (length - 1 - i);
      for (let at = reversed; at < entries.length; at += 1 << length) entries[at] = (symbol << 4) | length;
      code++;
    });
    code <<= 1;
  }
  return { bits, entries };
}

const FIXED = [codeOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))), codeOf(new Array<number>(30).fill(5))] as const;

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** At most 16 bits, the lowest first. */
  take(n: number): number {
    const value = this.#peek(n);
    this.#drop(n);
    return value;
  }

  symbol({ bits, entries }: Code): number {
    const entry = entries[this.#peek(bits)]!;
    if (entry === 0) throw new Error('not deflate-raw');
    this.#drop(entry & 15);
    return entry >> 4;
  }

  /** Bytes as they are, from the next whole one on. */
  stored(): Uint8Array {
    this.#drop(this.#count & 7);
    const length = this.take(16);
    if (this.take(16) !== (length ^ 0xffff)) throw new Error('not deflate-raw');
    const start = this.#at - (this.#count >> 3);
    this.#at = start + length;
    this.#held = this.#count = 0;
    if (this.#at > this.#bytes.length) throw new Error('cut short');
    return this.#bytes.subarray(start, this.#at);
  }

  #peek(n: number): number {
    while (this.#count < n) {
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
    return this.#held & ((1 << n) - 1);
  }

  #drop(n: number): void {
    this.#held >>>= n;
    this.#count -= n;
    if (this.#at - (this.#count >> 3) > this.#bytes.length) throw new Error('cut short');
  }
}

function dynamicCodes(input: Bits): readonly [Code, Code] {
  const literals = input.take(5) + 257, distances = input.take(5) + 1, given = input.take(4) + 4;
  const lengthsOfLengths = new Array<number>(19).fill(0);
  for (let i = 0; i < given; i++) lengthsOfLengths[ORDER[i]!] = input.take(3);
  const code = codeOf(lengthsOfLengths);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = input.symbol(code);
    if (symbol < 16) lengths.push(symbol);
    else {
      const again = symbol === 16 ? lengths.at(-1) : 0;
      if (again === undefined) throw new Error('not deflate-raw');
      for (let n = symbol === 16 ? 3 + input.take(2) : symbol === 17 ? 3 + input.take(3) : 11 + input.take(7); n > 0; n--) lengths.push(again);
    }
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals, literals + distances))];
}

/** Block by block. @throws when the bytes are cut short or not deflate-raw */
export function* inflating(packed: Uint8Array): Steps<Uint8Array> {
  const input = new Bits(packed);
  let out = new Uint8Array(4 * packed.length + 256), size = 0;
  const room = (n: number): void => {
    if (size + n <= out.length) return;
    const larger = new Uint8Array(2 * (size + n));
    larger.set(out);
    out = larger;
  };
  for (let last = false; !last; ) {
    yield;
    last = input.take(1) === 1;
    const type = input.take(2);
    if (type === 0) {
      const bytes = input.stored();
      room(bytes.length);
      out.set(bytes, size);
      size += bytes.length;
      continue;
    }
    if (type === 3) throw new Error('not deflate-raw');
    const [literals, distances] = type === 1 ? FIXED : dynamicCodes(input);
    for (let symbol = input.symbol(literals); symbol !== END; symbol = input.symbol(literals)) {
      room(258);
      if (symbol < END) {
        out[size++] = symbol;
        continue;
      }
      const base = LENGTH_BASE[symbol - END - 1];
      if (base === undefined) throw new Error('not deflate-raw');
      const length = base + input.take(LENGTH_BITS[symbol - END - 1]!);
      const far = input.symbol(distances);
      const distance = DISTANCE_BASE[far]! + input.take(far < 4 ? 0 : (far >> 1) - 1);
      if (distance > size || !(distance > 0)) throw new Error('not deflate-raw');
      for (const end = size + length; size < end; size++) out[size] = out[size - distance]!;
    }
  }
  return out.slice(0, size);
}
