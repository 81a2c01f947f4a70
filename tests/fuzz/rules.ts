import { apply } from '../../src/engine/edits.ts';
import { type CleanOptions, type Engine, LOST, type Outcome, type Passage } from '../../src/engine/types.ts';
import type { TextInput } from './inputs.ts';

/** A rule of harm that an input broke. */
export class Broken extends Error {}

const OPTIONS: readonly CleanOptions[] = [true, false].map((backToSimplified) => ({ spam: true, encoding: true, annotations: true, backToSimplified }));

export function holds(condition: boolean, rule: string, ...shown: unknown[]): asserts condition {
  if (!condition) throw new Broken([rule, ...shown.map((value) => JSON.stringify(value)?.slice(0, 400))].join(': '));
}

/**
 * The rules of harm for the engine, on one page.
 * @throws {Broken} naming the rule; anything else that is thrown breaks the rule that nothing is
 */
export function checkEngine(engine: Engine, { kind, lines }: TextInput): void {
  const page = pageOf(lines);
  // It takes long: not for every page.
  if (kind === 'misread' || lines.length === 1) checkExplanations(engine, lines);
  for (const options of OPTIONS) {
    const outcomes = engine.clean(page, engine.assess(page, options), options);
    holds(outcomes.length === lines.length, 'one outcome for each passage');
    for (const [i, outcome] of outcomes.entries()) checkOutcome(lines[i]!, outcome, options);
    const kept = outcomes.map((outcome) => outcome.text).filter((text) => text !== null);
    if (kept.length === lines.length && kept.every((text, i) => text === lines[i])) continue;
    holds(kind !== 'honest', 'a clean page is never changed', lines, kept);
    const cleaned = pageOf(kept);
    const again = engine.clean(cleaned, engine.assess(cleaned, options), options).map((outcome) => outcome.text);
    const first = again.findIndex((text, i) => text !== kept[i]);
    holds(first === -1, 'cleaning a cleaned page does nothing', kept[first], again[first]);
  }
}

const pageOf = (lines: readonly string[]): Passage[] => lines.map((text) => ({ text, place: 'body' }));

/** A reader's own text is short; the longest that is looked at here. */
const PASTED = 200;

/** What a reader pastes, and the bytes of a page that is read again: any text, any bytes. */
function checkExplanations(engine: Engine, lines: readonly string[]): void {
  const pasted = (lines[0] ?? '').slice(0, PASTED);
  const { text, edits } = engine.explain(pasted);
  holds(apply(pasted, edits) === text, 'the edits of an explanation give its text', pasted, text, edits);
  holds(undo(text, edits) === pasted, 'an explanation can be taken back', pasted, edits);
  const bytes = Buffer.from(pasted, 'utf8');
  holds(typeof engine.decode(bytes).text === 'string' && typeof engine.decode(bytes.subarray(1)).text === 'string', 'any bytes can be read', pasted);
}

/** Everything about one outcome that can be told without knowing the truth. */
function checkOutcome(text: string, { text: out, edits, converted }: Outcome, options: CleanOptions): void {
  let at = 0;
  for (const edit of edits) {
    holds(edit.start >= at && edit.end >= edit.start && edit.end <= text.length, 'edits are in order and apart', edit);
    holds(text.slice(edit.start, edit.end) === edit.before, 'an edit says what stood there', edit);
    holds(edit.confidence >= 0 && edit.confidence <= 1, 'a confidence is between 0 and 1', edit);
    at = edit.end;
  }
  if (out === null) {
    holds(edits.some((edit) => edit.kind === 'spam' && edit.before === text), 'what goes as a whole is told as a whole', text, edits);
    return;
  }
  const repaired = apply(text, edits);
  if (converted === 0) holds(repaired === out, 'edits carried out give the text', text, out, edits);
  else holds(options.backToSimplified, 'no conversion where none was asked for');
  holds(undo(repaired, edits) === text, 'edits taken back give what was there', text, edits);
  holds(count(out, LOST) - count(text, LOST) <= edits.reduce((sum, edit) => sum + (edit.kind === 'lost' ? count(edit.after, LOST) : 0), 0), 'a □ is told as lost', text, out, edits);
  for (const edit of edits) if (edit.kind === 'lost') holds(edit.after.includes(LOST), 'what is lost is marked', edit);
  for (const [what, pattern] of NEVER_NEW) holds(matches(out, pattern) <= matches(text, pattern), `no new ${what}`, text, out);
}

/** No honest text has these, so a repair that writes one is wrong. */
const NEVER_NEW: readonly (readonly [string, RegExp])[] = [
  ['replacement character', /\ufffd/g],
  ['lone surrogate', /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g],
  ['control character', /(?![\t\n\v\f\r])\p{Cc}/gu],
];

function undo(repaired: string, edits: Outcome['edits']): string {
  let out = '';
  let at = 0;
  let moved = 0;
  for (const { start, before, after } of edits) {
    const here = start + moved;
    out += repaired.slice(at, here) + before;
    at = here + after.length;
    moved += after.length - before.length;
  }
  return out + repaired.slice(at);
}

const count = (text: string, part: string): number => text.split(part).length - 1;
const matches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
