import type { CharacterTable } from '../language/characters.ts';
import type { CharacterModel } from '../language/model.ts';
import { readingAt } from './annotation.ts';
import { isFolded, type KitEvidence } from './evidence.ts';
import { isCutMark, isLatin, leakedTag, OPEN, QUESTION } from './marks.ts';

/** Cheap signs that a text may slip, by which the decoder is called. */

/** What a cheap look at a page's text needs. */
export interface SlipSigns {
  readonly characters: CharacterTable;
  /** `，！？：（）` may have been written in ASCII after the damage */
  readonly folded: boolean;
  /** lone lead bytes at a cut leave nothing behind, not even a `?` */
  readonly silentCuts: boolean;
  /** how improbable a code unit is by itself, nats */
  aloneCost(unit: number): number;
}

export function slipSigns(evidence: KitEvidence, characters: CharacterTable, model: CharacterModel): SlipSigns {
  return { characters, folded: isFolded(evidence), silentCuts: evidence.questionedCuts === 0, aloneCost: (unit) => model.alone[unit]! };
}

/** May the text slip from here on? `at` is a `?` or a sentence mark. Cheap; the decoder has the last word. */
export function maySlip(text: string, at: number, page: SlipSigns): boolean {
  if (text.charCodeAt(at) !== QUESTION) return page.silentCuts && garbage(text, at + 1, page);
  if (readingAt(text, at + 1, page.characters) !== null) return true;
  const next = text.charCodeAt(at + 1);
  // A run of `?` is a run of characters that GBK lacks; or the second one was full-width and made by a cut.
  if (next === QUESTION) return page.folded && text.charCodeAt(at + 2) !== QUESTION && garbage(text, at + 2, page);
  if (!isCutMark(next, page.folded)) return page.folded && page.silentCuts && garbage(text, at + 1, page);
  return true;
}

/** How improbable the characters from here on must be (nats, mean of up to three) to suspect that the text slips. */
const GARBLED = 7.8;

/** Do the next characters look like bytes read one off? */
export function garbage(text: string, at: number, page: { aloneCost(unit: number): number }): boolean {
  if (text.charCodeAt(at) === QUESTION) {
    leakedTag.lastIndex = at + 1;
    return leakedTag.test(text);
  }
  // A trail byte below 80 that leads nothing is a letter, and Chinese goes on right behind it.
  if (isLatin(text.charCodeAt(at)) && (text.charCodeAt(at + 1) >= 0x2e80 || text.charCodeAt(at + 1) === OPEN)) return true;
  let sum = 0, n = 0;
  for (let i = at; i < text.length && n < 3; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) break;
    sum += page.aloneCost(unit);
    n++;
  }
  return n > 0 && sum / n > GARBLED;
}
