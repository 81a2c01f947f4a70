/** A growing row of UTF-16 code units: strings are slow to build and to read one unit at a time. */
export class Units {
  data: Uint16Array;
  length = 0;

  constructor(capacity = 256) {
    this.data = new Uint16Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  push(unit: number): void {
    if (this.length === this.data.length) this.#grow(this.length + 1);
    this.data[this.length++] = unit;
  }

  /** Makes room for so many more. @returns where to write them, from {@link length} on; the caller sets that afterwards */
  room(more: number): Uint16Array {
    this.#grow(this.length + more);
    return this.data;
  }

  pushText(text: string): void {
    this.#grow(this.length + text.length);
    for (let i = 0; i < text.length; i++) this.data[this.length++] = text.charCodeAt(i);
  }

  pushUnits(units: Uint16Array, start: number, end: number): void {
    this.#grow(this.length + end - start);
    for (let i = start; i < end; i++) this.data[this.length++] = units[i]!;
  }

  /** The text from `start` up to `end`. Not through TextDecoder: that would replace lone surrogates. */
  text(start = 0, end = this.length): string {
    let out = '';
    for (let i = start; i < end; i += PIECE) out += String.fromCharCode.apply(null, this.data.subarray(i, Math.min(end, i + PIECE)) as unknown as number[]);
    return out;
  }

  #grow(least: number): void {
    if (least <= this.data.length) return;
    const data = new Uint16Array(Math.max(least, 2 * this.data.length));
    data.set(this.data.subarray(0, this.length));
    this.data = data;
  }
}

/** As many arguments as a call surely takes. */
const PIECE = 4096;
