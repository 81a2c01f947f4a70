/**
 * What the fuzzing run puts into a real page: the page layer with the shipped engine, and the rules of harm for it.
 */
import tables from '../../src/engine/data/tables.bin?inline';
import { loadEngine } from '../../src/engine/engine.ts';
import type { Engine } from '../../src/engine/types.ts';
import { dataUrlBytes } from '../../src/extension/data.ts';
import { PageCleaner } from '../../src/page/cleaner.ts';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';

const OPTIONS = { spam: true, encoding: true, annotations: true, backToSimplified: true };
const UNTOUCHED = 'script,style,textarea,select,code,pre,kbd,samp,svg,math,template,noscript,iframe,[contenteditable]';

let loaded: Promise<Engine> | undefined;

/** The shipped engine. Time stands still from here on: a go is never interrupted, so a page is done when `do` returns. */
function engineAtOnce(): Promise<Engine> {
  performance.now = () => 0;
  return (loaded ??= loadEngine(dataUrlBytes(tables)));
}

/** Cleans the document that this runs in. @returns puts it back, and ends the work on it */
export async function cleanDocument(): Promise<() => void> {
  const cleaner = new PageCleaner(document, () => undefined);
  cleaner.do({ engine: await engineAtOnce(), options: OPTIONS, conversion: null });
  return () => cleaner.restore();
}

/** Makes the function that checks one page; its answer is the rule that was broken, or `null`. */
export async function pageChecker(): Promise<(body: string, honest: boolean) => string | null> {
  const engine = await engineAtOnce();
  const untouched = (): string => [...document.querySelectorAll(UNTOUCHED)].map((element) => element.textContent).join('\0');
  return (body, honest) => {
    document.body.innerHTML = body;
    keepSnapshot();
    const before = untouched();
    const work = { engine, options: OPTIONS, conversion: null };
    const cleaner = new PageCleaner(document, () => undefined);
    cleaner.do(work);
    if (honest && compareSnapshot().length > 0) return `a clean page is never changed: ${compareSnapshot().join('; ')}`;
    if (untouched() !== before) return 'what is for programs or typed is never touched';
    const observer = new MutationObserver(() => undefined);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    cleaner.do(work);
    const again = observer.takeRecords();
    observer.disconnect();
    if (again.length > 0) return `cleaning a cleaned page does nothing: ${again.length} changes, of ${again[0]?.target.nodeName}`;
    cleaner.restore();
    const left = compareSnapshot();
    return left.length === 0 ? null : `a restored page is node for node as it was: ${left.join('; ')}`;
  };
}
