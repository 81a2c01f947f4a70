import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { clean, MAIN } from './command.ts';
import { plainlyAnnotated, SPAM_LINE } from './infected.ts';

const NDJSON = ['--format', 'ndjson'];
const lines = plainlyAnnotated('adolescence');
const page = [SPAM_LINE, ...lines.map((line) => line.infected)].join('\n');
const honest = lines.map((line) => line.honest).join('\n');

const records = (text: string) => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));

describe('JSON lines', () => {
  test('one out for each in, in order, other fields as they were', async () => {
    const input = [
      JSON.stringify({ id: 'a', text: page, url: 'https://example.org/', tags: [1, { x: null }] }),
      JSON.stringify({ id: 'b', html: `<p>${lines.map((line) => line.infected).join('</p><p>')}</p>` }),
      JSON.stringify({ id: 3, text: '没有问题。' }),
    ].join('\n');
    const { status, text } = await clean(NDJSON, input);
    const [a, b, c] = records(text);
    expect(status).toBe(0);
    expect(a).toMatchObject({ id: 'a', text: honest, url: 'https://example.org/', tags: [1, { x: null }] });
    expect(a.report).toMatchObject({ spam: 1, slip: 0, mojibake: 0, lost: 0, script: 'cn' });
    expect(a.report.annotation).toBeGreaterThan(5);
    expect(b.html).toBe(`<p>${lines.map((line) => line.honest).join('</p><p>')}</p>`);
    expect(c).toEqual({ id: 3, text: '没有问题。', report: { spam: 0, slip: 0, annotation: 0, mojibake: 0, residue: 0, lost: 0, script: 'keep' } });
  });

  test('a line that is not valid is told, and the run goes on', async () => {
    const input = Buffer.concat([
      Buffer.from('{"id":1,"text":"好"}\n{bad\n[1]\n{"id":2}\n{"id":3,"text":4}\n\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from('{"id":5,"text":"好"}'),
    ]);
    const { status, text, errors } = await clean(NDJSON, input);
    expect(status).toBe(1);
    expect(errors).toContain('6 lines were not valid');
    expect(records(text).map(({ id, line, error }) => ({ id, line, error }))).toEqual([
      { id: 1 },
      { id: null, line: 2, error: 'not valid JSON' },
      { id: null, line: 3, error: 'not a JSON object' },
      { id: null, line: 4, error: 'neither "text" nor "html" in it' },
      { id: null, line: 5, error: '"text" is not a string' },
      { id: null, line: 6, error: 'not valid JSON' },
      { id: null, line: 7, error: 'not valid UTF-8' },
      { id: 5 },
    ]);
  });

  test.each([['as it is', '1'], ['with a number that is kept as it is spelled', '1.0']])('a record that is nested too deeply is told, and the run goes on: %s', async (_name, number) => {
    const deep = `{"id":2,"text":"b","n":${number},"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const { status, text } = await clean(NDJSON, `{"id":1,"text":"好"}\n${deep}\n{"id":3,"text":"好"}\n`);
    expect(status).toBe(1);
    expect(records(text).map(({ id, line, error }) => ({ id, line, error }))).toEqual([{ id: 1 }, { id: null, line: 2, error: 'nested too deeply' }, { id: 3 }]);
  });

  test('numbers and lone surrogates come through as they were written', async () => {
    const { text } = await clean(NDJSON, '{"id":12345678901234567890,"x":1.0,"y":1e2,"text":"\\ud800好"}\r\n');
    expect(text).toMatch(/^\{"id":12345678901234567890,"x":1\.0,"y":1e2,"text":"\\ud800好",/);
  });

  test.each(['{"text":"a","v":-0', '{"text":"a","v":[-0,1]', '{"text":"a","v":[1,-0]'])('so does minus nothing: %s', async (start) => {
    expect((await clean(NDJSON, `${start}}`)).text.startsWith(`${start},`)).toBe(true);
  });

  test.each(['text', 'html'])('lone surrogates stay in %s that is changed elsewhere', async (field) => {
    const around = (inner: string) => `a\ud800c\udc00\n${inner}\nb\udc00d\ud83d`;
    const { text } = await clean([...NDJSON, '--script', 'cn'], JSON.stringify({ [field]: around('國家發展😀') }));
    expect(records(text)[0][field]).toBe(around('国家发展😀'));
  });

  test('it answers line by line and ends quietly when its reader has gone', async () => {
    const child = spawn(process.execPath, [MAIN, ...NDJSON], { stdio: ['pipe', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.stdin.on('error', () => {});
    const answers = createInterface({ input: child.stdout });
    child.stdin.write('{"id":1,"text":"一"}\n');
    const [first] = await once(answers, 'line');
    expect(JSON.parse(first)).toMatchObject({ id: 1 });
    child.stdout.destroy();
    const line = `${JSON.stringify({ id: 2, text: page })}\n`;
    const feeding = setInterval(() => child.stdin.write(line), 5);
    const [status] = await once(child, 'close');
    clearInterval(feeding);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
  });
});
