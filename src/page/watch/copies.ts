import { commonEnds } from '../../engine/common-ends.ts';
import { doesEqual, firstChildOf, nextSiblingOf, parentOf, typeOf } from '../dom/tree.ts';

/** Among more siblings than these no copy is looked for: each that comes is held against all. */
const MOST_SIBLINGS = 100;

/**
 * What the page copied together with our words in it: by writing markup that it read from itself (`innerHTML +=`), or by cloning an
 * element beside it, as carousels do. Only what is equal node for node is taken for a copy.
 */
export function* copiesIn({ removedNodes, addedNodes, target }: MutationRecord): Generator<[copy: Node, from: Node]> {
  if (removedNodes.length > 0) {
    const { head, tail } = commonEnds(addedNodes, removedNodes, isCopy);
    for (let i = 0; i < head; i++) yield* pairs(addedNodes[i]!, removedNodes[i]!);
    for (let i = 1; i <= tail; i++) yield* pairs(addedNodes[addedNodes.length - i]!, removedNodes[removedNodes.length - i]!);
    return;
  }
  for (const node of addedNodes) {
    if (typeOf(node) !== Node.ELEMENT_NODE || parentOf(node) !== target) continue;
    let looked = 0;
    for (let one = firstChildOf(target); one !== null && looked < MOST_SIBLINGS; one = nextSiblingOf(one), looked++) {
      if (one === node || !doesEqual(one, node)) continue;
      yield* pairs(node, one);
      break;
    }
  }
}

/** To a text, more may be added at once. */
const isCopy = (node: Node, from: Node): boolean =>
  doesEqual(node, from) || (typeOf(node) === Node.TEXT_NODE && typeOf(from) === Node.TEXT_NODE && node.nodeValue!.startsWith(from.nodeValue!));

/** The nodes of two equal trees; however deep they are. */
function* pairs(copy: Node, from: Node): Generator<[copy: Node, from: Node]> {
  for (let a: Node | null = copy, b: Node | null = from; a !== null && b !== null; ) {
    yield [a, b];
    let [nextA, nextB]: [Node | null, Node | null] = [firstChildOf(a), firstChildOf(b)];
    while (nextA === null && a !== null && b !== null && a !== copy) {
      [nextA, nextB] = [nextSiblingOf(a), nextSiblingOf(b)];
      if (nextA === null) [a, b] = [parentOf(a), parentOf(b)];
    }
    [a, b] = [nextA, nextB];
  }
}
