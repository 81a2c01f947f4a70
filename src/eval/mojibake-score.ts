import { LOST } from '../engine/types.ts';
import type { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { garble, garbleAndSimplify, garbleAsCrawled, garbleAsWindows, garbleWithLoss, type Layers } from './mojibake-garble.ts';
import { randomFrom } from './random.ts';
import { percentDown } from './table.ts';

/** What became of sentences that were garbled in one way. */
export class Tally {
  sentences = 0;
  exact = 0;
  /** what is not right is marked as lost, or the sentence was left garbled as it was: nothing was invented */
  marked = 0;
  untouched = 0;
  /** characters that lost a byte, in sentences that were repaired; of these, marked as lost, and filled with another */
  lost = 0;
  lostMarked = 0;
  lostWrong = 0;
  readonly missed: { truth: string; garbled: string; got: string }[] = [];

  /** @param lost characters that lost a byte */
  add(truth: string, garbled: string, got: string, lost = 0): void {
    this.sentences++;
    this.#addPlaces([...truth], [...got], got === garbled ? 0 : lost);
    if (got === truth) this.exact++;
    else {
      if (got === garbled) this.untouched++;
      else if (differsByMarksOnly(truth, got)) this.marked++;
      this.missed.push({ truth, garbled, got });
    }
  }

  #addPlaces(truth: readonly string[], got: readonly string[], lost: number): void {
    // Where the lengths differ it can't be told which character stands for which.
    if (lost === 0 || truth.length !== got.length) return;
    this.lost += lost;
    this.lostMarked += got.filter((char) => char === LOST).length;
    this.lostWrong += got.filter((char, i) => char !== LOST && char !== truth[i]).length;
  }

  static readonly placesHead = ['lost characters', 'filled rightly', 'marked', 'filled wrongly', 'wrong of the filled'];

  placesCells(): string[] {
    const filled = this.lost - this.lostMarked;
    return [String(this.lost), ...[filled - this.lostWrong, this.lostMarked, this.lostWrong].map((n) => percentDown(n, this.lost)), percentDown(this.lostWrong, filled)];
  }

  /** something was put in silently that was not there */
  get wrong(): number {
    return this.sentences - this.exact - this.marked - this.untouched;
  }

  static readonly head = ['sentences', 'exact', 'rest marked', 'left garbled', 'wrong'];

  cells(): string[] {
    const percent = (n: number): string => percentDown(n, this.sentences);
    return [String(this.sentences), percent(this.exact), percent(this.marked), percent(this.untouched), percent(this.wrong)];
  }
}

/** A mark may stand for as many characters as the bytes behind it could be. */
function differsByMarksOnly(truth: string, got: string): boolean {
  const pattern = got.split(new RegExp(`${LOST}+`, 'u')).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return pattern.length > 1 && new RegExp(`^${pattern.join('.{1,6}')}$`, 'u').test(truth);
}

/** The ways in which a sentence is garbled, and their titles. */
export const KINDS = {
  lossless: 'no byte lost',
  byte: 'one byte in 60 replaced by `?`, the rest of its character there',
  swallowed: 'one byte in 60 replaced by `?`, and the byte before it given up by the decoder: nothing of the character is left',
  decoder: 'bytes lost by the decoder that misread them',
  windows: 'by programs of Windows: a lead byte and what is behind it, ASCII or not, are one `?`',
  crawled: 'as crawlers leave it: what shows nothing dropped, full-width forms folded, Latin letters read as UTF-8 where they happened to be that',
  simplified: 'bytes that are nothing dropped one by one, and the text turned to Simplified afterwards',
} as const;
export type Kind = keyof typeof KINDS;
export type Tallies = Readonly<Record<Kind, Tally>>;

/** Garbles each sentence, repairs it by itself and compares. */
export function measureChannel(sentences: readonly string[], layers: Layers, repairer: MojibakeRepairer, seed: number, least: number): Tallies {
  const tallies = { lossless: new Tally(), byte: new Tally(), swallowed: new Tally(), decoder: new Tally(), windows: new Tally(), crawled: new Tally(), simplified: new Tally() };
  const random = randomFrom(seed);
  const count = (kind: Kind, truth: string, garbled: string, lost = 0): void => tallies[kind].add(truth, garbled, repairer.repair(garbled)?.text ?? garbled, lost);
  for (const sentence of sentences) {
    const result = garble(sentence, layers);
    if (result === null || result.text === sentence) continue;
    count(result.lossy ? 'decoder' : 'lossless', sentence, result.text);
    const windows = garbleAsWindows(sentence, layers);
    if (windows !== null) count('windows', sentence, windows);
    const crawled = garbleAsCrawled(sentence, layers);
    if (crawled !== null && crawled !== result.text) count('crawled', sentence, crawled);
    const simplified = garbleAndSimplify(sentence, layers);
    if (simplified !== null) count('simplified', sentence, simplified);
    if (!result.lossy) {
      const worse = garbleWithLoss(sentence, layers, random);
      if (worse !== null) count(worse.swallowed ? 'swallowed' : 'byte', sentence, worse.text, worse.characters);
      continue;
    }
    // Where the last character loses a byte to the end of the text, the sentence without its end may be whole.
    for (let cut = 1; cut <= 3; cut++) {
      const shorter = [...sentence].slice(0, -cut).join('');
      const whole = garble(shorter, layers);
      if (whole === null || whole.lossy || whole.text === shorter || [...shorter].length < least) continue;
      count('lossless', shorter, whole.text);
      break;
    }
  }
  return tallies;
}
