import type { CharacterModel } from '../language/model.ts';
import type { WrongEncoding } from '../types.ts';
import type { TargetName } from './channels.ts';
import { BY_CHANCE, costOf, isHan } from './cost.ts';
import { isUnknown, type Target, type Targets, UNKNOWN } from './targets.ts';

/**
 * Chinese that was taken for a charset of other alphabets shows letters that other languages have, too, and their words are not known here. But
 * each letter is a byte, and only what was Chinese reads as Chinese by its bytes.
 */

/** The single-byte charsets of the WHATWG Encoding standard in which GBK and Big5 are not read text by text. */
const TAKEN_FOR = [
  'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874', 'iso-8859-2',
  'iso-8859-3', 'iso-8859-4', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'iso-8859-8', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14', 'iso-8859-15', 'iso-8859-16',
  'koi8-r', 'koi8-u', 'ibm866', 'macintosh', 'x-mac-cyrillic',
] as const;
const REALLY: readonly TargetName[] = ['gbk', 'big5', 'utf-8'];

/** Characters beyond ASCII that are looked at, and fewer tell nothing; the same of what they are read as. */
const MOST_SEEN = 3000;
const LEAST_SEEN = 60;
const LEAST_CHARACTERS = 20;
/** Share of them that the charset has: the rest came by itself, from a script or as an entity. */
const LEAST_KNOWN = 0.95;
/** None of these charsets has what pages of the East are written in. */
const FIRST_OF_THE_EAST = '\u2e80';
const MOST_EASTERN = MOST_SEEN * (1 - LEAST_KNOWN);
/**
 * Nats that a character is cheaper than one by chance, on an average. Chinese has 3.3 or more, verse 1; of 1,021 honest pages in some 450 languages none had more
 * than -0.1 in any charset.
 */
const LEAST_MEANT = 1;
/** Nats of bytes that are no character. */
const INVALID = 13;
/** Share of the characters that are Chinese ones. */
const LEAST_HAN = 0.6;

const REPLACEMENT = '\ufffd';

/** The byte of each character beyond ASCII, by charset. */
const bytesOf = new Map<string, ReadonlyMap<string, number>>();

function bytesIn(charset: string): ReadonlyMap<string, number> {
  let bytes = bytesOf.get(charset);
  if (bytes === undefined) {
    const all = new TextDecoder(charset).decode(Uint8Array.from({ length: 0x80 }, (_, i) => 0x80 + i));
    bytesOf.set(charset, (bytes = new Map(Array.from(all, (char, i) => [char, 0x80 + i]))));
  }
  return bytes;
}

/** The beginning of a page. */
interface Sample {
  readonly texts: readonly string[];
  /** how often it has each character beyond ASCII, and all of them */
  readonly counts: ReadonlyMap<string, number>;
  readonly seen: number;
}

/** @returns null as soon as too much of it is of the East: that is what nearly all pages are that come here */
function sampleOf(texts: Iterable<string>): Sample | null {
  const counts = new Map<string, number>(), sample: string[] = [];
  let seen = 0, eastern = 0;
  for (const text of texts) {
    let end = 0;
    for (; end < text.length && seen < MOST_SEEN; end++) {
      const char = text[end]!;
      if (char < '\x80' || char === REPLACEMENT) continue;
      seen++;
      if (char >= FIRST_OF_THE_EAST && ++eastern > MOST_EASTERN) return null;
      counts.set(char, (counts.get(char) ?? 0) + 1);
    }
    sample.push(text.slice(0, end));
    if (seen === MOST_SEEN) break;
  }
  return { texts: sample, counts, seen };
}

/** What the charset lacks, or lost, is not known. */
const bytesOfText = (text: string, known: ReadonlyMap<string, number>): number[] =>
  Array.from(text, (char) => (char < '\x80' ? char.charCodeAt(0) : char === REPLACEMENT ? UNKNOWN : known.get(char) ?? UNKNOWN));

/** How much cheaper a character of the texts is on an average than by chance, in nats; -Infinity where they are no Chinese. */
function meantBy(texts: readonly (readonly number[])[], target: Target, model: CharacterModel): number {
  let meant = 0, han = 0, all = 0;
  for (const bytes of texts) {
    let before2 = 0, before1 = 0;
    for (let at = 0; at < bytes.length; ) {
      const first = bytes[at]!, length = target.length(first);
      let end = at + 1;
      while (end < at + length && end < bytes.length && target.continues(bytes[end]!, end - at)) end++;
      const own = bytes.slice(at, end), isWhole = own.length === length;
      at = end;
      let point = 0;
      if (first < 0x80) point = first;
      // What lost a byte is neither for it nor against it.
      else if (!own.some(isUnknown)) {
        point = isWhole ? target.decode(own) : 0;
        all++;
        if (isHan(point)) han++;
        meant += BY_CHANCE - (point === 0 ? INVALID : costOf(model, before2, before1, point));
      }
      [before2, before1] = [before1, point];
    }
  }
  return all >= LEAST_CHARACTERS && han >= all * LEAST_HAN ? meant / all : -Infinity;
}

/** What a page was taken for, where its bytes tell that it is Chinese. @param texts of the page */
export function takenFor(texts: Iterable<string>, targets: Targets, model: CharacterModel): WrongEncoding | undefined {
  const found = sampleOf(texts);
  if (found === null) return undefined;
  const { texts: sample, counts, seen } = found;
  const isKnown = (has: (char: string) => boolean): boolean => {
    let known = 0;
    for (const [char, count] of counts) if (has(char)) known += count;
    return known >= seen * LEAST_KNOWN;
  };
  if (seen < LEAST_SEEN || !isKnown((char) => char < FIRST_OF_THE_EAST)) return undefined;
  let best: WrongEncoding | undefined, most = LEAST_MEANT;
  for (const decoded of TAKEN_FOR) {
    const known = bytesIn(decoded);
    if (!isKnown((char) => known.has(char))) continue;
    const bytes = sample.map((text) => bytesOfText(text, known));
    for (const really of REALLY) {
      const meant = meantBy(bytes, targets.get(really), model);
      if (meant > most) [best, most] = [{ decoded, really, certain: true }, meant];
    }
  }
  return best;
}
