/**
 * Counts which characters follow which in running texts, and writes `src/engine/data/running-text.bin`: a back-off model of three characters, cut down to what says
 * most for its bytes. It holds what was counted: no text comes along. The characters are those of `tables.bin`, so it is built after that.
 *
 * Sources: `sources.ts`, of which FOLDER has a clone of each at OWNER/NAME.
 *
 * Run: `npm run build:text -- FOLDER`. Same clones, same bytes. It takes a minute and some 10 GB of memory (`NODE_OPTIONS=--max-old-space-size=16000`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, deflateRawSync } from 'node:zlib';
import { Writer } from '../engine/data/bytes.ts';
import { codePairs, codeTriples, liftOf, type LiftRows, MOST_LEVEL, NO_LIFT, SIGNS } from '../engine/data/running-text.ts';
import { type Coder, StreamWriter } from '../engine/data/streams.ts';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { CharacterModel } from '../engine/language/model.ts';
import { restOf, tokenShares, tokensOf } from '../engine/language/running-text.ts';
import { finish, type Steps } from '../engine/steps.ts';
import { BUSINESS, DOTNET, LOCAL_REPORTS, MEETINGS, PYTHON, readSource, RECIPES, REPORTS, STORIES } from './sources.ts';

/** How much a character of each counts: reports are many and much alike. By how little a magazine, React's documentation and our articles then surprise the model. */
const SOURCES = [[MEETINGS, 0.2], [REPORTS, 0.75], [LOCAL_REPORTS, 0.05], [STORIES, 1], [PYTHON, 1], [RECIPES, 2], [DOTNET, 0.3], [BUSINESS, 0.3]] as const;

/** So many contexts of one character and of two say most for their bytes, each with what comes next. */
const PAIRS = 300_000, TRIPLES = 500_000;

/** Counts by key, ascending: tokens as digits of a number, the last one lowest. */
interface Counts {
  readonly keys: Float64Array;
  readonly counts: Float64Array;
}
const RADIX = 0x4000;
const contextOf = (key: number): number => Math.floor(key / RADIX);
const lastOf = (key: number): number => key % RADIX;

/** Taken from each count, as texts that were not seen have other characters: this share of it, and no more than of half an occurrence. */
const DISCOUNT = 0.6, MOST_DISCOUNTED = 0.5;
const discounted = (count: number): number => count - DISCOUNT * Math.min(MOST_DISCOUNTED, count);

/** 0 parts what does not follow. Numbers, words of Latin letters and spaces are one token each. */
function tokenize(text: string, tokens: Uint16Array): Uint16Array {
  const out = new Uint16Array(text.length + 1);
  const firstSign = tokens[SIGNS.charCodeAt(0)]!;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const token = tokens[text.charCodeAt(i)]!;
    if (token !== out[length - 1] || (token !== 0 && token < firstSign)) out[length++] = token;
  }
  return out.subarray(0, length);
}

/** How often each sequence of `order` tokens is in a text. */
function countSequences(tokens: Uint16Array, order: number): Counts {
  const all = new Float64Array(tokens.length);
  let length = 0;
  for (let i = order - 1; i < tokens.length; i++) {
    let key = 0, whole = true;
    for (let k = i - order + 1; k <= i; k++) {
      key = key * RADIX + tokens[k]! - 1;
      whole &&= tokens[k] !== 0;
    }
    if (whole) all[length++] = key;
  }
  const sorted = all.subarray(0, length).sort();
  const keys = new Float64Array(length), counts = new Float64Array(length);
  let distinct = 0;
  for (let i = 0; i < length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) keys[distinct++] = sorted[i]!;
    counts[distinct - 1]!++;
  }
  return { keys: keys.slice(0, distinct), counts: counts.slice(0, distinct) };
}

/** Both together, the second one weighted. */
function added(a: Counts, b: Counts, weight: number): Counts {
  const keys = new Float64Array(a.keys.length + b.keys.length), counts = new Float64Array(keys.length);
  let length = 0;
  for (let i = 0, k = 0; i < a.keys.length || k < b.keys.length;) {
    const key = Math.min(a.keys[i] ?? Infinity, b.keys[k] ?? Infinity);
    keys[length] = key;
    if (a.keys[i] === key) counts[length]! += a.counts[i++]!;
    if (b.keys[k] === key) counts[length]! += weight * b.counts[k++]!;
    length++;
  }
  return { keys: keys.slice(0, length), counts: counts.slice(0, length) };
}

/** Where a key is, -1 where it is not. */
function find(keys: Float64Array, key: number): number {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : -1;
}

/** By key of what was kept: the level of its lift, and its probability in that context. */
type Kept = Map<number, { readonly level: number; readonly share: number }>;

/** The lift of what is not kept behind each context, so that the shares come to 1. */
function restsOf(kept: Kept, shorter: (key: number) => number): Map<number, number> {
  const sums = new Map<number, { own: number; shorter: number }>();
  for (const [key, { share }] of kept) {
    const sum = sums.get(contextOf(key)) ?? { own: 0, shorter: 0 };
    sum.own += share;
    sum.shorter += shorter(key);
    sums.set(contextOf(key), sum);
  }
  return new Map([...sums].map(([context, sum]) => [context, restOf(sum.own, sum.shorter)]));
}

/**
 * Those that save most bits in the texts, against what a shorter context has with the rest of it.
 * @param full probability by all that was counted @param shorter by the shorter context @param may what can be kept at all
 */
function prune({ keys, counts }: Counts, most: number, full: (key: number, count: number) => number, shorter: (key: number) => number, may: (key: number) => boolean): Kept {
  const levelOf = (share: number, than: number): number => Math.max(0, Math.min(MOST_LEVEL, NO_LIFT + Math.round(2 * Math.log2(share / than))));
  const able = Float64Array.from(keys, (key) => (may(key) ? shorter(key) : 0));
  const shares = Float64Array.from(keys, (key, i) => (able[i] === 0 ? 0 : full(key, counts[i]!)));
  let kept: Kept = new Map(), rests: ReadonlyMap<number, number> = new Map();
  // What is worth keeping depends on the rest, and that on what is kept.
  for (let round = 0; round < 3; round++) {
    const worth = Float64Array.from(keys, (key, i) => (able[i] === 0 ? 0 : counts[i]! * Math.abs(Math.log(shares[i]! / (able[i]! * (rests.get(contextOf(key)) ?? 1))))));
    const least = worth.slice().sort().at(-most) ?? 0;
    kept = new Map();
    for (let i = 0; i < keys.length && kept.size < most; i++) {
      if (worth[i]! < least || worth[i] === 0) continue;
      const level = levelOf(shares[i]!, able[i]!);
      kept.set(keys[i]!, { level, share: able[i]! * liftOf(level) });
    }
    rests = restsOf(kept, shorter);
  }
  return kept;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('npm run build:text -- FOLDER: the folder with the clones is missing');
const tables = await unpackTables(readFileSync(new URL('../engine/data/tables.bin', import.meta.url)));
const { characters } = tables;
const tokens = tokensOf(characters);
const shares = tokenShares(characters, new CharacterModel(tables, new CharacterTable(tables)).share);

const NOTHING: Counts = { keys: new Float64Array(0), counts: new Float64Array(0) };
let pairs = NOTHING, triples = NOTHING;
for (const [source, weight] of SOURCES) {
  const texts = [...readSource(folder, source)];
  const sequence = tokenize(texts.join('\n\n'), tokens);
  pairs = added(pairs, countSequences(sequence, 2), weight);
  triples = added(triples, countSequences(sequence, 3), weight);
  console.log(`${source.repository} ${source.files}: ${texts.length} texts, ${sequence.length} tokens`);
}

/** By context: how often it was counted, and what of that is left of it by the discount. */
function contextsOf({ keys, counts }: Counts): Map<number, { all: number; left: number }> {
  const contexts = new Map<number, { all: number; left: number }>();
  for (let i = 0; i < keys.length; i++) {
    const context = contexts.get(contextOf(keys[i]!)) ?? { all: 0, left: 0 };
    context.all += counts[i]!;
    context.left += discounted(counts[i]!);
    contexts.set(contextOf(keys[i]!), context);
  }
  return contexts;
}
const behindOne = contextsOf(pairs), behindTwo = contextsOf(triples);
const usual = (key: number): number => shares[lastOf(key)]!;
const interpolated = (context: { all: number; left: number } | undefined, count: number, shorter: number): number =>
  (context === undefined ? shorter : (discounted(count) + (context.all - context.left) * shorter) / context.all);
const pairShare = (key: number, count: number): number => interpolated(behindOne.get(contextOf(key)), count, usual(key));
const keptPairs = prune(pairs, PAIRS, pairShare, usual, () => true);
/** The last two of three. */
const lastTwo = (key: number): number => key % (RADIX * RADIX);
const tripleShare = (key: number, count: number): number => {
  const at = find(pairs.keys, lastTwo(key));
  return interpolated(behindTwo.get(contextOf(key)), count, pairShare(lastTwo(key), at < 0 ? 0 : pairs.counts[at]!));
};
// Across a sign the words before it say little of those behind.
const keptTriples = prune(triples, TRIPLES, tripleShare, (key) => keptPairs.get(lastTwo(key))!.share,
  (key) => lastOf(contextOf(key)) < characters.length && keptPairs.has(contextOf(key)) && keptPairs.has(lastTwo(key)));

/** @param heads what rows are for, as contexts, in order */
function rowsOf(kept: Kept, heads: readonly number[]): LiftRows {
  const keys = [...kept.keys()];
  const byContext = Map.groupBy(keys, contextOf);
  const rows = heads.map((head) => byContext.get(head) ?? []);
  let length = 0;
  return {
    start: Uint32Array.from([0, ...rows.map((row) => (length += row.length))]),
    next: Uint16Array.from(rows.flat(), lastOf),
    level: Uint8Array.from(rows.flat(), (key) => kept.get(key)!.level),
  };
}
const heads = Array.from(shares, (_, token) => token);
const pairRows = rowsOf(keptPairs, heads);
const tripleRows = rowsOf(keptTriples, heads.flatMap((head) => Array.from(pairRows.next.subarray(pairRows.start[head], pairRows.start[head + 1]), (next) => head * RADIX + next)));

const out = new Writer();
out.text(characters);
const write = (code: (coders: () => Coder) => Steps<unknown>): void => {
  const writers: StreamWriter[] = [];
  finish(code(() => {
    writers.push(new StreamWriter());
    return writers.at(-1)!;
  }));
  for (const writer of writers) writer.writeTo(out);
};
write((coders) => codePairs(heads.length, coders, pairRows));
write((coders) => codeTriples(pairRows, coders, tripleRows));
// Blocks of few numbers and hardly any repeats: that is what the streams are for.
const packed = deflateRawSync(out.bytes(), { level: 9, memLevel: 5, strategy: constants.Z_FILTERED });
writeFileSync(new URL('../engine/data/running-text.bin', import.meta.url), packed);
console.log(`running-text.bin: ${keptPairs.size} pairs, ${keptTriples.size} triples, ${packed.length} bytes (${out.bytes().length} unpacked)`);
