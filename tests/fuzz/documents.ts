import type { Options } from '../../src/cli/args.ts';
import { readSource } from '../../src/cli/charset.ts';
import { type CleanDocument, makeCleaner } from '../../src/cli/cleaner.ts';
import { cleanHtml } from '../../src/cli/html.ts';
import { cleanLines } from '../../src/cli/ndjson.ts';
import { type CleanedDocument, cleanText } from '../../src/cli/text.ts';
import type { Engine } from '../../src/engine/types.ts';
import { encodeGbk } from '../../src/eval/gbk.ts';
import { type Dice, diceFor, textInput } from './inputs.ts';
import { holds } from './rules.ts';

/** A file for the command line: bytes that may be in any charset, or in two, or in none. */
export interface DocumentInput {
  readonly format: 'text' | 'html' | 'ndjson';
  readonly bytes: Uint8Array;
  /** true: it must come back byte for byte */
  readonly honest: boolean;
}

/** One document in so many nests elements this deep. */
const DEEP_EVERY = 2000;
const DEPTH = 100_000;

const ENCODERS: readonly ((text: string) => Uint8Array)[] = [
  (text) => Buffer.from(text, 'utf8'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  encodeGbk,
];
const OF_THE_KIT = 'title="國(guó)"';
const TAGS = ['p', 'div', 'b', 'a href="/x"', 'table', 'td', 'tr', 'li', 'ul', 'h1', 'title', 'script', 'style', 'textarea', 'pre', 'svg', 'math', 'template', 'select', 'option', 'frameset', 'plaintext', 'xmp', 'noscript', 'font', 'body', 'html', '!--', '![CDATA[', '?xml', 'meta charset=gbk', 'img alt=中', `p ${OF_THE_KIT}`];

/** Document number `index` of the run with that seed. */
export function documentInput(seed: number, index: number): DocumentInput {
  const dice = diceFor(seed ^ 0x5bd1e995, index);
  const { kind, lines } = textInput(seed ^ 0x1234567, index);
  const format = dice.pick(['text', 'html', 'html', 'ndjson'] as const);
  if (index % DEEP_EVERY === DEEP_EVERY - 1) return { format: 'html', bytes: Buffer.from(nested(dice, lines)), honest: false };
  if (format === 'ndjson') {
    const record = { id: index, [dice.pick(['text', 'html'])]: lines.join('\n') };
    return { format, bytes: broken(dice, Buffer.from(`${JSON.stringify(record)}\n`)), honest: false };
  }
  const text = format === 'html' ? markUp(dice, lines) : lines.join(dice.pick(['\n', '\r\n', '\r']));
  // An attribute of the kit's makes a page of the kit, together with a text about readings that comes twice.
  if (kind === 'honest' && !/[\ud800-\udfff]/.test(text)) return { format, bytes: Buffer.from(text.replaceAll(OF_THE_KIT, 'title="國"'), 'utf8'), honest: true };
  const bytes = dice.pick(ENCODERS)(text);
  // A crawl that glued together what came in two charsets.
  const mixed = dice.below(8) === 0 ? Buffer.concat([bytes, dice.pick(ENCODERS)(lines[0] ?? '')]) : bytes;
  return { format, bytes: dice.below(3) === 0 ? broken(dice, mixed) : mixed, honest: false };
}

/** Lines with tags in between that seldom fit. */
export function markUp(dice: Dice, lines: readonly string[]): string {
  let html = '';
  for (const line of lines) {
    for (let n = dice.below(4); n > 0; n--) html += `<${dice.pick(['', '', '/'])}${dice.pick(TAGS)}${dice.pick(['>', '>', '>', '', ' '])}`;
    html += line;
  }
  return html;
}

function nested(dice: Dice, lines: readonly string[]): string {
  const tag = dice.pick(['div', 'b', 'span', 'ul><li', 'table><tr><td', 'font']);
  return `<${tag}>`.repeat(DEPTH) + lines.join('<br>');
}

function broken(dice: Dice, bytes: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes);
  for (let n = dice.below(4); n > 0 && out.length > 0; n--) out[dice.below(out.length)] = dice.below(256);
  return dice.below(4) === 0 ? out.subarray(0, dice.below(out.length + 1)) : out;
}

const OPTIONS: Options = {
  files: ['-'], format: undefined, script: 'auto', charset: 'auto', spam: true, encoding: true, annotations: true, report: undefined, help: false,
};

/** The command's own way to clean a document, in this process. */
export const commandCleaner = (engine: Engine): CleanDocument => makeCleaner(engine, OPTIONS, undefined);

/** Checks a file against the rules of harm. */
export function documentChecker(engine: Engine): (input: DocumentInput) => Promise<void> {
  const clean = commandCleaner(engine);
  return (input) => (input.format === 'ndjson' ? checkLines(input.bytes, clean) : Promise.resolve(checkFile(input, clean)));
}

/** The rules of harm for one file. */
export function checkFile({ format, bytes, honest }: DocumentInput, clean: CleanDocument): void {
  const html = format === 'html';
  const run = (input: Uint8Array, charset: string): CleanedDocument => {
    const source = readSource(input, charset, html);
    return html ? cleanHtml(source, clean, true) : cleanText(source, clean);
  };
  const { charset } = readSource(bytes, 'auto', html);
  const once = run(bytes, 'auto');
  if (honest || (once.edits.length === 0 && once.converted === 0)) {
    holds(Buffer.compare(once.bytes, bytes) === 0, 'text in which nothing was wrong comes back byte for byte', Buffer.from(bytes).toString(), Buffer.from(once.bytes).toString());
    return;
  }
  // In the charset that it was read in: what is left may be short enough to look like another.
  const twice = run(once.bytes, charset);
  holds(Buffer.compare(twice.bytes, once.bytes) === 0, 'cleaning a cleaned file does nothing', Buffer.from(once.bytes).toString(), Buffer.from(twice.bytes).toString());
}

/** Any bytes: as many lines out as in, each of them JSON, and the id of those that were read. */
async function checkLines(bytes: Uint8Array, clean: CleanDocument): Promise<void> {
  let out = '';
  const invalid = await cleanLines((async function* () { yield bytes; })(), (text) => { out += text; return Promise.resolve(); }, { clean, spam: true, report: undefined });
  const answers = out.split('\n').slice(0, -1).map((line) => JSON.parse(line) as { id: unknown; line?: number; error?: string; report?: object });
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  holds(answers.length === lines.length, 'a line out for each line in', lines.length, answers.length);
  holds(answers.filter((answer) => answer.error !== undefined).length === invalid, 'bad lines are counted', invalid, answers);
  for (const [i, answer] of answers.entries()) holds(answer.error === undefined ? answer.report !== undefined : answer.line === i + 1, 'a line is answered in its place', answer);
}
