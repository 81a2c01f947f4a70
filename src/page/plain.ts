import { isBrowsersOwn } from './scope.ts';
import { allIn, closestOf, firstChildOf, isConnected, nextSiblingOf, parentOf, textContentOf, typeOf } from './tree.ts';

/** Text in these is for programs. */
const PROGRAMS = 'script,style,noscript,template,textarea,pre,code';

/** A piece has so many characters at most: between pieces there is time for other things. */
const PIECE = 1 << 16;

/**
 * The text below a node, in order and without what is for programs, in few large pieces: to ask the browser for the whole text of an
 * element costs next to nothing, to ask for every text node costs microseconds for each. The tree may change between pieces.
 * @param top an element, a text node or a shadow root
 * @returns false where what was to come next is no longer in the page
 */
export function* plainText(top: Node): Generator<string, boolean> {
  const programs = new Set<Node>();
  const around = new Set<Node>();
  for (const program of isText(top) ? [] : allIn(top as ParentNode & Node, PROGRAMS)) {
    if (isBrowsersOwn(program)) continue;
    programs.add(program);
    for (let above = parentOf(program); above !== null && !around.has(above); above = above === top ? null : parentOf(above)) around.add(above);
  }
  let node: Node | null = top;
  while (node !== null) {
    let down: Node | null = null;
    if (around.has(node)) down = firstChildOf(node);
    else if (hasText(node) && !programs.has(node)) yield* piecesOf(textContentOf(node) as string);
    if (!isConnected(node)) return false;
    if (down !== null) node = down;
    else {
      while (node !== null && node !== top && nextSiblingOf(node) === null) node = parentOf(node);
      node = node === null || node === top ? null : nextSiblingOf(node);
    }
  }
  return true;
}

/** Text or CDATA, not comments, which have text, too. */
const isText = (node: Node): boolean => typeOf(node) === 3 || typeOf(node) === 4;
/** The same, elements and shadow roots. */
const hasText = (node: Node): boolean => isText(node) || typeOf(node) === 1 || typeOf(node) === 11;

function* piecesOf(text: string): Generator<string, void> {
  if (text.length <= PIECE) yield text;
  else for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** Is a node within something that is for programs? */
export function isForPrograms(node: Node): boolean {
  const parent = parentOf(node);
  const program = parent !== null && typeOf(parent) === 1 ? closestOf(parent as Element, PROGRAMS) : null;
  return program !== null && !isBrowsersOwn(program);
}
