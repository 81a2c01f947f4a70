import type { Harm, Score } from './measure.ts';

/** A Markdown table, columns padded so that it also reads as plain text. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Titles of the columns of `scoreRow`. */
export const SCORE_HEAD = [
  'variant', 'lines', 'exact', 'digit eaten', 'exact without those', 'slipped lines', 'exact', 'characters', 'exact', 'wrong', 'marked lost', 'exact in Simplified', 'MB/s',
];

/** One variant's row. */
export function scoreRow(name: string, score: Score): string[] {
  return [
    name,
    String(score.lines),
    percent(score.exactLines, score.lines, 2),
    String(score.eatenLines),
    percent(score.exactLines - score.exactEatenLines, score.lines - score.eatenLines, 2),
    String(score.slippedLines),
    percent(score.exactSlippedLines, score.slippedLines, 2),
    String(score.chars),
    percent(score.chars - score.wrongChars - score.lostChars, score.chars, 4),
    `${score.wrongChars} (${percent(score.wrongChars, score.chars, 4)})`,
    `${score.lostChars} (${percent(score.lostChars, score.chars, 4)})`,
    percent(score.exactSimplified, score.lines, 2),
    rate(score.bytes, score.seconds),
  ];
}

/** Titles of the columns of `harmRow`. */
export const HARM_HEAD = ['text in which nothing is wrong', 'pages', 'bytes', 'pages changed', 'bytes changed', 'MB/s'];

/** One folder's row. */
export function harmRow(name: string, harm: Harm): string[] {
  return [
    name, String(harm.pages), String(harm.bytes), String(harm.changedPages), String(harm.changedBytes), rate(harm.bytes, harm.seconds),
  ];
}

function percent(part: number, whole: number, digits: number): string {
  if (whole === 0) return '–';
  const value = (100 * part) / whole;
  // Never round up to a full hundred: 100 % means every one.
  const shown = value < 100 && Number(value.toFixed(digits)) === 100 ? 100 - 10 ** -digits : value;
  return `${shown.toFixed(digits)} %`;
}

/** A share in percent, rounded down to two digits. */
export const percentDown = (part: number, whole: number): string => (whole === 0 ? '–' : `${(Math.floor((10_000 * part) / whole) / 100).toFixed(2)} %`);

function rate(bytes: number, seconds: number): string {
  return seconds === 0 ? '–' : (bytes / 1e6 / seconds).toFixed(1);
}
