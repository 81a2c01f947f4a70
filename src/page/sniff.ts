import { doubt, ENOUGH } from '../engine/sniff/sniff.ts';
import { isBrowsersOwn } from './scope.ts';
import { ShadowWatch } from './shadows.ts';
import { allIn, attributeOf, isConnected, textWalker, typeOf } from './tree.ts';

/** Text in these is for programs. */
const PROGRAM: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'pre', 'code']);
/** Shorter texts can't say anything of damage; half of a page's texts are line breaks. */
const SHORTEST = 4;
/** To read a longer text costs more than to ask where it stands. */
const LONG = 200;
/** Without `meta`: honest pages list keywords there too, and no reader sees it. The engine cleans it once it is here. */
const NAMES = ['title', 'alt', 'placeholder', 'aria-label'] as const;
const WITH_WORDS = NAMES.map((name) => `[${name}]`).join(',');

const isProgram = (element: Element | null): boolean => element !== null && PROGRAM.has(element.localName) && !isBrowsersOwn(element);

/**
 * Looks at a document and at everything that comes to it, until something asks for the engine. This is what every page
 * pays, so it keeps no state per node: text is looked at once, when it comes.
 * @param found called once, then nothing is watched any more
 * @returns ends the watch
 */
export function watchForDamage(document: Document, found: () => void): () => void {
  let waiting: Node[] = [];
  let idle = 0;
  let doubts = 0;
  const view = document.defaultView;
  const observer = new MutationObserver(take);
  const stop = (): void => {
    observer.disconnect();
    shadows.end();
    if (idle !== 0) view?.clearTimeout(idle);
  };

  function take(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      if (type === 'childList') waiting.push(...addedNodes);
      else waiting.push(target);
    }
    // While the page comes in, damage is to be found before it is read; later changes can wait for a free moment.
    if (document.readyState === 'loading') work();
    else if (idle === 0 && view !== null) idle = view.setTimeout(work, 40);
  }

  function work(): void {
    idle = 0;
    const nodes = new Set(waiting);
    waiting = [];
    for (const node of nodes) if (isConnected(node) && scan(node)) return end();
  }

  function end(): void {
    stop();
    found();
  }

  /** True as soon as it is enough. */
  function scan(top: Node): boolean {
    const type = typeOf(top);
    if (type === 3) return lookAt(top);
    if (type !== 1 && type !== 9 && type !== 11) return false;
    const walker = textWalker(document, top);
    while (walker.nextNode() !== null) if (lookAt(walker.currentNode)) return true;
    const element = top as Element;
    if (type === 1 && words(element)) return true;
    for (const at of allIn(element, WITH_WORDS)) if (words(at)) return true;
    return false;
  }

  function lookAt(node: Node): boolean {
    const text = node.nodeValue as string;
    if (text.length < SHORTEST || (text.length > LONG && isProgram(node.parentElement))) return false;
    const more = doubt(text);
    // Where a short text stands is asked last: most raise no doubt.
    return more !== 0 && (more < 0 || text.length > LONG || !isProgram(node.parentElement)) && isEnough(more);
  }

  function isEnough(more: number): boolean {
    doubts = Math.max(0, doubts + more);
    return doubts >= ENOUGH;
  }

  function words(element: Element): boolean {
    for (const name of NAMES) {
      const text = attributeOf(element, name);
      if (text !== null && text.length > 1 && isEnough(doubt(text))) return true;
    }
    return false;
  }

  const shadows = new ShadowWatch(document, (roots) => {
    for (const root of roots) {
      observer.observe(root, { childList: true, characterData: true, subtree: true });
      if (scan(root)) return end();
    }
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  if (scan(document)) end();
  return stop;
}
