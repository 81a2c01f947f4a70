/** Reading and writing the shipped tables: bytes, LEB128 numbers, UTF-8 texts. */

export class Writer {
  readonly #out: number[] = [];

  byte(n: number): void {
    this.#out.push(n & 0xff);
  }

  varint(n: number): void {
    while (n > 0x7f) {
      this.#out.push((n & 0x7f) | 0x80);
      n >>>= 7;
    }
    this.#out.push(n);
  }

  text(s: string): void {
    const bytes = new TextEncoder().encode(s);
    this.varint(bytes.length);
    for (const b of bytes) this.#out.push(b);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#out);
  }
}

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

  text(): string {
    const length = this.varint();
    if (this.#at + length > this.#bytes.length) throw new RangeError('tables are cut short');
    this.#at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.#at - length, this.#at));
  }
}
