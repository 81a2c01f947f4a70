/**
 * Changes that readers reported as wrong (the first ones are of our own making). Each file is what "Report a wrong change" copied, with `want`: the passage as it should be
 * (where nothing should have been changed, the passage itself). It must come out so on a page where nothing else is wrong, and, unless
 * `only` says otherwise, on one that the kit was at, which is where most is done.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { infectLines, makeTable } from '../../src/eval/kit.ts';
import type { Engine, Passage, Place } from '../../src/engine/types.ts';
import { caseJson } from '../../src/ui/report-json.ts';
import { KEEP, passages, shippedEngine } from '../engine/load.ts';

interface ReportedCase {
  readonly case: 'wrong-change';
  readonly passage: string;
  /** Where it stands. Reports of the first version have no more than the place. */
  readonly place: Place;
  readonly hidden?: boolean;
  readonly link?: boolean;
  readonly foreign?: boolean;
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

/** What becomes of a passage on a page of ours. */
function cleaned(passage: Passage, kind: keyof typeof PAGES): string | null {
  const lines = passages(PAGES[kind]);
  const page = [...lines.slice(0, 4), passage, ...lines.slice(4)];
  return engine.clean(page, engine.assess(page), KEEP)[4]!.text;
}

const passageOf = ({ passage: text, ...where }: ReportedCase): Passage => ({ text, ...where });

const files = readdirSync(HERE).filter((name) => name.endsWith('.json')).sort();
describe.each(files)('%s', (name) => {
  const reported = JSON.parse(readFileSync(new URL(name, HERE), 'utf8')) as ReportedCase;

  test('is a report', () => {
    expect(reported).toMatchObject({ case: 'wrong-change', place: expect.stringMatching(/^(?:title|meta|heading|body|attribute)$/), passage: expect.any(String), want: expect.any(String) });
  });

  test.each((['clean', 'kit'] as const).filter((kind) => reported.only === undefined || reported.only === kind))('on a page of the kind: %s', (kind) => {
    expect(cleaned(passageOf(reported), kind)).toBe(reported.want);
  });
});

describe('a report brings its decision back, which hangs on where the passage stands', () => {
  test.each<readonly [string, Omit<Passage, 'text'>, string]>([
    ['a title', { place: 'title' }, '手机棋牌,app下载,电影,app下载'],
    ['an attribute', { place: 'attribute' }, '贷款软件_电影_棋牌游戏_小额贷款'],
    ['a hidden box', { place: 'body', hidden: true, box: 7 }, '手机棋牌,app下载,电影,app下载'],
    ['a link', { place: 'body', link: true }, 'app下载_体育直播_私服_小额贷款'],
    ['a link to another host', { place: 'body', link: true, foreign: true }, 'app下载_体育直播_私服_小额贷款'],
  ])('%s', (_name, where, text) => {
    const passage = { text, ...where };
    const decided = cleaned(passage, 'kit');
    expect(decided).not.toBe(cleaned({ text, place: 'body' }, 'kit'));
    const change = { id: '1', kind: 'spam', place: where.place, before: text, after: '', around: ['', ''], confidence: 1, why: [], takenBack: false } as const;
    expect(cleaned(passageOf(JSON.parse(caseJson(change, passage, '0.1.0'))), 'kit')).toBe(decided);
  });
});
