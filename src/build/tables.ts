/**
 * Builds `src/engine/data/tables.bin`, all that the engine ships: readings of Traditional characters, the way back to
 * Simplified, and a character model of Chinese.
 *
 * Sources (all devDependencies): `@node-rs/jieba` dict.txt (words with frequencies, of jieba by Sun Junyi, MIT), `opencc-js`
 * dictionaries (OpenCC, Apache-2.0), `pinyin-pro` (readings, MIT). Which characters meet across words comes from `boundaries.txt`, which
 * `boundaries.ts` counted in running texts.
 *
 * Run: `npm run build:tables`. Same input, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';
import { pairOf } from '../engine/charset/gbk.ts';
import { Writer } from '../engine/data/bytes.ts';
import { ENDS, MARKS, NO_LIFT } from '../engine/data/tables.ts';
import { kitScriptTable } from '../eval/kit-script.ts';
import { readBoundaries } from './boundary-file.ts';
import { charactersOf, type Counts, dictionaryCounts, openccDictionary } from './dictionary.ts';

/** A word pair or triple seen less often than this says too little for its bytes. */
const LEAST_PAIR = 8;
const LEAST_TRIPLE = 10;

/** log2 of a count, in half steps: 8 bits hold any count with an error of 19 %. */
const level = (count: number): number => (count <= 0 ? 0 : 1 + Math.round(2 * Math.log2(count)));

function writeModel(out: Writer, counts: Counts): void {
  const characters = charactersOf(counts);
  const id = new Map(characters.map((c, i) => [c, i]));
  out.text(characters.join(''));
  for (const map of [counts.total, counts.first, counts.last]) for (const c of characters) out.byte(level(map.get(c) ?? 0));

  const groups = (map: Map<string, number>, least: number): Map<string, [number, number][]> => {
    const grouped = new Map<string, [number, number][]>();
    for (const [key, n] of map) {
      const next = id.get(key.at(-1)!);
      if (n < least || next === undefined || id.get(key[0]!) === undefined) continue;
      const head = key.slice(0, -1);
      if (!grouped.has(head)) grouped.set(head, []);
      grouped.get(head)!.push([next, n]);
    }
    for (const list of grouped.values()) list.sort((a, b) => a[0] - b[0]);
    return grouped;
  };
  const boundaries = readBoundaries();
  const pairs = groups(counts.pair, LEAST_PAIR);
  const triples = groups(counts.triple, LEAST_TRIPLE);
  // Streams of one kind each compress better than records.
  const sizes: number[] = [], gaps: number[] = [], levels: number[] = [];
  const emit = (list: readonly (readonly [number, number])[], levelOf: (n: number) => number): void => {
    sizes.push(list.length);
    let previous = -1;
    for (const [next, n] of list) {
      gaps.push(next - previous);
      levels.push(levelOf(n));
      previous = next;
    }
  };
  for (const c of characters) emit(pairs.get(c) ?? [], level);
  for (const c of characters) for (const [next] of pairs.get(c) ?? []) emit(triples.get(c + characters[next]!) ?? [], level);
  const nexts = new Map([...characters, ...ENDS].map((c, i) => [c, i]));
  for (const head of [...characters, ...MARKS]) {
    const row = (boundaries.get(head) ?? []).flatMap(([c, lift]) => (nexts.has(c) ? [[nexts.get(c)!, lift] as const] : []));
    emit(row.sort((a, b) => a[0] - b[0]), (lift) => lift + NO_LIFT);
  }
  for (const stream of [sizes, gaps, levels]) {
    out.varint(stream.length);
    for (const n of stream) out.varint(n);
  }
  console.log(`model: ${characters.length} characters, ${[...pairs.values()].flat().length} pairs, ${[...triples.values()].flat().length} triples, ${[...boundaries.values()].flat().length} pairs across words`);
}

/** Is it among the characters of GB 2312, which Simplified text is written with? */
const isGb2312 = (c: string): boolean => {
  const pair = pairOf[c.charCodeAt(0)]!;
  return pair >> 8 >= 0xb0 && (pair & 0xff) >= 0xa1;
};

/** Readings that pages of the kit have and `pinyin-pro` has not: 績 was read jī on the mainland until the table of revised readings of 1985, and is in Taiwan. */
const OTHER_READINGS: Readonly<Record<string, readonly string[]>> = { 績: ['jī'] };

/** Every Traditional character of GBK that has another Simplified form: the form, and all its readings. */
async function writeCharacters(out: Writer): Promise<void> {
  const simplified = new Map<string, string>();
  // What the kit writes for a simplified character is OpenCC's first choice; that has the last word on the way back.
  for (const [t, s] of await openccDictionary('TSCharacters')) simplified.set(t, s);
  for (const [s, t] of await openccDictionary('STCharacters')) if (!simplified.has(t)) simplified.set(t, s);
  const kit = kitScriptTable();
  // Not to one that no Simplified text has: `麵` goes back to `面`, not to `麺`, and `麼` to `么`, not to `麽`.
  const isSimplified = (s: string): boolean => isGb2312(s) && !simplified.has(s);
  for (const [s, t] of kit) if (kit.get(simplified.get(t) ?? '') !== t && (isSimplified(s) || !simplified.has(t))) simplified.set(t, s);
  const written = new Set(kit.values());
  // A Simplified form that GBK lacks can't have come from a GBK page: readings only, the way back leads nowhere.
  const rows = [...simplified].filter(([t, s]) => t !== s && t.length === 1 && pairOf[t.charCodeAt(0)])
    .map(([t, s]) => [t, s.length === 1 && pairOf[s.charCodeAt(0)] ? s : t] as const);
  rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  // All that any page's table may have: the usual reading, every other one, those of the Simplified form.
  const readings = rows.map(([t, s]) => [...new Set([t, s].flatMap((c) => [pinyin(c), ...pinyin(c, { multiple: true, type: 'array' }), ...(OTHER_READINGS[c] ?? [])]))]
    .filter((r) => r !== t && r !== s));
  const all = [...new Set(readings.flat())].sort();
  out.text(all.join(' '));
  out.text(rows.map(([t]) => t).join(''));
  out.text(rows.map(([, s]) => s).join(''));
  out.text(rows.filter(([t]) => !written.has(t)).map(([t]) => t).join(''));
  out.text([...kit.keys()].filter((s) => pairOf[s.charCodeAt(0)]).sort().join(''));
  for (const list of readings) {
    out.varint(list.length);
    for (const r of list) out.varint(all.indexOf(r));
  }
  console.log(`characters: ${rows.length} Traditional, ${all.length} readings`);
}

const out = new Writer();
await writeCharacters(out);
writeModel(out, await dictionaryCounts());
const packed = deflateRawSync(out.bytes(), { level: 9 });
writeFileSync(new URL('../engine/data/tables.bin', import.meta.url), packed);
console.log(`tables.bin: ${packed.length} bytes (${out.bytes().length} unpacked)`);
