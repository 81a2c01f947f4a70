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
 * Elements whose whole text is gone as spam: a line of keywords with its link, a link farm with its box; as ranges of
 * the source, which can stand in each other. Linear in the length of the page.
 */
export function findEmptied(html: string, document: Tree.Document, pieces: readonly HtmlPiece[], gone: ReadonlySet<HtmlPiece>): Box[] {
  const texts = pieces.filter((piece) => piece.place !== 'attribute' && piece.place !== 'meta');
  const removed = texts.filter((piece) => gone.has(piece)).map((piece) => piece.start);
  if (removed.length === 0) return [];
  // What only parts the keywords (`|`, `·`) goes with them.
  const kept = texts.filter((piece) => !gone.has(piece) && hasWords(piece)).map((piece) => piece.start);
  const elements = elementsOf(document);
  const content = elements.flatMap(({ tagName, sourceCodeLocation }) => (CONTENT.has(tagName) && sourceCodeLocation ? [sourceCodeLocation.startOffset] : [])).sort((a, b) => a - b);
  const ends = balancedEnds(html);
  // By range and not by descent: where tags are crossed, other text can be written inside.
  return elements.map(rangeOf).filter((range) => range !== undefined)
    .filter((range) => anyInside(removed, range) && !anyInside(kept, range) && !anyInside(content, range) && ends.get(range.start) === range.end);
}

function hasWords(piece: HtmlPiece): boolean {
  return /[\p{L}\p{N}]/u.test(piece.text);
}

function elementsOf(document: Tree.Document): Tree.Element[] {
  const elements: Tree.Element[] = [];
  const stack: Tree.Node[] = [document];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
  return elements;
}

/** An element's range in the source, where it was closed by its own end tag. */
function rangeOf(element: Tree.Element): Box | undefined {
  const location = element.sourceCodeLocation;
  if (KEPT.has(element.tagName) || !location?.endTag) return undefined;
  return { start: location.startOffset, end: location.endOffset };
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

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'wbr', 'area', 'base', 'col', 'img', 'input', 'link', 'meta', 'source', 'track', 'embed', 'param']);

/**
 * Where each start tag's own end tag ends, if every tag between them is closed, too, and the other way round: taking it all out
 * changes nothing around it.
 */
function balancedEnds(html: string): Map<number, number> {
  const ends = new Map<number, number>();
  let open: { readonly tag: string; readonly start: number }[] = [];
  for (const { 0: whole, 1: slash, 2: name = '', index } of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?![\w-])[^<>]*>/gi)) {
    const tag = name.toLowerCase();
    if (VOID.has(tag)) continue;
    if (!slash) open.push({ tag, start: index });
    else {
      const last = open.pop();
      if (last?.tag === tag) ends.set(last.start, index + whole.length);
      // It stands within all that is open.
      else open = [];
    }
  }
  return ends;
}
