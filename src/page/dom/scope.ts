import { isOtherLanguage, UNTOUCHED_ELEMENTS, WORDED_ATTRIBUTES } from '../../engine/html.ts';
import { allIn, attributeOf, closestOf, contains, designModeOf, doesMatch, firstChildOf, has, isBrowsersOwn, isParent, localNameOf, nextSiblingOf, parentElementOf, parentOf, shadowRootOf, typeOf } from './tree.ts';

/** What of a page may be looked at and written. */

const UNTOUCHED_NAMES: ReadonlySet<string> = new Set(UNTOUCHED_ELEMENTS);

/** Matches what readers write in. */
export const EDITABLE = '[contenteditable]:not([contenteditable="false" i])';
const UNTOUCHED = [...UNTOUCHED_ELEMENTS, EDITABLE].join(',');
const UNCONVERTED = '[translate="no" i],.notranslate';
const SAYS_WHETHER = `${UNCONVERTED},[translate="yes" i],[translate=""]`;
/** The same without what a page says of itself as a whole. */
const SAYS_IN_PART = `:is(${SAYS_WHETHER}):not(:root,body)`;

/** Not what is sent with a form: a submit button that has a name sends its words. */
const BUTTON = 'input:is([type="button" i],[type="reset" i],[type="submit" i]:is(:not([name]),[name=""]))';
const META = 'meta:is([name="keywords" i],[name="description" i])';
const WITH_ATTRIBUTES = [...WORDED_ATTRIBUTES.map((name) => `[${name}]`), `${BUTTON}[value]`, `${META}[content]`].join(',');

/** All that {@link attributesUnder} may give. */
export const WATCHED_ATTRIBUTES: readonly string[] = [...WORDED_ATTRIBUTES, 'value', 'content'];
/** What makes an element one that is written in, or no longer. */
export const MAKES_EDITABLE = 'contenteditable';

/** True for an element whose text, and that of everything in it, stays as it is. */
function isUntouched(element: Element): boolean {
  if (UNTOUCHED_NAMES.has(localNameOf(element))) return !isBrowsersOwn(element);
  return has(element, 'contenteditable') && doesMatch(element, EDITABLE);
}

/** True if the node stands in something that stays as it is. */
export function inUntouched(node: Node): boolean {
  for (let at = elementOf(node) ?? hostOfRoot(node); at !== null; at = hostOfRoot(at)) {
    const untouched = closestOf(at, UNTOUCHED);
    if (untouched !== null && !isBrowsersOwn(untouched)) return true;
  }
  return isWrittenIn(node.ownerDocument ?? (node as Document));
}

/** True for a document that is written in as a whole, as editors of the older kind have them in their frames. */
export const isWrittenIn = (document: Document): boolean => designModeOf(document) === 'on';

/**
 * True if the text may be turned to another script: not marked as untranslatable, not Japanese or Korean.
 * @param foreign true: the page's text is Japanese or Korean, so only what says in `lang` that it is Chinese is
 * @param asked see `ScriptConversion`
 */
export function mayConvert(node: Node, foreign: boolean, asked = false): boolean {
  if (elementOf(node) === null && hostOfRoot(node) === null) return false;
  const whether = nearestThat(node, asked ? SAYS_IN_PART : SAYS_WHETHER);
  if (whether !== null && doesMatch(whether, UNCONVERTED)) return false;
  const says = nearestThat(node, '[lang]');
  const lang = says === null ? '' : (attributeOf(says, 'lang') ?? '');
  return isChinese(lang) || (!foreign && !isOtherLanguage(lang));
}

/** The nearest element around a node that matches, itself included; from a shadow tree on around its host, from which it inherits. */
function nearestThat(node: Node, selector: string): Element | null {
  for (let at = elementOf(node) ?? hostOfRoot(node); at !== null; at = hostOfRoot(at)) {
    const found = closestOf(at, selector);
    if (found !== null) return found;
  }
  return null;
}

/** True for a `lang` that names Chinese. */
export const isChinese = (lang: string): boolean => /^zh(?:-|$)/i.test(lang);

/** The element itself, or the parent of a text node; `null` where it has no element for a parent. */
export function elementOf(node: Node): Element | null {
  return typeOf(node) === Node.ELEMENT_NODE ? (node as Element) : parentElementOf(node);
}

/** The host of the shadow tree that a node stands in, or is the root of; `null` in the document's own tree. */
export function hostOfRoot(node: Node): Element | null {
  const root = node.getRootNode();
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
  if (typeOf(top) === Node.TEXT_NODE) {
    yield top as Text;
    return;
  }
  // By hand and not with a TreeWalker: its filter would be called for every node and is no faster.
  let node: Node | null = top;
  let restarts = 0;
  while (node !== null) {
    let inner: Node | null = null;
    if (typeOf(node) === Node.TEXT_NODE) {
      yield node as Text;
      if (!contains(top, node)) {
        if (++restarts > MOST_RESTARTS) return;
        node = top;
        continue;
      }
    } else if (typeOf(node) !== Node.ELEMENT_NODE) {
      inner = firstChildOf(node);
    } else if (!isUntouched(node as Element)) {
      const shadow = shadowRootOf(node);
      if (shadow !== null) {
        onShadow?.(shadow);
        yield* textsUnder(shadow, onShadow);
      }
      inner = firstChildOf(node);
    }
    if (inner === null) {
      while (node !== null && node !== top && nextSiblingOf(node) === null) node = parentOf(node);
      inner = node === null || node === top ? null : nextSiblingOf(node);
    }
    node = inner;
  }
}

/** Attributes with words under a node (itself included), not entering shadow trees. */
export function* attributesUnder(top: Node): Generator<[Element, string]> {
  if (!isParent(top)) return;
  if (typeOf(top) === Node.ELEMENT_NODE && doesMatch(top as Element, WITH_ATTRIBUTES)) yield* attributesOf(top as Element);
  for (const element of allIn(top, WITH_ATTRIBUTES)) yield* attributesOf(element);
}

function* attributesOf(element: Element): Generator<[Element, string]> {
  if (closestOf(element, 'svg,math') !== null) return;
  for (const name of WATCHED_ATTRIBUTES) if (carriesWords(element, name)) yield [element, name];
}

function standsInEditable(element: Element): boolean {
  const parent = parentElementOf(element);
  return (parent !== null && closestOf(parent, EDITABLE) !== null) || isWrittenIn(element.ownerDocument);
}

/** True if this attribute of this element holds words for a reader. What a user typed never does, nor what stands in something that is written in, and is sent with it. */
export function carriesWords(element: Element, name: string): boolean {
  if (!has(element, name) || standsInEditable(element)) return false;
  if (name === 'value') return element.matches(BUTTON);
  if (name === 'content') return element.matches(META);
  return (WORDED_ATTRIBUTES as readonly string[]).includes(name);
}
