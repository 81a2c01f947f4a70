import { type Source, type Splice, writeSource } from './charset.ts';
import type { CleanDocument } from './cleaner.ts';
import { type Box, findBoxes } from './html-boxes.ts';
import { findEmptied } from './html-emptied.ts';
import { escapeText, readRaw } from './html-raw.ts';
import { type HtmlPiece, scanHtml } from './html-scan.ts';
import type { PlacedEdit } from './report.ts';
import { splicesOf } from './splices.ts';
import type { CleanedDocument } from './text.ts';

/** Cleans an HTML page. Only what changes is written anew; everything else stays byte for byte. */
export function cleanHtml(source: Source, clean: CleanDocument, spam: boolean): CleanedDocument {
  const html = source.text;
  const boxes = spam ? findBoxes(html) : [];
  const { document, pieces } = scanHtml(blanked(html, boxes));
  const cleaned = clean(pieces);
  const gone = new Set(pieces.filter((_, i) => cleaned.texts[i] === null));
  const splices: Splice[] = [...boxes, ...findEmptied(html, document, pieces, gone)].map((range) => ({ ...range, text: '' }));
  pieces.forEach((piece, i) => {
    for (const splice of pieceSplices(html, piece, cleaned.texts[i]!, cleaned.edits[i]!)) splices.push(splice);
  });
  const lineOf = lineCounter(html);
  const edits = boxes.map(({ start, end }): PlacedEdit => ({
    kind: 'spam', place: 'body', line: lineOf(start), start: 0, end: end - start, before: html.slice(start, end), after: '', confidence: 1, why: ['kit'],
  }));
  pieces.forEach((piece, i) => {
    for (const edit of cleaned.edits[i]!) edits.push({ ...edit, place: piece.place, line: lineOf(piece.start) });
  });
  return {
    bytes: writeSource(source, inOrder(splices), (char) => `&#${char.codePointAt(0)};`),
    script: cleaned.script,
    converted: cleaned.converted,
    edits: edits.sort((a, b) => a.line - b.line),
    lacking: 0, // all can be written as references
  };
}

/** Boxes as spaces, so that they disturb no tree and every offset stays. */
function blanked(html: string, boxes: readonly Box[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of boxes) {
    out += html.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return out + html.slice(at);
}

function pieceSplices(html: string, piece: HtmlPiece, text: string | null, edits: CleanedEdits): Splice[] {
  const { start, raw, rawLength, quote } = piece;
  if (text === piece.text) return [];
  const all: Splice = { start, end: start + rawLength, text: escapeText(text ?? '', quote) };
  if (text === null || !quote && isValue(piece)) return [quoted(piece, all)];
  const splices = splicesOf(piece.text, text, edits).map((splice): Splice => ({
    start: start + (splice.start < piece.text.length ? raw.rangeStart(splice.start) : rawLength),
    end: start + (splice.end > splice.start ? raw.rangeEnd(splice.end - 1) : splice.start < piece.text.length ? raw.rangeStart(splice.start) : rawLength),
    text: escapeText(splice.text, quote),
  }));
  // Next to what stays, new text can make a reference that was not there; then the whole piece is written anew.
  return readRaw(spliced(html, start, start + rawLength, splices), isValue(piece)).text === text ? splices : [all];
}

type CleanedEdits = Parameters<typeof splicesOf>[2];

/** Is it the value of an attribute? */
const isValue = ({ place }: HtmlPiece): boolean => place === 'attribute' || place === 'meta';

/** A value that stood without quotes gets them: the new one may hold a space. */
function quoted(piece: HtmlPiece, splice: Splice): Splice {
  if (piece.quote || !isValue(piece)) return splice;
  return { ...splice, text: `"${splice.text.replaceAll('"', '&quot;')}"` };
}

function spliced(html: string, start: number, end: number, splices: readonly Splice[]): string {
  let out = '';
  let at = start;
  for (const splice of splices) {
    out += html.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return out + html.slice(at, end);
}

/** Sorted, and without those that stand in a larger one. */
function inOrder(splices: Splice[]): Splice[] {
  splices.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Splice[] = [];
  for (const splice of splices) {
    if (kept.length === 0 || splice.start >= kept.at(-1)!.end) kept.push(splice);
  }
  return kept;
}

function lineCounter(html: string): (offset: number) => number {
  const starts = [0];
  for (const match of html.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
