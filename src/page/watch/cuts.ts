import { nextSiblingOf, parentElementOf, previousSiblingOf, textWalker, typeOf } from '../dom/tree.ts';

/** A text in more pieces is no longer followed: for each of them all are looked at. */
const MOST_PIECES = 100;

/**
 * The pieces that the page cut a text into which stood in one node, as highlighters do (`splitText`, and then an element around a piece).
 * @param first where it begins
 * @param whole what stood there
 * @param mayBe whether what stands behind it, or a text in that, may be a piece: others only say the same
 * @returns `null` where what is there now does not make up the text
 */
export function piecesOf(first: Text, whole: string, mayBe: (node: Node) => boolean): Text[] | null {
  if (!whole.startsWith(first.data)) return null;
  const pieces = [first];
  let at = first.data.length;
  for (let node = behind(first); at < whole.length && node !== null; node = behind(node)) {
    const came = mayBe(node);
    for (const piece of textsIn(node)) {
      if (!(came || mayBe(piece)) || pieces.length === MOST_PIECES || !whole.startsWith(piece.data, at)) return null;
      pieces.push(piece);
      at += piece.data.length;
    }
  }
  return at === whole.length ? pieces : null;
}

/** What stands behind a node, or behind the element that it is the last in: a piece may be the only one in a mark. */
function behind(node: Node): Node | null {
  for (let at: Node | null = node; at !== null; at = parentElementOf(at)) {
    const next = nextSiblingOf(at);
    if (next !== null) return next;
  }
  return null;
}

/**
 * Texts that the page put others in place of, and where what may say the same begins: all at once (`replaceWith`, or markup that it read
 * from itself), or one by one beside a text that it took out then.
 * @param came what is new on the page
 */
export function* replacedIn({ removedNodes, addedNodes, previousSibling, nextSibling }: MutationRecord, came: ReadonlySet<Node>): Generator<[node: Text, first: Text]> {
  if (addedNodes.length === 0) {
    const [gone] = removedNodes;
    if (gone === undefined || typeOf(gone) !== Node.TEXT_NODE) return;
    const first = lastTexts(previousSibling, (gone as Text).data.length, came) ?? (nextSibling !== null && came.has(nextSibling) ? firstText(nextSibling) : undefined);
    if (first !== undefined) yield [gone as Text, first];
    return;
  }
  const texts = [...addedNodes].flatMap((node) => [...textsIn(node)]);
  let at = 0, next = 0, begin = 0;
  for (const gone of removedNodes) {
    for (const node of textsIn(gone)) {
      while (next < texts.length && begin < at) begin += texts[next++]!.data.length;
      if (next === texts.length) return;
      if (begin === at) yield [node, texts[next]!];
      at += node.data.length;
    }
  }
}

/** Where the texts begin that came and end with a node, and are so long together. */
function lastTexts(end: Node | null, length: number, came: ReadonlySet<Node>): Text | undefined {
  let left = length;
  for (let node = end, looked = 0; left > 0 && node !== null && came.has(node) && looked < MOST_PIECES; node = previousSiblingOf(node), looked++) {
    for (const text of [...textsIn(node)].reverse()) {
      left -= text.data.length;
      if (left === 0) return text;
    }
  }
  return undefined;
}

const firstText = (top: Node): Text | undefined => textsIn(top).next().value as Text | undefined;

/** The text nodes in a node, or itself. */
function* textsIn(top: Node): Generator<Text> {
  if (typeOf(top) === Node.TEXT_NODE) yield top as Text;
  else for (let walker = textWalker(top), node = walker.nextNode(); node !== null; node = walker.nextNode()) yield node as Text;
}
