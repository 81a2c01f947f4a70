import type { CharacterModel } from '../language/model.ts';
import { isBasicHan } from '../language/characters.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Edit, Passage } from '../types.ts';
import { isTonedAt, isWordAt, type ReadingAt, tonedReadingAt, tonelessReadingAt } from './annotation.ts';
import { COMMON } from './evidence.ts';
import { OPEN } from './marks.ts';

/**
 * Another kit than the one of `decoder.ts`: it writes pinyin behind any characters, at random (`產品完成(chéng)一個(gè)成形周期`), about one in ten, each
 * time a mirror is made anew elsewhere. It replaces characters and not bytes, so nothing breaks. It, too, turns pages Traditional one
 * character at a time, but by another table: `係統 控製 表麵`, which nobody writes.
 *
 * A third one writes no tones, half of all characters, and some several times over: `系(xi)(xi)(xi)統(tong)`.
 *
 * A fourth one annotates every fourth or fifth character, with its tone or without, and strews emoji between: `測量(liang)🆚電液體(tǐ)的`.
 */

/** How a kit writes a reading behind the character `unit`. @param at offset just behind the `(` */
export type ReadingStyle = (text: string, at: number, unit: number) => ReadingAt | null;

/** With a tone mark, as the kit that annotates at random writes them; and without, as the third one does. */
export const toned: ReadingStyle = tonedReadingAt;
export const toneless: ReadingStyle = tonelessReadingAt;
/** Either, as the fourth one does: a reading is the same with its tone and without. */
export const mixed: ReadingStyle = (text, at, unit) => {
  const found = tonedReadingAt(text, at, unit) ?? tonelessReadingAt(text, at, unit);
  return found && { ...found, reading: found.reading.normalize('NFD').replace(/\p{M}/gu, '') };
};

/** Emoji right behind a Chinese character or an annotation; and such in front of another character, where people put none. Not symbols of text: `红桃♥`, `男♂女♀`. */
const EMOJI = String.raw`(?<=[\u4e00-\u9fff)])(?:(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)[\u200d\ufe0f\p{Emoji_Modifier}]*)+`;
const emoji = new RegExp(EMOJI, 'gu');
const emojiWithin = new RegExp(`${EMOJI}(?=[\\u4e00-\\u9fff])`, 'gu');

/** An annotation, and the same again as often as it follows itself. */
interface Annotation extends ReadingAt {
  readonly repeated: boolean;
}

/** The annotation whose `(` is at `at`. */
function annotationAt(text: string, at: number, style: ReadingStyle): Annotation | null {
  const unit = text.charCodeAt(at - 1);
  if (text.charCodeAt(at) !== OPEN || !isBasicHan(unit)) return null;
  const first = style(text, at + 1, unit);
  if (first === null) return null;
  const again = text.slice(at, first.end);
  let { end } = first;
  while (text.startsWith(again, end)) end += again.length;
  return { reading: first.reading, end, repeated: end > first.end };
}

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
  /** pinyin of whole words in brackets, as people write it and no kit does, with tones or without */
  readonly words: number;
  /** annotations that stand there twice or more, which nobody writes */
  readonly repeated: number;
  /** annotations without a tone mark, as particles have them */
  readonly unmarked: number;
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
export function* gatherScattered(passages: readonly Passage[], model: CharacterModel, style: ReadingStyle): Steps<ScatteredEvidence> {
  const pace = new Pace();
  const met = new Uint32Array(0x10000);
  const readings = new Map<number, string>();
  const annotated: { unit: number; nth: number }[] = [];
  let count = 0, han = 0, common = 0, late = 0, adjacent = 0, contradicted = 0, words = 0, repeated = 0, unmarked = 0, overConverted = 0, left = 0;
  for (const text of new Set(passages.map((passage) => passage.text))) {
    if (pace.isOver(text)) yield;
    let annotatedTo = -1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (!isBasicHan(unit)) continue;
      han++;
      if (OVER_CONVERTED.includes(text[i]!)) overConverted++;
      else if (LEFT.includes(text[i]!)) left++;
      const reading = annotationAt(text, i + 1, style);
      if (reading !== null) {
        count++;
        if (reading.repeated) repeated++;
        if (!isTonedAt(text, i + 2)) unmarked++;
        if (model.alone[unit]! < COMMON) common++;
        if (met[unit]! > 0) late++;
        annotated.push({ unit, nth: met[unit]! });
        if (annotatedTo === i) adjacent++;
        const first = readings.get(unit);
        if (first === undefined) readings.set(unit, reading.reading);
        else if (first !== reading.reading) contradicted++;
        i = reading.end - 1;
        annotatedTo = reading.end;
      } else if (text.charCodeAt(i + 1) === OPEN && isWordAt(text, i + 2)) words++;
      met[unit]!++;
    }
  }
  const plain = [...readings.keys()].reduce((sum, unit) => sum + met[unit]!, -count);
  const places = annotated.filter(({ unit }) => met[unit]! > 1).map(({ unit, nth }) => nth / (met[unit]! - 1));
  const place = places.reduce((sum, one) => sum + one, 0) / Math.max(1, places.length);
  return { count, han, common, late, adjacent, contradicted, words, repeated, unmarked, kinds: readings.size, plain, place, overConverted, left };
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
const MOST_WORDS = 0.05;
const MOST_UNMARKED = 0.5;
/** As a share of a page's characters; and how much oftener than chance has it two may stand side by side. */
const MOST_ANNOTATED = 0.3;
const MOST_SIDE_BY_SIDE = 0.15;

/** A person grows tired of it: the mean place of what is annotated, where the script tells nothing. */
const LEAST_PLACE = 0.35;

/** Has somebody written the pinyin of words on the page? One may be quoted. */
const hasWords = (e: ScatteredEvidence): boolean => e.words > Math.max(1, e.count * MOST_WORDS);

/** Has that kit converted the page? */
export const isOverConverted = (e: ScatteredEvidence): boolean => e.overConverted >= 2 && e.left * 10 <= e.overConverted;

/** Did the kit that annotates at random make this page? */
export function wasScattered(e: ScatteredEvidence): boolean {
  const enough = isOverConverted(e) ? e.count >= LEAST : e.count >= LEAST_ALONE && e.place >= LEAST_PLACE;
  // Where nothing has a tone, the particles are only what is known of a page on which all may be annotated.
  return enough && e.unmarked <= e.count * MOST_UNMARKED && isAtRandom(e);
}

const isAtRandom = (e: ScatteredEvidence): boolean =>
  e.kinds >= LEAST_KINDS
    && e.common >= e.count * LEAST_COMMON && e.late >= e.count * LEAST_LATE && e.plain >= e.count * LEAST_PLAIN
    && e.contradicted <= e.count * MOST_CONTRADICTED && !hasWords(e)
    && e.count <= e.han * MOST_ANNOTATED && e.adjacent <= e.count * (e.count / e.han + MOST_SIDE_BY_SIDE);

/** As a share of all annotations, how many have a tone at least, and how many have none: whoever writes pinyin by hand does the one or the other. */
const LEAST_OF_EACH = 0.2;

/** Are there enough of each sort to look at both together? Most pages end here. */
export const mayBeMixed = (withTones: ScatteredEvidence, without: ScatteredEvidence): boolean =>
  withTones.count > withTones.unmarked && without.count >= withTones.count * LEAST_OF_EACH;

/**
 * Did the kit that writes readings with tones and without make this page?
 * @param e of annotations of both sorts
 * @param without how many have no tone, particles too
 */
export const wasScatteredMixed = (e: ScatteredEvidence, without: number): boolean =>
  e.count >= LEAST_ALONE && e.place >= LEAST_PLACE && without >= e.count * LEAST_OF_EACH && e.count - without >= e.count * LEAST_OF_EACH && isAtRandom(e);

/** Without tones: how many, of how many kinds; as shares, how often their characters stand there plain at least, and how much of a page is annotated at most; the mean place. */
const TONELESS = { least: 40, kinds: 24, plain: 0.3, annotated: 0.7, place: 0.43 };
/** As a share: particles have no tone where everything else has. */
const MOST_MARKED = 0.05;
/** How many that stand there twice or more tell by themselves, and among how many. */
const LEAST_REPEATED = 3;
const LEAST_REPEATING = 8;

/**
 * Did the kit that writes no tones make this page? People who write none name a word (`北京(beijing)`), and what they explain, they
 * explain wherever it stands or the first time.
 * @param e of annotations without tones
 * @param marked how many annotations with tones the page has
 */
export function wasScatteredToneless(e: ScatteredEvidence, marked: number): boolean {
  if (marked > e.count * MOST_MARKED) return false;
  if (e.contradicted > e.count * MOST_CONTRADICTED || hasWords(e)) return false;
  if (e.repeated >= LEAST_REPEATED && e.count >= LEAST_REPEATING) return true;
  return e.count >= TONELESS.least && e.kinds >= TONELESS.kinds && e.place >= TONELESS.place
    && e.common >= e.count * LEAST_COMMON && e.late >= e.count * LEAST_LATE && e.plain >= e.count * TONELESS.plain
    && e.count <= e.han * TONELESS.annotated && e.adjacent <= e.count * (e.count / e.han + MOST_SIDE_BY_SIDE);
}

/** So many emoji within the sentences of a page, and they were strewn in. */
const LEAST_EMOJI = 3;

/** Does the kit that made this page strew emoji? @param passages those of the page */
export function strewsEmoji(passages: readonly Passage[]): boolean {
  const texts = new Set(passages.map(({ text }) => text));
  return Array.from(texts).reduce((sum, text) => sum + (text.match(emojiWithin)?.length ?? 0), 0) >= LEAST_EMOJI;
}

/** Takes all of such a kit's annotations out of a text. @param strewn true: its emoji, too */
export function unscatter(text: string, style: ReadingStyle, strewn: boolean): Edit[] {
  const edits: Edit[] = [];
  for (let at = text.indexOf('(', 1); at !== -1; at = text.indexOf('(', at + 1)) {
    const reading = annotationAt(text, at, style);
    if (reading !== null) edits.push({ kind: 'annotation', start: at, end: reading.end, before: text.slice(at, reading.end), after: '', confidence: 0.99 });
  }
  if (!strewn) return edits;
  for (const { 0: before, index } of text.matchAll(emoji)) edits.push({ kind: 'residue', start: index, end: index + before.length, before, after: '', confidence: 0.95 });
  return edits.sort((a, b) => a.start - b.start);
}
