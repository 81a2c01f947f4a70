import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { CharacterModel } from '../engine/language/model.ts';
import { RunningTextModel } from '../engine/language/running-text.ts';
import { finish } from '../engine/steps.ts';
import { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { runScript, UsageError, wholeNumber } from './command-line.ts';
import { readPages } from './corpus.ts';
import { LAYERS, nameOf } from './mojibake-garble.ts';
import { measureClean } from './mojibake-harm.ts';
import { measurePages, measureTold, PAGE_CHARSETS, TAKEN_FOR } from './mojibake-pages.ts';
import { type Kind, KINDS, measureChannel, Tally } from './mojibake-score.ts';
import { LEAST_LENGTH, OTHER_LANGUAGES, pagesFor, sentencesFor } from './mojibake-sentences.ts';
import { markdownTable } from './table.ts';

const HELP = `npm run eval:mojibake -- [options] [DIR…]
Writes sentences in one charset, reads them in another and repairs them, each by itself; then the same with lost bytes.
DIR: folders of Simplified Chinese in .txt, .md, .json. Default: the project's own texts. Writes nothing without --save.

  --limit N        sentences per DIR and channel (300)
  --seed N         of the bytes that are lost (1)
  --channel TEXT   only channels with this in their name ("gbk read as big5")
  --clean DIR      only measures what the repair does to honest text in DIR; may be given more than once
  --show N         prints N sentences per channel that came out other than they were
  --save           measures the own texts besides DIR, and writes all of it to RESULTS-MOJIBAKE.md`;

/** Pages of each folder that are garbled as a whole. */
const MOST_PAGES = 20;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TEXTS = here('../../tests/texts');

const INTRODUCTION = `# Results for text in the wrong charset

Written by \`npm run eval:mojibake -- --save\`. Sentences of at least ${LEAST_LENGTH} characters are written in one charset, read in another as browsers do (WHATWG
Encoding) and repaired, each by itself or, where a table says so, all of a page together as the extension does. *Exact*: the sentence as it was. *Rest marked*: all that is not right is shown as \`□\`. *Left garbled*: nothing
was done. *Wrong*: something was put in silently that was not there. Japanese and Korean sentences are the project's own in every table. For comparison,
ftfy 6 repairs UTF-8 read as Latin-1 or windows-1252 (also twice) and by its documentation leaves GBK, Big5, Shift_JIS and EUC-KR alone. Texts other than the
project's own are not part of it: Chinese laws and Vue's documentation, on which nothing was tuned except that five characters are evidence and
a guess is kept from 93 % on, and the prices of bytes that were taken for UTF-8; documentation, poetry, translated articles and magazines from public repositories in eight languages. When they were first
looked at, 6 of their lines came out changed: five of verse and dictionaries full of rare characters, and a name in private-use symbols. The rules that
leave those alone came of it. MB/s is CPU time.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      limit: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' }, channel: { type: 'string', default: '' },
      clean: { type: 'string', multiple: true, default: [] }, show: { type: 'string', default: '0' },
      save: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const [limit, seed, show] = [wholeNumber('limit', values.limit, 1), wholeNumber('seed', values.seed), wholeNumber('show', values.show)];
  const own = values.save || (positionals.length === 0 && values.clean.length === 0 && values.channel === '');
  const tables = await unpackTables(readFileSync(here('../engine/data/tables.bin')));
  const characters = new CharacterTable(tables);
  const model = new CharacterModel(tables, characters);
  const repairer = new MojibakeRepairer(model, characters);
  repairer.fillBy(finish(RunningTextModel.making(model, characters, readFileSync(here('../engine/data/running-text.bin')))));
  const parts: string[] = [];
  const emit = (title: string, table: string): void => {
    parts.push(`## ${title}\n\n${table}`);
    console.log(`\n${parts.at(-1)}`);
  };
  const emitPlaces = (title: string, rows: readonly { name: string; tally: Tally }[]): void =>
    emit(`${title}: the characters that lost that byte`, markdownTable(['channel', ...Tally.placesHead], rows.map(({ name, tally }) => [name, ...tally.placesCells()])));
  const layers = LAYERS.filter((one) => nameOf(one).includes(values.channel));
  if (layers.length === 0) throw new UsageError(`--channel ${values.channel}: no such channel among ${LAYERS.map(nameOf).join('; ')}`);
  const articles = own || (positionals.length === 0 && values.clean.length === 0) ? [`${TEXTS}/articles`] : [];
  for (const folder of [...articles, ...positionals]) {
    const sentences = sentencesFor(folder, limit);
    const measured = layers.map((one) => ({ name: nameOf(one), tallies: measureChannel(sentences(one[0]!.is), one, repairer, seed, LEAST_LENGTH) }));
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const there = measured.filter(({ tallies }) => tallies[kind].sentences > 0);
      for (const { name, tallies } of there) {
        for (const { truth, garbled, got } of tallies[kind].missed.slice(0, show)) {
          console.log(`[${name}, ${kind}]\n  truth   ${truth}\n  got     ${got}\n  garbled ${garbled}`);
        }
      }
      emit(`${basename(folder)}: ${KINDS[kind]}`, markdownTable(['channel', ...Tally.head], there.map(({ name, tallies }) => [name, ...tallies[kind].cells()])));
      if (kind === 'byte') emitPlaces(basename(folder), there.map(({ name, tallies }) => ({ name, tally: tallies.byte })));
    }
    const pages = pagesFor(folder, MOST_PAGES);
    const onPages = layers.filter((one) => one.length === 1 && one[0]!.is !== 'shift_jis' && one[0]!.is !== 'euc-kr')
      .map((one) => ({ name: nameOf(one), tallies: measurePages(pages(one[0]!.is), one, repairer, seed, LEAST_LENGTH) }));
    for (const kind of ['lossless', 'byte'] as const) {
      const there = onPages.filter(({ tallies }) => tallies[kind].sentences > 0).map(({ name, tallies }) => ({ name, tally: tallies[kind] }));
      emit(`${basename(folder)}, on their pages: ${KINDS[kind]}`, markdownTable(['channel', ...Tally.head], there.map(({ name, tally }) => [name, ...tally.cells()])));
      if (kind === 'byte') emitPlaces(`${basename(folder)}, on their pages`, there);
    }
    if (values.channel === '') {
      const rows = TAKEN_FOR.map((readAs) => [readAs, ...PAGE_CHARSETS.map((is) => {
        const told = measureTold(pages(is), is, readAs, repairer);
        return told === null ? '–' : `${told.told} of ${told.pages}, ${told.certain} certain`;
      })]);
      emit(`${basename(folder)}: whole pages that tell that the browser took them for something else`, markdownTable(['taken for', ...PAGE_CHARSETS.map((is) => `really ${is}`)], rows));
    }
  }
  if (values.channel !== '') return;
  const rows = [...(own ? [OTHER_LANGUAGES, TEXTS] : []), ...positionals, ...values.clean].map((folder) => {
    const { pages, sentences, changed, doubted, bytes, seconds, sniffSeconds } = measureClean(readPages(folder), repairer);
    for (const { page, before, after } of changed) console.log(`changed in ${page}: ${before} -> ${after}`.slice(0, 300));
    const rate = (time: number): string => (bytes / 1e6 / time).toFixed(0);
    return [basename(folder), String(sentences), String(changed.length), String(pages), String(doubted), rate(seconds), rate(sniffSeconds)];
  });
  emit('Clean', markdownTable(['text in which nothing is wrong', 'lines and sentences', 'changed', 'pages', 'pages that the sniffer doubts', 'MB/s', 'sniffer MB/s'], rows));
  if (values.save) writeFileSync(here('RESULTS-MOJIBAKE.md'), `${INTRODUCTION}\n\n${parts.join('\n\n')}\n`);
}

await runScript('eval:mojibake', main);
