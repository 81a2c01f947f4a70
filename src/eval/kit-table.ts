import { pinyin } from 'pinyin-pro';
import { encodeGbk, pairOf } from './gbk.ts';
import { traditionalCharacters } from './kit-script.ts';
import { randomFrom, shuffle } from './random.ts';

/** The annotations of one page: which characters, with which reading, replaced in which order. */
export interface KitTable {
  /** character -> what the kit writes in the parentheses, in order of replacement */
  readonly readings: ReadonlyMap<string, string>;
  /** GBK pair -> 1-based rank in the order of replacement; 0: not a key */
  readonly rankOf: Uint16Array;
  /** rank -> bytes written behind the pair, later replacements inside them done */
  readonly insertOf: readonly Uint8Array[];
}

/** How a page's table is drawn. */
export interface TableOptions {
  /** part of all Traditional characters that is annotated, 0 to 1; half by default */
  readonly share?: number;
  /** `code`: in order of GBK code (default; `要?jiǎng)?chuàng)立` agrees with it); `shuffled`: any order */
  readonly order?: 'code' | 'shuffled';
  /** `common`: the most common reading (default); `any`: one of the character's readings, drawn once per page */
  readonly reading?: 'common' | 'any';
  /** writes `(huì )`, as some pages do */
  readonly space?: boolean;
}

/** Draws a page's table of annotations. The same seed and options give the same table. */
export function makeTable(seed: number, options: TableOptions = {}): KitTable {
  const { share = 0.5, order = 'code', reading = 'common', space = false } = options;
  const random = randomFrom(seed);
  const chosen = traditionalCharacters().filter((char) => pairOf(char) !== 0 && random() < share);
  if (order === 'code') chosen.sort((a, b) => pairOf(a) - pairOf(b));
  else shuffle(chosen, random);
  const entries: [string, string][] = [];
  for (const char of chosen) {
    const readings = readingsOf(char);
    const drawn = reading === 'any' ? readings[Math.floor(random() * readings.length)] : readings[0];
    if (drawn !== undefined) entries.push([char, space ? `${drawn} ` : drawn]);
  }
  return tableOf(entries);
}

/** Makes a table from known annotations, in order of replacement. */
export function tableOf(entries: Iterable<readonly [char: string, reading: string]>): KitTable {
  const readings = new Map(entries);
  const rankOf = new Uint16Array(65536);
  const insertOf: Uint8Array[] = [new Uint8Array()];
  for (const [char, reading] of readings) {
    rankOf[pairOf(char)] = insertOf.length;
    insertOf.push(encodeGbk(`(${reading})`));
  }
  // A reading's bytes can hold a key too (`ùn` = A8 B4 6E): keys replaced later are found inside it. From the last
  // to the first, so that what goes in is already final.
  for (let rank = insertOf.length - 1; rank > 0; rank--) {
    insertOf[rank] = insertAnnotations(insertOf[rank]!, { readings, rankOf, insertOf }, rank);
  }
  return { readings, rankOf, insertOf };
}

const LETTER = /^[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]+$/;

const readingCache = new Map<string, string[]>();

function readingsOf(char: string): string[] {
  let readings = readingCache.get(char);
  if (!readings) {
    // pinyin-pro gives back a character that it has no reading for; the kit's readings are all writable in GBK.
    const all = [pinyin(char), ...pinyin(char, { multiple: true, type: 'array' })];
    readings = [...new Set(all)].filter((one) => LETTER.test(one) && !/[ǹ]/.test(one));
    readingCache.set(char, readings);
  }
  return readings;
}

/**
 * The kit's byte search and replace, one key after another over all bytes, as one pass. Text between replacements
 * only changes by insertion, so a pair is found unless an earlier replacement went in between its two bytes.
 * @param after only keys of a higher rank are replaced
 */
export function insertAnnotations(bytes: Uint8Array, table: KitTable, after = 0): Uint8Array {
  const { rankOf, insertOf } = table;
  let grown = 0;
  let previous = 0;
  const ranks = new Uint16Array(bytes.length);
  for (let i = 0; i + 1 < bytes.length; i++) {
    let rank = rankOf[(bytes[i]! << 8) | bytes[i + 1]!]!;
    // The pair before, if it was replaced earlier, left its annotation between these two bytes.
    if (rank <= after || (previous !== 0 && previous <= rank)) rank = 0;
    ranks[i] = rank;
    previous = rank;
    grown += insertOf[rank]!.length;
  }
  if (grown === 0) return bytes;
  const out = new Uint8Array(bytes.length + grown);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    out[length++] = bytes[i]!;
    const insert = i > 0 ? insertOf[ranks[i - 1]!]! : insertOf[0]!;
    if (insert.length > 0) {
      out.set(insert, length);
      length += insert.length;
    }
  }
  return out;
}
