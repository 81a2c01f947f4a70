import type { CharacterModel } from '../language/model.ts';
import type { Edit, RepairStep } from '../types.ts';
import { costOf, isHan, isHangul, isKana } from './cost.ts';
import { Examples } from './examples.ts';
import { withEdits } from '../edits.ts';

/** Characters that a page shows escaped, because it escaped them twice or forgot to unescape them. */

interface EscapeKind {
  readonly step: RepairStep;
  /** a run of escapes with what may stand between them */
  readonly run: RegExp;
  readonly decode: (run: string) => string;
  /** one escape */
  readonly one: RegExp;
}

/** Between escapes: ASCII that a writer does not escape, but no line break. */
const BETWEEN = String.raw`[ \w.,:!?()%+-]{0,20}?`;
/** A run of these. @param first the beginning of it */
const runOf = (one: RegExp, first = one.source): RegExp => new RegExp(`(?:${first})(?:${BETWEEN}(?:${one.source}))*`, one.flags);

const REFERENCE = /&(?:amp;)*#(?:\d{2,7}|x[\da-f]{2,6});/giu, UNICODE = /[\\%]u[\da-f]{4}/giu, BARE_UNICODE = /u[\da-f]{4}/gu;

const KINDS: readonly EscapeKind[] = [
  {
    step: { kind: 'references' },
    run: runOf(REFERENCE),
    decode: (run) => run.replace(/&(?:amp;)*#(?:(\d+)|x([\da-f]+));/giu, (whole, decimal, hex) => character(whole, decimal ? Number(decimal) : Number.parseInt(hex, 16))),
    one: REFERENCE,
  },
  {
    step: { kind: 'unicode-escapes' },
    // As JSON and JavaScript's `escape` write them, …
    run: runOf(UNICODE),
    decode: (run) => run.replace(/[\\%]u([\da-f]{4})/giu, named),
    one: UNICODE,
  },
  {
    step: { kind: 'unicode-escapes' },
    // … and what is left of them where a program took the backslashes away: several together, which no word looks like.
    run: runOf(BARE_UNICODE, String.raw`(?<![\w\\%+.-])(?:${BARE_UNICODE.source}){2,}`),
    decode: (run) => run.replace(/u([\da-f]{4})/gu, named),
    one: BARE_UNICODE,
  },
  {
    step: { kind: 'percent-encoding' },
    run: /(?:%[89a-f][\da-f])+(?:(?:%20|\+|[ .,:!?()-]|%[2-7][\da-f]|[\da-z]){0,8}?(?:%[89a-f][\da-f])+)*/giu,
    decode: (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    },
    one: /%[89a-f][\da-f]/giu,
  },
];

const named = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

const character = (whole: string, point: number): string =>
  (point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole);

/** A word that is an address, a path, a query or code: escapes belong there. */
const addressOrCode = /:\/\/|www\.|[/?=&#\\]|\.(?:com|cn|net|org|htm|php|jsp)|["'`{}[\]<>;$@]/iu;
const LEAST_CHARACTERS = 2;
const LEAST_SHARE = 0.5;
const WORST_AVERAGE = 9;

/** Edits that turn escapes in prose into their characters, with the step of each kind that was met. */
export function repairEscapes(text: string, model: CharacterModel): { edits: readonly Edit[]; steps: RepairStep[] } {
  let edits: readonly Edit[] = [];
  const steps: RepairStep[] = [];
  const examples = new Examples(text);
  for (const { step, run, decode, one } of KINDS) {
    const decoded: Edit[] = [], short: Edit[] = [];
    // Other escapes in the same word are no code.
    const words = text.replace(one, (found) => 'x'.repeat(found.length));
    for (const found of text.matchAll(run)) {
      const start = found.index, before = found[0], end = start + before.length;
      const after = decode(before);
      if (after === before || belongsToCode(words, start, end) || examples.has(start, end, after.length)) continue;
      (readsAsText(after, model) ? decoded : short).push({ kind: 'mojibake', start, end, before, after, confidence: 0.95 });
    }
    // A mark or a character by itself tells nothing, but where the text has nothing that is not escaped.
    const all = decoded.length > 0 && !/[^\0-\x7f]/u.test(text);
    const before = edits.length;
    edits = withEdits(edits, all ? withEdits(decoded, short) : decoded);
    if (edits.length > before) steps.push(step);
  }
  const marks = withEdits(edits, marksShown(text));
  if (marks.length > edits.length && !steps.some(({ kind }) => kind === 'references')) steps.push({ kind: 'references' });
  return { edits: marks, steps };
}

/** Full-width marks that a page shows as references, with or without the `&`: `第一章#xff1a;亂碼`. */
const shownMarks = /(?<=[\p{Script=Han}\w)）”》])(?:&(?:amp;)?)?#x(ff0[\da-f]|ff1[\da-f]|300[0-3]|300[89ab]|201[4cd]|2026);/giu;
const LEAST_MARKS = 2;

/** Edits of the marks that a text shows as references, and has nowhere as themselves: who writes about references has both. */
function marksShown(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index: start, 0: before, 1: hex } of text.matchAll(shownMarks)) {
    const end = start + before.length, after = String.fromCharCode(Number.parseInt(hex!, 16));
    if (text.includes(after) || belongsToCode(text, start, end)) continue;
    edits.push({ kind: 'mojibake', start, end, before, after, confidence: 0.95 });
  }
  return edits.length < LEAST_MARKS ? [] : edits;
}

function readsAsText(text: string, model: CharacterModel): boolean {
  let nats = 0, before2 = 0, before1 = 0, letters = 0, seen = 0;
  for (const char of text) {
    const point = char.codePointAt(0)!;
    if (point > 0x7f) seen++;
    if (isHan(point) || isKana(point) || isHangul(point)) letters++;
    nats += costOf(model, before2, before1, point);
    [before2, before1] = [before1, point];
  }
  return letters >= LEAST_CHARACTERS && letters >= seen * LEAST_SHARE && nats / [...text].length < WORST_AVERAGE;
}

/** A word is looked at so far, UTF-16 code units. */
const WORD_REACH = 200;
const isGraph = (unit: number): boolean => unit > 0x20 && unit < 0x7f;

/** Looks at the word, up to white space or Chinese, on either side. */
function belongsToCode(text: string, start: number, end: number): boolean {
  let from = start, to = end;
  while (from > 0 && start - from < WORD_REACH && isGraph(text.charCodeAt(from - 1))) from--;
  while (to < text.length && to - end < WORD_REACH && isGraph(text.charCodeAt(to))) to++;
  return addressOrCode.test(text.slice(from, start)) || addressOrCode.test(text.slice(end, to));
}

/** A comment, a key with its value, a string, a line that goes on in the next: source code and settings, where escapes are written by hand. */
const codeLine = /^[ \t]*(?:[#;]|\/\/|\/\*|\* |--|[\w.$-]+[ \t]*[:=]|(?:[a-z_]+[ \t]+)?["'])|\\[ \t]*$/mu;
const codeEscapes = /[\\%]?u[\da-f]{4}u|[\\%]u[\da-f]{4}|%[89a-f][\da-f]%/iu;

/** Does the text show escapes in a line of code? Not those that only HTML has. */
export const showsEscapesInCode = (text: string): boolean => codeEscapes.test(text) && codeLine.test(text);
