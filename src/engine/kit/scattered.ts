import type { CharacterModel } from '../language/model.ts';
import { isBasicHan } from '../language/characters.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Edit, Passage } from '../types.ts';
import { tonedReadingAt } from './annotation.ts';
import { COMMON } from './evidence.ts';
import { OPEN } from './marks.ts';

/**
 * Another kit than the one of `decoder.ts`: it writes pinyin behind any characters, at random (`產品完成(chéng)一個(gè)成形周期`), about one in ten, each
 * time a mirror is made anew elsewhere. It replaces characters and not bytes, so nothing breaks. It, too, turns pages Traditional one
 * character at a time, but by another table: `係統 控製 表麵`, which nobody writes.
 */

/** What a page's annotations tell of who wrote them. */
export interface ScatteredEvidence {
  /** annotations in all: a syllable with its tone in brackets, right behind a Chinese character */
  readonly count: number;
  /** Chinese characters in all */
  readonly han: number;
  /** annotations on characters that no reader needs help with */
  readonly common: number;
  /** annotations on characters that the page had before */
  readonly late: number;
  /** annotations right behind another annotated character */
  readonly adjacent: number;
  /** annotations whose reading is not the first that their character has on the page */
  readonly contradicted: number;
  /** different characters that are annotated, and how often these stand there without */
  readonly kinds: number;
  readonly plain: number;
  /** which of its occurrences an annotated character is, 0: the first, 1: the last; the mean. By chance, 0.5 */
  readonly place: number;
  /** characters as only this kit's script has them, and those that it would have turned into them */
  readonly overConverted: number;
  readonly left: number;
}

const OVER_CONVERTED = '麵製係';
const LEFT = '面制系';

/** Counts what {@link wasScattered} judges. @param passages those of a page, in its order */
export function* gatherScattered(passages: readonly Passage[], model: CharacterModel): Steps<ScatteredEvidence> {
  const pace = new Pace();
  const met = new Uint32Array(0x10000);
  const readings = new Map<number, string>();
  const annotated: { unit: number; nth: number }[] = [];
  let count = 0, han = 0, common = 0, late = 0, adjacent = 0, contradicted = 0, overConverted = 0, left = 0;
  for (const text of new Set(passages.map((passage) => passage.text))) {
    if (pace.isOver(text)) yield;
    let annotatedTo = -1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (!isBasicHan(unit)) continue;
      han++;
      if (OVER_CONVERTED.includes(text[i]!)) overConverted++;
      else if (LEFT.includes(text[i]!)) left++;
      const reading = text.charCodeAt(i + 1) === OPEN ? tonedReadingAt(text, i + 2, unit) : null;
      if (reading !== null) {
        count++;
        if (model.alone[unit]! < COMMON) common++;
        if (met[unit]! > 0) late++;
        annotated.push({ unit, nth: met[unit]! });
        if (annotatedTo === i) adjacent++;
        const first = readings.get(unit);
        if (first === undefined) readings.set(unit, reading.reading);
        else if (first !== reading.reading) contradicted++;
        i = reading.end - 1;
        annotatedTo = reading.end;
      }
      met[unit]!++;
    }
  }
  const plain = [...readings.keys()].reduce((sum, unit) => sum + met[unit]!, -count);
  const places = annotated.filter(({ unit }) => met[unit]! > 1).map(({ unit, nth }) => nth / (met[unit]! - 1));
  const place = places.reduce((sum, one) => sum + one, 0) / Math.max(1, places.length);
  return { count, han, common, late, adjacent, contradicted, kinds: readings.size, plain, place, overConverted, left };
}

/** Annotations that tell: where the script tells, too, and where nothing else does. */
const LEAST = 8;
const LEAST_ALONE = 24;
const LEAST_KINDS = 6;
/** As shares of them. People annotate what is hard; where it stands first, or wherever it stands; and pages for learners annotate all. */
const LEAST_COMMON = 0.5;
const LEAST_LATE = 0.3;
const LEAST_PLAIN = 1;
const MOST_CONTRADICTED = 0.1;
/** As a share of a page's characters; and how much oftener than chance has it two may stand side by side. */
const MOST_ANNOTATED = 0.3;
const MOST_SIDE_BY_SIDE = 0.15;

/** A person grows tired of it: the mean place of what is annotated, where the script tells nothing. */
const LEAST_PLACE = 0.35;

/** Has that kit converted the page? */
export const isOverConverted = (e: ScatteredEvidence): boolean => e.overConverted >= 2 && e.left * 10 <= e.overConverted;

/** Did the kit that annotates at random make this page? */
export function wasScattered(e: ScatteredEvidence): boolean {
  const enough = isOverConverted(e) ? e.count >= LEAST : e.count >= LEAST_ALONE && e.place >= LEAST_PLACE;
  return enough && e.kinds >= LEAST_KINDS
    && e.common >= e.count * LEAST_COMMON && e.late >= e.count * LEAST_LATE && e.plain >= e.count * LEAST_PLAIN
    && e.contradicted <= e.count * MOST_CONTRADICTED
    && e.count <= e.han * MOST_ANNOTATED && e.adjacent <= e.count * (e.count / e.han + MOST_SIDE_BY_SIDE);
}

/** Takes all of that kit's annotations out of a text. */
export function unscatter(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let at = text.indexOf('(', 1); at !== -1; at = text.indexOf('(', at + 1)) {
    const unit = text.charCodeAt(at - 1);
    const reading = isBasicHan(unit) ? tonedReadingAt(text, at + 1, unit) : null;
    if (reading !== null) edits.push({ kind: 'annotation', start: at, end: reading.end, before: text.slice(at, reading.end), after: '', confidence: 0.99 });
  }
  return edits;
}
