import type { Edit } from '../types.ts';
import { Examples } from './examples.ts';
import { LOST } from '../types.ts';

/**
 * Text that is gone: bytes became U+FFFD, and U+FFFD written as UTF-8 (EF BF BD) and read as GBK is `锟斤拷`, one for each two.
 * A GBK character read as UTF-8 is two U+FFFD as a rule, so one `锟斤拷` stands for about one character.
 */
const kunJinKao = /(?:锟斤拷){2,}锟?/gu;

/** Edits that show `锟斤拷` as lost; nothing is put in its place. */
export function markLost(text: string): Edit[] {
  if (!text.includes('锟斤拷')) return [];
  const edits: Edit[] = [];
  const examples = new Examples(text);
  for (const { index: start, 0: before } of text.matchAll(kunJinKao)) {
    const end = start + before.length;
    const characters = Math.floor(before.length / 3);
    if (examples.has(start, end, characters)) continue;
    edits.push({ kind: 'lost', start, end, before, after: LOST.repeat(characters), confidence: 1 });
  }
  return edits;
}
