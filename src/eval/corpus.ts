import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { UsageError } from './command-line.ts';

/** A text that is measured as one page. */
export interface Page {
  readonly name: string;
  /** without line breaks */
  readonly lines: readonly string[];
}

const TEXT_ENDINGS = new Set(['.txt', '.md', '.json']);

/**
 * Reads every .txt, .md and .json below a folder, sorted by name so that a run can be repeated.
 * @param limit stop after so many lines in all
 * @throws where the folder can't be read or holds no text
 */
export function readPages(folder: string, limit = Infinity): Page[] {
  const pages: Page[] = [];
  let left = limit;
  for (const path of textFiles(folder)) {
    if (left <= 0) break;
    const lines = readFileSync(path, 'utf8').split(/\r\n|\r|\n/).slice(0, left);
    left -= lines.length;
    pages.push({ name: relative(folder, path) || path, lines });
  }
  if (pages.length === 0) throw new UsageError(`no .txt, .md or .json in ${folder}`);
  return pages;
}

/**
 * Cuts pages into excerpts, as crawls hold them.
 * @param size lines with text in each; what is left over at the end of a page is an excerpt, too
 */
export function excerptsOf(pages: readonly Page[], size: number): Page[] {
  return pages.flatMap(({ name, lines }) => {
    const full = lines.filter((line) => /\S/u.test(line));
    return Array.from({ length: Math.ceil(full.length / size) }, (_, i) => ({ name: `${name}, excerpt ${i + 1}`, lines: full.slice(i * size, (i + 1) * size) }));
  });
}

function textFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const found: string[] = [];
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) found.push(...textFiles(child));
    else if (TEXT_ENDINGS.has(extname(entry.name).toLowerCase())) found.push(child);
  }
  return found;
}
