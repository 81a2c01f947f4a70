import { WORDED_ATTRIBUTES } from '../../engine/html.ts';
import { Glance } from '../../engine/sniff/glance.ts';
import { Sniffer } from '../../engine/sniff/sniffer.ts';
import { wasTakenFor } from '../../engine/sniff/taken-for.ts';
import { ShadowWatch } from '../dom/shadows.ts';
import { allIn, attributeOf, isBrowsersOwn, isConnected, isParent, parentOf, rootOf, textContentOf, textWalker, typeOf } from '../dom/tree.ts';

/** Text in these is for programs. */
const PROGRAM: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'pre', 'code']);
/** Shorter texts can't say anything of damage; half of a page's texts are line breaks. */
const SHORTEST = 4;
/** To read a longer text costs more than to ask where it stands. */
const LONG = 200;

/** Without `meta`: honest pages list keywords there too, and no reader sees it. The engine cleans it once it is here. */
const WITH_WORDS = WORDED_ATTRIBUTES.map((name) => `[${name}]`).join(',');

/** A page that comes in slowly is looked at so many milliseconds after its beginning: the first so many texts. A list of changes would cost more. */
const EARLY_MS = [100, 400, 1600];
const READ_FIRST = 200;
/** One that has not come in by then may never say that it has. */
const PATIENCE_MS = 5000;
/** Later changes can wait for a free moment. */
const AFTER_CHANGE_MS = 40;
/** A look takes a break after so many milliseconds; the clock is read once in so many texts. */
const SLICE_MS = 8;
const TEXTS = 64;
const MOST_RESTARTS = 10;
/** Code units in one glance: some milliseconds. */
const PIECE = 1 << 17;

/** A text of the page belongs to the browser, and a script reads it several times slower, character by character, than one of its own. */
const ownCopy = (text: string): string => `${text}\n`;

const isProgram = (element: Element | null): boolean => element !== null && PROGRAM.has(element.localName) && !isBrowsersOwn(element);

/** Looks at texts one after another, and at what elements are named: each says whether it asks for the engine, together with those before it. */
class Look {
  #sniffer = new Sniffer();

  /** What was looked at so far counts no more. */
  forget(): void {
    this.#sniffer = new Sniffer();
  }

  textAsks(node: Node): boolean {
    const text = node.nodeValue as string;
    if (text.length < SHORTEST || (text.length > LONG && isProgram(node.parentElement)) || !this.#sniffer.look(text)) return false;
    // Where a short text stands is asked last: most say nothing. What programs say is no evidence.
    if (!isProgram(node.parentElement)) return true;
    this.forget();
    return false;
  }

  /** The same of all that is in a node, or of its text. */
  nodeAsks(top: Node): boolean {
    const type = typeOf(top);
    if (type === 3 || type === 4) return this.textAsks(top);
    if (!isParent(top)) return false;
    const inside = textWalker(top);
    for (let node = inside.nextNode(); node !== null; node = inside.nextNode()) if (this.textAsks(node)) return true;
    return (type === 1 && this.#namesAsk(top as Element)) || this.namesBelowAsk(top);
  }

  /** The attributes of all elements below. */
  namesBelowAsk(top: ParentNode): boolean {
    for (const element of allIn(top, WITH_WORDS)) if (this.#namesAsk(element)) return true;
    return false;
  }

  #namesAsk(element: Element): boolean {
    for (const name of WORDED_ATTRIBUTES) {
      const text = attributeOf(element, name);
      if (text !== null && text.length > 1 && this.#sniffer.look(text)) return true;
    }
    return false;
  }
}

/** What the observer is told of: all that can bring text. Attributes that change by themselves are left to the engine, once it is here. */
const CHANGES: MutationObserverInit = { childList: true, characterData: true, subtree: true };

/**
 * Looks at a document and at everything that comes to it, until something asks for the engine. This is what every page
 * pays, so it keeps no state per node, and asks the browser for as little as it can.
 * @param found called once, then nothing is watched any more
 * @returns ends the watch
 */
export function watchForDamage(document: Document, found: () => void): () => void {
  const view = document.defaultView;
  const observer = new MutationObserver(take);
  const timers = new Set<number>();
  const look = new Look();
  let walker = textWalker(document);
  let changed = new Set<Node>();
  let restarts = 0;

  function later(run: () => void, milliseconds: number): void {
    const timer = view?.setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds) ?? 0;
    timers.add(timer);
  }

  function forgetTimers(): void {
    for (const timer of timers) view?.clearTimeout(timer);
    timers.clear();
  }

  /** The next look is at all of the document, and knows of nothing before. */
  function beginAnew(): void {
    look.forget();
    walker = textWalker(document);
  }

  function stop(): void {
    observer.disconnect();
    shadows.end();
    document.removeEventListener('DOMContentLoaded', whole);
    forgetTimers();
  }

  function end(): void {
    stop();
    found();
  }

  /** The beginning of what there is so far. A page that wrote itself anew forgot whom to tell that it is there. */
  function early(): void {
    if (document.readyState !== 'loading') return whole();
    beginAnew();
    for (let n = 0, node = walker.nextNode(); n < READ_FIRST && node !== null; n++, node = walker.nextNode()) if (look.textAsks(node)) return end();
  }

  /** All that there is, and from now on what changes. */
  function whole(): void {
    forgetTimers();
    observer.observe(document, CHANGES);
    changed = new Set();
    beginAnew();
    const root = rootOf(document);
    const text = (root && textContentOf(root)) ?? '';
    if (wasTakenFor(document.characterSet, text)) end();
    else glanceFrom(0, text, new Glance());
  }

  function glanceFrom(from: number, text: string, glance: Glance): void {
    const until = performance.now() + SLICE_MS;
    for (let at = from; at < text.length; at += PIECE) {
      if (glance.look(ownCopy(text.slice(at, at + PIECE)))) return goOn();
      if (performance.now() > until) return later(() => glanceFrom(at + PIECE, text, glance), 0);
    }
    if (look.namesBelowAsk(document)) end();
  }

  function goOn(): void {
    const until = performance.now() + SLICE_MS;
    // What was taken out of the page leads nowhere. A page that does nothing else is left to the observer.
    if (!isConnected(walker.currentNode)) {
      if (++restarts > MOST_RESTARTS) return;
      walker = textWalker(document);
    }
    for (let n = 1, node = walker.nextNode(); node !== null; n++, node = walker.nextNode()) {
      if (look.textAsks(node)) return end();
      if (n % TEXTS === 0 && performance.now() > until) return later(goOn, 0);
    }
    if (look.namesBelowAsk(document)) end();
  }

  function take(records: readonly MutationRecord[]): void {
    const waits = changed.size > 0;
    for (const { type, target, addedNodes } of records) {
      if (type !== 'childList') changed.add(target);
      else for (const node of addedNodes) changed.add(node);
    }
    // What is only taken out asks for no look.
    if (!waits && changed.size > 0) later(work, AFTER_CHANGE_MS);
  }

  function work(): void {
    const nodes = changed;
    changed = new Set();
    for (const node of nodes) {
      // What came within something else that came is looked at there.
      const parent = parentOf(node);
      if (isConnected(node) && (parent === null || !nodes.has(parent)) && look.nodeAsks(node)) return end();
    }
  }

  const shadows = new ShadowWatch(document, 'likely', (roots) => {
    for (const root of roots) {
      observer.observe(root, CHANGES);
      if (look.nodeAsks(root)) return end();
    }
  });
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', whole);
    for (const milliseconds of EARLY_MS) later(early, milliseconds);
    later(whole, PATIENCE_MS);
  } else whole();
  return stop;
}
