import { createReadStream, fstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { loadEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/types.ts';
import { isTarget } from '../script/choice.ts';
import { Dictionaries } from '../script/convert.ts';
import type { Convert, ScriptTarget } from '../script/types.ts';
import { formatOf, HELP, type Options, parseCommandLine, UsageError } from './args.ts';
import { readSource } from './charset.ts';
import { type CleanDocument, makeCleaner } from './cleaner.ts';
import { explain, ReportError } from './errors.ts';
import { cleanHtml } from './html.ts';
import { cleanLines } from './ndjson.ts';
import { endWithOutput, write } from './output.ts';
import { type DocumentEdits, ReportFile } from './report.ts';
import { cleanText } from './text.ts';

const TABLES = new URL('../engine/data/tables.bin', import.meta.url), RUNNING_TEXT = new URL('../engine/data/running-text.bin', import.meta.url);
const dictionariesFor = (to: ScriptTarget): URL =>
  new URL(`../script/data/${to === 'cn' ? 'simplified' : 'traditional'}.bin`, import.meta.url);

async function loadConverter(to: ScriptTarget): Promise<Convert> {
  return (await Dictionaries.load(readFileSync(dictionariesFor(to)))).converter(to);
}

/** Cleans one file, or standard input for `-`. @returns false where something in it was not valid */
async function cleanFile(file: string, options: Options, engine: Engine, clean: CleanDocument, report: ReportFile | undefined): Promise<boolean> {
  const format = options.format ?? formatOf(file);
  // It would be read for ever, for what is written is read again; or it is empty, as the shell has made it.
  if (isSameFile(statsOf(file), fstatSync(1))) throw new Error('is where standard output goes, too');
  // Node takes a folder at standard input for an empty one.
  if (file === '-' && fstatSync(0).isDirectory()) throw new Error('is a folder');
  if (format === 'ndjson') {
    const input = file === '-' ? process.stdin : createReadStream(file);
    const reportOfFile = report && { add: (origin: object, done: DocumentEdits) => report.add({ file, ...origin }, done) };
    const invalid = await cleanLines(input, write, { clean, spam: options.spam, report: reportOfFile });
    if (invalid > 0) console.error(`${file}: ${invalid} ${invalid === 1 ? 'line was' : 'lines were'} not valid`);
    return invalid === 0;
  }
  const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  const source = readSource(bytes, options.charset, format === 'html', (sample, hint) => engine.decode(sample, hint));
  const done = format === 'html' ? cleanHtml(source, clean, options.spam) : cleanText(source, clean);
  report?.add({ file }, done);
  if (done.lacking > 0) console.error(`${file}: ${done.lacking} ${done.lacking === 1 ? 'character' : 'characters'} can't be written in ${source.charset}; what stood there stays`);
  await write(done.bytes);
  return true;
}

async function main(): Promise<number> {
  let report: ReportFile | undefined;
  endWithOutput(() => report?.close());
  const options = parseCommandLine(process.argv.slice(2));
  if (options.help) {
    await write(`${HELP}\n`);
    return 0;
  }
  if (options.report !== undefined) report = openReport(options.report, options.files);
  const { script } = options;
  const convert = isTarget(script) ? await loadConverter(script) : undefined;
  const engine = await loadEngine(readFileSync(TABLES), () => readFileSync(RUNNING_TEXT));
  const clean = makeCleaner(engine, options, convert);
  let status = 0;
  for (const file of options.files) {
    try {
      if (!(await cleanFile(file, options, engine, clean, report))) status = 1;
    } catch (error) {
      if (error instanceof ReportError) throw error;
      console.error(`${file}: ${explain(error)}`);
      status = 1;
    }
  }
  report?.close();
  return status;
}

/** @param input a path, or `-` for standard input */
const statsOf = (input: string): Stats | undefined => (input === '-' ? fstatSync(0) : statSync(input, { throwIfNoEntry: false }));

/** Are these two the same file, a folder or device excepted? */
const isSameFile = (one: Stats | undefined, other: Stats | undefined): boolean =>
  one?.isFile() === true && other?.isFile() === true && one.dev === other.dev && one.ino === other.ino;

function openReport(path: string, inputs: readonly string[]): ReportFile {
  try {
    const read = inputs.find((input) => isSameFile(statsOf(input), statsOf(path)));
    if (read !== undefined) throw new UsageError(`--report ${path}: ${read === '-' ? 'standard input' : read} is that file, and would be lost`);
    return new ReportFile(path);
  } catch (error) {
    if (error instanceof ReportError || error instanceof UsageError) throw error;
    throw new UsageError(`--report ${path}: ${explain(error)}`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ReportError)) throw error;
  console.error(`clean: ${error.message}`);
  if (error instanceof UsageError) console.error('Try --help.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
