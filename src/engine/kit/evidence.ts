import { unitOf } from '../charset/gbk.ts';
import { type CharacterTable, unitSet } from '../language/characters.ts';
import type { CharacterModel } from '../language/model.ts';
import { Pace, type Steps } from '../steps.ts';
import type { Passage } from '../types.ts';
import { isTonedAt, readingAt, tonelessReadingAt } from './annotation.ts';
import { wordByCharacter } from './by-character.ts';
import { garbage } from './garbage.ts';
import { isCutMark, isTagAt, LESS, OPEN, QUESTION } from './marks.ts';
import { bytesOf } from './path.ts';

/**
 * Was the annotating kit here? One match says little: teaching pages and dictionaries write pinyin in brackets, too. The kit
 * annotates only Traditional characters that have another Simplified form, each of them at every occurrence, and its byte
 * replace leaves readings where no person would put them.
 */
export interface KitEvidence {
  /** character -> how often it is annotated, how often not */
  readonly seen: ReadonlyMap<number, { annotated: number; plain: number }>;
  /** annotated character -> its reading: where there are several, the kit's is the one that it has most often */
  readonly readings: ReadonlyMap<number, string>;
  /** characters that only Traditional by character keeps (`于 后 里 并 么`), and those that honest Traditional has there (`於 後 裡`) */
  readonly keptSimplified: number;
  readonly honestTraditional: number;
  /** of the first: how many different ones, and how many of those that honest Traditional hardly has as anything else (`并 么`, not `皇后 公里`) */
  readonly keptKinds: number;
  readonly neverTraditional: number;
  /** words that only a conversion one character at a time writes so (`對于 采訪 飯后`), in Traditional texts: how often, and how many different ones */
  readonly byCharacter: number;
  readonly byCharacterKinds: number;
  /** Chinese characters in all */
  readonly han: number;
  /** annotations on characters that no reader needs help with */
  readonly common: number;
  /** annotations on characters that the kit would annotate */
  readonly fitting: number;
  /** of them those on characters for whose several readings people annotate them */
  readonly polyphones: number;
  /** annotations whose reading is not the one that the character has most often: the kit has one for each */
  readonly contradicted: number;
  /** annotations on anything else: simplified, unchanging or no characters at all */
  readonly strange: number;
  /** readings behind a `?` that ate their bracket, or between a character and a Latin letter */
  readonly broken: number;
  /** full-width commas, and ASCII ones between Chinese characters */
  readonly fullCommas: number;
  readonly foldedCommas: number;
  readonly privateUse: number;
  /** tags that stand in the text as text */
  readonly tags: number;
  /** sentence marks with garbage behind them, where the kit cut: with a `?` in front, and without; and the same of ASCII ones */
  readonly questionedCuts: number;
  readonly bareCuts: number;
  readonly foldedQuestionedCuts: number;
  readonly foldedBareCuts: number;
}

const KEPT = unitSet('于后里并么愿采游');
const NEVER_TRADITIONAL = unitSet('于并么愿');
const HONEST = unitSet('於後裡裏並麼願採遊');
const POLYPHONES = unitSet('為長還樂覺處傳調數應當興種間難與說給幾彈轉參將單盡載車稱');

/** A syllable that breaks off, behind its bracket, and code units of it with the bracket. */
const cutOff = /^[a-zà-ǜ]{0,6}$/u;
const LONGEST_CUT_OFF = 7;

/** So many times as many Traditional characters as Simplified ones, and a text is in Traditional. */
const MOSTLY = 8;

const isHanWithExtensionA = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/**
 * Is there so much as a reading in brackets anywhere? Cheap: most pages end here.
 * @returns true where the full look is worth its time
 */
export function mayBeAnnotated(passages: readonly Passage[], characters: CharacterTable): boolean {
  let found = 0;
  for (const { text } of passages) {
    for (let at = text.indexOf('('); at !== -1; at = text.indexOf('(', at + 1)) {
      if ((readingAt(text, at + 1, characters) ?? tonelessReadingAt(text, at + 1, text.charCodeAt(at - 1))) !== null && ++found >= 3) return true;
    }
    for (let at = text.indexOf('?'); at !== -1; at = text.indexOf('?', at + 1)) {
      if (readingAt(text, at + 1, characters) !== null && ++found >= 3) return true;
    }
  }
  return false;
}

/** Counts over all passages of a page. */
export function* gatherEvidence(passages: readonly Passage[], characters: CharacterTable, model: CharacterModel): Steps<KitEvidence> {
  const gathered = new Gathered(characters, model);
  const pace = new Pace();
  // What a page says twice (in its title, its headline, a preview) is evidence once.
  for (const text of new Set(passages.map((passage) => passage.text))) {
    if (pace.isOver(text)) yield;
    gathered.add(text);
  }
  return gathered.result();
}

/** Counts, text by text. */
class Gathered {
  readonly #characters: CharacterTable;
  readonly #model: CharacterModel;
  readonly #aloneCost = (unit: number): number => this.#model.alone[unit]!;
  /** character that may be annotated -> how often it occurs, and how often annotated */
  readonly #met = new Map<number, { occurs: number; annotated: number }>();
  /** annotated character -> reading -> how often */
  readonly #readings = new Map<number, Map<string, number>>();
  readonly #kept = new Set<number>();
  readonly #byCharacter = new Set<number>();
  readonly #sums = {
    keptSimplified: 0, neverTraditional: 0, honestTraditional: 0, byCharacter: 0, han: 0, common: 0, fitting: 0, polyphones: 0, strange: 0, broken: 0,
    fullCommas: 0, foldedCommas: 0, privateUse: 0, tags: 0, questionedCuts: 0, bareCuts: 0, foldedQuestionedCuts: 0, foldedBareCuts: 0,
  };

  constructor(characters: CharacterTable, model: CharacterModel) {
    this.#characters = characters;
    this.#model = model;
  }

  add(text: string): void {
    const sums = this.#sums;
    const { annotatable } = this.#characters;
    let before2 = 0, before1 = 0;
    const words: number[] = [];
    let traditional = 0, simplified = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === OPEN) {
        const end = this.#bracket(text, i, before2, before1);
        if (end > 0) {
          i = end - 1;
          continue;
        }
      } else if (unit === QUESTION) this.#question(text, i, before2, before1);
      else if (annotatable[unit]) {
        this.#entry(unit).occurs++;
        traditional++;
        if (HONEST[unit]) sums.honestTraditional++;
      } else if (KEPT[unit]) {
        sums.keptSimplified++;
        this.#kept.add(unit);
        if (NEVER_TRADITIONAL[unit]) sums.neverTraditional++;
      }
      if (this.#characters.isConverted(unit)) simplified++;
      const word = wordByCharacter(before1, unit);
      if (word !== 0) words.push(word);
      if (isHanWithExtensionA(unit)) sums.han++;
      else if (unit === 0xff0c) sums.fullCommas++;
      else if (unit === 0x2c && isHanWithExtensionA(before1)) sums.foldedCommas++;
      else if (unit >= 0xe000 && unit <= 0xe765) sums.privateUse++;
      if (unit === LESS && isTagAt(text, i)) sums.tags++;
      if (isCutMark(unit, true)) this.#cut(text, i, before1 === QUESTION);
      before2 = before1;
      before1 = unit;
    }
    // Simplified has some of these words, too.
    if (traditional > MOSTLY * simplified) {
      sums.byCharacter += words.length;
      for (const word of words) this.#byCharacter.add(word);
    }
  }

  #entry(unit: number): { occurs: number; annotated: number } {
    let entry = this.#met.get(unit);
    if (entry === undefined) this.#met.set(unit, (entry = { occurs: 0, annotated: 0 }));
    return entry;
  }

  /** A `(` at `at`. @returns offset behind the annotation; 0: none */
  #bracket(text: string, at: number, before2: number, before1: number): number {
    const sums = this.#sums;
    const annotation = readingAt(text, at + 1, this.#characters);
    if (annotation === null) {
      if (isHanWithExtensionA(before1) && isTonedAt(text, at + 1)) sums.strange++;
      // An excerpt may end within an annotation.
      if (this.#characters.annotatable[before1] && text.length - at <= LONGEST_CUT_OFF && cutOff.test(text.slice(at + 1))) this.#entry(before1).occurs--;
      return 0;
    }
    const { reading, end } = annotation;
    const own = unitOf[bytesOf(before2, before1, false)]!;
    if (own === 0 || !this.#characters.reads(own, reading)) {
      if (isHanWithExtensionA(before1)) sums.strange++;
    } else if (own === before1) {
      sums.fitting++;
      if (POLYPHONES[own]) sums.polyphones++;
      if (this.#model.alone[own]! < COMMON) sums.common++;
      let counts = this.#readings.get(own);
      if (counts === undefined) this.#readings.set(own, (counts = new Map()));
      counts.set(reading, (counts.get(reading) ?? 0) + 1);
      this.#entry(own).annotated++;
    } else sums.broken++;
    return end;
  }

  #question(text: string, at: number, before2: number, before1: number): void {
    const annotation = readingAt(text, at + 1, this.#characters);
    if (annotation !== null) {
      const known = bytesOf(before2, before1, false) & 0xff;
      if (this.#characters.pairsRead(annotation.reading).some((pair) => pair >> 8 === known)) this.#sums.broken++;
    }
  }

  #cut(text: string, at: number, questioned: boolean): void {
    if (!garbage(text, at + 1, this.#aloneCost)) return;
    if (isCutMark(text.charCodeAt(at), false)) this.#sums[questioned ? 'questionedCuts' : 'bareCuts']++;
    else this.#sums[questioned ? 'foldedQuestionedCuts' : 'foldedBareCuts']++;
  }

  result(): KitEvidence {
    const seen = new Map(Array.from(this.#met, ([unit, { occurs, annotated }]) => [unit, { annotated, plain: Math.max(0, occurs - annotated) }]));
    const readings = new Map<number, string>();
    let contradicted = 0;
    for (const [unit, counts] of this.#readings) {
      let most = 0, all = 0;
      for (const [reading, count] of counts) {
        all += count;
        if (count <= most) continue;
        most = count;
        readings.set(unit, reading);
      }
      contradicted += all - most;
    }
    return { ...this.#sums, contradicted, keptKinds: this.#kept.size, byCharacterKinds: this.#byCharacter.size, seen, readings };
  }
}

/** A character more frequent than this (nats) needs no reading for any reader of Chinese. */
export const COMMON = 8.5;
