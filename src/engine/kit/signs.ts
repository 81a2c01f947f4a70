import type { CharacterTable } from '../language/characters.ts';
import type { CharacterModel } from '../language/model.ts';
import { readingAt } from './annotation.ts';
import type { KitEvidence } from './evidence.ts';
import { garbage } from './garbage.ts';
import { QUESTION, questionedMarkPair } from './marks.ts';
import { hasSilentCuts, isFolded } from './verdict.ts';

/** Cheap signs that a text may slip, by which the decoder is called. */

/** What a cheap look at a page's text needs. */
export interface SlipSigns {
  readonly characters: CharacterTable;
  /** `，！？：（）` may have been written in ASCII after the damage */
  readonly folded: boolean;
  /** lone lead bytes at a cut leave nothing behind, not even a `?` */
  readonly silentCuts: boolean;
  /** how improbable a code unit is by itself on a page that the kit converted, nats */
  aloneCost(unit: number): number;
}

/** What a page's evidence says of the signs to look for: whether marks were folded, whether cuts left anything. */
export function slipSigns(evidence: KitEvidence, characters: CharacterTable, model: CharacterModel): SlipSigns {
  return { characters, folded: isFolded(evidence), silentCuts: hasSilentCuts(evidence), aloneCost: (unit) => model.alone[unit]! + characters.offScript[unit]! };
}

/** May the text slip from here on? `at` is a `?` or a sentence mark. Cheap; the decoder has the last word. */
export function maySlip(text: string, at: number, page: SlipSigns): boolean {
  if (text.charCodeAt(at) !== QUESTION) return page.silentCuts && garbage(text, at + 1, page.aloneCost);
  if (readingAt(text, at + 1, page.characters) !== null) return true;
  const next = text.charCodeAt(at + 1);
  // A run of `?` is a run of characters that GBK lacks; or the second one was full-width and made by a cut.
  if (next === QUESTION) return page.folded && text.charCodeAt(at + 2) !== QUESTION && garbage(text, at + 2, page.aloneCost);
  if (questionedMarkPair(next, page.folded) === 0) return page.folded && page.silentCuts && garbage(text, at + 1, page.aloneCost);
  return true;
}
