import { buildTrie, Trie, type Value } from './trie.ts';
import type { Words } from './types.ts';

/**
 * A reader's own words as a dictionary; `null` where there are none. Where a word is both protected and replaced it is
 * protected. An empty word is none.
 */
export function wordTrie(words: Words | undefined): Trie | null {
  const entries = new Map<string, Value>();
  for (const [word, text] of Object.entries(words?.replace ?? {})) entries.set(word, { text, segment: true });
  for (const word of words?.protect ?? []) entries.set(word, { text: word, segment: true });
  entries.delete('');
  return entries.size === 0 ? null : new Trie(buildTrie(entries));
}
