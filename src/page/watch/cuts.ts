import { nextSiblingOf, textWalker, typeOf } from '../dom/tree.ts';

/** A text in more pieces is no longer followed: for each of them all are looked at. */
const MOST_PIECES = 100;

/**
 * The pieces that the page cut a text into which stood in one node, as highlighters do (`splitText`, and then an element around a piece).
 * @param whole what stood there
 * @param mayBe whether what stands behind it, or a text in that, may be a piece: others only say the same
 * @returns `null` where what is there now does not make up the text
 */
export function piecesOf(head: Text, whole: string, mayBe: (node: Node) => boolean): Text[] | null {
  const pieces = [head];
  let at = head.data.length;
  if (!whole.startsWith(head.data)) return null;
  for (let node = nextSiblingOf(head); at < whole.length && node !== null; node = nextSiblingOf(node)) {
    const came = mayBe(node);
    for (const piece of textsIn(node)) {
      if (!(came || mayBe(piece)) || pieces.length === MOST_PIECES || !whole.startsWith(piece.data, at)) return null;
      pieces.push(piece);
      at += piece.data.length;
    }
  }
  return at === whole.length ? pieces : null;
}

/** Texts that the page put several in place of, which together say the same: `replaceWith`, or markup that it read from itself. */
export function* cutsIn({ removedNodes, addedNodes }: MutationRecord): Generator<[node: Text, pieces: Text[]]> {
  const came = [...addedNodes].flatMap((node) => [...textsIn(node)]);
  let next = 0;
  for (const gone of removedNodes) {
    for (const node of textsIn(gone)) {
      const pieces: Text[] = [];
      let at = 0;
      for (; at < node.data.length && next < came.length && node.data.startsWith(came[next]!.data, at); next++) {
        pieces.push(came[next]!);
        at += came[next]!.data.length;
      }
      if (at < node.data.length) return; // the page says something else
      if (pieces.length > 1 && pieces.length <= MOST_PIECES) yield [node, pieces];
    }
  }
}

/** The text nodes in a node, or itself. */
function* textsIn(top: Node): Generator<Text> {
  if (typeOf(top) === Node.TEXT_NODE) yield top as Text;
  else for (let walker = textWalker(top), node = walker.nextNode(); node !== null; node = walker.nextNode()) yield node as Text;
}
