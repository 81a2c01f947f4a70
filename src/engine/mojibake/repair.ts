import type { CharacterTable } from '../language/characters.ts';
import { learnText, LocalModel } from '../language/local.ts';
import type { CharacterModel, LanguageModel } from '../language/model.ts';
import type { Edit, RepairStep, WrongEncoding } from '../types.ts';
import { Candidates } from './candidates.ts';
import { type Channel, CHANNELS, stepOf } from './channels.ts';
import { isSingleByte, legacyCharset, SINGLE_BYTE, type SingleByteName } from './charsets.ts';
import { isHan, isHangul, isKana } from './cost.ts';
import { repairEscapes } from './escapes.ts';
import { Examples } from './examples.ts';
import { apply, withEdits } from '../edits.ts';
import { FlatCosts, GarbleGate } from './gate.ts';
import { HoleFiller, type ScriptCost, type Witness } from './fill.ts';
import { isInventory } from './inventory.ts';
import { areConvincing, confidenceOf, editsOf, gainOfAll, isPlausible, type Reading } from './judge.ts';
import { type How, Lattice } from './lattice.ts';
import { markLost } from './lost.ts';
import { Outlook, ownCosts, type Span } from './outlook.ts';
import { MARK } from './points.ts';
import { reread } from './reread.ts';
import { straightGain } from './scan.ts';
import { hasEscapes, UTF8_IN_LETTERS } from './signs.ts';
import { holesIn, type Stretch } from './stretch.ts';
import { repairSymbols } from './symbols.ts';
import { isTakenAlong } from './taken-along.ts';
import { takenFor } from './taken-for.ts';
import { Targets } from './targets.ts';
import { type Variants, variantsOf, wasSimplified } from './variants.ts';

/** A repaired text and how it came about. */
export interface Repair {
  readonly text: string;
  /** in order of `start`, not overlapping */
  readonly edits: readonly Edit[];
  /** in the order in which they were taken */
  readonly steps: readonly RepairStep[];
  /** what one layer of wrong decoding there was, `null` for escapes, lost text and two layers */
  readonly channel: Channel | null;
  /** what was read of it without a guess: runs of characters that lost no byte */
  readonly known: readonly string[];
}

/** What is enough, in nats, in characters beyond ASCII, and in UTF-16 code units: where something of the page is known to be garbled, … */
const SHORT = { gain: 8, gainEach: 2, beyondAscii: 12, length: 300 };
/** … where most of it is, and where bytes are lost besides. */
const SHORT_OF_MANY = { gain: 1, gainEach: 0.25, beyondAscii: 40, length: 3000 };
const SHORT_WITH_LOSS = { ...SHORT_OF_MANY, gain: 3, gainEach: 0.7 };
/** Nats that a channel must win in a look without context, at all and as a share of what the best wins. Latin letters are cheap without context. */
const LEAST_STRAIGHT = 20;
const LEAST_STRAIGHT_LATIN = 4;
const SHARE_OF_BEST = 0.4;
/** A line of more UTF-16 code units is read through those channels only that promise something in one of a few suspicious pieces of it. */
const LONG = 20_000;
const PIECE = 4000;
const MOST_PIECES = 4;
/** The alphabets of two bytes in UTF-8 beyond Latin. */
const FIRST_GREEK = 0x370;
const LAST_OF_TWO_BYTES = 0x7ff;
/** Nats against a guess in the other script than the rest of the text. */
const WRONG_SCRIPT = 5;

interface LineRepair {
  readonly edits: readonly Edit[];
  readonly steps: readonly RepairStep[];
  readonly channel: Channel | null;
  readonly known: readonly string[];
}

const NOTHING_DONE: LineRepair = { edits: [], steps: [], channel: null, known: [] };

/** What a line is under a channel. */
interface Found {
  readonly channel: Channel;
  readonly readings: readonly Reading[];
  readonly gain: number;
}

/**
 * Repairs text that was decoded with the wrong charset, block by block, and leaves alone what is not.
 * Costs next to nothing on clean text; the tables of a charset are made when a text first asks for it.
 */
export class MojibakeRepairer {
  readonly #model: CharacterModel;
  #filling: LanguageModel | null = null;
  #lacked = false;
  readonly #characters: CharacterTable | undefined;
  readonly #costs: FlatCosts;
  readonly #gate: GarbleGate;
  readonly #targets: Targets;
  readonly #lost = new Map<Channel, Candidates>();
  readonly #outlooks = new Map<Channel, Outlook>();
  #variants: Variants | null = null;
  #tried = 0;
  #searched = 0;
  /** of the text that is read now: {@link isTakenAlong} */
  #takenAlong = false;

  constructor(model: CharacterModel, characters?: CharacterTable) {
    this.#model = model;
    this.#characters = characters;
    this.#costs = new FlatCosts(model);
    this.#gate = new GarbleGate(this.#costs);
    this.#targets = new Targets(model);
  }

  /** True where characters were lost before the model for them was there ({@link fillBy}): they may be known by it. */
  get lacksModel(): boolean {
    return this.#lacked && this.#filling === null;
  }

  /** From now on, what was lost is guessed by a model that knows more. */
  fillBy(model: LanguageModel): void {
    this.#filling = model;
  }

  /** True where the text shows escaped characters, which may be ASCII for the most part. */
  showsEscapes(text: string): boolean {
    return hasEscapes(text);
  }

  /** How many characters beyond ASCII of a text look like no text in any language, whether they can be repaired or not. */
  strangeIn(text: string): number {
    return this.#gate.strangeIn(text);
  }

  /** What the texts of a page were taken for, where only their bytes tell. */
  takenFor(texts: Iterable<string>): WrongEncoding | undefined {
    return takenFor(texts, this.#targets, this.#model);
  }

  /** UTF-16 code units of which it was asked so far whether a channel explains them, of some several times, of a long line only of the beginning. */
  get tried(): number {
    return this.#tried;
  }

  /** What reading through channels took so far ({@link Lattice.work}, {@link HoleFiller.work}): a million is about a third of a second of processor time. */
  get searched(): number {
    return this.#searched;
  }

  /**
   * @param local counts of the rest of the page, from which lost characters are known better
   * @param leavesEscapes asked where there are escaped characters: true, and they stay
   * @param takesAlong true: {@link isTakenAlong} the page
   * @returns null where there is nothing to do
   */
  repair(text: string, local: LocalModel | null = null, leavesEscapes: (text: string) => boolean = () => false, takesAlong = false): Repair | null {
    const escapes = hasEscapes(text), lost = markLost(text);
    const lines = text.split('\n'), suspicious = lines.map((line) => this.#gate.isSuspicious(line));
    if (!escapes && lost.length === 0 && !suspicious.includes(true)) return null;
    this.#takenAlong = takesAlong || isTakenAlong([text]);
    let edits: readonly Edit[] = [];
    const known: string[] = [];
    let channel: Channel | null = null;
    const steps: RepairStep[] = [];
    const note = (taken: readonly RepairStep[]): void => {
      for (const step of taken) if (!steps.some((noted) => sameStep(noted, step))) steps.push(step);
    };
    if (escapes && !leavesEscapes(text)) {
      const escaped = repairEscapes(text, this.#model);
      edits = escaped.edits;
      note(escaped.steps);
    }
    if (lost.length > 0) {
      edits = withEdits(edits, lost);
      note([{ kind: 'lost' }]);
    }
    const ofLines: Edit[] = [];
    let start = 0;
    for (const [i, line] of lines.entries()) {
      const found = suspicious[i] === true ? this.#repairLine(line, local) : null;
      if (found !== null && found.edits.length > 0) {
        channel ??= found.channel;
        note(found.steps);
        for (const run of found.known) known.push(run);
        for (const edit of found.edits) ofLines.push({ ...edit, start: edit.start + start, end: edit.end + start });
      }
      start += line.length + 1;
    }
    edits = withEdits(edits, ofLines);
    if (edits.length === 0) return null;
    return { text: apply(text, edits), edits, steps, channel, known };
  }

  #repairLine(line: string, local: LocalModel | null): LineRepair {
    const found = this.#bestChannel(line, local);
    if (found === null) return this.#twoLayers(line, local) ?? NOTHING_DONE;
    if (isInventory(found.readings.map(({ stretch: { start, end } }) => line.slice(start, end)).join(''))) return NOTHING_DONE;
    const examples = new Examples(line);
    const readings = found.readings.filter(({ stretch: { start, end }, points }) => !examples.has(start, end, points.length));
    return { edits: readings.flatMap((reading) => editsOf(line, reading)), steps: [stepOf(found.channel)], channel: found.channel, known: readings.flatMap(knownRuns) };
  }

  /** Counts of a page, none yet. */
  newLocal(): LocalModel {
    return new LocalModel(this.#model.share);
  }

  /** Counts honest or repaired text of a page, for `repair`. */
  learn(local: LocalModel, text: string): void {
    if (this.#characters !== undefined) learnText(local, text, 0, 0, this.#characters);
  }

  /**
   * Repairs a button, a heading or a word among code, on a page of which more is known: too short to stand for itself.
   * @param channel that of other texts of the page (`Repair.channel`)
   * @param local counts of the rest of the page, where that is garbled for the most part: then bytes may be lost here, too
   * @param takesAlong true: {@link isTakenAlong} the page
   * @returns `null` where it stays as it is: all of it is repaired, or none
   */
  repairShort(text: string, channel: Channel, local: LocalModel | null = null, takesAlong = false): Repair | null {
    this.#takenAlong = takesAlong || isTakenAlong([text]);
    const whole = (usual: boolean): Reading[] => {
      const readings = this.#read(text, channel, { usual }).map(asRead);
      return readings.some(({ lost }) => lost > 0) ? [] : readings;
    };
    if (local === null) return mayBeReadAs(text, channel) ? allOrNothing(text, channel, SHORT, () => whole(false)) ?? inSymbols(text, channel) : null;
    // A question mark may be the lead byte of a character whose trail byte is a letter.
    return (text.includes('?') ? null : allOrNothing(text, channel, SHORT_OF_MANY, () => whole(true))) ?? allOrNothing(text, channel, SHORT_WITH_LOSS, () => this.#filled(text, channel, {}, local));
  }

  #bestChannel(line: string, local: LocalModel | null): Found | null {
    let best: (Found & { readonly spans: readonly Span[] }) | null = null;
    this.#tried += Math.min(line.length, LONG);
    for (const { channel, spans } of this.#promising(line)) {
      const found = this.#foundOf(channel, this.#read(line, channel, { spans }).map(asRead), true);
      if (found !== null && (best === null || found.gain > best.gain)) best = { ...found, spans };
    }
    return best === null || best.readings.every(({ lost }) => lost === 0) ? best : this.#fill(line, best.channel, best.spans, local);
  }

  /** The channels worth a lattice, and where in the line. */
  #promising(line: string): { channel: Channel; spans: readonly Span[] }[] {
    const channels = line.length > LONG ? this.#ofPieces(line) : this.#winning(line);
    if (channels.length === 0) return [];
    const own = ownCosts(line, this.#model);
    return channels.map((channel) => ({ channel, spans: this.#outlook(channel).of(line, own) })).filter(({ spans }) => spans.length > 0);
  }

  /** Those that win something without context, and not much less than the best. */
  #winning(line: string): Channel[] {
    const gains = channelsOf(line).map((channel) => ({ channel, gain: straightGain(line, legacyCharset(channel.readAs), this.#targets.get(channel.is), this.#costs) }));
    const most = Math.max(...gains.map(({ gain }) => gain));
    return gains.filter(({ channel, gain }) => gain >= (isSingleByte(channel.readAs) ? LEAST_STRAIGHT_LATIN : LEAST_STRAIGHT) && gain >= most * SHARE_OF_BEST).map(({ channel }) => channel);
  }

  /** The channels of a long line: there is no end to reading a megabyte through each in vain. */
  #ofPieces(line: string): Channel[] {
    const promising = new Set<Channel>();
    let pieces = 0;
    for (let at = 0; at < line.length && pieces < MOST_PIECES; at += PIECE) {
      const piece = line.slice(at, at + PIECE);
      if (!this.#gate.isSuspicious(piece)) continue;
      pieces++;
      for (const { channel } of this.#promising(piece)) promising.add(channel);
    }
    return [...promising];
  }

  /** @param holes true: holes are still open */
  #foundOf(channel: Channel, readings: readonly Reading[], holes: boolean): Found | null {
    const plausible = readings.filter((reading) => isPlausible(reading, channel, holes));
    return areConvincing(plausible, channel, this.#model, holes) ? { channel, readings: plausible, gain: gainOfAll(plausible) } : null;
  }

  #fill(line: string, channel: Channel, spans: readonly Span[], local: LocalModel | null): Found | null {
    let best: Found | null = null;
    for (const dropped of waysToFill(channel)) {
      const found = this.#foundOf(channel, this.#filled(line, channel, { dropped, spans }, local), false);
      if (found !== null && (best === null || found.gain > best.gain)) best = found;
      if (best?.readings.every(({ lost }) => lost === 0)) break;
    }
    return best;
  }

  /** What a line is under a channel, with lost characters filled or marked. */
  #filled(line: string, channel: Channel, how: How, local: LocalModel | null): Reading[] {
    const witness: Witness | null = local === null || this.#characters === undefined ? null : { local, characters: this.#characters };
    const stretches = this.#read(line, channel, { ...how, variants: this.#variantsFor(line, channel) });
    this.#lacked = true;
    const filler = new HoleFiller(this.#model, this.#filling, this.#candidates(channel), this.#scriptCost(stretches.flatMap((s) => asRead(s).points)), witness);
    const filled = stretches.map((stretch) => ({ stretch, ...filler.fill(stretch) }));
    this.#searched += filler.work;
    return filled;
  }

  #outlook(channel: Channel): Outlook {
    let outlook = this.#outlooks.get(channel);
    if (outlook === undefined) this.#outlooks.set(channel, (outlook = new Outlook(this.#model, legacyCharset(channel.readAs), this.#targets.get(channel.is))));
    return outlook;
  }

  #read(text: string, channel: Channel, how: How): Stretch[] {
    const lattice = new Lattice(this.#model, legacyCharset(channel.readAs), this.#targets.get(channel.is), this.#candidates(channel), { ...how, takenAlong: this.#takenAlong });
    const stretches = lattice.read(text);
    this.#searched += lattice.work;
    return stretches;
  }

  #variantsFor(line: string, { readAs, is }: Channel): Variants | null {
    const characters = this.#characters;
    if (characters === undefined || readAs !== 'gbk' || is !== 'utf-8') return null;
    this.#variants ??= variantsOf(characters);
    return wasSimplified(line, characters, this.#variants) ? this.#variants : null;
  }

  #candidates(channel: Channel): Candidates {
    let candidates = this.#lost.get(channel);
    if (candidates === undefined) this.#lost.set(channel, (candidates = new Candidates(legacyCharset(channel.readAs), this.#targets.get(channel.is))));
    return candidates;
  }

  /** The whole line, garbled twice: between the layers there is no language to go by, only the shape of the bytes. */
  #twoLayers(line: string, local: LocalModel | null): LineRepair | null {
    let best: { found: Found; first: Channel; middle: string } | null = null;
    for (const first of channelsOf(line)) {
      if (first.is !== 'utf-8' && first.readAs !== 'windows-1252') continue;
      const middle = reread(line, first);
      if (middle === null) continue;
      const found = this.#bestChannel(middle, local);
      if (found !== null && (best === null || found.gain > best.found.gain)) best = { found, first, middle };
    }
    if (best === null) return null;
    const { found, first, middle } = best;
    const after = apply(middle, found.readings.flatMap((reading) => editsOf(middle, reading)));
    if (new Examples(line).has(0, line.length, after.length)) return null;
    // Which of its characters lost something can't be told through two layers.
    const kind = found.readings.some(({ points }) => points.includes(MARK)) ? 'lost' : 'mojibake';
    const confidence = found.readings.reduce((least, reading) => Math.min(least, confidenceOf(reading)), 1);
    const edit: Edit = { kind, start: 0, end: line.length, before: line, after, confidence };
    return { edits: [edit], steps: [stepOf(first), stepOf(found.channel)], channel: null, known: found.readings.flatMap(knownRuns) };
  }

  /** Guesses follow the script that the rest of the text is in. */
  #scriptCost(points: readonly number[]): ScriptCost {
    const table = this.#characters;
    if (table === undefined) return () => 0;
    let traditional = 0, simplified = 0;
    for (const point of points) {
      if (point > 0xffff) continue;
      if (table.isTraditional(point)) traditional++;
      else if (table.isConverted(point)) simplified++;
    }
    return traditional > simplified
      ? (point) => (point < 0x10000 && table.isConverted(point) ? WRONG_SCRIPT : 0)
      : (point) => (table.isTraditional(point) ? WRONG_SCRIPT : 0);
  }
}

const sameStep = (a: RepairStep, b: RepairStep): boolean =>
  a.kind === b.kind && (a.kind !== 'charset' || (b.kind === 'charset' && a.read === b.read && a.is === b.is));

/** Whether to look for bytes that are gone without a trace. Where what was dropped can be told, to look for it finds what the other way finds, too. */
function waysToFill({ readAs, is }: Channel): readonly boolean[] {
  if (is !== 'utf-8') return [false];
  return legacyCharset(readAs).hidesUtf8 ? [true] : [false, true];
}

/** Holes left open. */
function asRead(stretch: Stretch): Reading {
  const { slots } = stretch;
  return { stretch, points: slots.map(({ point }) => point), filled: 0, lost: holesIn(slots), cost: stretch.costAfter };
}

/** A text that is garbled from end to end: a piece of it that reads as something else may be chance. */
function allOrNothing(text: string, channel: Channel, least: typeof SHORT, read: () => readonly Reading[]): Repair | null {
  const beyondAscii = countBeyondAscii(text);
  if (text.length > least.length || beyondAscii > least.beyondAscii) return null;
  const readings = read();
  const edits = readings.flatMap((reading) => editsOf(text, reading));
  if (edits.length === 0 || beyondAscii > edits.reduce((sum, { before }) => sum + countBeyondAscii(before), 0)) return null;
  if (!isOfTheEast(readings)) return null;
  const gain = gainOfAll(readings);
  const characters = readings.reduce((sum, { points }) => sum + points.filter((point) => point > 0x7f).length, 0);
  if (gain < least.gain || gain < characters * least.gainEach) return null;
  return { text: apply(text, edits), edits, steps: [stepOf(channel)], channel, known: readings.flatMap(knownRuns) };
}

/** False where most letters are of alphabets that share nothing: the bytes of a name in GBK can be two of Cyrillic and one of Arabic in UTF-8. */
function isOfTheEast(readings: readonly Reading[]): boolean {
  let eastern = 0, other = 0;
  for (const { points } of readings) {
    for (const point of points) {
      if (isHan(point) || isKana(point) || isHangul(point)) eastern++;
      else if (point >= FIRST_GREEK && point <= LAST_OF_TWO_BYTES) other++;
    }
  }
  return other <= eastern;
}

function inSymbols(text: string, channel: Channel): Repair | null {
  const edits = channel.readAs === 'windows-1252' && channel.is === 'gbk' ? repairSymbols(text) : [];
  return edits.length === 0 ? null : { text: apply(text, edits), edits, steps: [stepOf(channel)], channel, known: [] };
}

/** The characters of a reading between those that lost bytes. */
function knownRuns({ stretch: { slots } }: Reading): string[] {
  const runs: string[] = [];
  let run = '';
  for (const { point, hole } of slots) {
    if (hole === null) run += String.fromCodePoint(point);
    else if (run !== '') {
      runs.push(run);
      run = '';
    }
  }
  return run === '' ? runs : [...runs, run];
}

function countBeyondAscii(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) n++;
  return n;
}

const latin = /[\u0080-\u00ff]{2}|[\u00c0-\u00ff][\u2010-\u2122]/u, eastern = /[\u2e80-\uffff]/u, shapedLikeUtf8 = new RegExp(UTF8_IN_LETTERS, 'u');

/** False where a line has nothing that the charset makes of bytes beyond ASCII: letters and symbols are no part of the double-byte ones, Chinese is none of the others. */
const mayBeReadAs = (line: string, { readAs }: Channel): boolean => (isSingleByte(readAs) ? readAs === 'windows-1252' ? latin : shapedLikeUtf8 : eastern).test(line);

/** The channels that a line may have come through, as far as its characters tell. */
function channelsOf(line: string): readonly Channel[] {
  const channels = CHANNELS.filter((channel) => mayBeReadAs(line, channel));
  const best = channels.some(({ readAs }) => readAs !== 'windows-1252' && isSingleByte(readAs)) ? singleByteOf(line) : [];
  return channels.filter(({ readAs }) => readAs === 'windows-1252' || !isSingleByte(readAs) || best.includes(readAs));
}

/** The single-byte charsets that have the most of the characters of a line. */
function singleByteOf(line: string): readonly SingleByteName[] {
  const points = [...new Set(line)].map((char) => char.codePointAt(0)!).filter((point) => point >= 0x80);
  const lacking = SINGLE_BYTE.map((name) => points.filter((point) => legacyCharset(name).codeOf(point) === 0).length);
  const least = Math.min(...lacking);
  return SINGLE_BYTE.filter((_, i) => lacking[i] === least);
}
