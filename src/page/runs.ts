import type { Convert, ScriptSource } from '../script/types.ts';

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

/**
 * Converts the pieces of one run of text (`头` and `发` of `<b>头</b>发`) so that words across their borders are known.
 * @returns as many pieces, each with what belongs to it
 */
export function convertRun(pieces: readonly string[], convert: Convert, from: ScriptSource): string[] {
  const apart = pieces.map((piece) => convert(piece, from));
  if (pieces.length === 1) return apart;
  const whole = convert(pieces.join(''), from);
  if (whole === apart.join('')) return apart;
  // Only words of equal length can be given back to the pieces without knowing which word came from where.
  if (whole.length !== pieces.reduce((sum, piece) => sum + piece.length, 0)) return apart;
  let at = 0;
  return pieces.map((piece) => whole.slice(at, (at += piece.length)));
}
