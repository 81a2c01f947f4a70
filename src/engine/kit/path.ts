import { pairOf } from '../charset/gbk.ts';
import { foldedPair, opened } from './marks.ts';

/** One way to read a damaged stretch, step by step. Costs are nats. */
export interface Path {
  readonly from: Path | null;
  /** the code unit that this step wrote, -1: none, or what `text` says */
  readonly unit: number;
  /** what it wrote that is no one code unit, or another than it stands for; mostly empty */
  readonly text: string;
  readonly cost: number;
  /** lead byte of the true text that waits for its trail; 0: in step */
  readonly pending: number;
  /** the last two bytes of the true text, the later one low */
  readonly bytes: number;
  readonly before2: number;
  readonly before1: number;
  /** an annotation stood between the waiting lead byte and its trail, so the character itself could not be annotated */
  readonly split: boolean;
  /** the waiting lead byte is the second one of a mark at which the kit cut, so a cut parts it from its trail */
  readonly cut: boolean;
  /** which of `“ 《 （ 【 ［` are open, as bits */
  readonly open: number;
  readonly damaged: boolean;
  /** it takes a private-use character as dropped */
  readonly gapped: boolean;
  /** the closest other path that came to the same state, and how far behind it was */
  readonly rival: Path | null;
  readonly margin: number;
}

/** The paths that have come to one offset. */
export interface Bucket {
  readonly paths: Path[];
  best: number;
}

/** How many states are kept at one offset, of those in step and of the others. */
const BEAM_IN_STEP = 24;
const BEAM_WAITING = 56;
/** Nats that a state may be behind the best one at its offset. */
export const BEAM_WIDTH = 9;

/** The GBK pair of a code unit, 0 where it has none; on a folded page an ASCII mark has that of the full-width one that it may have been. */
export const pairAs = (unit: number, folded: boolean): number => (folded && unit < 0x80 ? foldedPair[unit]! : pairOf[unit]!);

/** The last two bytes that a text ends with, as `earlier << 8 | later`. */
export function bytesOf(before2: number, before1: number, folded: boolean): number {
  const pair = pairAs(before1, folded);
  if (pair !== 0) return pair;
  const earlier = pairAs(before2, folded);
  return ((earlier !== 0 ? earlier & 0xff : before2 < 0x80 ? before2 : 0) << 8) | (before1 < 0x80 ? before1 : 0);
}

/** The path that goes on with one more character of the true text. */
export function moved(path: Path, unit: number, bytes: number, cost: number, damaged: boolean): Path {
  return {
    from: path, unit, text: '', cost, pending: 0, bytes, before2: path.before1, before1: unit,
    split: false, cut: false, open: opened(path.open, unit), damaged, gapped: path.gapped, rival: null, margin: Infinity,
  };
}

/** The path that goes on without writing anything. */
export function waiting(path: Path, cost: number, pending: number, bytes: number, split: boolean, damaged: boolean): Path {
  return {
    from: path, unit: -1, text: '', cost, pending, bytes, before2: path.before2, before1: path.before1,
    split, cut: false, open: path.open, damaged, gapped: path.gapped, rival: null, margin: Infinity,
  };
}

/** The path whose last step writes `text` instead of the code unit that it is taken for. */
export function written(path: Path, text: string): Path {
  return { ...path, unit: -1, text };
}

const outOf = (path: Path): string => (path.unit < 0 ? path.text : String.fromCharCode(path.unit));

/** Keeps the best path for each state, the best states, and remembers how close the losers came. */
export function prune({ paths, best }: Bucket): Path[] {
  if (paths.length === 1) return paths;
  const limit = best + BEAM_WIDTH;
  const kept: Path[] = [];
  // An unknown lead byte makes many states at once, all alike: they must not crowd out the few that are in step.
  let inStep = 0, waiting = 0;
  for (const path of paths.filter(({ cost }) => cost <= limit).sort((a, b) => a.cost - b.cost)) {
    const same = indexOfState(kept, path);
    if (same < 0) {
      if (path.pending === 0 ? inStep++ >= BEAM_IN_STEP : waiting++ >= BEAM_WAITING) continue;
      kept.push(path);
    } else if (path.cost - kept[same]!.cost < kept[same]!.margin) {
      kept[same] = { ...kept[same]!, rival: path, margin: path.cost - kept[same]!.cost };
    }
  }
  return kept;
}

/** Where a path with the same future stands, -1 where there is none. A loop, as there are some ten as a rule: to find it by a key takes longer. */
function indexOfState(paths: readonly Path[], { before1, before2, pending, open }: Path): number {
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i]!;
    if (path.before1 === before1 && path.before2 === before2 && path.pending === pending && path.open === open) return i;
  }
  return -1;
}

/** The text behind a damaged stretch. */
export interface Reading {
  /** offset in the damaged text just behind the stretch */
  readonly end: number;
  readonly text: string;
  /** how much likelier (nats) than the best reading that gives another text; Infinity where there was none */
  readonly margin: number;
  /** that other text; empty where there was none */
  readonly rival: string;
  /** false: the text as it stands is the likeliest */
  readonly damaged: boolean;
  /** this text or the other takes a private-use character as dropped */
  readonly gapped: boolean;
}

/** The best of the paths that came to the end of the stretch; `paths` in order of cost. `null` where there is none. */
export function choose(paths: Path[], end: number): Reading | null {
  const best = paths[0];
  if (best === undefined) return null;
  const second = paths[1];
  let rival = second === undefined ? null : { path: second, tail: '', margin: second.cost - best.cost };
  // Along the best path, a loser merged earlier shares all that came after it.
  let tail = '';
  for (let p: Path | null = best; p !== null; p = p.from) {
    if (p.rival !== null && p.margin < (rival?.margin ?? Infinity)) rival = { path: p.rival, tail, margin: p.margin };
    tail = outOf(p) + tail;
  }
  if (rival === null) return { end, text: tail, margin: Infinity, rival: '', damaged: best.damaged, gapped: best.gapped };
  return { end, text: tail, margin: rival.margin, rival: textOf(rival.path) + rival.tail, damaged: best.damaged, gapped: best.gapped || rival.path.gapped };
}

function textOf(path: Path): string {
  let text = '';
  for (let p: Path | null = path; p !== null; p = p.from) text = outOf(p) + text;
  return text;
}
