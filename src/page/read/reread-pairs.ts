import { commonEnds } from '../../engine/common-ends.ts';
import { WATCHED_ATTRIBUTES } from '../dom/scope.ts';
import { nodeNameOf, typeOf } from '../dom/tree.ts';

/** Elements whose text no reader sees as text. */
const PROGRAM: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript']);

/** Of fewer kinds than the look at every page leaves out: what stands in `pre`, `code` and `textarea` is text of the page. */
export const isProgram = (element: Element): boolean => PROGRAM.has(element.localName);

/** Calls `add` with the name of each attribute of an element that can hold words. */
export function addAttributes(element: Element, add: (name: string) => void): void {
  for (const name of WATCHED_ATTRIBUTES) if (element.hasAttribute(name)) add(name);
}

/**
 * Walks two parses of the same bytes side by side.
 * @returns text (of a text node or an attribute) in the first -> the texts in the second that stand in its place, in document order
 */
export function pairTrees(first: Document, second: Document): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  const add = (from: string | null, to: string | null): void => {
    if (from === null || to === null) return;
    const known = pairs.get(from);
    if (known === undefined) pairs.set(from, [to]);
    else known.push(to);
  };
  // A stack and not recursion: pages can be nested deeper than calls.
  const stack: [Node, Node][] = [[first, second]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [a, b] = pair;
    if (typeOf(a) === Node.TEXT_NODE) {
      add(a.nodeValue, b.nodeValue);
      continue;
    }
    if (typeOf(a) === Node.ELEMENT_NODE) {
      addAttributes(a as Element, (name) => add((a as Element).getAttribute(name), (b as Element).getAttribute(name)));
      if (isProgram(a as Element)) continue;
    }
    for (const children of pairChildren(a, b).reverse()) stack.push(children);
  }
  return pairs;
}

/**
 * Children that stand in the same place. A wrong charset can eat a byte of markup; then the children in front of that and
 * those behind it are still known.
 */
function pairChildren(a: Node, b: Node): [Node, Node][] {
  const left = [...a.childNodes], right = [...b.childNodes];
  const { head, tail } = commonEnds(left, right, isLike);
  const pairs: [Node, Node][] = [];
  for (let i = 0; i < head; i++) pairs.push([left[i]!, right[i]!]);
  for (let i = tail; i > 0; i--) pairs.push([left[left.length - i]!, right[right.length - i]!]);
  return pairs;
}

const isLike = (a: Node, b: Node): boolean => typeOf(a) === typeOf(b) && nodeNameOf(a) === nodeNameOf(b);
