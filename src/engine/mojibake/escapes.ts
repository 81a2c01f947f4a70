import type { CharacterModel } from '../language/model.ts';
import type { Edit, RepairStep } from '../types.ts';
import { costOf, isHan, isHangul, isKana } from './cost.ts';
import { isExample } from './examples.ts';

/** Characters that a page shows escaped, because it escaped them twice or forgot to unescape them. */

interface EscapeKind {
  readonly step: RepairStep;
  /** a run of escapes with what may stand between them */
  readonly run: RegExp;
  readonly decode: (run: string) => string;
}

/** Between escapes: ASCII that a writer does not escape, but no line break. */
const KINDS: readonly EscapeKind[] = [
  {
    step: { kind: 'references' },
    run: /(?:&(?:amp;)*#(?:\d{2,7}|x[\da-f]{2,6});)(?:[ \w.,:!?()%+-]{0,20}?(?:&(?:amp;)*#(?:\d{2,7}|x[\da-f]{2,6});))*/giu,
    decode: (run) => run.replace(/&(?:amp;)*#(?:(\d+)|x([\da-f]+));/giu, (whole, decimal, hex) => character(whole, decimal ? Number(decimal) : Number.parseInt(hex, 16))),
  },
  {
    step: { kind: 'unicode-escapes' },
    run: /(?:\\u[\da-f]{4})(?:[ \w.,:!?()%+-]{0,20}?(?:\\u[\da-f]{4}))*/giu,
    decode: (run) => run.replace(/\\u([\da-f]{4})/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
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
  },
];

const character = (whole: string, point: number): string =>
  (point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole);

/** A word that is an address, a path, a query or code: escapes belong there. */
const addressOrCode = /:\/\/|www\.|[/?=&#\\]|\.(?:com|cn|net|org|htm|php|jsp)|["'`{}[\]<>;$@]/iu;
const LEAST_CHARACTERS = 2;
const LEAST_SHARE = 0.5;
const WORST_AVERAGE = 9;

/** Edits that turn escapes in prose into their characters, with the step of each kind that was met. */
export function repairEscapes(text: string, model: CharacterModel): { edits: Edit[]; steps: RepairStep[] } {
  const edits: Edit[] = [];
  const steps: RepairStep[] = [];
  for (const { step, run, decode } of KINDS) {
    for (const found of text.matchAll(run)) {
      const start = found.index, before = found[0], end = start + before.length;
      if (edits.some((e) => e.start < end && start < e.end)) continue;
      const after = decode(before);
      if (after === before || !readsAsText(after, model)) continue;
      if (belongsToCode(text, start, end) || isExample(text, start, end, after.length)) continue;
      edits.push({ kind: 'mojibake', start, end, before, after, confidence: 0.95 });
      if (!steps.includes(step)) steps.push(step);
    }
  }
  return { edits: edits.sort((a, b) => a.start - b.start), steps };
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

/** Looks at the word, up to white space or Chinese, on either side. */
function belongsToCode(text: string, start: number, end: number): boolean {
  const left = /[!-~]*$/u.exec(text.slice(Math.max(0, start - 200), start))![0];
  const right = /^[!-~]*/u.exec(text.slice(end, end + 200))![0];
  return addressOrCode.test(left) || addressOrCode.test(right);
}
