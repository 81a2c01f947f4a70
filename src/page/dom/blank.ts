import { localNameOf, parentElementOf, shadowRootOf } from './tree.ts';

/** Things that are worth seeing without any text. */
const CONTENT =
  'img,picture,video,audio,canvas,svg,math,iframe,object,embed,input,textarea,select,button,progress,meter,hr,table';

/** Hiding one of these would move its neighbours. */
const GRID: ReadonlySet<string> = new Set(['td', 'th', 'col', 'colgroup', 'caption', 'thead', 'tbody', 'tfoot']);

/** These stay, whatever is left in them. */
const PAGE: ReadonlySet<string> = new Set(['html', 'head', 'body', 'title', 'meta', 'main', 'option', 'slot']);

/** True if there is nothing to see in an element: no text, no picture, no control. */
export function isBlank(element: Element): boolean {
  if (element.matches('button,select,svg,iframe,object') || element.querySelector(CONTENT) !== null) return false;
  if (shadowRootOf(element) !== null) return false;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    if (/\S/.test(walker.currentNode.nodeValue ?? '') && !/^(?:script|style)$/.test(walker.currentNode.parentElement?.localName ?? '')) return false;
  }
  return true;
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
