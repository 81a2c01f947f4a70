import { apply } from '../engine/edits.ts';
import { assessEncoding } from '../engine/mojibake/page.ts';
import type { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { finish } from '../engine/steps.ts';
import { garble, garbleWithLoss, type Layers } from './mojibake-garble.ts';
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
