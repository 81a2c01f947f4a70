import type { CleanDocument } from './cleaner.ts';
import { sourceOf, stringOf } from './charset.ts';
import { cleanHtml } from './html.ts';
import { LONGEST_LINE, splitLines } from './lines.ts';
import { countEdits, type DocumentEdits, type PlacedEdit, type ReportFile } from './report.ts';
import { cleanText } from './text.ts';

/** A JSON object as it was read. */
type JsonObject = Record<string, unknown>;

/** How lines are cleaned, and where their edits are told. */
interface LineOptions {
  readonly clean: CleanDocument;
  /** false: the kit's hidden boxes in HTML stay */
  readonly spam: boolean;
  readonly report: Pick<ReportFile, 'add'> | undefined;
}

/**
 * Cleans a stream of JSON lines, one line out for each line in, in order; holds one line at a time.
 * @param write resolves when more may be written
 * @returns how many lines were not valid
 */
export async function cleanLines(
  input: AsyncIterable<Uint8Array>,
  write: (text: string) => Promise<void>,
  options: LineOptions,
): Promise<number> {
  let number = 0;
  let invalid = 0;
  for await (const line of splitLines(input)) {
    number++;
    const answer = answerTo(line, options);
    if ('error' in answer) invalid++;
    else options.report?.add({ id: answer.id, line: number }, answer.done);
    await write(`${'error' in answer ? JSON.stringify({ id: null, line: number, error: answer.error }) : answer.json}\n`);
  }
  return invalid;
}

interface CleanedRecord {
  readonly id: unknown;
  /** the record as it is written */
  readonly json: string;
  readonly done: DocumentEdits;
}

function answerTo(line: Uint8Array | null, options: LineOptions): CleanedRecord | { readonly error: string } {
  if (line === null) return { error: `longer than ${LONGEST_LINE / 2 ** 20} MiB` };
  try {
    return cleanRecord(line, options);
  } catch (error) {
    if (isTooDeep(error)) return { error: 'nested too deeply' };
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON is read to any depth, but neither written nor read with its numbers kept: both go down by calls, and the stack ends. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && /call stack/.test(error.message);

function cleanRecord(line: Uint8Array, { clean, spam }: LineOptions): CleanedRecord {
  const record = parseRecord(line);
  const fields = (['text', 'html'] as const).filter((field) => field in record);
  if (fields.length === 0) throw new Error('neither "text" nor "html" in it');
  const parts = fields.map((field) => {
    const value = record[field];
    if (typeof value !== 'string') throw new Error(`"${field}" is not a string`);
    const source = sourceOf(value);
    const done = field === 'html' ? cleanHtml(source, clean, spam) : cleanText(source, clean);
    if (done.bytes !== source.bytes) record[field] = stringOf(done.bytes);
    return done;
  });
  const done: DocumentEdits = {
    edits: parts.flatMap((part, i) => part.edits.map((edit): PlacedEdit => ({ ...edit, field: fields[i]! }))),
    script: parts.find((part) => part.script !== 'keep')?.script ?? 'keep',
    converted: parts.reduce((sum, part) => sum + part.converted, 0),
  };
  record.report = { ...countEdits(done.edits), script: done.script };
  return { id: record.id ?? null, json: JSON.stringify(record), done };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Numbers that would not survive: long integers, `-0`, and spellings such as `1.0`. */
const FRAGILE_NUMBER = /\d{16}|\d[.eE]|[[:,\s]-0/;

function parseRecord(line: Uint8Array): JsonObject {
  let text: string;
  try {
    text = utf8.decode(line);
  } catch {
    throw new Error('not valid UTF-8');
  }
  let value: unknown;
  try {
    value = FRAGILE_NUMBER.test(text) ? JSON.parse(text, keepNumber as (key: string, value: unknown) => unknown) : JSON.parse(text);
  } catch (error) {
    if (isTooDeep(error)) throw error;
    throw new Error('not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a JSON object');
  return value as JsonObject;
}

/** `JSON.rawJSON` and the source of a number are in ES2026; TypeScript's library does not know them yet. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function keepNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined || String(value) === context.source) return value;
  return rawJson(context.source);
}
