import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clean, MAIN } from './command.ts';
import { plainlyAnnotated, SPAM_LINE } from './infected.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingye-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.concurrent('wrong usage: status 2, nothing on standard output, a reason on standard error', () => {
  test.each([
    [['--colour'], 'colour'],
    [['--format', 'pdf'], 'text, html, ndjson'],
    [['--script', 'latin'], 'auto, keep, cn, t, tw, twp, hk'],
    [['--charset', 'klingon'], 'no such charset'],
    [['--report', join(folder, 'nowhere', 'report.json')], 'no such file'],
  ])('%j', async (args, reason) => {
    const { status, text, errors } = await clean(args, '文');
    expect({ status, text }).toEqual({ status: 2, text: '' });
    expect(errors).toContain(reason);
  });
});

test('a report is not written over what is read, under whatever name', async () => {
  const file = join(folder, 'both.txt');
  const link = join(folder, 'link.txt');
  writeFileSync(file, '好的\n');
  symlinkSync(file, link);
  for (const report of [file, link]) {
    const { status, text, errors } = await clean(['--report', report, file]);
    expect({ status, text }).toEqual({ status: 2, text: '' });
    expect(errors).toContain('would be lost');
  }
  expect(readFileSync(file, 'utf8')).toBe('好的\n');
});

test.each(['>', '>>'])('a file is not read where standard output goes to it, too: %s', async (into) => {
  const file = join(folder, 'onto-itself.ndjson');
  const lines = '{"id":1,"text":"好的"}\n'.repeat(5000);
  writeFileSync(file, lines);
  // Without a limit on the size of files it would not end: what is appended is read again.
  const { status, stderr } = spawnSync('sh', ['-c', `ulimit -f 4096; "$0" "$1" "$2" ${into} "$2"`, process.execPath, MAIN, file], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: `${file}: is where standard output goes, too\n` });
  if (into === '>>') expect(readFileSync(file, 'utf8')).toBe(lines);
});

test('--help goes to standard output', async () => {
  const { status, text } = await clean(['--help']);
  expect(status).toBe(0);
  for (const option of ['--format', '--script', '--charset', '--no-spam', '--no-encoding', '--no-annotations', '--report']) {
    expect(text).toContain(option);
  }
});

test('a file that can not be read does not keep the others from being cleaned', async () => {
  const good = join(folder, 'good.txt');
  writeFileSync(good, '好的\n');
  const { status, text, errors } = await clean([join(folder, 'missing.txt'), good, folder]);
  expect({ status, text }).toEqual({ status: 1, text: '好的\n' });
  expect(errors).toMatch(/missing\.txt: no such file/);
  expect(errors).toMatch(/is a folder/);
});

test('the format goes by the ending, and --format overrules it', async () => {
  const file = join(folder, 'one.jsonl');
  writeFileSync(file, '{"id":1,"text":"好"}\n');
  expect(JSON.parse((await clean([file])).text)).toMatchObject({ id: 1, text: '好' });
  expect((await clean(['--format', 'text', file])).text).toBe('{"id":1,"text":"好"}\n');
});

test('the report tells every edit', async () => {
  const lines = plainlyAnnotated('telescope');
  const file = join(folder, 'page.txt');
  const report = join(folder, 'report.json');
  writeFileSync(file, [SPAM_LINE, ...lines.map((line) => line.infected)].join('\n'));
  await clean(['--report', report, file]);
  const { documents } = JSON.parse(readFileSync(report, 'utf8'));
  expect(documents).toHaveLength(1);
  const [{ counts, edits, script }] = documents;
  expect({ file: documents[0].file, script }).toEqual({ file, script: 'cn' });
  expect(counts.spam).toBe(1);
  expect(counts.annotation).toBe(edits.filter((edit: { kind: string }) => edit.kind === 'annotation').length);
  expect(counts.annotation).toBeGreaterThan(5);
  expect(edits[0]).toMatchObject({ kind: 'spam', place: 'body', line: 1, before: SPAM_LINE, after: '' });
  for (const edit of edits) {
    const keys = ['kind', 'place', 'line', 'start', 'end', 'before', 'after', 'confidence'];
    expect(Object.keys(edit)).toEqual(edit.kind === 'spam' ? [...keys, 'why'] : keys);
    expect(edit.confidence).toBeGreaterThanOrEqual(0);
    expect(edit.confidence).toBeLessThanOrEqual(1);
  }
});

test('the report tells the records of two files apart, and the fields of a record', async () => {
  const page = plainlyAnnotated('telescope').map((line) => line.infected);
  const record = JSON.stringify({ id: 1, text: page.join('\n'), html: `<p>${page.join('</p><p>')}</p>` });
  const report = join(folder, 'records.json');
  const files = ['a.ndjson', 'b.ndjson'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, record);
  await clean(['--report', report, ...files]);
  const { documents } = JSON.parse(readFileSync(report, 'utf8'));
  expect(documents.map(({ file, id, line }: Record<string, unknown>) => ({ file, id, line }))).toEqual(files.map((file) => ({ file, id: 1, line: 1 })));
  const { edits } = documents[0];
  const counted = (field: string): number => edits.filter((edit: { field: string }) => edit.field === field).length;
  expect(counted('text')).toBeGreaterThan(5);
  expect(counted('html')).toBe(edits.length - counted('text'));
  expect(counted('html')).toBe(counted('text'));
});
