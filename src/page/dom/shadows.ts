import { keepListening } from './rewritten.ts';
import { allIn, rootOf, shadowRootOf } from './tree.ts';

/**
 * Finds open shadow trees. One that is attached tells no one, and from an isolated world neither `attachShadow` nor the registry of
 * custom elements can be watched. What gives a late one away:
 * - it mostly changes the size of the page;
 * - events that begin in it name it in their path;
 * - it comes with a custom element, whose name has a hyphen, or when the page was loaded.
 */

/**
 * What can have a shadow tree beside custom elements: nearly always an empty element, for its children would be seen only where the
 * tree has a slot for them.
 */
const EMPTY_HOSTS = ':empty:is(div,span,section,article,aside,main,header,footer,nav,p)';

/** Looks at the whole page, so many milliseconds after the page is there, when it is idle. */
const LOOKS = [0, 3000, 9000];
/** A look may take this share of the time. */
const SHARE = 0.02;
const LEAST_GAP_MS = 100;

const EVENTS = ['pointerover', 'focusin'] as const;

/** Looks for trees from when it is made to {@link end}. Keeps none of them alive. */
export class ShadowWatch {
  readonly #document: Document;
  readonly #every: boolean;
  readonly #found: (roots: ShadowRoot[]) => void;
  readonly #known = new WeakSet<ShadowRoot>();
  /** those again, to look into them */
  readonly #roots = new Set<WeakRef<ShadowRoot>>();
  readonly #resize: ResizeObserver;
  readonly #timers = new Set<number>();
  readonly #endListening: () => void;
  #next = 0;
  #due = false;
  #ended = false;

  /**
   * @param which elements are asked for a tree: `every` one, or only those `likely` to have one, for what all pages pay
   * @param found called with trees that were not known before
   */
  constructor(document: Document, which: 'every' | 'likely', found: (roots: ShadowRoot[]) => void) {
    this.#document = document;
    this.#every = which === 'every';
    this.#found = found;
    this.#resize = new ResizeObserver(() => this.hint());
    this.#endListening = keepListening(document, this.#listen, this.#loadedAlready);
    this.#loadedAlready();
  }

  end(): void {
    this.#ended = true;
    this.#endListening();
    this.#resize.disconnect();
    this.#document.removeEventListener('DOMContentLoaded', this.#parsed);
    this.#document.defaultView?.removeEventListener('load', this.#loaded);
    for (const type of EVENTS) this.#document.removeEventListener(type, this.#event, { capture: true });
    for (const timer of this.#timers) this.#document.defaultView?.clearTimeout(timer);
    this.#timers.clear();
  }

  /** @returns true if the tree was not known */
  add(root: ShadowRoot): boolean {
    if (this.#known.has(root)) return false;
    this.#known.add(root);
    this.#roots.add(new WeakRef(root));
    return true;
  }

  /** Something happened by which a tree may have come. Looks for one, not too often. */
  hint(): void {
    // Idle callbacks that wait when the watch ends come all the same.
    if (this.#due || this.#ended) return;
    this.#due = true;
    this.#later(Math.max(0, this.#next - performance.now()), () => {
      this.#due = false;
      this.#look(this.#hosts());
    });
  }

  *#hosts(): Generator<Element> {
    if (this.#every) yield* allIn(this.#document, '*');
    else {
      yield* customElementsIn(this.#document);
      yield* allIn(this.#document, EMPTY_HOSTS);
    }
    for (const ref of this.#roots) {
      const root = ref.deref();
      if (root === undefined) this.#roots.delete(ref);
      else if (root.isConnected) yield* allIn(root, '*');
    }
  }

  readonly #listen = (): void => {
    this.#document.addEventListener('DOMContentLoaded', this.#parsed);
    this.#document.defaultView?.addEventListener('load', this.#loaded);
    for (const type of EVENTS) this.#document.addEventListener(type, this.#event, { capture: true, passive: true });
  };

  readonly #loadedAlready = (): void => {
    if (this.#document.readyState === 'complete') this.#loaded();
  };

  readonly #parsed = (): void => this.#look(customElementsIn(this.#document));

  readonly #loaded = (): void => {
    const view = this.#document.defaultView;
    this.#resize.disconnect(); // from a root that is gone
    const root = rootOf(this.#document);
    if (root !== null) this.#resize.observe(root);
    for (const delay of LOOKS) this.#later(delay, () => void view?.requestIdleCallback(() => this.hint(), { timeout: 1000 }));
  };

  readonly #event = (event: Event): void => {
    const root = (event.composedPath()[0] as Partial<Node> | undefined)?.getRootNode?.();
    if (root instanceof ShadowRoot && this.add(root)) this.#found([root]);
  };

  #later(delay: number, run: () => void): void {
    const timer = this.#document.defaultView?.setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delay) ?? 0;
    this.#timers.add(timer);
  }

  #look(elements: Iterable<Element>): void {
    const start = performance.now();
    const roots: ShadowRoot[] = [];
    for (const element of elements) {
      const root = shadowRootOf(element);
      if (root !== null && this.add(root)) roots.push(root);
    }
    const end = performance.now();
    this.#next = end + Math.max(LEAST_GAP_MS, (end - start) / SHARE);
    if (roots.length > 0) this.#found(roots);
  }
}

/** All trees that are open from here, this one first. Looks at every element. */
export function* treesIn(root: Document | ShadowRoot): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of allIn(root, '*')) {
    const inner = shadowRootOf(element);
    if (inner !== null) yield* treesIn(inner);
  }
}

/** Those with a hyphen in their name. By XPath, which makes no object for any other. */
function customElementsIn(document: Document): Element[] {
  const found = document.evaluate('//*[contains(local-name(),"-")]', document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
  return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i) as Element);
}
