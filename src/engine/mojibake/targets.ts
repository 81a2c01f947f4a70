import type { CharacterModel } from '../language/model.ts';
import type { TargetName } from './channels.ts';
import { legacyCharset } from './charsets.ts';

/** What a byte is known to be: 0 to 255, or one of these. */
/** any byte from 80 to FF */
export const UNKNOWN = 256;
/** unknown, and the byte before it and it are no character in the charset that they were read as */
export const UNKNOWN_TRAIL = 257;
/** unknown, and no character and no lead in the charset that it was read as */
export const UNKNOWN_ALONE = 258;
/** unknown; what it was read as shows nothing, and was dropped */
export const GONE = 259;
/** unknown, 80 to BF: with the byte before it, it was read as UTF-8 of a private-use character, which was dropped */
export const GONE_AS_UTF8 = 260;

/** a character of ASCII that a decoder took along with the byte before it */
export const TAKEN = 261;

/** More than all of these: the base of keys that are made of several. */
export const CODES = 512;

/** True for all that is no byte. */
export const isUnknown = (code: number): boolean => code >= UNKNOWN;

/** One way to read a character as bytes, with its price in nats. */
export interface ByteReading {
  /** bytes, or one of the above */
  readonly codes: readonly number[];
  readonly price: number;
}

/** A character that can stand where bytes were lost. */
export interface Candidate {
  readonly point: number;
  readonly bytes: readonly number[];
}

/** The charset that the bytes really are in. */
export interface Target {
  readonly name: TargetName;
  /** true: leads and continuations are told apart, so that a character that broke off harms no other */
  readonly selfSynchronizing: boolean;
  /** how many bytes a character has that starts with this byte (may be unknown); 0: none starts so */
  length(first: number): number;
  /** true where the byte can stand at `index` (1 or more) of a character */
  continues(code: number, index: number): boolean;
  /** the code point, 0 where these bytes are none */
  decode(bytes: readonly number[]): number;
  /** the characters that can stand where bytes were lost */
  find(pattern: readonly number[]): Found;
}

/** A character rarer than this (nats) is not guessed. */
const RAREST = 15;
/** Nats of a pattern that hardly any character fits, and of any in a language of which the model knows nothing. */
const NO_CANDIDATE = 13;
const OTHER_LANGUAGE = 6;

/** What fits a pattern. */
interface Found {
  /** characters of written Chinese, the commonest first */
  readonly candidates: readonly Candidate[];
  /** nats of all of them, taken together */
  readonly cost: number;
}

/** Written Chinese by its bytes: what fits a pattern is found in one go through those of some 8,000 characters that begin so, and kept. */
class CandidateTable {
  readonly #candidates: Candidate[] = [];
  /** indices of the candidates by their first byte, and of all */
  readonly #byFirst: readonly number[][] = Array.from({ length: 256 }, () => []);
  readonly #all: readonly number[];
  readonly #shares: Float64Array;
  /** four bytes a candidate, 0 where it has none */
  readonly #bytes: Uint8Array;
  readonly #found = new Map<number, Found>();

  constructor(model: CharacterModel, bytesOf: (point: number) => readonly number[] | null) {
    const points: number[] = [];
    for (let point = 0xa0; point < 0xffff; point++) {
      const chinese = (point >= 0x4e00 && point <= 0x9fff) || point < 0x3040 || point >= 0xff00;
      if (chinese && model.alone[point]! < RAREST) points.push(point);
    }
    points.sort((a, b) => model.alone[a]! - model.alone[b]!);
    for (const point of points) {
      const bytes = bytesOf(point);
      if (bytes !== null) this.#candidates.push({ point, bytes });
    }
    this.#bytes = new Uint8Array(4 * this.#candidates.length);
    for (const [i, { bytes }] of this.#candidates.entries()) {
      this.#bytes.set(bytes, 4 * i);
      this.#byFirst[bytes[0]!]!.push(i);
    }
    this.#all = Array.from(this.#candidates.keys());
    this.#shares = Float64Array.from(this.#candidates, ({ point }) => model.share[point]!);
  }

  find(pattern: readonly number[]): Found {
    let key = 0;
    for (const code of pattern) key = key * CODES + Math.min(code, UNKNOWN) + 1;
    let found = this.#found.get(key);
    if (found === undefined) this.#found.set(key, (found = this.#search(pattern)));
    return found;
  }

  #search(pattern: readonly number[]): Found {
    const candidates: Candidate[] = [];
    const bytes = this.#bytes;
    let share = 0;
    for (const i of pattern[0]! < UNKNOWN ? this.#byFirst[pattern[0]!]! : this.#all) {
      let fits = bytes[4 * i + pattern.length] === 0 || pattern.length === 4;
      for (let k = 0; fits && k < pattern.length; k++) {
        const byte = bytes[4 * i + k]!;
        fits = pattern[k]! >= UNKNOWN ? byte !== 0 : byte === pattern[k];
      }
      if (!fits) continue;
      candidates.push(this.#candidates[i]!);
      share += this.#shares[i]!;
    }
    return { candidates, cost: Math.min(NO_CANDIDATE, -Math.log(share)) };
  }
}

class Utf8Target implements Target {
  readonly name = 'utf-8';
  readonly selfSynchronizing = true;
  readonly #model: CharacterModel;
  #table: CandidateTable | null = null;

  constructor(model: CharacterModel) {
    this.#model = model;
  }

  length(first: number): number {
    if (isUnknown(first)) return 3;
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  }

  continues(code: number): boolean {
    return isUnknown(code) || (code >= 0x80 && code <= 0xbf);
  }

  decode(bytes: readonly number[]): number {
    const length = bytes.length;
    if (length === 1) return bytes[0]!;
    let point = bytes[0]! & (0xff >> (length + 1));
    for (let i = 1; i < length; i++) point = (point << 6) | (bytes[i]! & 0x3f);
    const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
    // U+FFFD is what a decoder put for bytes that were no character: nobody wrote it.
    return point < least || point > 0x10ffff || point === 0xfffd || (point >= 0xd800 && point <= 0xdfff) ? 0 : point;
  }

  find(pattern: readonly number[]): Found {
    const encoder = new TextEncoder();
    this.#table ??= new CandidateTable(this.#model, (point) => [...encoder.encode(String.fromCodePoint(point))]);
    return this.#table.find(pattern);
  }
}

class LegacyTarget implements Target {
  readonly name: Exclude<TargetName, 'utf-8'>;
  readonly selfSynchronizing = false;
  readonly #model: CharacterModel;
  readonly #pointOf: Uint32Array;
  /** The model is one of Chinese: it has nothing to say on what is missing in Japanese or Korean. */
  readonly #isChinese: boolean;
  #table: CandidateTable | null = null;

  constructor(name: Exclude<TargetName, 'utf-8'>, model: CharacterModel) {
    this.name = name;
    this.#model = model;
    this.#pointOf = legacyCharset(name).pointOf;
    this.#isChinese = name === 'gbk' || name === 'big5';
  }

  /** Half-width kana are single bytes of Shift_JIS. */
  #isSingle(byte: number): boolean {
    return this.name === 'shift_jis' && byte >= 0xa1 && byte <= 0xdf;
  }

  length(first: number): number {
    if (first < 0x80 || this.#isSingle(first)) return 1;
    return first === 0x80 || first === 0xff ? 0 : 2;
  }

  continues(code: number): boolean {
    return isUnknown(code) || (code >= 0x40 && code !== 0x7f && code !== 0xff);
  }

  decode(bytes: readonly number[]): number {
    const first = bytes[0]!;
    if (bytes.length === 1) return first < 0x80 ? first : 0xff61 - 0xa1 + first;
    return this.#pointOf[(first << 8) | bytes[1]!]!;
  }

  find(pattern: readonly number[]): Found {
    if (!this.#isChinese) return { candidates: [], cost: OTHER_LANGUAGE };
    const charset = legacyCharset(this.name);
    this.#table ??= new CandidateTable(this.#model, (point) => charset.bytesOf(point)[0] ?? null);
    return this.#table.find(pattern);
  }
}

/** Targets of one model, made when first asked for. */
export class Targets {
  readonly #model: CharacterModel;
  readonly #made = new Map<TargetName, Target>();

  constructor(model: CharacterModel) {
    this.#model = model;
  }

  get(name: TargetName): Target {
    let target = this.#made.get(name);
    if (target === undefined) {
      target = name === 'utf-8' ? new Utf8Target(this.#model) : new LegacyTarget(name, this.#model);
      this.#made.set(name, target);
    }
    return target;
  }
}
