/**
 * GBK bytes (code page 936 with its user-defined areas), written and read as the kit does it.
 * No table is shipped: every two-byte pair is decoded once with the platform's own decoder (WHATWG gbk).
 */

const MISSING = 0x3f; // the `?` that stands for a character that GBK lacks
const NONE = 0;

interface Tables {
  /** UTF-16 code unit -> two bytes, lead in the high byte; 0: GBK lacks it */
  readonly toBytes: Uint16Array;
  /** two bytes -> UTF-16 code unit; 0: mbstring shows `?` */
  readonly toUnit: Uint16Array;
}

let tables: Tables | undefined;

function buildTables(): Tables {
  const toBytes = new Uint16Array(65536);
  const toUnit = new Uint16Array(65536);
  const decoder = new TextDecoder('gbk');
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const char = decoder.decode(pair);
      const unit = char.charCodeAt(0);
      // Private use beyond U+E765 is WHATWG's filler for pairs that code page 936 leaves undefined.
      if (char.length !== 1 || unit === 0xfffd || (unit > 0xe765 && unit < 0xf900)) continue;
      const bytes = (lead << 8) | trail;
      toUnit[bytes] = unit;
      if (toBytes[unit] === NONE) toBytes[unit] = bytes;
    }
  }
  return { toBytes, toUnit };
}

function loadTables(): Tables {
  tables ??= buildTables();
  return tables;
}

/** The two bytes of a character as one number (lead in the high byte), or 0 where GBK has no two-byte form. */
export function pairOf(char: string): number {
  return char.length === 1 ? loadTables().toBytes[char.charCodeAt(0)]! : NONE;
}

/** True where every character of the text can be written in GBK. */
export function fitsGbk(text: string): boolean {
  const { toBytes } = loadTables();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80 && unit !== 0x20ac && toBytes[unit] === NONE) return false;
  }
  return true;
}

/** Writes text as GBK; a code point that GBK lacks becomes one `?`. */
export function encodeGbk(text: string): Uint8Array {
  const { toBytes } = loadTables();
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[length++] = unit;
    } else if (unit === 0x20ac) {
      bytes[length++] = 0x80;
    } else {
      const pair = toBytes[unit]!;
      if (pair === NONE) {
        bytes[length++] = MISSING;
        const surrogatePair = (unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
        if (surrogatePair) i++;
      } else {
        bytes[length++] = pair >> 8;
        bytes[length++] = pair & 0xff;
      }
    }
  }
  return bytes.subarray(0, length);
}

/** What a lead byte with nothing behind it becomes at the end of a piece. */
export type LoneLead = '?' | '';

const CHUNK = 8192;

/** Collects UTF-16 code units into a string without one string per character. */
class UnitBuffer {
  private readonly units = new Uint16Array(CHUNK);
  private length = 0;
  private readonly parts: string[] = [];

  push(unit: number): void {
    if (this.length === CHUNK) this.flush();
    this.units[this.length++] = unit;
  }

  private flush(): void {
    this.parts.push(String.fromCharCode.apply(null, this.units.subarray(0, this.length) as unknown as number[]));
    this.length = 0;
  }

  toString(): string {
    this.flush();
    return this.parts.join('');
  }
}

/**
 * Reads GBK the way PHP's mbstring reads CP936: lead byte and illegal trail byte are one `?`, lead byte and control
 * or space are the control alone, user-defined pairs are private-use characters.
 * @param cuts where pieces end and what stands there: each cut `[start, end)` is its own character, and the bytes
 *   on either side of it are read apart from each other
 */
export function decodeMbstring(bytes: Uint8Array, cuts: readonly Cut[], loneLead: LoneLead): string {
  const { toUnit } = loadTables();
  const out = new UnitBuffer();
  let i = 0;
  for (let piece = 0; piece <= cuts.length; piece++) {
    const cut = cuts[piece];
    const end = cut ? cut.start : bytes.length;
    while (i < end) {
      const byte = bytes[i++]!;
      if (byte < 0x80) {
        out.push(byte);
      } else if (byte === 0x80) {
        out.push(0x20ac);
      } else if (byte === 0xff) {
        out.push(MISSING);
      } else if (i >= end) {
        if (loneLead) out.push(MISSING);
      } else {
        const trail = bytes[i++]!;
        if (trail < 0x21 || trail === 0x7f) out.push(trail);
        else out.push(toUnit[(byte << 8) | trail] || MISSING);
      }
    }
    if (cut) {
      out.push(cut.mark);
      i = cut.start + 2;
    }
  }
  return out.toString();
}

/** A sentence mark found in the bytes: where it starts (it is two bytes long) and its UTF-16 code unit. */
export interface Cut {
  readonly start: number;
  readonly mark: number;
}
