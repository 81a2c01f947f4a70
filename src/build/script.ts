/**
 * Builds `src/script/data/simplified.bin` and `traditional.bin`: OpenCC's dictionaries as tries.
 * Source: the dictionaries of `opencc-js` (OpenCC, Apache-2.0). Run: `npm run build:script`. Same input, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { writePack } from '../script/pack.ts';
import { buildTrie, type TrieData, type Value } from '../script/trie.ts';
import { openccDictionary } from './dictionary.ts';

/**
 * Some dictionaries as one; where two have a key, the first one is right.
 * @param cutting names of those whose keys are segments
 */
async function merge(names: readonly string[], cutting: readonly string[] = []): Promise<TrieData> {
  const entries = new Map<string, Value>();
  for (const name of names) {
    for (const [key, text] of await openccDictionary(name)) {
      if (!/[\u2e80-\uffff]/.test(key)) throw new Error(`${name}: the key "${key}" holds nothing that is converted`);
      if (!entries.has(key)) entries.set(key, { text, segment: cutting.includes(name) });
    }
  }
  return buildTrie(entries);
}

async function build(file: string, tries: Readonly<Record<string, Promise<TrieData>>>): Promise<void> {
  const read = new Map<string, TrieData>();
  for (const [name, trie] of Object.entries(tries)) read.set(name, await trie);
  const bytes = writePack(read);
  const packed = deflateRawSync(bytes, { level: 9 });
  writeFileSync(new URL(`../script/data/${file}`, import.meta.url), packed);
  const nodes = [...read.values()].reduce((sum, { counts }) => sum + counts.length, 0);
  console.log(`${file}: ${packed.length} bytes (${bytes.length} unpacked, ${nodes} nodes)`);
}

const PHRASES = ['STPhrases', 'STPhrases_GeneratedFromRegionalPhrases'];
const compatibility = merge(['CJK_Compatibility_Ideographs']);

await build('traditional.bin', {
  compatibility,
  st: merge([...PHRASES, 'STCharacters'], PHRASES),
  tw: merge(['TWVariantsPhrases', 'TWVariants']),
  twp: merge(['TWPhrases', 'TWVariantsPhrases', 'TWVariants']),
  twPhrases: merge(['TWPhrases']),
  hk: merge(['HKVariantsPhrases', 'HKVariants']),
});
await build('simplified.bin', {
  compatibility,
  ts: merge(['TSPhrases', 'TSCharacters'], ['TSPhrases']),
  twBack: merge(['TWVariantsRevPhrases', 'TWVariantsRev']),
  twpBack: merge(['TWPhrasesRev', 'TWVariantsRevPhrases', 'TWVariantsRev']),
  hkBack: merge(['HKVariantsRevPhrases', 'HKVariantsRev']),
});
