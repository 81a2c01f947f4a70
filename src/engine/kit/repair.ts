import { unitOf } from '../charset/gbk.ts';
import { commonEnds } from '../common-ends.ts';
import { learnText, type LocalModel } from '../language/local.ts';
import { Pace, type Steps } from '../steps.ts';
import { type Edit, LOST } from '../types.ts';
import { readingAt } from './annotation.ts';
import { CERTAIN, readSlip } from './decoder.ts';
import { EXCLUDED, type PageKnowledge } from './knowledge.ts';
import { isCutMark, OPEN, QUESTION } from './marks.ts';
import { bytesOf, type Reading } from './path.ts';
import { maySlip } from './signs.ts';

/** A repair less sure than this (nats) is not made: what stays unknown is marked. */
const SURE = 0.3;
/** The same where private-use characters may have been dropped from it, so that there are many more ways to read it. */
const SURE_WITH_GAPS = 2;
/** A repair less sure than this (nats) is looked at again when the rest of the page is repaired. */
const DOUBTFUL = 4;

/**
 * Repairs a page's texts in two rounds. What always slips on a page is nowhere in step on it, so the first round's repairs bear
 * witness in the second, in which the doubtful ones are made again.
 * @returns text -> its edits, for all texts that slipped; none where the page's effort was spent: repaired in part, it would be repaired
 * further when it is cleaned again
 */
export function* repairSlipped(texts: Iterable<string>, page: PageKnowledge, local: LocalModel): Steps<Map<string, readonly Edit[]>> {
  const repaired = new Map<string, readonly Edit[]>();
  const again: string[] = [];
  const pace = new Pace();
  for (const text of texts) {
    if (pace.isOver(text)) yield;
    if (repaired.has(text) || !text.includes('?') && !page.silentCuts) continue;
    let least = Infinity;
    const edits = repairText(text, page, (reading, before2, before1) => {
      least = Math.min(least, reading.margin);
      // A certain one is a witness for others. What always slips is read alike wherever it stands, so a wrong one would bear itself out.
      if (reading.margin >= CERTAIN && !reading.text.includes(LOST)) learnText(local, reading.text, before2, before1, page.characters);
    });
    if (least === Infinity) continue;
    repaired.set(text, edits);
    if (least < DOUBTFUL) again.push(text);
  }
  for (const text of again) {
    yield;
    repaired.set(text, repairText(text, page));
  }
  return page.effort.left > 0 ? repaired : new Map();
}

/**
 * Takes the kit's annotations out of a text and puts slipped bytes right. Edits in order, offsets of the text given.
 * @param onSlip told of every repaired stretch, with the two true code units before it
 */
export function repairText(text: string, page: PageKnowledge, onSlip?: (reading: Reading, before2: number, before1: number) => void): Edit[] {
  const edits: Edit[] = [];
  // The last two code units of the repaired text so far.
  let before2 = 0, before1 = 0;
  let justTaken = false;
  for (let i = 0; i < text.length; ) {
    const unit = text.charCodeAt(i);
    if (unit === OPEN) {
      const annotation = justTaken ? null : readingAt(text, i + 1, page.characters);
      const pair = bytesOf(before2, before1, page.folded);
      if (annotation !== null && page.characters.reads(unitOf[pair]!, annotation.reading) && page.annotatedCost(pair, annotation.reading) < EXCLUDED) {
        edits.push({ kind: 'annotation', start: i, end: annotation.end, before: text.slice(i, annotation.end), after: '', confidence: 1 });
        i = annotation.end;
        justTaken = true;
        continue;
      }
    }
    justTaken = false;
    if (unit === QUESTION || isCutMark(unit, page.folded)) {
      const reading = maySlip(text, i, page) ? readSlip(text, i, before2, before1, page) : null;
      if (reading?.damaged) {
        onSlip?.(reading, before2, before1);
        const end = behindPair(text, reading.end);
        const read = reading.margin < (reading.gapped ? SURE_WITH_GAPS : SURE) ? markUnsure(reading.text, reading.rival) : reading.text;
        const kept = end > reading.end && isHighSurrogate(read.charCodeAt(read.length - 1)) ? read + text[reading.end] : read;
        const edit = slipEdit(text, i, end, kept, reading.margin);
        if (edit !== null) edits.push(edit);
        if (reading.text.length > 1) before2 = reading.text.charCodeAt(reading.text.length - 2);
        else if (reading.text.length === 1) before2 = before1;
        if (reading.text.length > 0) before1 = reading.text.charCodeAt(reading.text.length - 1);
        i = end;
        continue;
      }
    }
    before2 = before1;
    before1 = unit;
    i++;
  }
  return edits;
}

const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

/** What ends between the halves of a surrogate pair takes the other half along. */
const behindPair = (text: string, at: number): number =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && isHighSurrogate(text.charCodeAt(at - 1)) ? at + 1 : at;

/** The smallest edit that turns `text.slice(start, end)` into `after`; null where they are equal. */
function slipEdit(text: string, start: number, end: number, after: string, margin: number): Edit | null {
  const before = text.slice(start, end);
  if (before === after) return null;
  const { head, tail } = commonEnds(before, after);
  const changed = after.slice(head, after.length - tail);
  return {
    // By what it writes: a `□` beside it may have stood on the page before.
    kind: changed.includes(LOST) ? 'lost' : 'slip',
    start: start + head, end: end - tail, before: before.slice(head, before.length - tail), after: changed,
    confidence: 1 - Math.exp(-margin),
  };
}

/** Where the two likeliest readings differ, nobody knows. */
function markUnsure(best: string, rival: string): string {
  if (best.length === rival.length) return Array.from(best, (c, i) => (c === rival[i] ? c : LOST)).join('');
  const { head, tail } = commonEnds(best, rival);
  return best.slice(0, head) + LOST.repeat(Math.max(best.length, rival.length) - head - tail) + best.slice(best.length - tail);
}
