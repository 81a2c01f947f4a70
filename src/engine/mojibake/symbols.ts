import { unitOf } from '../charset/gbk.ts';
import type { Edit } from '../types.ts';

/** Pairs of the rows in which GBK has its punctuation and full-width forms, read as Latin-1. */
const pairs = /(?:[\u00a1-\u00a3][\u00a1-\u00fe])+/gu;
const beyondAscii = /[^\0-\x7f]/u;

/**
 * A text in another language on a page of GBK that was read as windows-1252: letters came through, and what stands garbled is what was typed in
 * Chinese between them (`near¡¡home£»¡¡and`: full-width spaces and marks). Only for pages of which that is known.
 * @returns nothing where the text has anything else beyond ASCII
 */
export function repairSymbols(text: string): Edit[] {
  if (beyondAscii.test(text.replace(pairs, ''))) return [];
  const edits = Array.from(text.matchAll(pairs), ({ 0: before, index }): Edit => {
    const after = before.replace(/../gu, (pair) => String.fromCharCode(unitOf[(pair.charCodeAt(0) << 8) | pair.charCodeAt(1)]!));
    return { kind: 'mojibake', start: index, end: index + before.length, before, after, confidence: 0.97 };
  });
  // Some pairs of these rows are no character.
  return edits.some(({ after }) => after.includes('\0')) ? [] : edits;
}
