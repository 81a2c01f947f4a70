import { bytesOf } from './lattice.ts';
import { readingAt } from './annotation.ts';
import { unitOf } from './gbk.ts';
import type { CharacterTable } from './tables.ts';
import type { Passage } from './types.ts';

/**
 * Was the annotating kit here? One match says little: teaching pages and dictionaries write pinyin in brackets, too. The kit
 * annotates only Traditional characters that have another Simplified form, each of them at every occurrence, and its byte
 * replace leaves readings where no person would put them.
 */
export interface KitEvidence {
  /** character -> how often it is annotated, how often not */
  readonly seen: ReadonlyMap<number, { annotated: number; plain: number }>;
  /** annotated character -> its reading, as last seen */
  readonly readings: ReadonlyMap<number, string>;
  /** characters that only Traditional by character keeps (`于 后 里 并 么`), and those that honest Traditional has there (`於 後 裡`) */
  readonly keptSimplified: number;
  readonly honestTraditional: number;
  /** annotations on characters that the kit would annotate */
  readonly fitting: number;
  /** annotations on anything else: simplified, unchanging or no characters at all */
  readonly strange: number;
  /** readings behind a `?` that ate their bracket, or between a character and a Latin letter */
  readonly broken: number;
  /** full-width commas, and ASCII ones between Chinese characters */
  readonly fullCommas: number;
  readonly foldedCommas: number;
  readonly privateUse: number;
  /** `?` just before a sentence mark */
  readonly questionedCuts: number;
}

const units = (text: string): ReadonlySet<number> => new Set(Array.from(text, (c) => c.charCodeAt(0)));
const KEPT = units('于后里并么愿采游群');
const HONEST = units('於後裡裏並麼願採遊羣');

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

export function gatherEvidence(passages: readonly Passage[], characters: CharacterTable): KitEvidence {
  const seen = new Map<number, { annotated: number; plain: number }>();
  const readings = new Map<number, string>();
  let keptSimplified = 0, honestTraditional = 0;
  let fitting = 0, strange = 0, broken = 0, fullCommas = 0, foldedCommas = 0, privateUse = 0, questionedCuts = 0;
  for (const { text } of passages) {
    let before2 = 0, before1 = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 0x28) {
        const annotation = readingAt(text, i + 1, characters);
        if (annotation !== null) {
          const own = unitOf[bytesOf(before2, before1)]!;
          if (own !== 0 && characters.reads(own, annotation.reading)) {
            if (own === before1) {
              fitting++;
              readings.set(own, annotation.reading);
              seen.get(own)!.annotated++;
              seen.get(own)!.plain--;
            } else broken++;
          } else if (isHan(before1)) strange++;
          i = annotation.end - 1;
          continue;
        }
      } else if (unit === 0x3f) {
        const annotation = readingAt(text, i + 1, characters);
        if (annotation !== null) {
          const known = bytesOf(before2, before1) & 0xff;
          if (characters.pairsRead(annotation.reading).some((pair) => pair >> 8 === known)) broken++;
        }
        const next = text.charCodeAt(i + 1);
        if (next === 0xff01 || next === 0x3002 || next === 0xff1b || next === 0xff1f || next === 0x21) questionedCuts++;
      } else if (characters.annotatable[unit]) {
        const entry = seen.get(unit);
        if (entry) entry.plain++;
        else seen.set(unit, { annotated: 0, plain: 1 });
        if (HONEST.has(unit)) honestTraditional++;
      } else if (KEPT.has(unit)) {
        keptSimplified++;
      } else if (unit === 0xff0c) fullCommas++;
      else if (unit === 0x2c && isHan(before1)) foldedCommas++;
      else if (unit >= 0xe000 && unit <= 0xe765) privateUse++;
      before2 = before1;
      before1 = unit;
    }
  }
  return { seen, readings, keptSimplified, honestTraditional, fitting, strange, broken, fullCommas, foldedCommas, privateUse, questionedCuts };
}

/** Fewest annotations from which a page may be judged; a broken one counts double, no person writes such. */
const LEAST = 3;

export function kitWasHere(e: KitEvidence): boolean {
  if (e.fitting + 2 * e.broken < LEAST) return false;
  if (e.strange > (e.fitting + e.broken) * 0.25) return false;
  let annotatedAlways = 0, annotatedSometimes = 0;
  for (const { annotated, plain } of e.seen.values()) {
    if (annotated === 0) continue;
    // A later script or a slip nearby may leave one plain.
    if (plain <= annotated * 0.25) annotatedAlways++;
    else annotatedSometimes++;
  }
  return annotatedAlways >= 3 * annotatedSometimes && (annotatedAlways >= 2 || e.broken >= 2);
}

/** Has a crawler written the page's full-width punctuation in ASCII? */
export const isFolded = (e: KitEvidence): boolean => e.foldedCommas > 3 * e.fullCommas;

/** Was a Simplified page turned Traditional one character at a time, as no person and no good converter does it? */
export const convertedByCharacter = (e: KitEvidence): boolean =>
  e.keptSimplified >= 5 && e.keptSimplified > 8 * e.honestTraditional && e.seen.size >= 20;
