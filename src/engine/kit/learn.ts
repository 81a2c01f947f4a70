import { asWitness, LocalModel, PASSAGE_END } from '../language/local.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Passage } from '../types.ts';
import { readingAt } from './annotation.ts';
import { isCutMark, OPEN, QUESTION } from './marks.ts';
import { maySlip, type SlipSigns } from './signs.ts';

/**
 * Counts what a page says, as Simplified characters, where it is in step as far as can be told at a glance.
 * @param usual share of each code unit in running text, 0 to 1
 */
export function* learnPage(passages: readonly Passage[], signs: SlipSigns, usual: Float64Array): Steps<LocalModel> {
  const local = new LocalModel(usual);
  const pace = new Pace();
  for (const { text } of passages) {
    if (pace.isOver(text)) yield;
    learnPassage(text, signs, local);
  }
  return local;
}

function learnPassage(text: string, signs: SlipSigns, local: LocalModel): void {
  const { characters, folded } = signs;
  let before2 = 0, before1 = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === OPEN) {
      const annotation = readingAt(text, i + 1, characters);
      if (annotation !== null) {
        i = annotation.end - 1;
        continue;
      }
    }
    if ((unit === QUESTION || isCutMark(unit, folded)) && maySlip(text, i, signs)) {
      // What is garbled would bear witness for itself: learn nothing up to where a slip must end.
      i = (unit === QUESTION ? readingAt(text, i + 1, characters)?.end : undefined) ?? i + 2;
      // A `?` there is a pair that the code page lacks as often as the end of it.
      while (i < text.length && (text.charCodeAt(i) === QUESTION || (text.charCodeAt(i) >= 0x80 && !isCutMark(text.charCodeAt(i), folded)))) i++;
      i--;
      before2 = before1 = 0;
      continue;
    }
    local.meet(unit);
    const simple = asWitness(unit, characters);
    local.learn(before2, before1, simple);
    before2 = before1;
    before1 = simple;
  }
  if (before1 === 0) return;
  local.learn(before2, before1, PASSAGE_END);
  local.learnEnd(text, before1);
}
