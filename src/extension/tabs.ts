import type { Passage } from '../engine/types.ts';
import { addCounts, noCounts, repairs, type Counts } from '../page/journal/report.ts';
import type { PageChange } from '../page/write/changes.ts';
import {
  askFrame, askPage, changeOnes, listChanges, passageOfChange, showMarks, type EncodingReport, type FrameReport, type PageState,
} from './frame/frame.ts';
import { runParts } from './parts.ts';
import { runInFrames } from './run.ts';

/** What all frames of a tab say together. */
export interface TabReport {
  readonly state: FrameReport['state'];
  readonly counts: Counts;
  /** places that were looked at, and those that wait */
  readonly done: number;
  readonly left: number;
  /** true: some damage was left, because it can be read in too many ways */
  readonly spent: boolean;
  /** true: the reader wanted the page cleaned this once, whatever the settings say */
  readonly once: boolean;
  /** true: the page was there before the extension; what its earlier self did to it can't be told, nor undone */
  readonly late: boolean;
  /** false: what the tab shows is no text for readers, whatever is in its frames */
  readonly readable: boolean;
  /** how many of the repairs are in frames of the page */
  readonly inFrames: number;
  /** true: changes are marked in the page */
  readonly marked: boolean;
  /** of the page itself, not of its frames; `null` where only frames answered */
  readonly encoding: EncodingReport | null;
  /** true: something is selected in one of the frames */
  readonly selected: boolean;
}

/** What was changed in one frame of a tab. */
export interface FrameChanges {
  readonly frameId: number;
  readonly changes: readonly PageChange[];
}

/** What frames are asked for or told; see `FramePage`. */
export type FrameWish = Parameters<typeof askFrame>[0];

const RANK: readonly FrameReport['state'][] = ['waiting', 'off', 'watching', 'restored', 'cleaned', 'looking', 'stopped', 'failed'];

/**
 * Asks every frame of a tab, or tells it to do something.
 * @returns `null` where the browser lets no extension run
 */
export async function askTab(tabId: number, what: FrameWish): Promise<TabReport | null> {
  try {
    const first = await askFrames(tabId, what);
    if (first.length > 0) return sum(first);
    // The tab is older than the extension: begin now.
    await runInFrames({ target: { tabId, allFrames: true }, files: ['/sniff.js'] });
    const answers = await askFrames(tabId, what);
    return answers.length === 0 ? null : sum(answers);
  } catch {
    return null;
  }
}

interface FrameAnswer {
  readonly frameId: number;
  readonly report: FrameReport;
}

async function askFrames(tabId: number, what: FrameWish): Promise<FrameAnswer[]> {
  const results = await runInFrames({
    target: { tabId, allFrames: true }, func: askFrame, args: [what],
  });
  return results.flatMap(({ frameId, result }) => (result == null ? [] : [{ frameId, report: result as FrameReport }]));
}

function sum(answers: readonly FrameAnswer[]): TabReport {
  const counts = noCounts();
  let rank = 0, done = 0, left = 0, inFrames = 0;
  for (const { frameId, report } of answers) {
    rank = Math.max(rank, RANK.indexOf(report.state));
    done += report.done ?? 0;
    left += report.left ?? 0;
    if (report.counts === null) continue;
    addCounts(counts, report.counts);
    if (frameId !== 0) inFrames += repairs(report.counts);
  }
  const top = answers.find(({ frameId }) => frameId === 0)?.report;
  return {
    state: RANK[rank] ?? 'waiting', counts, done, left, inFrames, spent: answers.some(({ report }) => report.spent === true),
    once: answers.some(({ report }) => report.once === true),
    marked: answers.some(({ report }) => report.marked), selected: answers.some(({ report }) => report.selected),
    late: top?.late ?? false, readable: top?.readable ?? true, encoding: top?.encoding ?? null,
  };
}

/** The page that a tab shows now; `null` where none is there yet, or it is closed to us. */
export async function pageIn(tabId: number): Promise<PageState | null> {
  const [answer] = await runInFrames({ target: { tabId }, func: askPage }).catch(() => []);
  return (answer?.result as PageState | null | undefined) ?? null;
}

/** The changes of every frame that has some, at most `most` from each. @throws where the tab is gone or closed to us */
export async function changesOf(tabId: number, most: number): Promise<FrameChanges[]> {
  const results = await runInFrames({ target: { tabId, allFrames: true }, func: listChanges, args: [most] });
  return results.map(({ frameId, result }) => ({ frameId, changes: (result as PageChange[] | null | undefined) ?? [] }))
    .filter(({ changes }) => changes.length > 0);
}

/** Takes changes of one frame back, or makes them again. @throws where the tab is gone or closed to us */
export async function changeInTab(tabId: number, frameId: number, ids: readonly string[], takeBack: boolean): Promise<void> {
  await runInFrames({ target: { tabId, frameIds: [frameId] }, func: changeOnes, args: [[...ids], takeBack] });
}

/** The text in which a change was made, as it came, and where it stood; `null` for boxes. @throws where the tab is gone */
export async function passageInTab(tabId: number, frameId: number, id: string): Promise<Passage | null> {
  const [answer] = await runInFrames({ target: { tabId, frameIds: [frameId] }, func: passageOfChange, args: [id] });
  return (answer?.result as Passage | null | undefined) ?? null;
}

/** Marks in the page what was changed, or takes the marks away. @throws where the tab is gone or closed to us */
export async function markChanges(tabId: number, on: boolean): Promise<void> {
  const target = { tabId, allFrames: true };
  if (on) await runParts(target, ['changes']);
  await runInFrames({ target, func: showMarks, args: [on] });
}

/** Lets the reader point at something on the page of a tab. */
export async function startPicking(tabId: number): Promise<void> {
  await runInFrames({ target: { tabId }, files: ['/picker.js'] });
}
