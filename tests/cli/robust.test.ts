import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { splitLines } from '../../src/cli/lines.ts';
import { clean, MAIN } from './command.ts';
import { plainlyAnnotated, SPAM_LINE } from './infected.ts';
import { streamThrough } from './stream.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingye-robust-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const infected = plainlyAnnotated('adolescence');
const page = infected.map((line) => line.infected).join('\n');
const honest = infected.map((line) => line.honest).join('\n');

describe('bytes that are not what they should be', () => {
  test('broken UTF-8: the broken bytes stay, what is damaged around them is repaired', async () => {
    const broken = Buffer.from([0xe4, 0xbd, 0x0a, 0xff, 0xfe, 0x80, 0x0a]);
    const { status, bytes } = await clean([], Buffer.concat([Buffer.from(`${page}\n`), broken, Buffer.from(page)]));
    expect(status).toBe(0);
    expect(bytes).toEqual(Buffer.concat([Buffer.from(`${honest}\n`), broken, Buffer.from(honest)]));
  });

  test('two charsets in one file: what can be read is repaired, the rest stays byte for byte', async () => {
    const gbk = Buffer.from([0xd6, 0xd0, 0xb9, 0xfa, 0x0a]); // 中国
    const { status, bytes } = await clean([], Buffer.concat([Buffer.from(`${page}\n`), gbk, Buffer.from('😀\n'), Buffer.from(page)]));
    expect(status).toBe(0);
    expect(bytes).toEqual(Buffer.concat([Buffer.from(`${honest}\n`), gbk, Buffer.from('😀\n'), Buffer.from(honest)]));
  });

  test('NUL, lone carriage returns, a byte order mark and no line break at the end come back', async () => {
    const odd = Buffer.from('\ufeff好\0好\r好\r\n\n\u2028好');
    expect((await clean([], odd)).bytes).toEqual(odd);
  });

  test('a record with a mark in front is read, an empty line and binary are told', async () => {
    const { status, text } = await clean(['--format', 'ndjson'], Buffer.concat([Buffer.from('\ufeff{"text":"好"}\n\n'), Buffer.from([0, 1, 0x80, 0x0a]), Buffer.from('{"text":"好"}')]));
    expect(status).toBe(1);
    expect(text.split('\n').slice(0, -1).map((line) => JSON.parse(line).error ?? 'good')).toEqual(['good', 'not valid JSON', 'not valid UTF-8', 'good']);
  });
});

describe('lines', () => {
  const split = async (chunks: readonly string[], longest?: number): Promise<(string | null)[]> => {
    const lines: (string | null)[] = [];
    const stream = (async function* () { for (const chunk of chunks) yield Buffer.from(chunk); })();
    for await (const line of splitLines(stream, longest)) lines.push(line === null ? null : Buffer.from(line).toString());
    return lines;
  };
  test.each([
    ['wherever the stream is cut', ['a', 'b\nc', '\n', '\nd'], ['ab', 'c', '', 'd']],
    ['with a break at the end', ['a\n'], ['a']],
    ['nothing', ['', ''], []],
  ])('%s', async (_name, chunks, lines) => expect(await split(chunks)).toEqual(lines));

  test('one that is too long is told and not kept; the next ones are read', async () =>
    expect(await split(['abc', 'def\nab\nabcdef', 'g'], 5)).toEqual([null, 'ab', null]));
});

describe.runIf(existsSync('/dev/full'))('a disk that is full: told in one line, status 1', () => {
  const run = async (args: readonly string[], out: 'pipe' | number): Promise<{ status: number; errors: string }> => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', out, 'pipe'] });
    let errors = '';
    child.stderr!.on('data', (chunk) => (errors += chunk));
    child.stdout?.resume();
    const [status] = await once(child, 'close');
    return { status: status as number, errors };
  };
  const file = join(folder, 'page.txt');
  writeFileSync(file, page);
  test('standard output', async () =>
    expect(await run([file], openSync('/dev/full', 'w'))).toEqual({ status: 1, errors: 'clean: standard output: no space left on the device\n' }));
  test('the report', async () =>
    expect(await run(['--report', '/dev/full', file], 'pipe')).toEqual({ status: 1, errors: 'clean: --report /dev/full: no space left on the device\n' }));
});

test.runIf(process.getuid?.() !== 0)('a file that may not be read', async () => {
  const file = join(folder, 'secret.txt');
  writeFileSync(file, '好');
  chmodSync(file, 0);
  const { status, text, errors } = await clean([file]);
  expect({ status, text, errors }).toEqual({ status: 1, text: '', errors: `${file}: may not be read\n` });
});

test('a folder at standard input is told', async () => {
  const child = spawn(process.execPath, [MAIN], { stdio: [openSync(folder, 'r'), 'ignore', 'pipe'] });
  let errors = '';
  child.stderr!.on('data', (chunk) => (errors += chunk));
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(errors).toBe('-: is a folder\n');
});

test('the report is whole when the reader of the output has gone', async () => {
  const report = join(folder, 'report.json');
  const child = spawn(process.execPath, [MAIN, '--format', 'ndjson', '--report', report], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined);
  const feeding = setInterval(() => child.stdin.write(`${JSON.stringify({ id: 1, text: page })}\n`), 2);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [status] = await once(child, 'close');
  clearInterval(feeding);
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(report, 'utf8')).documents.length).toBeGreaterThan(0);
});

describe('pages of any size', () => {
  /** Seconds that the command takes for a page with a line of keywords and this in it; what is damaged is repaired. */
  async function seconds(inner: string): Promise<number> {
    const started = performance.now();
    const { status, text, errors } = await clean(['--format', 'html'], `<body><p>${SPAM_LINE}</p>${infected.map((line) => `<p>${line.infected}</p>`).join('')}${inner}</body>`);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(text).toContain(infected[0]!.honest);
    expect(text).not.toContain(SPAM_LINE);
    return (performance.now() - started) / 1000;
  }

  test('200,000 elements in one', async () => {
    expect(await seconds(`<div>${'<br>'.repeat(200_000)}</div>`)).toBeLessThan(60);
  });

  test.each([
    ['links that are never closed', (n: number) => '<link '.repeat(n)],
    ['tags that are never closed', (n: number) => '<a '.repeat(n)],
    ['empty boxes in each other around a keyword line', (n: number) => `${'<div>'.repeat(n)}<p>${SPAM_LINE}</p><b>${'</div>'.repeat(n)}`],
  ])('%s take time in proportion', async (_name, html) => {
    // Quadratic, the longer one would take 64 times as long as the shorter one, some minutes.
    expect(await seconds(html(40_000))).toBeLessThan(20 * Math.max(await seconds(html(5000)), 0.5));
  });
});

describe.runIf(existsSync('/proc/self/status'))('memory', () => {
  test('does not grow with the input: 32 MB take as much as 8 MB do', async () => {
    const small = await streamThrough(8);
    const large = await streamThrough(32);
    expect(large.lines).toBeGreaterThan(3.9 * small.lines);
    expect(large.megabytes).toBeLessThan(small.megabytes + 60);
  });
});
