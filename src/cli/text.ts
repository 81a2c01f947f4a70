import { lacksIn, type Splice, type Source, writeSource } from './charset.ts';
import type { CleanDocument, Cleaned } from './cleaner.ts';
import type { DocumentEdits, PlacedEdit } from './report.ts';
import { writableSplicesOf } from './splices.ts';

/** A document cleaned: its bytes, and what was done. */
export interface CleanedDocument extends DocumentEdits {
  readonly bytes: Uint8Array;
  /** how many characters could not be written in the document's charset; what stood in their places stays */
  readonly lacking: number;
}

/** A line and where it starts. */
interface Line {
  readonly start: number;
  readonly text: string;
  /** its line break: `\n`, `\r\n`, `\r`, or nothing at the end */
  readonly lineBreak: string;
}

/** Cleans plain text. Lines that were injected go with their line break; nothing else moves. */
export function cleanText(source: Source, clean: CleanDocument): CleanedDocument {
  const lines = linesOf(source.text);
  const pieces = lines.map(({ text }) => ({ text, place: 'body' as const }));
  const done = written(source, lines, clean(pieces));
  if (done.lacking <= done.converted) return done;
  // Big5 can't write most of Simplified: a text that is half in the one script and half in the other is worse than either.
  return { ...written(source, lines, clean(pieces.map((piece) => ({ ...piece, keepScript: true })))), script: 'keep', lacking: done.lacking };
}

/** The text with what became of its lines. */
function written(source: Source, lines: readonly Line[], cleaned: Cleaned): CleanedDocument {
  const lacks = lacksIn(source.charset);
  const splices: Splice[] = [];
  const edits: PlacedEdit[] = [];
  let lacking = 0;
  let converted = 0;
  lines.forEach((line, i) => {
    const text = cleaned.texts[i]!;
    let done = cleaned.edits[i]!;
    if (text === null) {
      splices.push({ start: line.start, end: line.start + line.text.length + line.lineBreak.length, text: '' });
    } else {
      const writable = writableSplicesOf(line.text, text, done, lacks);
      for (const splice of writable.splices) splices.push({ start: line.start + splice.start, end: line.start + splice.end, text: splice.text });
      done = writable.edits;
      lacking += writable.lacking;
      converted += writable.converted;
    }
    for (const edit of done) edits.push({ ...edit, place: 'body', line: i + 1 });
  });
  return {
    bytes: writeSource(source, splices),
    script: cleaned.script,
    converted: lacking === 0 ? cleaned.converted : converted,
    edits,
    lacking,
  };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const pattern = /([^\r\n]*)(\r\n|\r|\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const [, line = '', lineBreak = ''] = pattern.exec(text)!;
    lines.push({ start, text: line, lineBreak });
  }
  return lines;
}
