import { FULL_WIDTH } from '../engine/charset/full-width.ts';
import { type Cut, decodeMbstring, encodeGbk, fitsGbk, type LoneLead } from './gbk.ts';
import { insertAnnotations, type KitTable } from './kit-table.ts';
import { toKitTraditional } from './kit-script.ts';

export { type KitTable, makeTable, tableOf, type TableOptions } from './kit-table.ts';
export { toKitTraditional } from './kit-script.ts';

/**
 * The forward model of the annotating mirror kit: what it does to an honest Simplified Chinese page. The steps are
 * Simplified to Traditional by character, GBK, byte search and replace, cutting at sentence marks, and decoding piece
 * by piece as CP936.
 */
export interface KitOptions {
  /** what a lead byte left alone at a cut or at the end becomes: `?` (default) or nothing */
  readonly loneLead?: LoneLead;
  /** true: it cuts at `，`, too, as some kits do */
  readonly commas?: boolean;
  /** later, a crawler writes `，！？：（）` in ASCII, or all full-width forms (NFKC), letters in the garbage among them */
  readonly fold?: 'marks' | 'all';
  /** later, a crawler drops private-use characters */
  readonly dropPrivateUse?: boolean;
  /** false: the text is Traditional already, leave step 2 out */
  readonly convert?: boolean;
}

/** Infects any text, be it plain or HTML, tags and attributes included: to the kit they are all bytes. */
export function infect(text: string, table: KitTable, options: KitOptions = {}): string {
  return afterwards(decodePieces(text, table, options), options);
}

/** Infects a whole HTML page; an eaten `<`, `"` or `>` stays eaten. */
export const infectHtml = infect;

/** One line of an infected page, with what is true of it. */
export interface InfectedLine {
  /** as a reader of the damaged page finds it */
  readonly infected: string;
  /** the honest line */
  readonly simplified: string;
  /** the honest line after step 2: what a repair that keeps the script should give */
  readonly traditional: string;
  /** the damage is more than annotations: without them, the line still is not `traditional` */
  readonly slipped: boolean;
  /** the annotating kit changed it at all, beyond turning it Traditional */
  readonly annotated: boolean;
  /** it holds characters that GBK lacks, which are `?` for good */
  readonly lossy: boolean;
}

/** How the lines of a page are infected. */
export interface PageOptions extends KitOptions {
  /** each line stands in a paragraph, so that its end tag can be eaten as in `?！?/p>`; true by default */
  readonly markup?: boolean;
}

const END_TAG = '</p>';

/** Infects the lines of a page (without line breaks in them) as one. Gives as many lines as it got. */
export function infectLines(lines: readonly string[], table: KitTable, options: PageOptions = {}): InfectedLine[] {
  const { markup = true } = options;
  const end = markup ? END_TAG : '';
  const page = lines.map((line) => line + end).join('\n');
  // A control character survives any slip, so there is one line break for each.
  const damaged = decodePieces(page, table, options).split('\n');
  const annotation = annotationsOf(table);
  return lines.map((simplified, i) => {
    let line = damaged[i]!;
    if (markup && line.endsWith(END_TAG)) line = line.slice(0, -END_TAG.length);
    const traditional = options.convert === false ? simplified : toKitTraditional(simplified);
    const lossy = !fitsGbk(traditional);
    const written = lossy ? questionMarks(traditional) : traditional;
    return {
      infected: afterwards(line, options),
      simplified,
      traditional,
      slipped: line !== written && line.replace(annotation, '') !== written,
      annotated: line !== written,
      lossy,
    };
  });
}

/** True where the line would be damaged to the same text with another digit in it: which one it had, nothing tells. @param line as it was, Simplified */
export function eatsDigit(line: string, table: KitTable, options: KitOptions = {}): boolean {
  const damaged = (text: string): string => infect(text + END_TAG, table, options);
  const seen = damaged(line);
  for (const { index, 0: digit } of line.matchAll(/[0-9]/g)) {
    const other = digit === '0' ? '1' : '0';
    if (damaged(line.slice(0, index) + other + line.slice(index + 1)) === seen) return true;
  }
  return false;
}

const FOLDED = { marks: /[，！？：（）]/g, all: /[\uff01-\uff5e]/g };

/** Full-width forms that crawlers write in ASCII, as they do it. */
export const fold = (text: string, which: 'marks' | 'all'): string =>
  text.replace(FOLDED[which], (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH));

function decodePieces(text: string, table: KitTable, options: KitOptions): string {
  const honest = options.convert === false ? text : toKitTraditional(text);
  const bytes = insertAnnotations(encodeGbk(honest), table);
  return decodeMbstring(bytes, findCuts(bytes, options.commas === true), options.loneLead ?? '?');
}

function afterwards(text: string, options: KitOptions): string {
  let out = text;
  if (options.fold !== undefined) out = fold(out, options.fold);
  if (options.dropPrivateUse) out = out.replace(/[\ue000-\ue765]/g, '');
  return out;
}

/** Characters that GBK lacks, as `?`. */
function questionMarks(text: string): string {
  return [...text].map((char) => (fitsGbk(char) ? char : '?')).join('');
}

function annotationsOf(table: KitTable): RegExp {
  const readings = [...new Set(table.readings.values())].sort((a, b) => b.length - a.length);
  return new RegExp(`\\((?:${readings.join('|')})\\)`, 'g');
}

/**
 * Cuts at A3 A1 (！), then A3 BF (？), then what is left at A1 A3 (。), then at A3 BB (；), wherever these bytes
 * stand. One pass: only A1 A3 can overlap the others, and it yields to the first two and wins over the last.
 * @param commas true: at A3 AC (，), too, to which A1 A3 yields
 */
function findCuts(bytes: Uint8Array, commas: boolean): Cut[] {
  const cuts: Cut[] = [];
  for (let i = 0; i + 1 < bytes.length; i++) {
    const first = bytes[i];
    const second = bytes[i + 1];
    let mark = 0;
    if (first === 0xa3) {
      if (second === 0xa1) mark = 0xff01;
      else if (second === 0xbf) mark = 0xff1f;
      else if (second === 0xbb) mark = 0xff1b;
      else if (second === 0xac && commas) mark = 0xff0c;
    } else if (first === 0xa1 && second === 0xa3) {
      const next = bytes[i + 2];
      if (next !== 0xa1 && next !== 0xbf && !(next === 0xac && commas)) mark = 0x3002;
    }
    if (mark !== 0) {
      cuts.push({ start: i, mark });
      i++;
    }
  }
  return cuts;
}
