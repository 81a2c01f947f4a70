import { browser } from 'wxt/browser';
import { addCounts, noCounts, type Counts } from '../page/report.ts';
import { askFrame, type FrameReport } from './frame.ts';

/** What all frames of a tab say together. */
export interface TabReport {
  readonly state: FrameReport['state'];
  readonly counts: Counts;
  /** places that were looked at, and those that wait */
  readonly done: number;
  readonly left: number;
}

const RANK: readonly FrameReport['state'][] = ['waiting', 'off', 'watching', 'restored', 'cleaned', 'stopped'];

/**
 * Asks every frame of a tab, or tells it to do something.
 * @returns `null` where the browser lets no extension run
 */
export async function askTab(tabId: number, what: 'report' | 'restore' | 'clean'): Promise<TabReport | null> {
  try {
    const first = await askFrames(tabId, what);
    if (first.length > 0) return sum(first);
    // The tab is older than the extension: begin now.
    await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: ['/sniff.js'] });
    return sum(await askFrames(tabId, what));
  } catch {
    return null;
  }
}

async function askFrames(tabId: number, what: 'report' | 'restore' | 'clean'): Promise<FrameReport[]> {
  const results = await browser.scripting.executeScript({
    target: { tabId, allFrames: true }, func: askFrame, args: [what],
  });
  return results.map(({ result }) => result as FrameReport | null | undefined).filter((report) => report != null);
}

function sum(reports: readonly FrameReport[]): TabReport {
  const counts = noCounts();
  let rank = 0, done = 0, left = 0;
  for (const report of reports) {
    rank = Math.max(rank, RANK.indexOf(report.state));
    if (report.counts !== null) addCounts(counts, report.counts);
    done += report.done ?? 0;
    left += report.left ?? 0;
  }
  return { state: RANK[rank] ?? 'waiting', counts, done, left };
}
