import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { infectLines, makeTable } from '../../src/eval/kit.ts';
import { AUTO, cleanLines, shippedEngine } from '../engine/load.ts';
import { checkFile, commandCleaner } from './documents.ts';
import { ARTICLES, FRAGMENTS, HONEST } from './inputs.ts';
import { openPageChecker, type PageChecker } from './pages.ts';
import { Broken, checkEngine } from './rules.ts';
import { FuzzRun } from './run.ts';

/** The rules of harm as properties. What they say is in `rules.ts`, `documents.ts` and `page-harness.ts`. */
let engine: Engine;
let pages: PageChecker;
beforeAll(async () => {
  engine = await shippedEngine();
  pages = await openPageChecker();
});
afterAll(() => pages?.close());

const SEED = 8;
const DAMAGED = [3, 4].flatMap((seed) => infectLines(ARTICLES.slice(seed, seed + 8), makeTable(seed)).map((line) => line.infected.slice(0, 120)));
const anyLine = fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.constantFrom(...DAMAGED), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(''));
const honestLines = fc.array(fc.constantFrom(...HONEST), { minLength: 1, maxLength: 12 });

/** Elements in elements, well formed or not. */
const markup = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.array(fc.oneof(
  { weight: 3, arbitrary: text.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')) },
  { weight: 2, arbitrary: fc.constantFrom('<p>', '</p>', '<div>', '</div>', '<b>', '</b>', '<table>', '<td>', '</table>', '<ul>', '<li>', '<h1>', '</h1>', '<pre>', '</pre>', '<textarea>', '</textarea>', '<select><option>', '<svg>', '</svg>', '<a href=x>', '<br>', '<!--', '-->') },
), { maxLength: 14 }).map((parts) => parts.join(''));

describe('the engine', () => {
  test('a clean page is never changed', () =>
    fc.assert(fc.property(honestLines, (lines) => checkEngine(engine, { kind: 'honest', lines })), { numRuns: 500, seed: SEED }));

  test('whatever the text: it does not throw, edits can be taken back, a cleaned page stays, what is lost is marked', () =>
    fc.assert(fc.property(fc.array(anyLine, { minLength: 1, maxLength: 5 }), (lines) => checkEngine(engine, { kind: 'fragments', lines })), { numRuns: 150, seed: SEED }));

  test('passages do not depend on where on their page they stand', () =>
    fc.assert(fc.property(fc.integer({ min: 1, max: DAMAGED.length - 1 }), (turn) => {
      const turned = [...DAMAGED.slice(turn), ...DAMAGED.slice(0, turn)];
      const once = new Set(cleanLines(engine, DAMAGED, AUTO));
      for (const line of cleanLines(engine, turned, AUTO)) expect(once).toContain(line);
    }), { numRuns: 2, seed: SEED }));
});

describe('the command', () => {
  const bytes = fc.tuple(
    fc.array(anyLine, { minLength: 1, maxLength: 5 }),
    fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1'),
    fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
  ).map(([lines, encoding, broken]) => {
    const buffer = Buffer.from(lines.join('\n'), encoding);
    for (const [at, byte] of broken) if (at < buffer.length) buffer[at] = byte;
    return buffer;
  });

  test.each(['text', 'html'] as const)('any bytes as %s: no throw, nothing changed where nothing was wrong, a cleaned file stays', (format) => {
    const clean = commandCleaner(engine);
    fc.assert(fc.property(bytes, (input) => checkFile({ format, bytes: input, honest: false }, clean)), { numRuns: 120, seed: SEED });
  });

  test('honest pages come back byte for byte, however they are marked up', () => {
    const clean = commandCleaner(engine);
    fc.assert(fc.property(markup(fc.constantFrom(...HONEST)), (html) => checkFile({ format: 'html', bytes: Buffer.from(html), honest: true }, clean)), { numRuns: 200, seed: SEED });
  });
});

describe('the page layer, in a real browser', () => {
  test('an honest page gets no change at all', () =>
    fc.assert(fc.asyncProperty(markup(fc.constantFrom(...HONEST)), async (body) => { expect(await pages.checkBody(body, true)).toBeNull(); }), { numRuns: 60, seed: SEED }));

  test('any page: cleaned once, then at rest; restored node for node; what is untouchable stays', () =>
    fc.assert(fc.asyncProperty(markup(anyLine), async (body) => { expect(await pages.checkBody(body, false)).toBeNull(); }), { numRuns: 80, seed: SEED }));
});

describe('linear time: eight times the size, in processor time of this process', () => {
  /** The quickest of three, so that a garbage collection in one of them says nothing. */
  const seconds = (work: () => void): number => Math.min(...[1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  }));
  /** Eight times as long is linear; the square would be 64 times. What takes no time at all has no ratio. */
  const expectLinear = (work: (n: number) => () => void, size: number): void => {
    expect(seconds(work(8 * size)) / Math.max(seconds(work(size)), 0.02)).toBeLessThan(32);
  };

  test.each([
    ['deep elements', (n: number) => '<div>'.repeat(n)],
    ['elements never closed, each with damage', (n: number) => '<b>國(guó)'.repeat(n)],
    ['end tags without a start', (n: number) => '</p>'.repeat(n)],
    ['attributes', (n: number) => `<p ${'title="國(guó)" '.repeat(n)}>`],
    ['an open comment', (n: number) => `<!--${'--!'.repeat(n)}`],
    ['references that are none', (n: number) => '&#x;&'.repeat(n)],
  ])('HTML of %s', (_name, make) => {
    expectLinear((n) => () => checkFile({ format: 'html', bytes: Buffer.from(`${DAMAGED.slice(0, 3).join('<br>')}${make(n)}`), honest: false }, commandCleaner(engine)), 1000);
  });

  test('many short lines, and one long one', () => {
    expectLinear((n) => () => checkFile({ format: 'text', bytes: Buffer.from('國(guó)\n'.repeat(n)), honest: false }, commandCleaner(engine)), 4000);
    expectLinear((n) => () => checkFile({ format: 'text', bytes: Buffer.from('他在國(guó)內(nèi)說'.repeat(n)), honest: false }, commandCleaner(engine)), 1500);
  });
});

test('the fuzzing run, its first inputs and the large ones', async () => {
  const run = await FuzzRun.open({ seed: 2026, pageShare: 0 });
  await run.go(0, 1200);
  await run.go(5999, 6000); // 100,000 nested elements
  await run.go(19_999, 20_000); // a line of a megabyte
  await run.close();
  expect(run.state.broken).toEqual([]);
}, 240_000); // half a minute of processor time, on a machine that others use

test.each([
  [2, 31_429, 'an honest line and an excerpt of it, with two characters annotated: taken for the kit'],
  [1, 150_907, 'a slip that ended between the halves of a surrogate pair'],
  [11, 1587, 'other damage on a page of the kit, that is seen when the kit\'s is undone'],
  [12, 35_091, 'slips so many that they took all effort of a small page'],
  [2, 154_619, 'broken GBK in pieces, at which the decoder of Node throws'],
])('what the run found: seed %i, input %i, %s', async (seed, index) => {
  const run = await FuzzRun.open({ seed, pageShare: 0 });
  await run.only(index);
  await run.close();
  expect(run.state.broken).toEqual([]);
});

test('the rules can be broken', () => {
  const careless: Engine = {
    wantsRunningText: false,
    assess: (page, options) => engine.assess(page, options), assessing: (page, options) => engine.assessing(page, options), decode: (bytes) => engine.decode(bytes),
    explain: (text) => engine.explain(text), clean: (page) => page.map(({ text }) => ({ text: `${text}。`, edits: [], converted: 0 })),
  };
  expect(() => checkEngine(careless, { kind: 'honest', lines: ['好'] })).toThrow(Broken);
  expect(() => checkEngine(careless, { kind: 'noise', lines: ['好'] })).toThrow(Broken);
});
