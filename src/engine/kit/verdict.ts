import type { KitEvidence } from './evidence.ts';

/** What the evidence of a page comes to. The limits are set between the kit's pages, as `src/eval/kit.ts` makes them, and what people annotate (`tests/engine/evidence.test.ts`). */

/** Annotations on what the kit never annotates, as a share of its own: where no character broke, and where some did, which leaves readings anywhere. */
const MOST_STRANGE = 0.1;
const MOST_STRANGE_WHERE_BROKEN = 0.25;
/** Annotations with another reading than the character has elsewhere, as a share: the kit has one for each. */
const MOST_CONTRADICTED = 0.1;
/** A later script or a slip nearby may leave one of a character's annotations out, as a share. */
const MOST_PLAIN = 0.25;
/** Characters that are always annotated, for each that sometimes is, and in all: where none broke, and where some did. */
const LEAST_ALWAYS = 3;
const LEAST_KEYS = 3;
const LEAST_KEYS_AND_BROKEN = 2;
/** Annotations on common characters that tell, with so many more for each that repeats and for each in the middle of a character, which no person writes. */
const LEAST_TELLING = 6;
const AGAIN = 2;
const BROKEN = 5;
/** Where a person could have written all; and where hardly: nothing but characters of another Simplified form, which are four in ten, each at every place, and most not for their several readings. */
const LEAST_COMMON_ALONE = 12;
const LEAST_COMMON_UNLIKE_A_PERSON = 6;
const MOST_POLYPHONES = 0.5;
/** The same on a page turned Traditional into which somebody put Simplified keywords. */
const LEAST_COMMON_BESIDE_KEYWORDS = 3;

/**
 * Was the annotating kit here?
 * @param keywords the page is in Traditional, and Simplified keywords were put into it
 */
export function kitWasHere(e: KitEvidence, keywords = false): boolean {
  const whole = e.broken === 0;
  if (e.strange > (e.fitting + e.broken) * (whole ? MOST_STRANGE : MOST_STRANGE_WHERE_BROKEN)) return false;
  if (e.contradicted > e.fitting * MOST_CONTRADICTED) return false;
  if (whole && !annotatesAsTheKit(e)) return false;
  let always = 0, sometimes = 0, again = 0;
  for (const { annotated, plain } of e.seen.values()) {
    if (annotated === 0) continue;
    if (plain <= annotated * MOST_PLAIN) {
      always++;
      again += annotated - 1;
    } else sometimes++;
  }
  if (always < LEAST_ALWAYS * sometimes || always + e.broken < (whole ? LEAST_KEYS : LEAST_KEYS_AND_BROKEN)) return false;
  // A person annotates what is hard, and once; and never in the middle of a character.
  const telling = AGAIN * again + BROKEN * e.broken;
  if (telling === 0 && keywords && e.strange === 0 && sometimes === 0 && convertedByCharacter(e, keywords)) return e.common >= LEAST_COMMON_BESIDE_KEYWORDS;
  if (telling > 0) return e.common + telling >= LEAST_TELLING;
  const unlike = e.strange === 0 && sometimes === 0 && e.polyphones <= e.fitting * MOST_POLYPHONES;
  return e.common >= (unlike ? LEAST_COMMON_UNLIKE_A_PERSON : LEAST_COMMON_ALONE);
}

/** Characters that only Traditional by character has: how many, for each of honest Traditional, of how many kinds, and of those that nothing else explains. */
const LEAST_KEPT = 5;
const LEAST_KEPT_SHARE = 8;
const LEAST_KINDS = 2;
const LEAST_NEVER_TRADITIONAL = 2;

/** Has the page characters that only Traditional by character has, and not those that any other Traditional has there? */
const keepsSimplified = (e: KitEvidence): boolean =>
  e.keptSimplified >= LEAST_KEPT && e.keptSimplified > LEAST_KEPT_SHARE * e.honestTraditional && e.keptKinds >= LEAST_KINDS && e.neverTraditional >= LEAST_NEVER_TRADITIONAL;

/** Annotations as a share of a page's characters, and those on common characters as a share of them. One in 50 of the kit's pages has less. */
const MOST_ANNOTATED = 0.5;
const LEAST_COMMON = 0.3;

/** For pages on which no character broke: a person can annotate the same whole characters again and again, too, a family name, a disease. */
function annotatesAsTheKit(e: KitEvidence): boolean {
  // In a list of characters with their readings nearly all are annotated; the kit leaves most of a text alone.
  if (e.fitting > e.han * MOST_ANNOTATED) return false;
  // The kit's own Traditional has none of these.
  if (e.honestTraditional > e.keptSimplified) return false;
  // Its table is not made for readers: most of what it annotates is common, unless it has few characters, and then the script tells.
  return e.common >= e.fitting * LEAST_COMMON || keepsSimplified(e);
}

/** Has a crawler written the page's full-width punctuation in ASCII? A folded page may quote some that was not. */
export const isFolded = (e: KitEvidence): boolean => e.foldedCommas > 3 * e.fullCommas;

/** Does a lone lead byte at a cut leave nothing behind on this page? Where no cut tells, it may. */
export function hasSilentCuts(e: KitEvidence): boolean {
  const folded = isFolded(e);
  const questioned = e.questionedCuts + (folded ? e.foldedQuestionedCuts : 0);
  return questioned === 0 || questioned < e.bareCuts + (folded ? e.foldedBareCuts : 0);
}

/** So many different Traditional characters, and the page is in Traditional. */
const LEAST_TRADITIONAL = 20;
/** Words that only a conversion by character writes: how many kinds, how many for each character of honest Traditional; fewer kinds where the page had Simplified keywords. */
const LEAST_WORDS = 4;
const LEAST_WORDS_BESIDE_KEYWORDS = 2;
const LEAST_WORDS_SHARE = 8;

/**
 * Was a Simplified page turned Traditional one character at a time, as no person and no good converter does it?
 * @param keywords the page is in Traditional, and Simplified keywords were put into it
 */
export function convertedByCharacter(e: KitEvidence, keywords: boolean): boolean {
  if (e.seen.size < LEAST_TRADITIONAL) return false;
  const words = e.byCharacterKinds >= (keywords ? LEAST_WORDS_BESIDE_KEYWORDS : LEAST_WORDS) && e.byCharacter > LEAST_WORDS_SHARE * e.honestTraditional;
  return words || keepsSimplified(e);
}
