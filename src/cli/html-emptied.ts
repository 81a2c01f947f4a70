import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Box } from './html-boxes.ts';
import type { HtmlPiece } from './html-scan.ts';

/** Elements that show something without text, or that scripts and styles of the page count on. */
const CONTENT: ReadonlySet<string> = new Set([
  'img', 'picture', 'video', 'audio', 'canvas', 'svg', 'iframe', 'object', 'embed', 'input', 'textarea', 'select',
  'button', 'script', 'style', 'link', 'template', 'form',
]);

const KEPT: ReadonlySet<string> = new Set(['html', 'head', 'body', 'title', 'meta', 'main', 'article', 'td', 'th']);

/**
 * Elements whose whole text is gone as spam: a line of keywords with its link, a link farm with its box. The outermost
 * of each, as ranges of the source.
 */
export function findEmptied(html: string, document: Tree.Document, pieces: readonly HtmlPiece[], gone: ReadonlySet<HtmlPiece>): Box[] {
  const texts = pieces.filter((piece) => piece.place !== 'attribute' && piece.place !== 'meta');
  const removed = texts.filter((piece) => gone.has(piece)).map((piece) => piece.start);
  if (removed.length === 0) return [];
  // What only parts the keywords (`|`, `·`) goes with them.
  const kept = texts.filter((piece) => !gone.has(piece) && hasWords(piece)).map((piece) => piece.start);
  const emptied: Box[] = [];
  const stack: Tree.Node[] = [document];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node) {
      const range = rangeOf(node);
      if (range && canGo(html, node, range, removed, kept)) {
        emptied.push(range);
        continue;
      }
    }
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return emptied;
}

function hasWords(piece: HtmlPiece): boolean {
  return /[\p{L}\p{N}]/u.test(piece.text);
}

/** An element's range in the source, where it was closed by its own end tag. */
function rangeOf(element: Tree.Element): Box | undefined {
  const location = element.sourceCodeLocation;
  if (KEPT.has(element.tagName) || !location?.endTag) return undefined;
  return { start: location.startOffset, end: location.endOffset };
}

function canGo(html: string, element: Tree.Element, range: Box, removed: readonly number[], kept: readonly number[]): boolean {
  // By range and not by descent: where tags are crossed, other text can be written inside.
  return anyInside(removed, range) && !anyInside(kept, range) && !holdsContent(element) && isBalanced(html.slice(range.start, range.end));
}

/** @param starts ascending */
function anyInside(starts: readonly number[], { start, end }: Box): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < starts.length && starts[low]! < end;
}

function holdsContent(element: Tree.Element): boolean {
  const stack: Tree.Node[] = [...element.childNodes];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node && CONTENT.has(node.tagName)) return true;
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return false;
}

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'wbr', 'area', 'base', 'col', 'img', 'input', 'link', 'meta', 'source', 'track', 'embed', 'param']);

/** True where every tag that is opened is closed and the other way round: taking it out changes nothing around it. */
function isBalanced(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)\b[^>]*>/gi)) {
    const tag = name.toLowerCase();
    if (VOID.has(tag)) continue;
    if (!slash) open.push(tag);
    else if (open.pop() !== tag) return false;
  }
  return open.length === 0;
}
