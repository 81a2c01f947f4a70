import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isOtherLanguage, UNTOUCHED_ELEMENTS, WORDED_ATTRIBUTES } from '../engine/html.ts';
import type { Place } from '../engine/types.ts';
import type { Piece } from './cleaner.ts';
import { type Hiding, hidingOf } from './html-hidden.ts';
import { type RawText, readRaw } from './html-raw.ts';
import { parseHtml } from './html-tree.ts';

/** A piece of text in an HTML source. */
export interface HtmlPiece extends Piece {
  /** where it is written in the source: `[start, start + raw length)` */
  readonly start: number;
  readonly raw: RawText;
  readonly rawLength: number;
  /** the quote around an attribute's value; empty for text and for values without */
  readonly quote: string;
}

/** A parsed page with its pieces in the order of the source. */
interface ScannedHtml {
  readonly document: Tree.Document;
  readonly pieces: readonly HtmlPiece[];
}

/** In an `xmp` nothing can be written but as it is read: there are no character references in it. */
const UNTOUCHED: ReadonlySet<string> = new Set([...UNTOUCHED_ELEMENTS, 'xmp']);

const BUTTON_TYPES: ReadonlySet<string> = new Set(['button', 'submit', 'reset']);
const META_NAMES = /^(?:keywords|description|(?:og|twitter):(?:title|description|site_name|image:alt))$/i;

/** What the ancestors of a node say. */
interface Context {
  readonly place: Place;
  /** number of the outermost element around it that takes all in it out of sight by its own markup */
  readonly box: number | undefined;
  /** by what text here can't be read, and the number of the outermost element that says so */
  readonly unread: ReadonlyMap<string, number>;
  readonly link: boolean;
  readonly foreign: boolean;
  /** marked as not to be translated */
  readonly fixed: boolean;
  /** Japanese, Korean or Vietnamese, by the nearest `lang` */
  readonly otherLanguage: boolean;
  readonly untouched: boolean;
}

/** Parses a page and finds every text node and attribute that a reader can meet. */
export function scanHtml(html: string): ScannedHtml {
  const document = parseHtml(html);
  const pieces: HtmlPiece[] = [];
  const home = homeOf(html);
  const root: Context = { place: 'body', box: undefined, unread: new Map(), link: false, foreign: false, fixed: false, otherLanguage: false, untouched: false };
  // A stack and not recursion: pages nest deeper than the stack of calls is.
  const stack: [Tree.Node, Context][] = [[document, root]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, outer] = top;
    let context = outer;
    if ('tagName' in node) {
      context = contextOf(node, outer, home);
      for (const piece of attributePieces(html, node, context)) pieces.push(piece);
    }
    if (node.nodeName === '#text') for (const piece of textPieces(html, node as Tree.TextNode, outer)) pieces.push(piece);
    if ('childNodes' in node && !context.untouched) {
      for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push([node.childNodes[i]!, context]);
    }
  }
  pieces.sort((a, b) => a.start - b.start);
  return { document, pieces: pieces.filter((piece, i) => i === 0 || piece.start >= pieces[i - 1]!.start + pieces[i - 1]!.rawLength) };
}

/** What the engine wants to know of where a piece stands. */
function standing({ box: hidden, unread, link, foreign, fixed, otherLanguage }: Context): Pick<HtmlPiece, 'hidden' | 'box' | 'link' | 'foreign' | 'keepScript'> {
  const box = hidden ?? (unread.size === 0 ? undefined : Math.min(...unread.values()));
  return { hidden: box !== undefined, ...(box === undefined ? {} : { box }), link, foreign, keepScript: fixed || otherLanguage };
}

const CANONICAL = /\brel\s*=\s*["']?canonical\b/i;

/** The host that a saved page says it came from: of its canonical address. */
function homeOf(html: string): string | undefined {
  // The tag first: in one pattern, a tag without an end is read again from each `rel` in it.
  const link = html.match(/<link\b[^<>]*>/gi)?.find((tag) => CANONICAL.test(tag)) ?? '';
  return hostOf(/\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(link)?.[1] ?? '');
}

const hostOf = (address: string): string | undefined => /^\s*(?:https?:)?\/\/([^/?#:\s]+)/i.exec(address)?.[1]?.toLowerCase();

function leadsElsewhere(address: string, home: string | undefined): boolean {
  const host = hostOf(address);
  return home !== undefined && host !== undefined && host !== home;
}

function contextOf(element: Tree.Element, outer: Context, home: string | undefined): Context {
  const attribute = (name: string) => element.attrs.find((one) => one.name === name)?.value.toLowerCase();
  const editable = attribute('contenteditable');
  const lang = attribute('lang');
  const at = element.sourceCodeLocation?.startOffset ?? 0;
  const hiding = hidingOf(element);
  const place: Place = element.tagName === 'title' ? 'title' : /^h[1-6]$/.test(element.tagName) ? 'heading' : outer.place;
  return {
    place,
    box: outer.box ?? (hiding.all ? at : undefined),
    unread: unreadIn(outer.unread, hiding, at),
    link: outer.link || element.tagName === 'a',
    foreign: outer.foreign || (element.tagName === 'a' && leadsElsewhere(attribute('href') ?? '', home)),
    fixed: fixedBy(attribute('translate'), attribute('class')) ?? outer.fixed,
    otherLanguage: lang === undefined ? outer.otherLanguage : isOtherLanguage(lang),
    untouched: outer.untouched || UNTOUCHED.has(element.tagName) || (editable !== undefined && editable !== 'false'),
  };
}

/** What is around an element, and what it sets anew. */
function unreadIn(outer: Context['unread'], { unread }: Hiding, at: number): Context['unread'] {
  if (unread.size === 0) return outer;
  const inner = new Map(outer);
  for (const [name, hides] of unread) {
    if (!hides) inner.delete(name);
    else if (!inner.has(name)) inner.set(name, at);
  }
  return inner;
}

/** What an element says by itself of its being translated, as HTML has it; `undefined`: nothing. */
function fixedBy(translate: string | undefined, classes = ''): boolean | undefined {
  if (translate === 'no' || classes.split(/\s+/).includes('notranslate')) return true;
  return translate === 'yes' || translate === '' ? false : undefined;
}

function textPieces(html: string, node: Tree.TextNode, context: Context): HtmlPiece[] {
  const location = node.sourceCodeLocation;
  if (!location || !/\S/.test(node.value) || !node.parentNode || !('tagName' in node.parentNode)) return [];
  const { startOffset: start, endOffset } = location;
  const raw = readRaw(html.slice(start, endOffset), false);
  return [{ text: raw.text, place: context.place, ...standing(context), start, raw, rawLength: endOffset - start, quote: '' }];
}

function attributePieces(html: string, element: Tree.Element, context: Context): HtmlPiece[] {
  const pieces: HtmlPiece[] = [];
  for (const { name, value } of element.attrs) {
    const location = element.sourceCodeLocation?.attrs?.[name];
    if (!location || !/\S/.test(value) || !carriesWords(element, name)) continue;
    const written = html.slice(location.startOffset, location.endOffset);
    const equals = /^[^=]*=\s*(["']?)/.exec(written);
    if (!equals) continue;
    const quote = equals[1]!;
    const inner = written.slice(equals[0].length, quote ? -1 : undefined);
    const raw = readRaw(inner, true);
    pieces.push({
      text: raw.text, place: name === 'content' ? 'meta' : 'attribute',
      ...standing(context),
      start: location.startOffset + equals[0].length, raw, rawLength: inner.length, quote,
    });
  }
  return pieces;
}

function carriesWords(element: Tree.Element, name: string): boolean {
  const attribute = (other: string) => element.attrs.find((one) => one.name === other)?.value;
  if (name === 'content') {
    return element.tagName === 'meta' && META_NAMES.test(attribute('name') ?? attribute('property') ?? '');
  }
  if (name === 'value') {
    const type = attribute('type')?.toLowerCase() ?? '';
    // A submit button that has a name sends its words.
    return element.tagName === 'input' && BUTTON_TYPES.has(type) && !(type === 'submit' && Boolean(attribute('name')));
  }
  return (WORDED_ATTRIBUTES as readonly string[]).includes(name);
}
