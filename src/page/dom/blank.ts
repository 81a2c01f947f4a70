import { EDITABLE, inUntouched } from './scope.ts';
import { allIn, doesMatch, localNameOf, parentElementOf, shadowRootOf, textWalker } from './tree.ts';

/** Things that are worth seeing without any text. */
const CONTENT =
  `img,picture,video,audio,canvas,svg,math,iframe,object,embed,input,textarea,select,button,progress,meter,hr,table,${EDITABLE}`;

/** Hiding one of these would move its neighbours. */
const GRID: ReadonlySet<string> = new Set(['td', 'th', 'col', 'colgroup', 'caption', 'thead', 'tbody', 'tfoot']);

/** These stay, whatever is left in them. */
const PAGE: ReadonlySet<string> = new Set(['html', 'head', 'body', 'title', 'meta', 'main', 'option', 'slot']);

/** True if there is nothing to see in an element: no text, no picture, no control. */
export function isBlank(element: Element): boolean {
  if (doesMatch(element, 'button,select,svg,iframe,object') || allIn(element, CONTENT).length > 0) return false;
  return wordsIn(element).next().done === true && !holdsTrees(element);
}

/** True if there is something to see in an element beside the texts that may be touched: those are shown or go with what they come to. */
export function holdsContent(element: Element): boolean {
  if (allIn(element, CONTENT).length > 0 || holdsTrees(element)) return true;
  for (const text of wordsIn(element)) if (inUntouched(text)) return true;
  return false;
}

/** What is in a shadow tree is seen, and what a custom element shows nobody knows: its tree may be closed, or come later. */
export function holdsTrees(element: Element): boolean {
  if (isHost(element)) return true;
  for (const inner of allIn(element, '*')) if (isHost(inner)) return true;
  return false;
}

const isHost = (element: Element): boolean => shadowRootOf(element) !== null || localNameOf(element).includes('-');

function* wordsIn(element: Element): Generator<Node> {
  const walker = textWalker(element);
  while (walker.nextNode() !== null) {
    const node = walker.currentNode;
    if (/\S/.test(node.nodeValue ?? '') && !/^(?:script|style)$/.test(localNameOf(parentElementOf(node) as Element))) yield node;
  }
}

/**
 * The largest element that has become blank because a text in it went, so that no empty heading, list or box stays.
 * @returns `null` if hiding anything would not make the page look better
 */
export function blankAround(node: Node): Element | null {
  let largest: Element | null = null;
  for (let at = parentElementOf(node); at !== null && !PAGE.has(localNameOf(at)); at = parentElementOf(at)) {
    if (localNameOf(at) === 'table' ? !isBlankTable(at) : !isBlank(at)) break;
    if (!GRID.has(localNameOf(at))) largest = at;
  }
  return largest;
}

function isBlankTable(table: Element): boolean {
  for (const part of table.children) if (!isBlank(part)) return false;
  return true;
}
