import type { Pause } from '../engine/steps.ts';
import { type Chain, ChainConverter } from './chain.ts';
import { hasWordsOfTaiwan, scriptOf } from './detect.ts';
import { aroundInvisible } from './invisible.ts';
import { readPack } from './pack.ts';
import type { Trie } from './trie.ts';
import type { Convert, ScriptSource, ScriptTarget, Words } from './types.ts';
import { OwnWords } from './words.ts';

export type { Convert, ScriptSource, ScriptTarget, Words } from './types.ts';

/** OpenCC's configurations, by its names: what cuts the text, and the dictionaries that it goes through. */
const CONFIGURATIONS = {
  s2t: { segmenter: null, stages: ['st'] },
  s2tw: { segmenter: 'st', stages: ['st', 'tw'] },
  s2twp: { segmenter: 'st', stages: ['st', 'twp'] },
  s2hk: { segmenter: 'st', stages: ['st', 'hk'] },
  t2tw: { segmenter: null, stages: ['tw'] },
  t2twp: { segmenter: null, stages: ['twPhrases', 'tw'] },
  t2hk: { segmenter: null, stages: ['hk'] },
  t2s: { segmenter: null, stages: ['ts'] },
  tw2s: { segmenter: 'ts', stages: ['twBack', 'ts'] },
  tw2sp: { segmenter: 'ts', stages: ['twpBack', 'ts'] },
  hk2s: { segmenter: 'ts', stages: ['hkBack', 'ts'] },
  tw2t: { segmenter: null, stages: ['twBack'] },
  hk2t: { segmenter: null, stages: ['hkBack'] },
} as const satisfies Record<string, { segmenter: string | null; stages: readonly string[] }>;

/** OpenCC's name of it, without `.json`. */
export type Configuration = keyof typeof CONFIGURATIONS;
export const CONFIGURATION_NAMES = Object.keys(CONFIGURATIONS) as readonly Configuration[];

/** The dictionaries of one pack, from which converters are made. */
export class Dictionaries {
  readonly #tries: ReadonlyMap<string, Trie>;

  private constructor(tries: ReadonlyMap<string, Trie>) {
    this.#tries = tries;
  }

  /**
   * @param packed the bytes of `src/script/data/simplified.bin` (targets `cn`) or `traditional.bin` (all others)
   * @param pause awaited between the pieces of the work
   * @throws when the bytes are not those
   */
  static async load(packed: Uint8Array, pause?: Pause): Promise<Dictionaries> {
    return new Dictionaries(await readPack(packed, pause));
  }

  /**
   * A converter to one target.
   * @param words the reader's own, which come before all dictionaries
   * @throws RangeError where the target is not in this pack
   */
  converter(to: ScriptTarget, words?: Words): Convert {
    const own = OwnWords.from(words);
    const made = new Map<Configuration, ChainConverter>();
    const writtenIn = (text: string): ScriptSource => {
      const script = scriptOf(text) ?? 'cn';
      return script === 't' && to === 'twp' && hasWordsOfTaiwan(text) ? 'tw' : script;
    };
    const convertPieces = (texts: readonly string[], from?: ScriptSource): string[] => {
      const text = texts.length === 1 ? texts[0]! : texts.join('');
      const name = configurationFor(from ?? writtenIn(text), to);
      if (name === null) return [...texts];
      const chain = made.get(name) ?? this.configuration(name, own);
      made.set(name, chain);
      const borders: number[] = [];
      for (let i = 0, at = 0; i + 1 < texts.length; i++) borders.push((at += texts[i]!.length));
      const converted = aroundInvisible(text, borders, (visible, places) => chain.convert(visible, places));
      if (converted === text) return [...texts];
      let start = 0;
      return texts.map((_, i) => converted.slice(start, (start = borders[i] ?? converted.length)));
    };
    if (to !== 'cn') this.#trie('st');
    else this.#trie('ts');
    return Object.assign((text: string, from?: ScriptSource) => convertPieces([text], from)[0]!, { pieces: convertPieces, writtenIn });
  }

  /** A converter by one of OpenCC's configurations. @throws RangeError where this pack lacks its dictionaries */
  configuration(name: Configuration, words: OwnWords | null = null): ChainConverter {
    const { segmenter, stages } = CONFIGURATIONS[name];
    const chain: Chain = {
      words,
      // opencc-js has no such configuration of its own for this one, and puts it together without.
      normalize: name === 't2twp' ? null : this.#trie('compatibility'),
      segmenter: segmenter === null ? null : this.#trie(segmenter),
      stages: stages.map((stage) => this.#trie(stage)),
    };
    return new ChainConverter(chain);
  }

  #trie(name: string): Trie {
    const trie = this.#tries.get(name);
    if (trie === undefined) throw new RangeError(`no dictionary "${name}" in this pack`);
    return trie;
  }
}

/**
 * `null`: nothing to do. Text that is Traditional already must not meet the phrases for Simplified: `皇后` is fine, `后` alone is not. Nor may one
 * with the words of Taiwan get those again: its `文件` is a document, and no file.
 */
function configurationFor(from: ScriptSource, to: ScriptTarget): Configuration | null {
  if (to === 'cn') return 't2s'; // Simplified passes through unchanged
  if (from === 'cn') return `s2${to}`;
  if (to === 't') return null;
  return from === 'tw' && to === 'twp' ? 't2tw' : `t2${to}`;
}
