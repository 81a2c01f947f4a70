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

export const isUnknown = (code: number): boolean => code >= UNKNOWN;

/** A character that can stand where bytes were lost. */
export interface Candidate {
  readonly point: number;
  readonly bytes: readonly number[];
}

/** The charset that the bytes really are in. */
export interface Target {
  readonly name: TargetName;
  /** how many bytes a character has that starts with this byte (may be unknown); 0: none starts so */
  length(first: number): number;
  /** true where the byte can stand at `index` (1 or more) of a character */
  continues(code: number, index: number): boolean;
  /** the code point, 0 where these bytes are none */
  decode(bytes: readonly number[]): number;
  /** characters of written Chinese that fit the pattern, the commonest first */
  candidates(pattern: readonly number[]): readonly Candidate[];
}

/** A character rarer than this (nats) is not guessed. */
const RAREST = 15;
const MOST_CANDIDATES = 1500;

/** Candidates by each of their bytes, so that any known byte narrows the search. */
class CandidateIndex {
  readonly #all: Candidate[] = [];
  readonly #byByte = new Map<number, Candidate[]>();
  readonly #found = new Map<string, readonly Candidate[]>();

  constructor(model: CharacterModel, bytesOf: (point: number) => readonly number[] | null) {
    const points: number[] = [];
    for (let point = 0xa0; point < 0xffff; point++) {
      const chinese = (point >= 0x4e00 && point <= 0x9fff) || point < 0x3040 || point >= 0xff00;
      if (chinese && model.alone[point]! < RAREST) points.push(point);
    }
    points.sort((a, b) => model.alone[a]! - model.alone[b]!);
    for (const point of points) {
      const bytes = bytesOf(point);
      if (bytes === null) continue;
      const candidate = { point, bytes };
      this.#all.push(candidate);
      bytes.forEach((byte, i) => {
        const key = i * 256 + byte;
        const list = this.#byByte.get(key);
        if (list) list.push(candidate);
        else this.#byByte.set(key, [candidate]);
      });
    }
  }

  find(pattern: readonly number[]): readonly Candidate[] {
    const key = pattern.map((code) => Math.min(code, UNKNOWN)).join();
    let found = this.#found.get(key);
    if (found === undefined) this.#found.set(key, (found = this.#search(pattern)));
    return found;
  }

  #search(pattern: readonly number[]): Candidate[] {
    let list = this.#all;
    pattern.forEach((code, i) => {
      if (isUnknown(code)) return;
      const narrowed = this.#byByte.get(i * 256 + code) ?? [];
      if (narrowed.length < list.length) list = narrowed;
    });
    const found: Candidate[] = [];
    for (const candidate of list) {
      const { bytes } = candidate;
      if (bytes.length !== pattern.length) continue;
      let fits = true;
      for (let i = 0; i < bytes.length && fits; i++) fits = isUnknown(pattern[i]!) || pattern[i] === bytes[i];
      if (fits && found.push(candidate) === MOST_CANDIDATES) break;
    }
    return found;
  }
}

/** UTF-8 of the BMP's upper part has three bytes; of U+00A0 to U+07FF two. */
function utf8Bytes(point: number): readonly number[] {
  return [...new TextEncoder().encode(String.fromCodePoint(point))];
}

class Utf8Target implements Target {
  readonly name = 'utf-8';
  readonly #index: CandidateIndex;

  constructor(model: CharacterModel) {
    this.#index = new CandidateIndex(model, utf8Bytes);
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
    const point = bytes.reduce((sum, byte, i) => (i === 0 ? byte & (0xff >> (bytes.length === 1 ? 0 : bytes.length + 1)) : (sum << 6) | (byte & 0x3f)), 0);
    const least = [0, 0, 0x80, 0x800, 0x10000][bytes.length]!;
    return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? 0 : point;
  }

  candidates(pattern: readonly number[]): readonly Candidate[] {
    return this.#index.find(pattern);
  }
}

class LegacyTarget implements Target {
  readonly name: Exclude<TargetName, 'utf-8'>;
  readonly #pointOf: Uint32Array;
  readonly #index: CandidateIndex | null;
  readonly #single: ReadonlyMap<number, number>;

  constructor(name: Exclude<TargetName, 'utf-8'>, model: CharacterModel) {
    const charset = legacyCharset(name);
    this.name = name;
    this.#pointOf = charset.pointOf;
    // Half-width kana are single bytes of Shift_JIS.
    this.#single = new Map(name === 'shift_jis' ? Array.from({ length: 63 }, (_, i) => [0xa1 + i, 0xff61 + i] as const) : []);
    // The model is one of Chinese: it has nothing to say on what is missing in Japanese or Korean.
    const chinese = name === 'gbk' || name === 'big5';
    this.#index = chinese ? new CandidateIndex(model, (point) => charset.bytesOf(point)[0] ?? null) : null;
  }

  length(first: number): number {
    if (first < 0x80 || this.#single.has(first)) return 1;
    return first === 0x80 || first === 0xff ? 0 : 2;
  }

  continues(code: number): boolean {
    return isUnknown(code) || (code >= 0x40 && code !== 0x7f && code !== 0xff);
  }

  decode(bytes: readonly number[]): number {
    if (bytes.length === 1) return bytes[0]! < 0x80 ? bytes[0]! : (this.#single.get(bytes[0]!) ?? 0);
    return this.#pointOf[(bytes[0]! << 8) | bytes[1]!]!;
  }

  candidates(pattern: readonly number[]): readonly Candidate[] {
    return this.#index?.find(pattern) ?? [];
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
