import { firstChildOf, localNameOf, nextSiblingOf, parentOf, typeOf } from './tree.ts';

const INLINE: ReadonlySet<string> = new Set([
  'a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'cite', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'label', 'mark', 'q', 's',
  'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tt', 'u', 'var', 'wbr',
]);

/** True if `b` goes on where `a` ends: nothing but inline tags between them. */
export function goesOn(a: Node, b: Node): boolean {
  let node: Node = a;
  for (;;) {
    while (nextSiblingOf(node) === null) {
      const parent: Node | null = parentOf(node);
      if (parent === null || !isInline(parent)) return false;
      node = parent;
    }
    node = nextSiblingOf(node) as Node;
    while (typeOf(node) === Node.ELEMENT_NODE && firstChildOf(node) !== null) {
      if (!isInline(node)) return false;
      node = firstChildOf(node) as Node;
    }
    if (node === b) return true;
    if (typeOf(node) === Node.COMMENT_NODE || (typeOf(node) === Node.TEXT_NODE && node.nodeValue === '')) continue;
    if (!isInline(node)) return false;
  }
}

const isInline = (node: Node): boolean =>
  typeOf(node) === Node.ELEMENT_NODE && INLINE.has(localNameOf(node));

/** The nearest element around a node that is no inline tag: all that the text in it can go on into. */
export function blockAround(node: Node): Node {
  let at: Node = node;
  while (parentOf(at) !== null && (at === node || isInline(at))) at = parentOf(at) as Node;
  return at;
}
