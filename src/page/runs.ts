const INLINE: ReadonlySet<string> = new Set([
  'a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'cite', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'label', 'mark', 'q', 's',
  'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tt', 'u', 'var', 'wbr',
]);

/** True if `b` goes on where `a` ends: nothing but inline tags between them. */
export function goesOn(a: Node, b: Node): boolean {
  let node: Node = a;
  for (;;) {
    while (node.nextSibling === null) {
      const parent: Node | null = node.parentNode;
      if (parent === null || !isInline(parent)) return false;
      node = parent;
    }
    node = node.nextSibling;
    while (node.nodeType === Node.ELEMENT_NODE && node.firstChild !== null) {
      if (!isInline(node)) return false;
      node = node.firstChild;
    }
    if (node === b) return true;
    if (node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.nodeValue === '')) continue;
    if (!isInline(node)) return false;
  }
}

const isInline = (node: Node): boolean =>
  node.nodeType === Node.ELEMENT_NODE && INLINE.has((node as Element).localName);

/** The nearest element around a node that is no inline tag: all that the text in it can go on into. */
export function blockAround(node: Node): Node {
  let at: Node = node;
  while (at.parentNode !== null && (at === node || isInline(at))) at = at.parentNode;
  return at;
}
