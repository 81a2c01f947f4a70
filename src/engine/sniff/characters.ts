import { classTable, CLOSER, COMMON, FOREIGN, HAN, pairTable, RARE, SECOND, slot } from './classes.ts';

/** What the characters of one text show, as bits: decoded wrongly; a single injected keyword, perhaps; a list of them; to be looked at closer. */
export const OUT_OF_PLACE = 1, KEYWORD = 2, KEYWORDS = 4, LOOK_CLOSER = CLOSER | RARE;

/** Code units that are judged together, and how many of them must be out of place. */
const BLOCK = 32;
const MOST_ODD = 10;
/** The same for a text by itself, which needs as many, and half of its characters beyond ASCII. */
const LEAST = 8;
/** Chinese characters among which there is not one of the commonest: Korean in the wrong charset has no other sign. */
const NONE_COMMON = 48;

/** A list that is worth injecting has so many pairs of characters that keywords are made of, this close together: one in so many characters. */
const LIST_PAIRS = 5;
const LIST_SPACING = 10;
const LIST_PEAK = LIST_PAIRS * LIST_SPACING * 0.7;
/** A single keyword has one in so many of its few characters. */
const WORD_LENGTH = 30;
const WORD_SPACING = 6;

let classes: Uint8Array | undefined;
let pairs: Uint8Array | undefined;

/**
 * One pass over the characters of a text, for every sign at once: this is what every Chinese page pays, two loads for most characters.
 * It may be wrong towards yes; the engine has the last word.
 */
export function signsOf(text: string): number {
  const classOf = (classes ??= classTable()), isPair = (pairs ??= pairTable());
  let every = 0, previous = 0, odd = 0, allOdd = 0, block = 0, found = 0, recent = 0, most = 0, at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const what = classOf[unit]!;
    every |= what;
    const hit = ((previous << 1) & what & SECOND) | (what & (RARE | FOREIGN));
    if (what !== 0) previous = what;
    if (hit === 0) continue;
    if ((hit & SECOND) !== 0 && isPair[slot(before(text, i), unit)] === 1) {
      recent = Math.max(0, recent - (i - at)) + LIST_SPACING;
      at = i;
      found++;
      if (recent > most) most = recent;
    }
    const more = (what & RARE) !== 0 ? 1 : (what & FOREIGN) !== 0 ? chineseBeside(text, i, classOf) : 0;
    if (more === 0) continue;
    allOdd += more;
    if (i >= block) {
      block = i - (i % BLOCK) + BLOCK;
      odd = 0;
    }
    odd += more;
    if (odd >= MOST_ODD) return OUT_OF_PLACE;
  }
  let signs = every & LOOK_CLOSER;
  if (allOdd * 2 >= LEAST && isMostlyOdd(text, allOdd)) signs |= OUT_OF_PLACE;
  if ((every & (HAN | COMMON)) === HAN && text.length >= NONE_COMMON && chineseIn(text, classOf) >= NONE_COMMON) signs |= OUT_OF_PLACE;
  if (found >= LIST_PAIRS && most >= LIST_PEAK) signs |= KEYWORDS;
  else if (found > 0 && text.length <= WORD_LENGTH && text.length <= WORD_SPACING * found) signs |= KEYWORD;
  return signs;
}

/** The character before the one at `i`: invisible characters and dots within a word hide nothing from this look. */
function before(text: string, i: number): number {
  for (let j = i - 1; j >= 0; j--) {
    const unit = text.charCodeAt(j);
    if ((unit >= 0x3400 && unit <= 0x9fff) || (unit > 0x2f && unit < 0x2000)) return unit;
    if (i - j > FARTHEST) break;
  }
  return 0;
}
/** More than so many such characters hide nothing that is worth a look. */
const FARTHEST = 8;

/** On how many sides of a foreign letter there are Chinese characters, the commonest ones aside: honest text names things in other scripts. */
const chineseBeside = (text: string, i: number, classOf: Uint8Array): number => isUncommon(text, i - 1, classOf) + isUncommon(text, i + 1, classOf);

const isUncommon = (text: string, i: number, classOf: Uint8Array): number =>
  (i >= 0 && i < text.length && (classOf[text.charCodeAt(i)]! & (HAN | COMMON | RARE)) === HAN ? 1 : 0);

/** The rest is for texts that are looked at again because of what the pass found. */
function isMostlyOdd(text: string, odd: number): boolean {
  let all = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) all++;
  return all >= LEAST && odd * 2 >= all;
}

function chineseIn(text: string, classOf: Uint8Array): number {
  let han = 0;
  for (let i = 0; i < text.length; i++) han += classOf[text.charCodeAt(i)]! & HAN;
  return han;
}
