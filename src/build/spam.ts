/**
 * Builds `src/engine/data/spam-model.ts`, the model that tells injected keywords from honest lists: see `src/eval/spam/SPAM.md`.
 *
 * Run: `npm run build:spam`. Same input, same model. Sources: the lists in `src/eval/spam`, the articles in `tests/texts`, and
 * the words of `@node-rs/jieba` (dict.txt, MIT).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Writer } from '../engine/data/bytes.ts';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { FEATURES } from '../engine/spam/features.ts';
import { Folding } from '../engine/spam/fold.ts';
import { pairsFile, sniffPairs } from '../eval/spam/pairs.ts';
import { honestSource, trainModel } from '../eval/spam/train.ts';
import { readFamilies, readHonestLists } from '../eval/spam/vocabulary.ts';

const tables = readFileSync(new URL('../engine/data/tables.bin', import.meta.url));
const characters = new CharacterTable(await unpackTables(tables));
const families = readFamilies();
const honest = honestSource(readHonestLists());

const pairs = sniffPairs(families, honest, new Folding(characters));
writeFileSync(new URL('../engine/data/spam-pairs.ts', import.meta.url), pairsFile(pairs));
console.log(`spam-pairs.ts: ${pairs.length / 2} pairs`);

const model = trainModel(families, honest, characters);

const out = new Writer();
const known = [...model.items.weights.keys()].filter((bucket) => model.items.weights[bucket] !== 0);
out.varint(known.length);
known.forEach((bucket, i) => {
  out.varint(bucket - (known[i - 1] ?? -1));
  out.byte(model.items.weights[bucket]!);
});
const short = (value: number): number => Number(value.toFixed(3));
const named = (values: readonly number[]): Record<string, number> => Object.fromEntries(FEATURES.map(({ name }, i) => [name, short(values[i]!)]));
const segments = {
  itemBias: short(model.items.bias), scale: model.items.scale,
  weights: named(model.weights), bias: short(model.bias), threshold: short(model.threshold), usual: named(model.usual),
};
writeFileSync(new URL('../engine/data/spam-model.ts', import.meta.url), `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: weights are what training makes them
/** Written by \`npm run build:spam\`; do not edit. What it means: \`src/engine/spam/model.ts\`. */

/** The model of segments: log-odds by feature, and what the features of honest lists come to. */
export const SEGMENTS = ${JSON.stringify(segments, null, 2)} as const;

/** The model of items: for each bucket its distance from the last one and its weight, base64. */
export const PACKED_ITEMS =
  '${Buffer.from(out.bytes()).toString('base64')}';
`);
console.log(`spam-model.ts: ${known.length} features of items, ${out.bytes().length} bytes; threshold ${segments.threshold}`);
