import { looksGarbled } from '../engine/sniff/garbled.ts';
import type { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import type { Page } from './corpus.ts';
import { cpuSeconds } from './cpu.ts';

/** What the repair does to texts in which nothing is wrong. */
export interface CleanScore {
  readonly pages: number;
  readonly sentences: number;
  /** sentences that came out other than they went in: must be none */
  readonly changed: readonly { page: string; before: string; after: string }[];
  /** pages for which the sniffer would start the engine */
  readonly doubted: number;
  readonly bytes: number;
  /** CPU seconds */
  readonly seconds: number;
  readonly sniffSeconds: number;
}

/** Lines, and the sentences of each line by itself: the shorter a text, the less there is to go by. */
export function measureClean(pages: readonly Page[], repairer: MojibakeRepairer): CleanScore {
  let sentences = 0, bytes = 0;
  const changed: CleanScore['changed'][number][] = [];
  const timed = (work: () => void): number => {
    const start = process.cpuUsage();
    work();
    return cpuSeconds(start);
  };
  const texts = pages.flatMap(({ name, lines }) => lines.map((line) => ({ name, line })));
  for (const { line } of texts) bytes += Buffer.byteLength(line);
  for (const { name, line } of texts) {
    for (const text of new Set([line, ...(line.match(/[^。！？.!?]{4,}[。！？.!?]?/gu) ?? [])])) {
      if (!/[\u0080-\uffff]/u.test(text)) continue;
      sentences++;
      const repaired = repairer.repair(text);
      if (repaired !== null) changed.push({ page: name, before: text, after: repaired.text });
    }
  }
  // After the sentences, so that the tables are there.
  const seconds = timed(() => {
    for (const { line } of texts) repairer.repair(line);
  });
  let doubted = 0;
  const sniffSeconds = timed(() => {
    for (const { lines } of pages) if (lines.some(looksGarbled)) doubted++;
  });
  return { pages: pages.length, sentences, changed, doubted, bytes, seconds, sniffSeconds };
}
