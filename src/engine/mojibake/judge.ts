import type { CharacterModel } from '../language/model.ts';
import type { Channel } from './channels.ts';
import { BY_CHANCE, costOf, isGreekOrCyrillic, isHan, isHangul, isKana } from './cost.ts';
import type { Edit } from '../types.ts';
import type { Filled } from './fill.ts';
import type { Stretch } from './stretch.ts';
import { CODE_POINTS, MARK, textOf } from './points.ts';

/** When a reading of a stretch as garbled is believed. */

/**
 * Fewer characters than these in a line are no evidence: with four, an ode of Confucius reads as Big5 (`禾麻芃芃`). UTF-8 has a shape of its
 * own that chance does not make, and Chinese bytes in Latin letters look like no language.
 */
const LEAST_CHARACTERS = 5;
const LEAST_CHARACTERS_LATIN = 4;
const LEAST_CHARACTERS_UTF8 = 3;
const leastCharacters = ({ is, readAs }: Channel): number =>
  (is === 'utf-8' ? LEAST_CHARACTERS_UTF8 : readAs === 'windows-1252' ? LEAST_CHARACTERS_LATIN : LEAST_CHARACTERS);
/** A scream of one letter (`ÄÄÄÄ`) reads as bytes of one character, and so does a row of one symbol of a private font. */
const LEAST_DISTINCT = 3;
/**
 * Nats that what comes out must be likelier than by chance, taken together. To win over Latin letters in which no language is written is nothing:
 * any bytes do, whatever they were (Korean in Johab, lines of boxes, a name that was garbled five times).
 */
const LEAST_MEANT = 10;
/** Nats against it of bytes that are no character: chance makes many, and losses are few. */
const MEANT_BY_LOSS = 5;
/** Nats that the repair must win, for each character and in all. */
const LEAST_GAIN_EACH = 2;
const LEAST_GAIN = 24;
/** Nats per character beyond ASCII of what comes out, and of ASCII: honest Chinese has 5 to 7. */
const WORST_AVERAGE = 9;
const ASCII = 4;
/** Share of the characters that may be lost, and that may be guessed: text that is guessed for the most part is made up. */
const MOST_LOST = 0.34;
const MOST_FILLED = 0.75;

/** Share of the characters that may have lost bytes. */
const MOST_HOLES = 0.5;

/** Verse full of rare characters reads as Chinese between kana and Greek, or as Korean that is a third Chinese: who writes either, writes it seldom. */
const MOST_FOREIGN = 1 / 8;
const MOST_HANJA = 1 / 3;

/** A stretch with what comes out of it. */
export interface Reading extends Filled {
  readonly stretch: Stretch;
}

const gainOf = ({ stretch, cost }: Reading): number => stretch.costBefore - cost;

/** What readings win together. */
export const gainOfAll = (readings: readonly Reading[]): number => readings.reduce((sum, reading) => sum + gainOf(reading), 0);

const isLetter = (point: number): boolean => isHan(point) || isKana(point) || isHangul(point);

/**
 * True where a stretch reads as text of the charset.
 * @param holes true: holes are still open, so that their number says nothing yet
 */
export function isPlausible(reading: Reading, channel: Channel, holes: boolean): boolean {
  const { points } = reading;
  let han = 0, kana = 0, hangul = 0, otherLetters = 0, seen = 0;
  for (const point of points) {
    if (isHan(point)) han++;
    else if (isKana(point)) kana++;
    else if (isHangul(point)) hangul++;
    else if (isGreekOrCyrillic(point)) otherLetters++;
    if (point > 0x7f) seen++;
  }
  const open = holes ? reading.lost : 0;
  if (open > points.length * MOST_HOLES) return false;
  if (channel.is === 'shift_jis' && kana < seen / 5) return false;
  if (channel.is === 'euc-kr' && (hangul + open < seen / 2 || han > hangul * MOST_HANJA)) return false;
  if ((channel.is === 'gbk' || channel.is === 'big5') && (han + open < seen / 2 || kana + hangul + otherLetters > Math.max(1, seen * MOST_FOREIGN))) return false;
  if (han + kana + hangul + open < seen / 2) return false;
  if (!holes && (reading.lost > seen * MOST_LOST || reading.filled > seen * MOST_FILLED)) return false;
  return gainOf(reading) >= seen * LEAST_GAIN_EACH && reading.cost <= seen * WORST_AVERAGE + (points.length - seen) * ASCII;
}

/** How much likelier letters are as text than by chance, in nats; what comes again right behind the same character counts once. */
function meantIn(readings: readonly Reading[], model: CharacterModel): number {
  const seen = new Set<number>();
  let meant = 0;
  for (const { points, stretch } of readings) {
    let [before2, before1] = stretch.before;
    for (const point of points) {
      const key = before1 * CODE_POINTS + point;
      if (point === MARK) meant -= MEANT_BY_LOSS;
      else if (isLetter(point) && !seen.has(key)) {
        seen.add(key);
        meant += BY_CHANCE - costOf(model, before2, before1, point);
      }
      [before2, before1] = [before1, point];
    }
  }
  return meant;
}

/**
 * True where the plausible stretches of a line are evidence enough, taken together.
 * @param holes true: holes are still open
 */
export function areConvincing(readings: readonly Reading[], channel: Channel, model: CharacterModel, holes: boolean): boolean {
  const read = readings.flatMap((reading) => reading.points).filter(isLetter);
  const distinct = new Set(read).size;
  if (distinct < LEAST_DISTINCT) return false;
  const letters = read.length + (holes ? readings.reduce((sum, { lost }) => sum + lost, 0) / 2 : 0);
  // A refrain proves no more than its first line.
  if (letters < leastCharacters(channel) || gainOfAll(readings) * (distinct / read.length) < LEAST_GAIN) return false;
  // UTF-8 has a shape of its own.
  return channel.is === 'utf-8' || meantIn(readings, model) >= LEAST_MEANT;
}

/** 0 to 1: how much better the repair reads, less what had to be guessed. */
export function confidenceOf(reading: Reading): number {
  const characters = Math.max(1, reading.points.length);
  const sure = 1 - Math.exp(-gainOf(reading) / 20);
  return Math.max(0.5, Math.min(0.99, sure * (1 - 0.5 * ((reading.filled + reading.lost) / characters))));
}

/** The edits that write the reading: what is lost stands in edits of its own, so that it can be counted and shown. */
export function editsOf(line: string, reading: Reading): Edit[] {
  const { stretch: { slots, start }, points } = reading;
  const confidence = confidenceOf(reading);
  const edits: Edit[] = [];
  let from = start;
  for (let i = 0; i < points.length; ) {
    const lost = points[i] === MARK;
    let to = i;
    while (to < points.length && (points[to] === MARK) === lost) to++;
    const end = to === points.length ? reading.stretch.end : slots[to - 1]!.end;
    edits.push({
      kind: lost ? 'lost' : 'mojibake', start: from, end, before: line.slice(from, end), after: textOf(points.slice(i, to)),
      confidence: lost ? 1 : confidence,
    });
    [from, i] = [end, to];
  }
  return edits;
}
