import type { Reader, Writer } from './bytes.ts';

/**
 * Numbers in streams by what is known of each before it is read: deflate gives what stands together codes of its own. Writing and reading go over the same things in the
 * same order, so that is said once, with either of these.
 */
export interface Coder {
  /**
   * @param stream from 0; best where neighbours are alike
   * @param n a whole number from 0 to below 2^16, when writing
   * @returns the number
   */
  code(stream: number, n: number): number;
}

export class StreamWriter implements Coder {
  readonly #streams: number[][] = [];

  code(stream: number, n: number): number {
    while (this.#streams.length <= stream) this.#streams.push([]);
    const bytes = this.#streams[stream]!;
    for (let left = n; ; left >>>= 7) {
      bytes.push(left < 0x80 ? left : (left & 0x7f) | 0x80);
      if (left < 0x80) return n;
    }
  }

  /** All of them, for a {@link StreamReader}. */
  writeTo(out: Writer): void {
    out.varint(this.#streams.length);
    for (const bytes of this.#streams) out.varint(bytes.length);
    for (const bytes of this.#streams) for (const byte of bytes) out.byte(byte);
  }
}

export class StreamReader implements Coder {
  readonly #bytes: Uint8Array;
  /** where each stream goes on */
  readonly #at: Uint32Array;

  constructor(input: Reader) {
    const lengths = Array.from({ length: input.varint() }, () => input.varint());
    let length = 0;
    this.#at = Uint32Array.from(lengths, (own) => (length += own) - own);
    this.#bytes = input.bytes(length);
  }

  code(stream: number): number {
    let at = this.#at[stream]!;
    let byte = this.#bytes[at++]!;
    let n = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = this.#bytes[at++]!;
      n |= (byte & 0x7f) << shift;
    }
    this.#at[stream] = at;
    return n;
  }
}
