/**
 * What of a page may be looked at and written. The rules of harm name what is never touched; the rest here follows
 * from it (frames and templates have documents of their own, `noframes` is never shown).
 */

const UNTOUCHED_NAMES: ReadonlySet<string> = new Set([
  'script', 'style', 'textarea', 'input', 'select', 'code', 'pre', 'kbd', 'samp', 'svg', 'math',
  'noscript', 'noframes', 'iframe', 'object', 'template', 'canvas',
]);

const EDITABLE = '[contenteditable]:not([contenteditable="false" i])';
const UNTOUCHED = [...UNTOUCHED_NAMES, EDITABLE].join(',');
const UNCONVERTED = '[translate="no" i],.notranslate';

/** Attributes with words for a reader, and where they count. */
const ATTRIBUTES = ['title', 'alt', 'placeholder', 'aria-label'] as const;
const BUTTON = 'input:is([type="button" i],[type="submit" i],[type="reset" i])';
const META = 'meta:is([name="keywords" i],[name="description" i])';
const WITH_ATTRIBUTES = [...ATTRIBUTES.map((name) => `[${name}]`), `${BUTTON}[value]`, `${META}[content]`].join(',');

/** For `MutationObserver`: attributes that {@link attributesUnder} may give. */
export const WATCHED_ATTRIBUTES: readonly string[] = [...ATTRIBUTES, 'value', 'content'];

/** True for an element whose text, and that of everything in it, stays as it is. */
function isUntouched(element: Element): boolean {
  if (UNTOUCHED_NAMES.has(element.localName)) return !isBrowsersOwn(element);
  return element.hasAttribute('contenteditable') && element.matches(EDITABLE);
}

/** A text/plain page is shown in a `pre` that is the browser's and says nothing of the text. */
export const isBrowsersOwn = (element: Element): boolean => element.localName === 'pre' && element.ownerDocument.contentType === 'text/plain';

/** True if the node stands in something that stays as it is. */
export function inUntouched(node: Node): boolean {
  for (let at = node instanceof ShadowRoot ? node.host : elementOf(node); at !== null; at = hostOfRoot(at)) {
    const untouched = at.closest(UNTOUCHED);
    if (untouched !== null && !isBrowsersOwn(untouched)) return true;
  }
  return node.ownerDocument?.designMode === 'on';
}

/** True if the text may be turned to another script: not marked as untranslatable, not Japanese or Korean. */
export function mayConvert(node: Node): boolean {
  const element = elementOf(node);
  if (element === null || element.closest(UNCONVERTED) !== null) return false;
  const lang = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return !/^(?:ja|ko|vi)(?:-|$)/i.test(lang);
}

/** The element itself, or the parent of a text node. */
export function elementOf(node: Node): Element | null {
  return node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
}

function hostOfRoot(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** A page that takes nodes away under our feet faster than we walk is followed by its changes alone. */
const MOST_RESTARTS = 20;

/**
 * All text nodes under a node (itself included) that may be touched, in document order, open shadow trees included. The page may
 * change in between: where the node that was given last is gone, it begins anew, and gives again what it gave before.
 * @param onShadow called with each open shadow root on the way, so that it can be watched too
 */
export function* textsUnder(top: Node, onShadow?: (root: ShadowRoot) => void): Generator<Text> {
  if (top.nodeType === Node.TEXT_NODE) {
    yield top as Text;
    return;
  }
  // By hand and not with a TreeWalker: its filter would be called for every node and is no faster.
  let node: Node | null = top;
  let restarts = 0;
  while (node !== null) {
    let inner: Node | null = null;
    if (node.nodeType === Node.TEXT_NODE) {
      yield node as Text;
      if (!top.contains(node)) {
        if (++restarts > MOST_RESTARTS) return;
        node = top;
        continue;
      }
    } else if (node.nodeType !== Node.ELEMENT_NODE) {
      inner = node.firstChild;
    } else if (!isUntouched(node as Element)) {
      const shadow = (node as Element).shadowRoot;
      if (shadow !== null) {
        onShadow?.(shadow);
        yield* textsUnder(shadow, onShadow);
      }
      inner = node.firstChild;
    }
    if (inner === null) {
      while (node !== null && node !== top && node.nextSibling === null) node = node.parentNode;
      inner = node === null || node === top ? null : node.nextSibling;
    }
    node = inner;
  }
}

/** Attributes with words under a node (itself included), not entering shadow trees. */
export function* attributesUnder(top: Node): Generator<[Element, string]> {
  if (top.nodeType === Node.ELEMENT_NODE && (top as Element).matches(WITH_ATTRIBUTES)) {
    yield* attributesOf(top as Element);
  }
  if (!('querySelectorAll' in top)) return;
  for (const element of (top as Element).querySelectorAll(WITH_ATTRIBUTES)) yield* attributesOf(element);
}

function* attributesOf(element: Element): Generator<[Element, string]> {
  if (element.closest('svg,math') !== null) return;
  for (const name of WATCHED_ATTRIBUTES) if (carriesWords(element, name)) yield [element, name];
}

/** True if this attribute of this element holds words for a reader. What a user typed never does. */
export function carriesWords(element: Element, name: string): boolean {
  if (!element.hasAttribute(name)) return false;
  if (name === 'value') return element.matches(BUTTON);
  if (name === 'content') return element.matches(META);
  return (ATTRIBUTES as readonly string[]).includes(name);
}
