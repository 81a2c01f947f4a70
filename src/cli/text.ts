import { type Splice, type Source, writeSource } from './charset.ts';
import type { CleanDocument } from './cleaner.ts';
import type { DocumentEdits } from './report.ts';
import { splicesOf } from './splices.ts';

/** A document cleaned: its bytes, and what was done. */
export interface CleanedDocument extends DocumentEdits {
  readonly bytes: Uint8Array;
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
  const cleaned = clean(lines.map(({ text }) => ({ text, place: 'body' as const })));
  const splices: Splice[] = [];
  lines.forEach((line, i) => {
    const text = cleaned.texts[i]!;
    if (text === null) {
      splices.push({ start: line.start, end: line.start + line.text.length + line.lineBreak.length, text: '' });
      return;
    }
    for (const splice of splicesOf(line.text, text, cleaned.edits[i]!)) {
      splices.push({ start: line.start + splice.start, end: line.start + splice.end, text: splice.text });
    }
  });
  return {
    bytes: writeSource(source, splices, () => '□'),
    script: cleaned.script,
    converted: cleaned.converted,
    edits: lines.flatMap((_, i) => cleaned.edits[i]!.map((edit) => ({ ...edit, place: 'body' as const, line: i + 1 }))),
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
