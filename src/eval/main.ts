import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadEngine } from '../engine/engine.ts';
import { runScript, UsageError, wholeNumber, wholeNumbers } from './command-line.ts';
import { excerptsOf, type Page, readPages } from './corpus.ts';
import { measureHarm, measureRepair, type Miss } from './measure.ts';
import { HARM_HEAD, harmRow, markdownTable, SCORE_HEAD, scoreRow } from './table.ts';
import { VARIANTS } from './variants.ts';

const HELP = `npm run eval -- [options] [DIR…]
Infects honest Simplified Chinese texts with the model of the kit, repairs them and counts.
DIR: folders (or files) of .txt, .md, .json; each file is a page. Default: the project's own texts. Writes nothing without --save.

  --seeds N        how many tables of annotations per page (3)
  --seed N         the first of the seeds (1)
  --limit N        only the first N lines of each DIR
  --excerpts N     infects excerpts of N lines with text, each as a page of its own
  --variants A,B   only the variants with these numbers, from 1 (all)
  --clean DIR      only measures what cleaning does to honest text in DIR; may be given more than once
  --show N         prints N lines per variant that came out wrong
  --save           measures the own texts besides DIR, and writes all of it to src/eval/RESULTS.md`;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ARTICLES = here('../../tests/texts/articles');
const NEGATIVE = here('../../tests/texts/negative');
const RESULTS = here('RESULTS.md');
/** Lines of each folder that are repaired once before anything is measured. */
const WARM_UP = 5000;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      limit: { type: 'string' },
      excerpts: { type: 'string' },
      variants: { type: 'string' },
      clean: { type: 'string', multiple: true, default: [] },
      show: { type: 'string', default: '0' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const show = wholeNumber('show', values.show);
  const limit = values.limit === undefined ? Infinity : wholeNumber('limit', values.limit, 1);
  const size = values.excerpts === undefined ? 0 : wholeNumber('excerpts', values.excerpts, 1);
  const first = wholeNumber('seed', values.seed);
  const seeds = Array.from({ length: wholeNumber('seeds', values.seeds, 1) }, (_, i) => first + i);
  const wanted = values.variants === undefined ? undefined : wholeNumbers('variants', values.variants);
  const unknown = wanted?.find((number) => number > VARIANTS.length);
  if (unknown !== undefined) throw new UsageError(`--variants ${unknown}: there are ${VARIANTS.length}`);
  const variants = VARIANTS.filter((_, i) => wanted === undefined || wanted.includes(i + 1));
  const engine = await loadEngine(readFileSync(here('../engine/data/tables.bin')));

  const own = values.save || (positionals.length === 0 && values.clean.length === 0);
  const infectedFolders = [...(own ? [ARTICLES] : []), ...positionals];
  const cleanFolders = [...(own ? [ARTICLES, NEGATIVE] : []), ...positionals, ...values.clean];
  const parts: string[] = [];
  const emit = (text: string) => {
    parts.push(text);
    console.log(`\n${text}`);
  };

  // What runs for the first time runs slowly, and says nothing of the hundredth page.
  for (const folder of infectedFolders) measureRepair(engine, readPages(folder, WARM_UP), VARIANTS[0]!, [0]);
  for (const folder of infectedFolders) {
    const pages = size === 0 ? readPages(folder, limit) : excerptsOf(readPages(folder, limit), size);
    const rows: string[][] = [];
    for (const variant of variants) {
      const score = measureRepair(engine, pages, variant, seeds);
      rows.push(scoreRow(variant.name, score));
      showMisses(variant.name, score.misses, show);
    }
    emit(`## Infected: ${basename(folder)} (${summary(pages)}, ${seeds.length} tables each from seed ${seeds[0]})\n\n${markdownTable(SCORE_HEAD, rows)}`);
  }
  const rows = cleanFolders.map((folder) => {
    const harm = measureHarm(engine, readPages(folder, limit));
    showMisses(folder, harm.misses, show);
    return harmRow(basename(folder), harm);
  });
  emit(`## Clean\n\n${markdownTable(HARM_HEAD, rows)}`);

  if (values.save) writeFileSync(RESULTS, `${INTRODUCTION}\n\n${parts.join('\n\n')}\n`);
}

const INTRODUCTION = `# Results

Written by \`npm run eval -- --save\`. Honest Simplified Chinese texts are infected with the model of the kit in \`kit.ts\` (a random
half of the Traditional characters annotated, another half for each page and seed), cleaned with script \`keep\`, and
compared with the honest text in Traditional characters, line by line. Only lines that the kit changed beyond script
count. *Digit eaten*: lines in which a digit was eaten and any other one would have left the same damage, so that nothing tells which it was; *slipped* lines are those with more wrong than annotations. *Exact in Simplified* compares the output of script
\`auto\` with the honest original. MB/s are UTF-8 bytes in per second of CPU time once
the code is warm, all threads of the process taken together, and differ from machine to machine.`;

function summary(pages: readonly Page[]): string {
  return `${pages.length} pages, ${pages.reduce((sum, page) => sum + page.lines.length, 0)} lines`;
}

function showMisses(title: string, misses: readonly Miss[], show: number): void {
  // Spread over all misses, so that a few show many kinds.
  const step = Math.max(1, Math.floor(misses.length / Math.max(1, show)));
  for (const miss of misses.filter((_, i) => i % step === 0).slice(0, show)) {
    console.log(`\n[${title}] ${miss.page}:${miss.line}${miss.slipped ? ' slipped' : ''}`);
    console.log(`  truth    ${miss.truth}\n  got      ${miss.got}\n  infected ${miss.infected}`);
  }
}

await runScript('eval', main);
