/**
 * Changes that readers reported as wrong (the first ones are of our own making). Each file is what "Report a wrong change" copied, with `want`: the passage as it should be
 * (where nothing should have been changed, the passage itself). It must come out so on a page where nothing else is wrong, and, unless
 * `only` says otherwise, on one that the kit was at, which is where most is done.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { infectLines, makeTable } from '../../src/eval/kit.ts';
import type { Engine } from '../../src/engine/types.ts';
import { cleanLines, KEEP, shippedEngine } from '../engine/load.ts';

interface ReportedCase {
  readonly case: 'wrong-change';
  readonly passage: string;
  readonly want: string;
  /** the one kind of page on which it must come out so */
  readonly only?: 'clean' | 'kit';
}

const HERE = new URL('./', import.meta.url);
const ARTICLES = new URL('../texts/articles/', import.meta.url);
const honest = readFileSync(new URL('canal.txt', ARTICLES), 'utf8').trim().split('\n');
const PAGES = { clean: honest, kit: infectLines(honest, makeTable(11)).map(({ infected }) => infected) } as const;

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const files = readdirSync(HERE).filter((name) => name.endsWith('.json')).sort();
describe.each(files)('%s', (name) => {
  const reported = JSON.parse(readFileSync(new URL(name, HERE), 'utf8')) as ReportedCase;

  test('is a report', () => {
    expect(reported).toMatchObject({ case: 'wrong-change', passage: expect.any(String), want: expect.any(String) });
  });

  test.each((['clean', 'kit'] as const).filter((kind) => reported.only === undefined || reported.only === kind))('on a page of the kind: %s', (kind) => {
    const lines = PAGES[kind];
    expect(cleanLines(engine, [...lines.slice(0, 4), reported.passage, ...lines.slice(4)], KEEP)[4]).toBe(reported.want);
  });
});
