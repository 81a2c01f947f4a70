import { commonEnds } from '../engine/common-ends.ts';
import type { Assessment, CleanOptions, Engine, Passage } from '../engine/types.ts';
import type { Page } from './corpus.ts';
import { cpuSeconds } from './cpu.ts';
import { distance } from './distance.ts';
import { fitsGbk } from './gbk.ts';
import { eatsDigit, fold, type InfectedLine, infectLines, makeTable } from './kit.ts';
import { scatterLines } from './scatter.ts';
import type { Variant } from './variants.ts';

/** A line that did not come back as it was. */
export interface Miss {
  readonly page: string;
  readonly line: number;
  readonly slipped: boolean;
  readonly truth: string;
  readonly got: string;
  readonly infected: string;
}

/** What one variant of the kit came to, over all pages and seeds. */
export interface Score {
  lines: number;
  exactLines: number;
  /** lines with a digit that was eaten: nothing tells which, so they are exact by chance only; and those of them that are */
  eatenLines: number;
  exactEatenLines: number;
  slippedLines: number;
  exactSlippedLines: number;
  chars: number;
  wrongChars: number;
  lostChars: number;
  /** lines that came back as the Simplified original, in `auto` */
  exactSimplified: number;
  /** UTF-8 bytes cleaned, and the seconds of CPU time it took */
  bytes: number;
  seconds: number;
  readonly misses: Miss[];
}

const KEEP: CleanOptions = { spam: true, encoding: true, annotations: true, backToSimplified: false };
const AUTO: CleanOptions = { ...KEEP, backToSimplified: true };

/** Infects every page once per seed, has the engine clean it, and compares with what is true. Only lines that the kit changed count. */
export function measureRepair(engine: Pick<Engine, 'assess' | 'clean'>, pages: readonly Page[], variant: Variant, seeds: readonly number[]): Score {
  const score: Score = {
    lines: 0, exactLines: 0, eatenLines: 0, exactEatenLines: 0, slippedLines: 0, exactSlippedLines: 0, chars: 0, wrongChars: 0, lostChars: 0,
    exactSimplified: 0, bytes: 0, seconds: 0, misses: [],
  };
  for (const seed of seeds) {
    pages.forEach((page, number) => {
      const table = makeTable(seed * 10007 + number, variant.table);
      const infected = variant.scatter === undefined ? infectLines(page.lines, table, variant.page) : scatterLines(page.lines, seed * 10007 + number, variant.scatter);
      const passages = infected.map((line) => passageOf(line.infected));
      const started = process.cpuUsage();
      const assessment = engine.assess(passages, KEEP);
      const kept = cleaned(engine, passages, assessment, KEEP);
      score.seconds += cpuSeconds(started);
      score.bytes += infected.reduce((sum, line) => sum + Buffer.byteLength(line.infected) + 1, 0);
      const auto = cleaned(engine, passages, assessment, AUTO);
      infected.forEach((line, i) => {
        if (!line.annotated) return;
        const exact = compare(score, page.name, i, line, kept[i]!, auto[i]!, variant);
        if (!line.slipped || !eatsDigit(line.simplified, table, variant.page)) return;
        score.eatenLines++;
        if (exact) score.exactEatenLines++;
      });
    });
  }
  return score;
}

function passageOf(text: string): Passage {
  return { text, place: 'body' };
}

function cleaned(engine: Pick<Engine, 'assess' | 'clean'>, passages: Passage[], assessment: Assessment, options: CleanOptions): string[] {
  return engine.clean(passages, assessment, options).map((outcome) => outcome.text ?? '');
}

/** @returns the line came back as it was */
function compare(score: Score, page: string, number: number, line: InfectedLine, kept: string, auto: string, variant: Variant): boolean {
  const truth = comparable(line.traditional, line, variant);
  const got = comparable(kept, line, variant);
  const { wrong, lost } = distance(got, truth);
  const exact = got === truth;
  score.lines++;
  if (exact) score.exactLines++;
  if (line.slipped) score.slippedLines++;
  if (line.slipped && exact) score.exactSlippedLines++;
  score.chars += [...truth].length;
  score.wrongChars += wrong;
  score.lostChars += lost;
  if (comparable(auto, line, variant) === comparable(line.simplified, line, variant)) score.exactSimplified++;
  if (!exact) {
    score.misses.push({ page, line: number + 1, slipped: line.slipped, truth: line.traditional, got: kept, infected: line.infected });
  }
  return exact;
}

/** What can be asked for: folded punctuation may stay folded, and what GBK lacks may be gone or a `?`. */
function comparable(text: string, line: InfectedLine, variant: Variant): string {
  let out = variant.page.fold === undefined ? text : fold(text, variant.page.fold);
  if (line.lossy) out = [...out].filter((char) => char !== '?' && char !== ' ' && char !== '□' && fitsGbk(char)).join('');
  return out;
}

/** What the engine did to text in which nothing was wrong. */
export interface Harm {
  pages: number;
  changedPages: number;
  changedBytes: number;
  bytes: number;
  seconds: number;
  readonly misses: Miss[];
}

/** Cleans honest text and counts every byte that changed. Anything above zero is a fault. */
export function measureHarm(engine: Pick<Engine, 'assess' | 'clean'>, pages: readonly Page[]): Harm {
  const harm: Harm = { pages: 0, changedPages: 0, changedBytes: 0, bytes: 0, seconds: 0, misses: [] };
  for (const page of pages) {
    const passages = page.lines.map(passageOf);
    const started = process.cpuUsage();
    const got = engine.clean(passages, engine.assess(passages), AUTO).map((outcome) => outcome.text ?? '');
    harm.seconds += cpuSeconds(started);
    harm.bytes += page.lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    harm.pages++;
    let changed = 0;
    page.lines.forEach((truth, i) => {
      if (got[i] === truth) return;
      changed += changedBytes(truth, got[i]!);
      harm.misses.push({ page: page.name, line: i + 1, slipped: false, truth, got: got[i]!, infected: truth });
    });
    if (changed > 0) harm.changedPages++;
    harm.changedBytes += changed;
  }
  return harm;
}

/** Bytes between the common beginning and the common end, on the longer side. */
function changedBytes(before: string, after: string): number {
  const a = Buffer.from(before);
  const b = Buffer.from(after);
  const { head, tail } = commonEnds(a, b);
  return Math.max(a.length, b.length) - head - tail;
}
