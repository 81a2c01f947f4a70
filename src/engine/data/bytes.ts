/** Reading and writing the shipped tables: bytes, LEB128 numbers, UTF-8 texts. */

/** Collects what a {@link Reader} reads in the same order. */
export class Writer {
  readonly #out: number[] = [];

  byte(n: number): void {
    this.#out.push(n & 0xff);
  }

  /** LEB128, unsigned. @param n a whole number from 0 to below 2^31 */
  varint(n: number): void {
    while (n > 0x7f) {
      this.#out.push((n & 0x7f) | 0x80);
      n >>>= 7;
    }
    this.#out.push(n);
  }

  /** Its length in bytes, then UTF-8. */
  text(s: string): void {
    const bytes = new TextEncoder().encode(s);
    this.varint(bytes.length);
    for (const b of bytes) this.#out.push(b);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#out);
  }
}

/** Reads what a {@link Writer} wrote, from the front. Each method throws a RangeError where the bytes end too early. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) throw new RangeError('tables are cut short');
    return this.#bytes[this.#at++]!;
  }

  varint(): number {
    let n = 0;
    for (let shift = 0; ; shift += 7) {
      const b = this.byte();
      n |= (b & 0x7f) << shift;
      if (b < 0x80) return n;
    }
  }

  /** A count and as many numbers, each below 2^16. One tight loop: this is most of the time that loading takes. */
  varints(): Uint16Array {
    const out = new Uint16Array(this.varint());
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < out.length; i++) {
      let b = bytes[at++]!;
      let n = b & 0x7f;
      for (let shift = 7; b >= 0x80; shift += 7) {
        b = bytes[at++]!;
        n |= (b & 0x7f) << shift;
      }
      out[i] = n;
    }
    if (at > bytes.length) throw new RangeError('tables are cut short');
    this.#at = at;
    return out;
  }

  /** The next `length` bytes. */
  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('tables are cut short');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.varint()));
  }
}
