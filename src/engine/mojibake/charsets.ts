/**
 * The legacy charsets as a reader of bytes sees them (WHATWG Encoding), turned around: which bytes stand behind a character.
 * No table is shipped. Every pair is decoded once by the platform, when a charset is first asked for.
 */

/** Charsets in which each byte is a character, the most usual first. */
export const SINGLE_BYTE = ['windows-1252', 'macintosh', 'windows-1251', 'windows-1250', 'windows-1253', 'windows-1257', 'iso-8859-2', 'iso-8859-15'] as const;
export type SingleByteName = (typeof SINGLE_BYTE)[number];
/** Labels of the WHATWG Encoding standard, lower case. `gbk` stands for GB18030, too, without its characters of four bytes. */
export type LegacyName = 'gbk' | 'big5' | 'shift_jis' | 'euc-kr' | SingleByteName;
export const isSingleByte = (name: LegacyName): name is SingleByteName => (SINGLE_BYTE as readonly LegacyName[]).includes(name);

/** Code points that legacy charsets reach: the BMP and, for Big5 with HKSCS, plane 2. */
const CODE_POINTS = 0x30000;
/** As U+FFFD is what a decoder writes for bytes without meaning, it has no bytes of its own. */
export const REPLACEMENT = 0xfffd;

/** A charset that bytes may have been taken for. Bytes below 80 are ASCII in all of them, which only `bytesOf` gives. */
export interface LegacyCharset {
  readonly name: LegacyName;
  /** all byte sequences that are read as this code point, the usual one first; empty where there is none */
  bytesOf(point: number): readonly (readonly number[])[];
  /** the usual bytes of a code point beyond ASCII: `lead << 8 | trail`, or a single byte; 0 where there are none */
  codeOf(point: number): number;
  /** code point of `lead << 8 | trail`, 0 where the pair is not assigned */
  readonly pointOf: Uint32Array;
  /** the character of a single byte from 80 on, -1 where it is none */
  singleOf(byte: number): number;
  /** true: the byte is no character and leads none, whatever follows */
  isInvalidAlone(byte: number): boolean;
  /** true: `lead << 8 | trail`, or a single byte, is read as a character that shows nothing; many programs drop it */
  showsNothing(code: number): boolean;
  /** true: much of UTF-8 is read as such characters, so that what was dropped of it can be told by that */
  readonly hidesUtf8: boolean;
  readonly doubleByte: boolean;
}

class DecodedCharset implements LegacyCharset {
  readonly name: LegacyName;
  readonly doubleByte: boolean;
  readonly pointOf = new Uint32Array(0x10000);
  readonly #single = new Int32Array(256).fill(-1);
  readonly #leads = new Uint8Array(256);
  readonly #usual = new Uint16Array(CODE_POINTS);
  readonly #others = new Map<number, number[]>();
  readonly #split = new Map<number, readonly (readonly number[])[]>();
  readonly hidesUtf8: boolean;

  constructor(name: LegacyName) {
    this.name = name;
    this.doubleByte = !isSingleByte(name);
    // The others have private pairs at places where UTF-8 of Chinese has none.
    this.hidesUtf8 = !this.doubleByte || name === 'gbk';
    const decoder = new TextDecoder(name);
    for (let byte = 0x80; byte <= 0xff; byte++) {
      const point = onlyPoint(decoder.decode(Uint8Array.of(byte)));
      // Some decoders let 80 and FF of double-byte charsets through as controls; those are no characters of Chinese either.
      if (point < 0 || (this.doubleByte && point >= 0x80 && point <= 0xff)) continue;
      this.#single[byte] = point;
      this.#add(point, byte);
    }
    if (this.doubleByte) this.#addPairs(decoder);
    // ISO 8859 has C1 controls where Windows has letters and marks; both are met.
    else for (let byte = 0x80; byte <= 0x9f; byte++) this.#add(byte, byte);
  }

  #addPairs(decoder: TextDecoder): void {
    const pair = new Uint8Array(2);
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      if (this.#single[lead]! >= 0) continue;
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        pair[0] = lead;
        pair[1] = trail;
        const point = onlyPoint(decoder.decode(pair));
        if (point < 0x80) continue;
        this.pointOf[(lead << 8) | trail] = point;
        this.#leads[lead] = 1;
        this.#add(point, (lead << 8) | trail);
      }
    }
  }

  #add(point: number, bytes: number): void {
    if (this.#usual[point] === 0) this.#usual[point] = bytes;
    else if (this.#usual[point] !== bytes) this.#others.set(point, [...(this.#others.get(point) ?? []), bytes]);
  }

  bytesOf(point: number): readonly (readonly number[])[] {
    let found = this.#split.get(point);
    if (found === undefined) this.#split.set(point, (found = this.#splitBytes(point)));
    return found;
  }

  codeOf(point: number): number {
    return point < CODE_POINTS ? this.#usual[point]! : 0;
  }

  #splitBytes(point: number): readonly (readonly number[])[] {
    if (point < 0x80) return [[point]];
    const usual = point < CODE_POINTS ? this.#usual[point]! : 0;
    if (usual === 0) return [];
    return [usual, ...(this.#others.get(point) ?? [])].map((bytes) => (bytes < 0x100 ? [bytes] : [bytes >> 8, bytes & 0xff]));
  }

  singleOf(byte: number): number {
    return this.#single[byte]!;
  }

  showsNothing(code: number): boolean {
    return isInvisible(code < 0x100 ? this.#single[code]! : this.pointOf[code]!);
  }

  isInvalidAlone(byte: number): boolean {
    return this.doubleByte && this.#single[byte]! < 0 && this.#leads[byte] === 0;
  }
}

/** Controls, soft hyphens and private use. */
export const showsNothing = /[\u0080-\u009f\u00ad\ue000-\uf8ff]/u;
const isInvisible = (point: number): boolean => point < 0x10000 && showsNothing.test(String.fromCharCode(point));

/** The one code point of a text, -1 where it is none, several, or U+FFFD. */
function onlyPoint(text: string): number {
  const point = text.codePointAt(0);
  if (point === undefined || point === REPLACEMENT || point >= CODE_POINTS) return -1;
  return text.length === (point > 0xffff ? 2 : 1) ? point : -1;
}

const loaded = new Map<LegacyName, LegacyCharset>();

/** The charset, made when first asked for (some 20 ms for a double-byte one). */
export function legacyCharset(name: LegacyName): LegacyCharset {
  let charset = loaded.get(name);
  if (charset === undefined) loaded.set(name, (charset = new DecodedCharset(name)));
  return charset;
}
