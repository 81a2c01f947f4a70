import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HonestSource } from './spam/train.ts';
import type { Family } from './spam/vocabulary.ts';
import type { SpamJudge } from '../engine/spam/judge.ts';
import type { Passage } from '../engine/types.ts';
import { readPages } from './corpus.ts';
import { type Axis, type Found, measureHarm, measureRecall, type SpamScore } from './spam-measure.ts';
import { markdownTable, percentDown } from './table.ts';

/** What is measured. */
export interface SpamSetting {
  /** judges with the parts of the families that they were not trained on */
  readonly held: readonly { readonly judge: SpamJudge; readonly families: readonly Family[] }[];
  readonly shipped: SpamJudge;
  readonly families: readonly Family[];
  readonly honest: HonestSource;
  readonly folders: readonly string[];
  readonly rounds: number;
  readonly show: number;
  readonly traditional: (text: string) => string;
}

const AXES: readonly Axis[] = ['family', 'place', 'separator', 'evasion', 'page'];
const OWN = ['articles', 'negative', 'lists'].map((name) => fileURLToPath(new URL(`../../tests/texts/${name}`, import.meta.url)));

/** Measures, and says what came out. */
export function spamReport(setting: SpamSetting): { readonly text: string; save(path: string): void } {
  const { held, shipped, families, honest, folders, rounds, show, traditional } = setting;
  const common = { pages: honest.pages, menus: honest.lists, traditional, rounds };
  const half = held.map(({ judge, families: part }, fold) => measureRecall({ ...common, judge, families: part, also: families, seed: 1000 + fold }));
  const whole = held.map(({ judge, families: part }, fold) => measureRecall({ ...common, judge, families: part, seed: 1000 + fold }));
  const known = measureRecall({ ...common, judge: shipped, families, seed: 2000 });
  const parts = [
    `## Lists half of which is made of words and shapes that were not trained on\n\n${recallTable(half)}`,
    `## Lists made of nothing else\n\n${recallTable(whole)}`,
    `## The shipped model, on lists of words that it knows\n\n${recallTable([known])}`,
    `## Honest lines\n\n${harmTable(shipped, [...OWN, ...folders], traditional, show)}`,
  ];
  const misses = [...half, ...whole, known].flatMap((score) => score.misses);
  const step = Math.max(1, Math.floor(misses.length / Math.max(1, show)));
  const shown = misses.filter((_, i) => i % step === 0).slice(0, show).map(({ what, text, harmed }) => `${harmed ? 'HARMED' : 'missed'} ${what}\n  ${text}`);
  return {
    text: [...shown, ...parts].join('\n\n'),
    save: (path) => writeFileSync(path, `${INTRODUCTION}\n\n${parts.join('\n\n')}\n`),
  };
}

const INTRODUCTION = `# Results for injected keywords

Written by \`npm run eval:spam -- --save\`. Lists are made as \`src/eval/spam/SPAM.md\` says, put into the articles of \`tests/texts\`, and looked
for. *Found*: at least nine tenths of what was injected is taken out. For the first two tables the model was trained without
a part of the terms and shapes, and half of each list, or all of it, is made of that part alone: for each part in turn. *Honest* are the passages of the same pages that
nothing was put into; the last table counts those of texts and lists that nobody put anything into, once as they are and once
turned Traditional, as a page that the kit was at.`;

const HEAD = ['', 'injected', 'found', 'honest', 'harmed'];

function recallTable(scores: readonly SpamScore[]): string {
  const sum = new Map<string, Found>();
  const add = (name: string, { injected, found, honest, harmed }: Found): void => {
    const row = sum.get(name) ?? { injected: 0, found: 0, honest: 0, harmed: 0 };
    sum.set(name, { injected: row.injected + injected, found: row.found + found, honest: row.honest + honest, harmed: row.harmed + harmed });
  };
  for (const score of scores) {
    add('**all**', score.all);
    for (const axis of AXES) for (const [name, found] of score.rows(axis)) add(`${axis}: ${name.replace('|', '\\|')}`, found);
  }
  const order = (name: string): number => AXES.findIndex((axis) => name.startsWith(axis));
  const rows = [...sum].sort((a, b) => order(a[0]) - order(b[0]));
  return markdownTable(HEAD, rows.map(([name, { injected, found, honest, harmed }]) => [name, String(injected), percentDown(found, injected), String(honest), String(harmed)]));
}

function harmTable(judge: SpamJudge, folders: readonly string[], traditional: (text: string) => string, show: number): string {
  const rows = folders.map((folder) => {
    const pages = readPages(folder).map(({ lines }) => lines.filter((line) => line.trim() !== '').map((text): Passage => ({ text, place: 'body' })));
    const { passages, harmed } = measureHarm(judge, pages, traditional);
    for (const { text } of harmed.slice(0, show)) console.log(`HARMED ${basename(folder)}\n  ${text.slice(0, 200)}`);
    return [basename(folder), String(passages), String(harmed.length)];
  });
  return markdownTable(['text in which nothing was injected', 'lines', 'harmed'], rows);
}
