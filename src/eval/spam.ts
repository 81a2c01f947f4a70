import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runScript, wholeNumber } from './command-line.ts';
import { toKitTraditional } from './kit-script.ts';
import { honestSource, trainModel } from './spam/train.ts';
import { FOLDS, partOf, readFamilies, readHonestLists } from './spam/vocabulary.ts';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { SpamJudge } from '../engine/spam/judge.ts';
import { shippedModel } from '../engine/spam/model.ts';
import { spamReport } from './spam-report.ts';

const HELP = `npm run eval:spam -- [options] [DIR…]
Trains without a part of the terms and shapes, injects lists that are made of that part only, and counts what is found;
then counts the honest lines that the shipped model takes in the project's own lists and texts, and in every DIR.

  --folds N   how many of the ${FOLDS} parts are held out, one after the other (${FOLDS})
  --rounds N  how often every trade is put at every place with every evasion (1)
  --show N    prints N of what came out wrong
  --save      writes the tables to src/eval/SPAM-RESULTS.md`;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Enough for the model of segments, in less time than all parts. */
const HELD_PARTS = 3;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folds: { type: 'string', default: String(FOLDS) },
      rounds: { type: 'string', default: '1' },
      show: { type: 'string', default: '0' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  for (const folder of positionals) statSync(folder);
  const [folds, rounds, show] = [wholeNumber('folds', values.folds, 1), wholeNumber('rounds', values.rounds, 1), wholeNumber('show', values.show)];
  const characters = new CharacterTable(await unpackTables(readFileSync(here('../engine/data/tables.bin'))));
  const families = readFamilies();
  const honest = honestSource(readHonestLists());
  const held = Array.from({ length: folds }, (_, fold) => ({
    judge: new SpamJudge(trainModel(families.map((family) => partOf(family, fold, false)), honest, characters, HELD_PARTS), characters),
    families: families.map((family) => partOf(family, fold, true)),
  }));
  const shipped = new SpamJudge(shippedModel(), characters);
  const report = spamReport({ held, shipped, families, honest, folders: positionals, rounds, show, traditional: toKitTraditional });
  console.log(report.text);
  if (values.save) report.save(here('SPAM-RESULTS.md'));
}

await runScript('eval:spam', main);
