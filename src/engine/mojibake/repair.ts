import type { CharacterTable } from '../language/characters.ts';
import type { CharacterModel } from '../language/model.ts';
import type { Edit, RepairStep } from '../types.ts';
import { type Channel, CHANNELS, stepOf } from './channels.ts';
import { legacyCharset } from './charsets.ts';
import { isHan, isHangul, isKana } from './cost.ts';
import { ChannelDecoder, type ScriptCost, type Stretch } from './decoder.ts';
import { GarbleDetector, showsEscapes } from './detect.ts';
import { repairEscapes } from './escapes.ts';
import { isExample } from './examples.ts';
import { markLost } from './lost.ts';
import { reread } from './reread.ts';
import { Targets } from './targets.ts';

/** A repaired text and how it came about. */
export interface Repair {
  readonly text: string;
  /** in order of `start`, not overlapping */
  readonly edits: Edit[];
  /** in the order in which they were taken */
  readonly steps: readonly RepairStep[];
  /** what one layer of wrong decoding there was, `null` for escapes, lost text and two layers */
  readonly channel: Channel | null;
}

/** Fewer characters than these are no evidence. UTF-8 has a shape of its own that chance does not make. */
const LEAST_CHARACTERS = 6;
const LEAST_CHARACTERS_UTF8 = 3;
/** A scream of one letter (`ÄÄÄÄ`) reads as bytes of one character. */
const LEAST_DISTINCT = 3;
/** Nats that the repair must win, for each character and in all. */
const LEAST_GAIN_EACH = 2;
const LEAST_GAIN = 24;
/** What is enough where the page is known to be garbled, for texts of so many UTF-16 code units. */
const LEAST_GAIN_SHORT = 8;
const SHORT = 12;
/** Nats per character of what comes out: honest Chinese has 5 to 7. */
const WORST_AVERAGE = 9;
const MOST_LOST = 0.34;
/** Text that is guessed for the most part is made up. */
const MOST_FILLED = 0.75;
/** UTF-16 code units; filling takes time. */
const LONGEST_TO_FILL = 400;
/** So good that no other channel needs to be tried. */
const GOOD_AVERAGE = 7;
/** Nats against a guess in the other script than the rest of the text. */
const WRONG_SCRIPT = 5;

/** Where a byte may be missing. */
const holes = /[?\ufffd]/u;

interface LineRepair {
  readonly edits: readonly Edit[];
  readonly steps: readonly RepairStep[];
  readonly channel: Channel | null;
}

interface Found {
  readonly channel: Channel;
  readonly stretches: readonly Stretch[];
  readonly gain: number;
}

/**
 * Repairs text that was decoded with the wrong charset, block by block, and leaves alone what is not.
 * Costs next to nothing on clean text; the tables of a charset are made when a text first asks for it.
 */
export class MojibakeRepairer {
  readonly #model: CharacterModel;
  readonly #characters: CharacterTable | undefined;
  readonly #detector: GarbleDetector;
  readonly #targets: Targets;
  /** the channel of the text before: a page has one as a rule */
  #usual: Channel | null = null;

  constructor(model: CharacterModel, characters?: CharacterTable) {
    this.#model = model;
    this.#characters = characters;
    this.#detector = new GarbleDetector(model);
    this.#targets = new Targets(model);
  }

  /**
   * @param known the channel of other texts of the page (`Repair.channel`): with it, a word of two characters is enough
   * @returns null where there is nothing to do
   */
  repair(text: string, known: Channel | null = null): Repair | null {
    const edits: Edit[] = [];
    let channel: Channel | null = null;
    const steps: RepairStep[] = [];
    const note = (taken: readonly RepairStep[]): void => {
      for (const step of taken) if (!steps.some((known) => sameStep(known, step))) steps.push(step);
    };
    if (showsEscapes(text)) {
      const escaped = repairEscapes(text, this.#model);
      edits.push(...escaped.edits);
      note(escaped.steps);
    }
    const lost = markLost(text);
    if (lost.length > 0) {
      edits.push(...lost);
      note([{ kind: 'lost' }]);
    }
    let start = 0;
    for (const line of text.split('\n')) {
      const suspicious = this.#detector.isSuspicious(line);
      const repaired = suspicious ? this.#repairLine(line, text) : null;
      const short = repaired === null || repaired.edits.length === 0 ? this.#repairShort(line, known) : null;
      for (const found of [repaired, short]) {
        if (found === null || found.edits.length === 0) continue;
        channel ??= found.channel;
        note(found.steps);
        for (const edit of found.edits) {
          const moved = { ...edit, start: edit.start + start, end: edit.end + start };
          if (!edits.some((e) => e.start < moved.end && moved.start < e.end)) edits.push(moved);
        }
      }
      start += line.length + 1;
    }
    if (edits.length === 0) return null;
    edits.sort((a, b) => a.start - b.start);
    return { text: applyEdits(text, edits), edits, steps, channel };
  }

  #repairLine(line: string, whole: string): LineRepair {
    const found = this.#bestChannel(line);
    if (found !== null) {
      const edits = found.stretches
        .filter((s) => !isExample(line.length === whole.length ? whole : line, s.start, s.end, [...s.after].length))
        .map((s) => toEdit(line, s));
      if (edits.length > 0) this.#usual = found.channel;
      return { edits, steps: [stepOf(found.channel)], channel: found.channel };
    }
    return this.#twoLayers(line) ?? { edits: [], steps: [], channel: null };
  }

  /** A button or a heading on a page of which more is known: too short to stand for itself. */
  #repairShort(line: string, known: Channel | null): LineRepair | null {
    if (known === null || line.length > SHORT || !mayBeReadAs(line, known)) return null;
    const stretches = this.#decoder(known).decode(line, false);
    if (stretches.length !== 1 || !isWhole(stretches[0]!, line) || stretches[0]!.lost > 0) return null;
    const gain = gainOf(stretches);
    if (gain < LEAST_GAIN_SHORT || gain < stretches[0]!.after.length * LEAST_GAIN_EACH) return null;
    return { edits: [toEdit(line, stretches[0]!)], steps: [stepOf(known)], channel: known };
  }

  #bestChannel(line: string): Found | null {
    let best: Found | null = null;
    const order = this.#usual === null ? CHANNELS : [this.#usual, ...CHANNELS.filter((c) => c !== this.#usual)];
    for (const channel of order) {
      if (!mayBeReadAs(line, channel)) continue;
      const found = this.#try(line, channel, false);
      if (found === null || (best !== null && found.gain <= best.gain)) continue;
      best = found;
      if (channel === this.#usual && found.stretches.every((s) => s.lost === 0 && s.costAfter < GOOD_AVERAGE * s.after.length)) break;
    }
    if (best === null) return this.#bestByFilling(line);
    if (!holes.test(line) && best.stretches.every((s) => s.lost === 0)) return best;
    return this.#try(line, best.channel, true, this.#scriptCost(best.stretches.map((s) => s.after).join(''))) ?? best;
  }

  /**
   * Double-byte decoders lose a third of UTF-8, so that nothing convinces until the holes are filled. Slow, hence only for lines
   * that are full of them.
   */
  #bestByFilling(line: string): Found | null {
    const lost = line.match(/\ufffd/gu)?.length ?? 0;
    if (lost < 2 || lost * 20 < line.length || lost * 4 > line.length || line.length > LONGEST_TO_FILL) return null;
    const likely = CHANNELS.filter((c) => c.is !== 'shift_jis' && c.is !== 'euc-kr' && mayBeReadAs(line, c))
      .map((channel) => ({ channel, gain: gainOf(this.#decoder(channel).decode(line, false)) }))
      .sort((a, b) => b.gain - a.gain).slice(0, 2);
    let best: Found | null = null;
    for (const { channel } of likely) {
      const found = this.#try(line, channel, true, this.#scriptCost(''));
      if (found === null || found.stretches.length > 1 || !isWhole(found.stretches[0]!, line)) continue;
      if (best === null || found.gain > best.gain) best = found;
    }
    return best;
  }

  #try(line: string, channel: Channel, fill: boolean, scriptCost?: ScriptCost): Found | null {
    const stretches = this.#decoder(channel, scriptCost).decode(line, fill).filter((s) => isConvincing(s, channel));
    if (stretches.length === 0) return null;
    return { channel, stretches, gain: gainOf(stretches) };
  }

  #decoder(channel: Channel, scriptCost?: ScriptCost): ChannelDecoder {
    return new ChannelDecoder(this.#model, legacyCharset(channel.readAs), this.#targets.get(channel.is), scriptCost);
  }

  /** The whole line, garbled twice: between the layers there is no language to go by, only the shape of the bytes. */
  #twoLayers(line: string): LineRepair | null {
    let best: { found: Found; first: Channel; middle: string } | null = null;
    for (const first of CHANNELS) {
      if (first.is !== 'utf-8' && first.readAs !== 'windows-1252') continue;
      if (!mayBeReadAs(line, first)) continue;
      const middle = reread(line, first);
      if (middle === null) continue;
      const found = this.#bestChannel(middle);
      if (found !== null && (best === null || found.gain > best.found.gain)) best = { found, first, middle };
    }
    if (best === null) return null;
    const { found, first, middle } = best;
    let after = '', at = 0;
    for (const s of found.stretches) {
      after += middle.slice(at, s.start) + s.after;
      at = s.end;
    }
    after += middle.slice(at);
    if (isExample(line, 0, line.length, after.length)) return null;
    const edit: Edit = { kind: 'mojibake', start: 0, end: line.length, before: line, after, confidence: Math.min(...found.stretches.map(confidence)) };
    return { edits: [edit], steps: [stepOf(first), stepOf(found.channel)], channel: null };
  }

  /** Guesses follow the script that the rest of the text is in. */
  #scriptCost(text: string): ScriptCost {
    const table = this.#characters;
    if (table === undefined) return () => 0;
    let traditional = 0, simplified = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (table.annotatable[unit] && !table.inBoth(unit)) traditional++;
      else if (table.isConverted(unit)) simplified++;
    }
    return traditional > simplified
      ? (point) => (point < 0x10000 && table.isConverted(point) ? WRONG_SCRIPT : 0)
      : (point) => (point < 0x10000 && table.annotatable[point] && !table.inBoth(point) ? WRONG_SCRIPT : 0);
  }
}

const sameStep = (a: RepairStep, b: RepairStep): boolean =>
  a.kind === b.kind && (a.kind !== 'charset' || (b.kind === 'charset' && a.read === b.read && a.is === b.is));

const gainOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, s) => sum + s.costBefore - s.costAfter, 0);

/** False where too much of the line is no character of the charset that it is said to have been read as. */
function mayBeReadAs(line: string, channel: Channel): boolean {
  if (channel.readAs !== 'windows-1252') {
    // Latin-1 letters are no part of the double-byte charsets, Han characters no part of Latin-1.
    return /[\u2e80-\uffff]/u.test(line);
  }
  return /[\u0080-\u00ff]{2}|[\u00c0-\u00ff][\u2010-\u2122]/u.test(line);
}

function isConvincing(stretch: Stretch, channel: Channel): boolean {
  const points = [...stretch.after].map((c) => c.codePointAt(0)!);
  const count = (is: (point: number) => boolean): number => points.filter(is).length;
  const han = count(isHan), kana = count(isKana), hangul = count(isHangul);
  const letters = han + kana + hangul;
  const seen = count((p) => p > 0x7f);
  if (new Set(points).size < LEAST_DISTINCT) return false;
  if (letters < (channel.is === 'utf-8' ? LEAST_CHARACTERS_UTF8 : LEAST_CHARACTERS)) return false;
  if (channel.is === 'shift_jis' && kana < seen / 5) return false;
  if (channel.is === 'euc-kr' && hangul < seen / 2) return false;
  if ((channel.is === 'gbk' || channel.is === 'big5') && han < seen / 2) return false;
  if (letters < seen / 2 || stretch.lost > seen * MOST_LOST || stretch.filled > seen * MOST_FILLED) return false;
  const gain = stretch.costBefore - stretch.costAfter;
  return gain >= LEAST_GAIN && gain >= seen * LEAST_GAIN_EACH && stretch.costAfter <= points.length * WORST_AVERAGE;
}

/** Where there is little to go by, only a line that is garbled from end to end and comes out with few holes is believed. */
const isWhole = (stretch: Stretch, line: string): boolean =>
  stretch.start === 0 && stretch.end === line.length && stretch.lost * 5 <= stretch.after.length && stretch.filled * 2 <= stretch.after.length;

/** 0 to 1: how much better the repair reads, less what had to be guessed. */
function confidence(stretch: Stretch): number {
  const characters = Math.max(1, [...stretch.after].length);
  const sure = 1 - Math.exp(-(stretch.costBefore - stretch.costAfter) / 20);
  return Math.max(0.5, Math.min(0.99, sure * (1 - 0.5 * ((stretch.filled + stretch.lost) / characters))));
}

const toEdit = (line: string, s: Stretch): Edit =>
  ({ kind: 'mojibake', start: s.start, end: s.end, before: line.slice(s.start, s.end), after: s.after, confidence: confidence(s) });

function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = '', at = 0;
  for (const e of edits) {
    out += text.slice(at, e.start) + e.after;
    at = e.end;
  }
  return out + text.slice(at);
}
