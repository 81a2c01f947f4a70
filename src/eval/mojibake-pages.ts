import { apply } from '../engine/edits.ts';
import { assessEncoding } from '../engine/mojibake/page.ts';
import type { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { finish } from '../engine/steps.ts';
import { SINGLE_BYTE } from '../engine/mojibake/charsets.ts';
import { garble, garbleWithLoss, type Layers } from './mojibake-garble.ts';
import { encode } from './encode.ts';
import { Tally } from './mojibake-score.ts';
import { randomFrom } from './random.ts';

/** What becomes of sentences on their page, garbled with it: as the extension meets them. */

/** Measured on a page: nothing lost, and one byte in 60. */
export interface PageTallies {
  readonly lossless: Tally;
  readonly byte: Tally;
}

/**
 * Garbles pages, repairs each as a whole and compares its sentences.
 * @param pages the sentences of each
 * @param least shorter sentences are on the page and not measured: characters
 */
export function measurePages(pages: readonly (readonly string[])[], layers: Layers, repairer: MojibakeRepairer, seed: number, least: number): PageTallies {
  const tallies = { lossless: new Tally(), byte: new Tally() };
  const random = randomFrom(seed);
  for (const sentences of pages) {
    for (const kind of ['lossless', 'byte'] as const) {
      const rows: { truth: string; text: string; lost: number }[] = [];
      for (const truth of sentences) {
        const whole = garble(truth, layers);
        if (whole === null || whole.lossy) continue;
        const worse = kind === 'byte' ? garbleWithLoss(truth, layers, random) : null;
        if (worse?.swallowed !== true) rows.push({ truth, text: worse?.text ?? whole.text, lost: worse?.characters ?? 0 });
      }
      const edits = finish(assessEncoding(rows.map(({ text }) => ({ text, place: 'body' })), repairer, false))?.edits;
      for (const { truth, text, lost } of rows) {
        if ([...truth].length < least || text === truth) continue;
        tallies[kind].add(truth, text, apply(text, edits?.get(text) ?? []), lost);
      }
    }
  }
  return tallies;
}

/** What Chinese pages are in. */
export const PAGE_CHARSETS = ['utf-8', 'gbk', 'big5'] as const;
/** What browsers may take them for: all that the standard has for the East, what the channels know, and three more that are the default somewhere. */
export const TAKEN_FOR: readonly string[] = ['utf-8', 'gbk', 'big5', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'euc-kr', ...SINGLE_BYTE, 'windows-1254', 'windows-1256', 'windows-874'];

/**
 * Pages that were decoded wrongly from end to end: how many tell so, whereupon their bytes decide.
 * @param pages sentences of each
 * @returns null where the page comes out as it is
 */
export function measureTold(pages: readonly (readonly string[])[], is: (typeof PAGE_CHARSETS)[number], readAs: string, repairer: MojibakeRepairer): { pages: number; told: number; certain: number } | null {
  if (is === readAs) return null;
  const sum = { pages: 0, told: 0, certain: 0 };
  const decoder = new TextDecoder(readAs);
  for (const sentences of pages) {
    // What the charset lacks was not on the page.
    const bytes = sentences.flatMap((sentence) => [...(encode(sentence, is) ?? []), 0x0a]);
    const texts = decoder.decode(Uint8Array.from(bytes)).split('\n');
    if (!texts.some((text) => /[^\0-\x7f]/u.test(text))) continue;
    const told = finish(assessEncoding(texts.map((text) => ({ text, place: 'body' })), repairer, false))?.encoding;
    sum.pages++;
    if (told !== undefined) sum.told++;
    if (told?.certain === true) sum.certain++;
  }
  return sum;
}
