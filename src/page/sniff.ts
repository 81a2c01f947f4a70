import { Sniffer } from '../engine/sniff/sniffer.ts';
import { isForPrograms, plainText } from './plain.ts';
import { ShadowWatch } from './shadows.ts';
import { allIn, attributeOf, isConnected, parentOf, typeOf } from './tree.ts';

/** Without `meta`: honest pages list keywords there too, and no reader sees it. The engine cleans it once it is here. */
const NAMES = ['title', 'alt', 'placeholder', 'aria-label'] as const;
const WITH_WORDS = NAMES.map((name) => `[${name}]`).join(',');

/** A page that comes in slowly is looked at so many milliseconds after its beginning: what is read first. A list of changes would cost more. */
const EARLY_MS = [100, 400, 1600];
const READ_FIRST = 20_000;
/** One that has not come in by then may never say that it has. */
const PATIENCE_MS = 5000;
/** Later changes can wait for a free moment. */
const AFTER_CHANGE_MS = 40;
/** A look takes a break after so many milliseconds. */
const SLICE_MS = 8;

/**
 * Looks at a document and at everything that comes to it, until something asks for the engine. This is what every page
 * pays, so it keeps no state per node, and asks the browser for as few nodes as it can.
 * @param found called once, then nothing is watched any more
 * @returns ends the watch
 */
export function watchForDamage(document: Document, found: () => void): () => void {
  const view = document.defaultView;
  const observer = new MutationObserver(take);
  const timers = new Set<number>();
  let sniffer = new Sniffer();
  let texts: Generator<string, boolean> | undefined;
  let changed = new Set<Node>();

  function later(run: () => void, milliseconds: number): void {
    const timer = view?.setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds) ?? 0;
    timers.add(timer);
  }

  function stop(): void {
    observer.disconnect();
    shadows.end();
    document.removeEventListener('DOMContentLoaded', whole);
    for (const timer of timers) view?.clearTimeout(timer);
  }

  function end(): void {
    stop();
    found();
  }

  /** The beginning of what there is so far. A page that wrote itself anew forgot whom to tell that it is there. */
  function early(): void {
    if (document.readyState !== 'loading') return whole();
    const first = new Sniffer();
    let read = 0;
    for (const text of plainText(document.documentElement)) {
      if (first.look(text.slice(0, READ_FIRST - read))) return end();
      read += text.length;
      if (read >= READ_FIRST) return;
    }
  }

  /** All that there is, and from now on what changes. */
  function whole(): void {
    for (const timer of timers) view?.clearTimeout(timer);
    if (document.documentElement === null) return;
    observer.observe(document, { childList: true, characterData: true, subtree: true });
    changed = new Set();
    sniffer = new Sniffer();
    texts = plainText(document.documentElement);
    goOn();
  }

  function goOn(): void {
    const until = performance.now() + SLICE_MS;
    for (;;) {
      const { done, value } = texts!.next();
      if (done) {
        // What was taken out of the page leads nowhere.
        if (value) break;
        return later(whole, AFTER_CHANGE_MS);
      }
      if (sniffer.look(value)) return end();
      if (performance.now() > until) return later(goOn, 0);
    }
    if (wordsIn(document)) end();
  }

  function take(records: readonly MutationRecord[]): void {
    if (changed.size === 0) later(work, AFTER_CHANGE_MS);
    for (const { type, target, addedNodes } of records) {
      if (type !== 'childList') changed.add(target);
      else for (const node of addedNodes) changed.add(node);
    }
  }

  function work(): void {
    const nodes = changed;
    changed = new Set();
    for (const node of nodes) {
      // What came within something else that came is looked at there.
      const parent = parentOf(node);
      if (isConnected(node) && (parent === null || !nodes.has(parent)) && !isForPrograms(node) && scan(node)) return end();
    }
  }

  /** True as soon as it is enough. */
  function scan(top: Node): boolean {
    const type = typeOf(top);
    if (type === 8 || type === 10 || type === 7) return false; // comments and the like say nothing to a reader
    for (const text of plainText(top)) if (sniffer.look(text)) return true;
    return (type === 1 && words(top as Element)) || ((type === 1 || type === 11) && wordsIn(top as Element | DocumentFragment));
  }

  function wordsIn(top: ParentNode): boolean {
    for (const element of allIn(top, WITH_WORDS)) if (words(element)) return true;
    return false;
  }

  function words(element: Element): boolean {
    for (const name of NAMES) {
      const text = attributeOf(element, name);
      if (text !== null && text.length > 1 && sniffer.look(text)) return true;
    }
    return false;
  }

  const shadows = new ShadowWatch(document, 'likely', (roots) => {
    for (const root of roots) {
      observer.observe(root, { childList: true, characterData: true, subtree: true });
      if (scan(root)) return end();
    }
  });
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', whole);
    for (const milliseconds of EARLY_MS) later(early, milliseconds);
    later(whole, PATIENCE_MS);
  } else whole();
  return stop;
}
