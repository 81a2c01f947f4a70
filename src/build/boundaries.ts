/**
 * Counts which characters meet across words in running texts, and writes `boundaries.txt`, from which `tables.ts` takes them. It holds what was counted: no text
 * comes along. None of the texts is one that the repair is measured on.
 *
 * Sources: all but the last two of `sources.ts`, of which FOLDER has a clone of each at OWNER/NAME.
 *
 * Run: `npm run build:boundaries -- FOLDER`. Same clones, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { Jieba } from '@node-rs/jieba';
import { ENDS, MARKS } from '../engine/data/tables.ts';
import { BOUNDARIES, type Boundaries, boundariesText, MOST_LIFT } from './boundary-file.ts';
import { charactersOf, dictionaryCounts, dictionaryFile } from './dictionary.ts';
import { LOCAL_REPORTS, MEETINGS, PYTHON, readSource, RECIPES, REPORTS, STORIES } from './sources.ts';

/** How much a word of each counts: reports are many and much alike. By how little a magazine and our articles then surprise the model. */
const SOURCES = [[MEETINGS, 0.12], [REPORTS, 0.5], [LOCAL_REPORTS, 0.03], [STORIES, 2], [PYTHON, 0.7], [RECIPES, 2]] as const;

/** For each character that a word ended in, and each mark, how often words began with what behind it. */
type Counts = Map<string, Map<string, number>>;

/** The segmenter's words are those of its dictionary: what it does not know falls apart into characters, as it does in the model. */
function countStarts(texts: readonly string[], jieba: Jieba): Counts {
  const counts: Counts = new Map();
  for (const text of texts) {
    for (const { 0: run, index } of text.matchAll(/[\u4e00-\u9fff]+/g)) {
      let head = LETTER_BEFORE.test(text.slice(Math.max(0, index - 2), index)) ? LETTER : text[index - 1] ?? '';
      const add = (next: string): void => {
        const row = counts.get(head) ?? new Map<string, number>();
        counts.set(head, row);
        row.set(next, (row.get(next) ?? 0) + 1);
      };
      for (const word of jieba.cut(run, false)) {
        add(word[0]!);
        head = word.at(-1)!;
      }
      const end = index + run.length;
      const after = LETTER_BEHIND.test(text.slice(end, end + 2)) ? LETTER : (text[end] ?? '').replace(/\d/, DIGIT);
      if (after !== '' && ENDS.includes(after)) add(after);
    }
  }
  return counts;
}

const sum = (numbers: Iterable<number>): number => Array.from(numbers).reduce((a, b) => a + b, 0);

/** Any digit, and how often one follows a word as the model has it. Behind most words of prose they come far less often. */
const DIGIT = '0';
const DIGIT_SHARE = 0.11;
/** Any Latin letter or code, with a space between or without: documentation is full of them, and what stands beside them is seldom in a dictionary. */
const LETTER = 'a';
const LETTER_BEHIND = /^ ?[a-z`]/i, LETTER_BEFORE = /[a-z`] ?$/i;
/** Half powers of two. Magazines have more digits than meetings, of which most of the text is; and what people say ends where reports go on (`都会有。`). */
const LEAST_DIGIT_LIFT = -4;
const LEAST_MARK_LIFT = -3;
/** Seen as often as it would be by chance, and this often besides: what is seen a few times says little. */
const DOUBT = 6;
/** So many pairs say most for their bytes. */
const MOST_PAIRS = 21500;

interface Pair {
  readonly head: string;
  readonly next: string;
  readonly lift: number;
  /** bits that it saves in the texts */
  readonly worth: number;
}

/**
 * @param startShare how often a word starts with a character, by the dictionary. Behind marks, and where a mark comes, texts differ too much from any such share:
 * each is measured by its own.
 */
function pairsOf(counted: readonly { readonly counts: Counts; readonly weight: number }[], startShare: ReadonlyMap<string, number>): Pair[] {
  const seen = new Map<string, Map<string, { times: number; chance: number }>>();
  const heads = [...startShare.keys(), ...MARKS];
  for (const head of heads) seen.set(head, new Map());
  for (const { counts, weight } of counted) {
    for (const head of heads) for (const [next, n] of counts.get(head) ?? []) {
      if (!startShare.has(next) && !ENDS.includes(next)) continue;
      const entry = seen.get(head)!.get(next) ?? { times: 0, chance: 0 };
      entry.times += n * weight;
      seen.get(head)!.set(next, entry);
    }
  }
  for (const { counts, weight } of counted) {
    const starts = new Map<string, number>();
    for (const row of counts.values()) for (const [next, n] of row) starts.set(next, (starts.get(next) ?? 0) + n);
    const all = sum(starts.values());
    for (const head of heads) {
      const words = sum(counts.get(head)?.values() ?? []);
      for (const [next, entry] of seen.get(head)!) entry.chance += words * weight * (
        next === DIGIT ? DIGIT_SHARE : MARKS.includes(head) || ENDS.includes(next) ? (starts.get(next) ?? 0) / all : startShare.get(next)!);
    }
  }
  return [...seen].flatMap(([head, row]) => [...row].map(([next, { times, chance }]) => {
    const least = next === DIGIT ? LEAST_DIGIT_LIFT : ENDS.includes(next) ? LEAST_MARK_LIFT : -MOST_LIFT;
    const lift = Math.max(least, Math.min(MOST_LIFT, Math.round(2 * Math.log2((times + DOUBT) / (chance + DOUBT)))));
    return { head, next, lift, worth: times * lift / 2 - (times - chance) / Math.LN2 };
  }));
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('npm run build:boundaries -- FOLDER: the folder with the clones is missing');
const jieba = Jieba.withDict(dictionaryFile());
const counted = SOURCES.map(([source, weight]) => {
  const texts = [...readSource(folder, source)];
  const counts = countStarts(texts, jieba);
  console.log(`${source.repository} ${source.files}: ${texts.length} texts, ${sum([...counts.values()].flatMap((row) => [...row.values()]))} words`);
  return { counts, weight };
});
const dictionary = await dictionaryCounts();
const characters = charactersOf(dictionary);
const words = sum(dictionary.first.values());
const startShare = new Map(characters.map((c) => [c, ((dictionary.first.get(c) ?? 0) + 0.5) / (words + characters.length / 2)]));
const place = new Map([...characters, ...MARKS, ...ENDS].map((c, i) => [c, i]));
const kept = pairsOf(counted, startShare).filter(({ lift }) => lift !== 0).sort((a, b) => b.worth - a.worth || place.get(a.head)! - place.get(b.head)! || place.get(a.next)! - place.get(b.next)!)
  .slice(0, MOST_PAIRS).sort((a, b) => place.get(a.head)! - place.get(b.head)! || place.get(a.next)! - place.get(b.next)!);
const boundaries: Boundaries = new Map([...Map.groupBy(kept, ({ head }) => head)].map(([head, row]) => [head, row.map(({ next, lift }) => [next, lift] as const)]));
const text = boundariesText(boundaries);
writeFileSync(BOUNDARIES, text);
console.log(`boundaries.txt: ${kept.length} pairs, ${boundaries.size} heads, ${Buffer.byteLength(text)} bytes`);
