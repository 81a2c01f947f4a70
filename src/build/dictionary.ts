import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pairOf } from '../engine/charset/gbk.ts';

/** Words with frequencies, of a segmenter's dictionary and of OpenCC's terms, counted by character. Where they are from: `tables.ts`. */

const require = createRequire(import.meta.url);
const han = /^[\u4e00-\u9fff]+$/;

/** OpenCC's `from to|from to` text as pairs. */
export async function openccDictionary(name: string): Promise<[string, string][]> {
  const { default: text } = (await import(`opencc-js/dict/${name}`)) as { default: string };
  return text.split('|').map((entry) => entry.split(' ').slice(0, 2) as [string, string]);
}

export interface Counts {
  readonly total: Map<string, number>;
  readonly first: Map<string, number>;
  readonly last: Map<string, number>;
  readonly pair: Map<string, number>;
  readonly triple: Map<string, number>;
}

/** The dictionary was counted in books and newspapers: terms of computing are as frequent on web pages as this, where it has them less often. */
const TERM_FREQUENCY = 300;

/** Terms of computing (and some of chemistry), Simplified: those that Taiwan has other words for. */
async function terms(): Promise<string[]> {
  const simple = new Map(await openccDictionary('TSCharacters'));
  return (await openccDictionary('TWPhrases')).map(([word]) => [...word].map((c) => simple.get(c) ?? c).join('')).filter((word) => han.test(word));
}

function add(map: Map<string, number>, key: string, n: number): void {
  map.set(key, (map.get(key) ?? 0) + n);
}

/** Character counts inside the words of a segmenter's dictionary, each weighted by how often the word occurs. */
function countWords(dictionary: string, terms: readonly string[]): Counts {
  const counts: Counts = { total: new Map(), first: new Map(), last: new Map(), pair: new Map(), triple: new Map() };
  const words = new Map(dictionary.trim().split('\n').map((line) => line.split(' ') as [string, string]).map(([word, frequency]) => [word, Math.max(1, Number(frequency))]));
  for (const term of terms) words.set(term, Math.max(TERM_FREQUENCY, words.get(term) ?? 0));
  for (const [word, n] of words) {
    if (!han.test(word)) continue;
    for (let i = 0; i < word.length; i++) {
      add(counts.total, word[i]!, n);
      if (i > 0) add(counts.pair, word.slice(i - 1, i + 1), n);
      if (i > 1) add(counts.triple, word.slice(i - 2, i + 1), n);
    }
    add(counts.first, word[0]!, n);
    add(counts.last, word.at(-1)!, n);
  }
  return counts;
}

/** The characters of the model, the frequent ones first: those of GBK in the dictionary. */
export const charactersOf = ({ total }: Counts): string[] => [...total].filter(([c]) => pairOf[c.charCodeAt(0)] !== 0)
  .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([c]) => c).slice(0, 8191);

/** Words with frequencies and parts of speech, a line each. */
export const dictionaryFile = (): Buffer => readFileSync(require.resolve('@node-rs/jieba/dict.txt'));

export const dictionaryCounts = async (): Promise<Counts> => countWords(dictionaryFile().toString(), await terms());
