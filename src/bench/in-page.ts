/** What the benchmark puts into a page, as `bench`: our scan and what it is measured against. */
import { dataUrlBytes } from '../extension/data.ts';
import { watchForDamage } from '../page/watch/sniff.ts';
import { Dictionaries } from '../script/convert.ts';
import traditional from '../script/data/traditional.bin?inline';

/** Milliseconds of the look that every page pays, all of it: what it puts off is done at once. On an infected page it ends where it finds that out. */
export function ourScan(): number {
  const start = performance.now();
  const { setTimeout } = window;
  const due: (() => void)[] = [];
  window.setTimeout = ((run: () => void, milliseconds: number) => (milliseconds === 0 ? due.push(run) : 0)) as typeof setTimeout;
  const stop = watchForDamage(document, () => undefined);
  for (let run = due.shift(); run !== undefined; run = due.shift()) run();
  stop();
  window.setTimeout = setTimeout;
  return performance.now() - start;
}

/** Milliseconds of a walk that reads every text and does nothing with it. */
export function bareWalk(): number {
  const start = performance.now();
  let length = 0;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) length += (walker.currentNode.nodeValue as string).length;
  return length < 0 ? 0 : performance.now() - start;
}

/** Loads the dictionaries and converts a first text. */
export async function firstConversion(text: string): Promise<string> {
  return (await Dictionaries.load(dataUrlBytes(traditional))).converter('twp')(text, 'cn');
}
