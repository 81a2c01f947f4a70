import { parseArgs } from 'node:util';
import { SCRIPT_CHOICES, type ScriptChoice } from '../script/choice.ts';

/** How a file is read and cleaned. */
export type Format = 'text' | 'html' | 'ndjson';

/** What the command line asks for. */
export interface Options {
  readonly files: readonly string[];
  /** `undefined`: by the file's ending */
  readonly format: Format | undefined;
  readonly script: ScriptChoice;
  /** a label of the WHATWG Encoding standard, or `auto` */
  readonly charset: string;
  readonly spam: boolean;
  readonly encoding: boolean;
  readonly annotations: boolean;
  /** where the JSON report goes */
  readonly report: string | undefined;
  readonly help: boolean;
}

/** Says what is wrong with the command line. */
export class UsageError extends Error {}

/** The text of `--help`. */
export const HELP = `usage: npm run -s clean -- [options] [FILE…]

Cleans saved pages and crawled text: injected spam, (pinyin) behind characters, characters read one byte off, text in the
wrong charset. Without FILE, or for -, it reads standard input. Cleaned text goes to standard output.

  --format text|html|ndjson   default: by file ending (.txt, .html .htm .xhtml, .ndjson .jsonl); standard input: text
  --script CHOICE             auto (default): pages that were turned Traditional go back to Simplified, others stay
                              keep: never convert; cn, t, tw, twp, hk: OpenCC's names
  --charset auto|NAME         how to decode the bytes of text and HTML (ndjson is UTF-8); auto (default): by byte order mark,
                              declaration and validity
  --no-spam                   leave injected keywords
  --no-encoding               leave characters that were read one byte off, and text in the wrong charset
  --no-annotations            leave (pinyin) behind characters, and what came of it
  --report FILE               writes every edit as JSON: kind, place, before, after, confidence
  --help                      this text

ndjson: one object per line, {"id", "text"} or {"id", "html"}; each gives one line in the same order.
Exit status: 0; 1 if a line was not valid or a file could not be read (the others are done); 2 for wrong usage.`;

const FORMATS: readonly Format[] = ['text', 'html', 'ndjson'];

/**
 * Reads the command line.
 * @throws {UsageError} for options or values that don't exist
 */
export function parseCommandLine(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  return {
    files: positionals.length === 0 ? ['-'] : positionals,
    format: values.format === undefined ? undefined : oneOf('--format', values.format, FORMATS),
    script: oneOf('--script', values.script, SCRIPT_CHOICES),
    charset: knownCharset(values.charset),
    spam: !values['no-spam'],
    encoding: !values['no-encoding'],
    annotations: !values['no-annotations'],
    report: values.report,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        script: { type: 'string', default: 'auto' },
        charset: { type: 'string', default: 'auto' },
        'no-spam': { type: 'boolean', default: false },
        'no-encoding': { type: 'boolean', default: false },
        'no-annotations': { type: 'boolean', default: false },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new UsageError(`${option} ${value}: choose one of ${choices.join(', ')}`);
  return choice;
}

function knownCharset(name: string): string {
  if (name === 'auto') return name;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw new UsageError(`--charset ${name}: no such charset`);
  }
}

/** The format of a file where none was asked for. */
export function formatOf(file: string): Format {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  if (['html', 'htm', 'xhtml'].includes(ending)) return 'html';
  if (['ndjson', 'jsonl'].includes(ending)) return 'ndjson';
  return 'text';
}
