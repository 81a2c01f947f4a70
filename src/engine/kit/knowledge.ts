import { isPrivateUse, pairOf, unitOf, userLead } from '../charset/gbk.ts';
import { asWitness, isDated, type LocalModel, PASSAGE_END } from '../language/local.ts';
import { isBasicHan, unitSet } from '../language/characters.ts';
import type { CharacterModel } from '../language/model.ts';
import type { KitEvidence } from './evidence.ts';
import { CLOSING_QUOTE, FULL_STOP, isLatin, listMarker, OPEN } from './marks.ts';
import { Recall } from './recall.ts';
import type { SlipSigns } from './signs.ts';

/** What the page tells the decoder. */
export interface PageKnowledge extends SlipSigns {
  /** cost (nats) of a character after the two before it */
  cost(before2: number, before1: number, unit: number): number;
  /**
   * An unknown character below `@`, of those that an illegal trail byte can be: a code unit that is like it, and what it costs.
   * Next to a digit it was most likely one, too.
   */
  eaten(before2: number, before1: number, digitNext: boolean): { unit: number; cost: number };
  /** cost of the passage's ending with these two code units; `text` is the passage as it stands */
  endCost(text: string, before2: number, before1: number): number;
  /**
   * Is the character with this GBK pair in the page's table of annotated characters? A cost (nats) for yes;
   * 0 where it was seen annotated so, high where it was seen without more often, or with another reading: the kit has one for each.
   */
  annotatedCost(pair: number, reading: string): number;
  /** cost for the opposite: that the character stands there and is not annotated */
  plainCost(unit: number): number;
  /** likely code units by lead byte, in no order */
  readonly withLead: readonly (readonly number[])[];
  /** likely code units by trail byte */
  readonly withTrail: readonly (readonly number[])[];
  /** likely code units whose trail byte leads a user-defined area: first those with a lead byte below A1, then the others */
  readonly withUserTrail: readonly [readonly number[], readonly number[]];
  /**
   * How many characters may still be weighed on this page. A page made to be ambiguous at every character must not cost more
   * than its share; what slipped on it then stays as it was. `wide`: of these, on characters of which no byte is known.
   */
  readonly effort: { left: number; wide: number };
  /** stretches that were read before */
  readonly recall: Recall;
  /** the page's text shows tags, as that of a page about HTML does */
  readonly showsTags: boolean;
  /** private-use characters may have been dropped after the damage, with the byte pairs they stood for */
  readonly droppedPrivateUse: boolean;
  /** cost (nats) of such a character: of how doubtful it is that they were dropped from this page */
  readonly dropDoubt: number;
}

/**
 * Pages of the kit take 1 to 4 for each character, 40 to 80 where private-use characters were dropped, and only small ones more (700 on
 * one of 2,400). A million weighed take about 0.15 seconds of processor time, so that a look at a hostile page of a million characters takes 10.
 */
const EFFORT_PER_CHARACTER = 300;
const EFFORT_PER_CHARACTER_BEYOND = 50;
const MANY_CHARACTERS = 50_000;
const EFFORT_BASE = 4_000_000;
const MOST_WIDE = 0.25;

/**
 * About one pair in seven that is read one off is in a user-defined area, so each slip without one makes it likelier that they were dropped:
 * log odds of that before any slip is looked at, on a page that a crawler folded and on others, and what each slip adds.
 */
const DROPPED_WHERE_FOLDED = 1;
const DROPPED_ELSEWHERE = -2;
const DROPPED_PER_SLIP = 0.9;

/** Nats of how unlikely it is that private-use characters were dropped from a page; Infinity where it has some. */
function doubtOfDrop(e: KitEvidence, folded: boolean): number {
  if (e.privateUse > 0) return Infinity;
  const slips = e.broken + e.questionedCuts + e.bareCuts + (folded ? e.foldedQuestionedCuts + e.foldedBareCuts : 0);
  return Math.log1p(Math.exp(-(folded ? DROPPED_WHERE_FOLDED : DROPPED_ELSEWHERE) - DROPPED_PER_SLIP * slips));
}

/** A tag or two may have leaked whole. */
const SOME_TAGS = 3;

/** Nats: a character that the page does not have elsewhere is in its table of annotations, or not, with even odds. */
const UNSEEN = 0.7;
/** Nats against a character's being annotated where the page never annotates it, and against its not being where it always does. */
export const EXCLUDED = 6;

/** What share of passages ends with a mark. */
const SENTENCE_END: Readonly<Record<string, number>> = { '。': 0.4, '：': 0.12, '；': 0.08, '”': 0.06, '？': 0.02, '！': 0.02, '）': 0.03, '》': 0.01, '…': 0.01, '，': 0.005, '　': 0.001 };
/** The same of passages that begin with a date and are no sentences: what was published, or when something was amended. */
const DATED_END: typeof SENTENCE_END = { '　': 0.1, '》': 0.05, '）': 0.05, '。': 0.02, '：': 0.01, '”': 0.01, '；': 0.002, '，': 0.002, '…': 0.001, '？': 0.005, '！': 0.005 };
const ZERO = 0x30;
const DIGITS = 10;
const COLON = 0xff1a;
const SEMICOLON = 0xff1b;
/** Items of a list seldom end with a colon, other lines seldom with a semicolon. */
const AGAINST = 0.04;

/** What announces a list announces a colon. */
const ANNOUNCED = 6;
const announces = /(?:以下|如下|下列)[^。；！？\n]{0,60}$/;

function endsAgainst(text: string, mark: number): number {
  if (mark === COLON && announces.test(text)) return ANNOUNCED;
  return (mark === COLON || mark === SEMICOLON) && mark === (listMarker.test(text) ? COLON : SEMICOLON) ? AGAINST : 1;
}

/** Nats: a Latin letter seldom stands right beside a Chinese character; a trail byte that was read as one always does. */
const LATIN_BESIDE_HAN = 3;
/** The same of a sign that Chinese prose hardly has: only as a trail byte it stands there often. */
const ODD_SIGN = 4;
const isOddSign = unitSet('@\\^_{|}~');

/** Nats against a private-use character in text that is in step: hardly a page has one. */
const PRIVATE_USE = 8;

/** Nats: hardly anybody writes `。、` or `：。`. */
const TWO_STOPS = 5;
const isPausing = unitSet('。；：，、'), isEnding = unitSet('。；：，、！？');

/** Some write `。。。` for `……`: how often a third one follows two, and a fourth three. */
const STOPS_GO_ON = 0.6;

/** Nats: a quotation that ends in a full stop is a sentence, and nothing goes on with it (`“…。”，` `“…。”的`; a word in quotation marks is followed so in one case of two). */
const SENTENCE_GOES_ON = 4;
const isGoingOn = unitSet('。；：，、的了等和');

/** Rarer than this (nats), a character is no candidate for an unknown byte, unless the page has it elsewhere. */
const RARE = 13;

const gbkUnits: number[] = [];
for (let unit = 0x80; unit < 0x10000; unit++) if (pairOf[unit] !== 0 && !isPrivateUse(unit)) gbkUnits.push(unit);

/** Code units that may fill in for an unknown byte, by the other byte of their pair. */
export class Candidates {
  readonly #withLead: number[][] = Array.from({ length: 0x100 }, () => []);
  readonly #withTrail: number[][] = Array.from({ length: 0x100 }, () => []);
  readonly #rare = new Uint8Array(0x10000);

  constructor(model: CharacterModel) {
    for (const unit of gbkUnits) {
      if (model.alone[unit]! > RARE) this.#rare[unit] = 1;
      else {
        this.#withLead[pairOf[unit]! >> 8]!.push(unit);
        this.#withTrail[pairOf[unit]! & 0xff]!.push(unit);
      }
    }
  }

  /** Those of a page: the likely ones of the language, and the rare ones that the page has elsewhere. */
  on(local: LocalModel): { withLead: readonly (readonly number[])[]; withTrail: readonly (readonly number[])[] } {
    const own = local.distinct.filter((unit) => this.#rare[unit]);
    if (own.length === 0) return { withLead: this.#withLead, withTrail: this.#withTrail };
    const withLead = [...this.#withLead], withTrail = [...this.#withTrail];
    for (const unit of own) {
      const lead = pairOf[unit]! >> 8, trail = pairOf[unit]! & 0xff;
      withLead[lead] = [...withLead[lead]!, unit];
      withTrail[trail] = [...withTrail[trail]!, unit];
    }
    return { withLead, withTrail };
  }
}

function withUserTrail(withTrail: readonly (readonly number[])[]): [number[], number[]] {
  const units = withTrail.flatMap((list, trail) => (userLead[trail] ? list : []));
  return [units.filter((unit) => pairOf[unit]! >> 8 < 0xa1), units.filter((unit) => pairOf[unit]! >> 8 >= 0xa1)];
}

/**
 * Puts together what the decoder asks of a page. The effort in it is spent by use: each look at a page makes its own.
 * @param local what the page's honest text says
 * @param candidates made once for the model, whatever the page
 */
export function pageKnowledge(signs: SlipSigns, evidence: KitEvidence, model: CharacterModel, local: LocalModel, candidates: Candidates): PageKnowledge {
  const { characters } = signs;
  const { seen, readings } = evidence;
  const witness = (unit: number): number => asWitness(unit, characters);
  const onPage = candidates.on(local);
  const effort = EFFORT_BASE + EFFORT_PER_CHARACTER * Math.min(evidence.han, MANY_CHARACTERS) + EFFORT_PER_CHARACTER_BEYOND * Math.max(0, evidence.han - MANY_CHARACTERS);
  const dropDoubt = doubtOfDrop(evidence, signs.folded);
  const droppedPrivateUse = dropDoubt < Infinity;
  return {
    ...signs,
    ...onPage,
    withUserTrail: droppedPrivateUse ? withUserTrail(onPage.withTrail) : [[], []],
    effort: { left: effort, wide: effort * MOST_WIDE },
    cost(before2, before1, unit) {
      let general = model.probability(before2, before1, unit);
      if (characters.inBoth(unit)) general = Math.max(general, model.probability(before2, before1, characters.simplify[unit]!));
      let extra = local.seen[unit]! > 1 ? 0 : characters.offScript[unit]!;
      if (isBasicHan(before1) ? isLatin(unit) : isBasicHan(unit) && isLatin(before1)) extra += LATIN_BESIDE_HAN;
      if (isPrivateUse(unit)) extra += PRIVATE_USE;
      if (isOddSign[unit] === 1 && isBasicHan(before1)) extra += ODD_SIGN;
      if (before2 === FULL_STOP && before1 === FULL_STOP && unit === FULL_STOP) general = STOPS_GO_ON;
      else if (isEnding[before1]! & isPausing[unit]!) extra += TWO_STOPS;
      if (before2 === FULL_STOP && before1 === CLOSING_QUOTE && isGoingOn[unit] === 1) extra += SENTENCE_GOES_ON;
      if (isBasicHan(unit)) extra -= local.lean(witness(unit));
      // Behind marks the page is no witness: that is where the kit cut it.
      if (!isBasicHan(before1)) return extra - Math.log(general);
      return extra - Math.log(local.blend(witness(before2), witness(before1), witness(unit), general));
    },
    eaten(before2, before1, digitNext) {
      return { unit: digitNext ? ZERO : OPEN, cost: -Math.log(Math.min(1, DIGITS * model.probability(before2, before1, ZERO))) };
    },
    endCost(text, before2, before1) {
      const usual = (isDated(text) ? DATED_END : SENTENCE_END)[String.fromCharCode(before1)];
      if (usual === undefined) return -Math.log(local.blend(witness(before2), witness(before1), PASSAGE_END, isBasicHan(before1) ? 0.08 : 0.01));
      // A mark was paid for as one within a sentence; at the end, what counts is how passages end.
      const ends = Math.min(0.9, local.endShare(text, before1, usual) * endsAgainst(text, before1));
      return -Math.log(ends) - model.alone[before1]!;
    },
    annotatedCost(pair, reading) {
      const unit = unitOf[pair]!;
      const entry = seen.get(unit);
      if (entry === undefined) return UNSEEN;
      if ((readings.get(unit) ?? reading) !== reading) return EXCLUDED;
      // As often with as without: a slip has left the one out, or makes the other where there is none.
      if (entry.annotated === entry.plain) return UNSEEN;
      return entry.annotated > entry.plain ? 0 : EXCLUDED;
    },
    plainCost(unit) {
      if (!characters.annotatable[unit]) return 0;
      const entry = seen.get(unit);
      if (entry === undefined) return UNSEEN;
      return entry.annotated > entry.plain ? EXCLUDED : 0;
    },
    recall: new Recall(),
    showsTags: evidence.tags >= SOME_TAGS,
    droppedPrivateUse,
    dropDoubt,
  };
}
