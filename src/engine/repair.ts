import { readingAt } from './annotation.ts';
import { isFolded, type KitEvidence } from './evidence.ts';
import { pairOf, unitOf } from './gbk.ts';
import { bytesOf, garbage, isCutMark, isPrivateUse, LOST, type PageKnowledge, type Reading, readSlip } from './lattice.ts';

import { asWitness, learnText, type LocalModel, PASSAGE_END } from './local.ts';
import type { CharacterModel } from './model.ts';
import type { CharacterTable } from './tables.ts';
import type { Edit } from './types.ts';

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** A repair less sure than this (nats) is not made: what stays unknown is marked. */
const SURE = 0.3;

/** Nats: a character that the page does not have elsewhere is in its table of annotations, or not, with even odds. */
const UNSEEN = 0.7;
/** Nats against a character's being annotated where the page never annotates it, and against its not being where it always does. */
export const EXCLUDED = 6;

/** What share of passages ends with a mark. */
const SENTENCE_END: Readonly<Record<string, number>> = { '。': 0.4, '：': 0.12, '；': 0.08, '”': 0.06, '？': 0.02, '！': 0.02, '）': 0.03, '》': 0.01, '…': 0.01, '，': 0.005 };
const COLON = 0xff1a;
const SEMICOLON = 0xff1b;
/** Items of a list seldom end with a colon, other lines seldom with a semicolon. */
const AGAINST = 0.04;

/** What a cheap look at a page's text needs. */
export interface SlipSigns {
  readonly characters: CharacterTable;
  readonly folded: boolean;
  /** lone lead bytes at a cut leave nothing behind, not even a `?` */
  readonly silentCuts: boolean;
  aloneCost(unit: number): number;
}

export function slipSigns(evidence: KitEvidence, characters: CharacterTable, model: CharacterModel): SlipSigns {
  return { characters, folded: isFolded(evidence), silentCuts: evidence.questionedCuts === 0, aloneCost: (unit) => model.alone[unit]! };
}

/** Rarer than this (nats), a character is no candidate for an unknown byte, unless the page has it elsewhere. */
const RARE = 13;

const gbkUnits: number[] = [];
for (let unit = 0x80; unit < 0x10000; unit++) if (pairOf[unit] !== 0 && !isPrivateUse(unit)) gbkUnits.push(unit);

/** Code units that may fill in for an unknown byte, by the other byte of their pair. */
export class Candidates {
  readonly #withLead: number[][] = Array.from({ length: 0x100 }, () => []);
  readonly #withTrail: number[][] = Array.from({ length: 0x100 }, () => []);
  readonly #rare: number[] = [];

  constructor(model: CharacterModel) {
    for (const unit of gbkUnits) {
      if (model.alone[unit]! > RARE) this.#rare.push(unit);
      else Candidates.#add(unit, this.#withLead, this.#withTrail);
    }
  }

  static #add(unit: number, withLead: number[][], withTrail: number[][]): void {
    withLead[pairOf[unit]! >> 8]!.push(unit);
    withTrail[pairOf[unit]! & 0xff]!.push(unit);
  }

  /** Those of a page: the likely ones of the language, and the rare ones that the page has elsewhere. */
  on(local: LocalModel): { withLead: readonly (readonly number[])[]; withTrail: readonly (readonly number[])[] } {
    const own = this.#rare.filter((unit) => local.seen[unit] !== 0);
    if (own.length === 0) return { withLead: this.#withLead, withTrail: this.#withTrail };
    const [withLead, withTrail] = [this.#withLead, this.#withTrail].map((lists) => lists.map((list) => [...list]));
    for (const unit of own) Candidates.#add(unit, withLead!, withTrail!);
    return { withLead: withLead!, withTrail: withTrail! };
  }
}

export function pageKnowledge(signs: SlipSigns, evidence: KitEvidence, model: CharacterModel, local: LocalModel, candidates: Candidates): PageKnowledge {
  const { characters } = signs;
  const { seen } = evidence;
  const witness = (unit: number): number => asWitness(unit, characters);
  return {
    ...signs,
    ...candidates.on(local),
    cost(before2, before1, unit) {
      let general = model.probability(before2, before1, unit);
      if (characters.inBoth(unit)) general = Math.max(general, model.probability(before2, before1, characters.simplify[unit]!));
      const offScript = local.seen[unit]! > 1 ? 0 : characters.offScript[unit]!;
      // Behind marks the page is no witness: that is where the kit cut it.
      if (!isHan(before1)) return offScript - Math.log(general);
      return offScript - Math.log(local.blend(witness(before2), witness(before1), witness(unit), general));
    },
    endCost(before2, before1, listItem) {
      const usual = SENTENCE_END[String.fromCharCode(before1)];
      if (usual === undefined) return -Math.log(local.blend(witness(before2), witness(before1), PASSAGE_END, isHan(before1) ? 0.08 : 0.01));
      // A mark was paid for as one within a sentence; at the end, what counts is how passages end.
      const ends = local.endShare(before1, usual) * (before1 === (listItem ? COLON : SEMICOLON) ? AGAINST : 1);
      return -Math.log(ends) - model.alone[before1]!;
    },
    annotatedCost(pair) {
      const entry = seen.get(unitOf[pair]!);
      if (entry === undefined) return UNSEEN;
      return entry.annotated > entry.plain ? 0 : EXCLUDED;
    },
    plainCost(unit) {
      if (!characters.annotatable[unit]) return 0;
      const entry = seen.get(unit);
      if (entry === undefined) return UNSEEN;
      return entry.annotated > entry.plain ? EXCLUDED : 0;
    },
    droppedPrivateUse: evidence.privateUse === 0 && evidence.broken > 0,
  };
}

/** May the text slip from here on? `at` is a `?` or a sentence mark. Cheap; the decoder has the last word. */
export function maySlip(text: string, at: number, page: SlipSigns): boolean {
  if (text.charCodeAt(at) !== 0x3f) return page.silentCuts && garbage(text, at + 1, page);
  if (readingAt(text, at + 1, page.characters) !== null) return true;
  const next = text.charCodeAt(at + 1);
  // A run of `?` is a run of characters that GBK lacks; or the second one was full-width and made by a cut.
  if (next === 0x3f) return page.folded && text.charCodeAt(at + 2) !== 0x3f && garbage(text, at + 2, page);
  if (!isCutMark(next, page.folded)) return page.folded && page.silentCuts && garbage(text, at + 1, page);
  return true;
}

/** The same where private-use characters were dropped, so that there are many more ways to read a text. */
const SURE_WITH_GAPS = 1.5;
/** A repair less sure than this (nats) is looked at again when the rest of the page is repaired. */
const DOUBTFUL = 6;
/** One surer than this is a witness for others. */
const WITNESS = 1;

/**
 * Repairs a page's texts in two rounds. What always slips on a page is nowhere in step on it, so the first round's repairs bear
 * witness in the second, in which the doubtful ones are made again.
 * @returns text -> its edits, for all texts that slipped
 */
export function repairSlipped(texts: Iterable<string>, page: PageKnowledge, local: LocalModel): Map<string, readonly Edit[]> {
  const repaired = new Map<string, readonly Edit[]>();
  const again: string[] = [];
  for (const text of texts) {
    if (repaired.has(text) || !text.includes('?') && !page.silentCuts) continue;
    let least = Infinity;
    const edits = repairText(text, page, (reading, before2, before1) => {
      least = Math.min(least, reading.margin);
      if (reading.margin >= WITNESS && !reading.text.includes(LOST)) learnText(local, reading.text, before2, before1, page.characters);
    });
    if (least === Infinity) continue;
    repaired.set(text, edits);
    if (least < DOUBTFUL) again.push(text);
  }
  for (const text of again) repaired.set(text, repairText(text, page));
  return repaired;
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
    if (unit === 0x28) {
      const annotation = justTaken ? null : readingAt(text, i + 1, page.characters);
      const pair = bytesOf(before2, before1);
      if (annotation !== null && unitOf[pair] !== 0 && page.characters.reads(unitOf[pair]!, annotation.reading) && page.annotatedCost(pair) < EXCLUDED) {
        edits.push({ kind: 'annotation', start: i, end: annotation.end, before: text.slice(i, annotation.end), after: '', confidence: 1 });
        i = annotation.end;
        justTaken = true;
        continue;
      }
    }
    justTaken = false;
    if (unit === 0x3f || isCutMark(unit, page.folded)) {
      const reading = maySlip(text, i, page) ? readSlip(text, i, before2, before1, page) : null;
      if (reading !== null && reading.damaged) {
        onSlip?.(reading, before2, before1);
        const sure = page.droppedPrivateUse ? SURE_WITH_GAPS : SURE;
        const edit = slipEdit(text, i, reading.end, reading.margin < sure ? markUnsure(reading.text, reading.rival) : reading.text, reading.margin);
        if (edit !== null) edits.push(edit);
        if (reading.text.length > 1) before2 = reading.text.charCodeAt(reading.text.length - 2);
        else if (reading.text.length === 1) before2 = before1;
        if (reading.text.length > 0) before1 = reading.text.charCodeAt(reading.text.length - 1);
        i = reading.end;
        continue;
      }
    }
    before2 = before1;
    before1 = unit;
    i++;
  }
  return edits;
}

/** The smallest edit that turns `text.slice(start, end)` into `after`; null where they are equal. */
function slipEdit(text: string, start: number, end: number, after: string, margin: number): Edit | null {
  const before = text.slice(start, end);
  if (before === after) return null;
  const { head, tail } = commonEnds(before, after);
  return {
    kind: after.includes(LOST) ? 'lost' : 'slip',
    start: start + head, end: end - tail, before: before.slice(head, before.length - tail), after: after.slice(head, after.length - tail),
    confidence: 1 - Math.exp(-margin),
  };
}

/** Where the two likeliest readings differ, nobody knows. */
function markUnsure(best: string, rival: string): string {
  if (best.length === rival.length) return Array.from(best, (c, i) => (c === rival[i] ? c : LOST)).join('');
  const { head, tail } = commonEnds(best, rival);
  return best.slice(0, head) + LOST.repeat(best.length - head - tail) + best.slice(best.length - tail);
}

/** How many code units two texts have in common at the start, and then at the end. */
function commonEnds(a: string, b: string): { head: number; tail: number } {
  const least = Math.min(a.length, b.length);
  let head = 0, tail = 0;
  while (head < least && a[head] === b[head]) head++;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { head, tail };
}
