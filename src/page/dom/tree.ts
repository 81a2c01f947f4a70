/**
 * The tree as it is, whatever the page's forms say: a form gives its fields as properties, so where one is named
 * `firstChild` or `parentNode`, `form.firstChild` is that field, and a walk may never end. The same holds for pictures
 * and forms with a name and their document.
 */

/** Looked up at the first use: the build loads this where there is no DOM. */
function getter<T>(prototype: () => object, name: string): (node: Node) => T {
  let get: (() => T) | undefined;
  return (node) => (get ??= (Object.getOwnPropertyDescriptor(prototype(), name) as { get: () => T }).get).call(node);
}

const ofNode = (): object => Node.prototype;
const ofElement = (): object => Element.prototype;

export const typeOf = getter<number>(ofNode, 'nodeType');
/** Upper case for elements of HTML. */
export const nodeNameOf = getter<string>(ofNode, 'nodeName');
/** Of an element, all texts below it, those of scripts and styles too; `null` for a document. */
export const textContentOf = getter<string | null>(ofNode, 'textContent');
export const firstChildOf = getter<Node | null>(ofNode, 'firstChild');
export const nextSiblingOf = getter<Node | null>(ofNode, 'nextSibling');
export const previousSiblingOf = getter<Node | null>(ofNode, 'previousSibling');
export const parentOf = getter<Node | null>(ofNode, 'parentNode');
export const parentElementOf = getter<Element | null>(ofNode, 'parentElement');
export const elementBefore = getter<Element | null>(ofElement, 'previousElementSibling');
export const firstElementOf = getter<Element | null>(ofElement, 'firstElementChild');
export const elementAfter = getter<Element | null>(ofElement, 'nextElementSibling');
export const isConnected = getter<boolean>(ofNode, 'isConnected');
/** The element that holds the whole document; `null` where it has none. */
export const rootOf = getter<Element | null>(() => Document.prototype, 'documentElement');
export const designModeOf = getter<string>(() => Document.prototype, 'designMode');
/** Lower case for elements of HTML, whatever the source says. */
export const localNameOf = getter<string>(ofElement, 'localName');
/** `null` for a closed tree, too. */
export const shadowRootOf = getter<ShadowRoot | null>(ofElement, 'shadowRoot');

export const closestOf = (element: Element, selector: string): Element | null => Element.prototype.closest.call(element, selector);
export const doesMatch = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector);
export const contains = (top: Node, node: Node): boolean => Node.prototype.contains.call(top, node);
export const doesEqual = (a: Node, b: Node): boolean => Node.prototype.isEqualNode.call(a, b);
export const has = (element: Element, name: string): boolean => Element.prototype.hasAttribute.call(element, name);
export const attributeOf = (element: Element, name: string): string | null => Element.prototype.getAttribute.call(element, name);

/** A page of plain text (`text/plain`, `text/markdown`) is shown in a `pre` that is the browser's and says nothing of the text. */
export const isBrowsersOwn = (element: Element): boolean => localNameOf(element) === 'pre' && /^text\/(?!html|xml|css|j)/.test(element.ownerDocument.contentType);

/** True for a node that is not on the page any more. */
export function isGone(ref: WeakRef<Node>): boolean {
  const node = ref.deref();
  return node === undefined || !isConnected(node);
}

/** True for what can hold elements; texts, comments and doctypes can't, and say nothing to {@link allIn}. */
export function isParent(node: Node): node is Element | Document | DocumentFragment {
  const type = typeOf(node);
  return type === 1 || type === 9 || type === 11;
}

/** All that match below an element, a document or a shadow root. */
export function allIn(root: ParentNode, selector: string): NodeListOf<Element> {
  const owner = typeOf(root) === 1 ? Element : typeOf(root) === 9 ? Document : DocumentFragment;
  return owner.prototype.querySelectorAll.call(root, selector);
}

/** Goes through the text nodes below a node. */
export const textWalker = (top: Node): TreeWalker =>
  Document.prototype.createTreeWalker.call(document, top, 4 /* text */);
