/**
 * Measures the repair of wrongly decoded text: `node src/eval/mojibake.ts [--clean DIR] [--limit N] [--show N] [DIR…]`.
 * Sentences are written in one charset, read as another and repaired, each by itself; then the same with lost bytes.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Converter } from 'opencc-js/cn2t';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { CharacterModel } from '../engine/language/model.ts';
import { type Channel, CHANNELS } from '../engine/mojibake/channels.ts';
import { legacyCharset } from '../engine/mojibake/charsets.ts';
import { looksGarbled } from '../engine/mojibake/detect.ts';
import { LOST } from '../engine/types.ts';
import { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { readPages } from './corpus.ts';
import { randomFrom } from './random.ts';
import { markdownTable } from './table.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ARTICLES = here('../../tests/texts/articles');
const OTHER_LANGUAGES = here('../../tests/mojibake/clean');
const LEAST_LENGTH = 10;
/** One byte of so many is lost in the second measure. */
const LOST_EVERY = 60;
const QUESTION_MARK = 0x3f;

/** Wrong readings one after the other, in the order in which they happened. */
type Layers = readonly Channel[];

const layer = (is: Channel['is'], readAs: Channel['readAs']): Channel => ({ is, readAs });
const LAYERS: readonly Layers[] = [
  ...CHANNELS.map((channel) => [channel]),
  [layer('utf-8', 'windows-1252'), layer('utf-8', 'windows-1252')],
  [layer('gbk', 'windows-1252'), layer('utf-8', 'windows-1252')],
  [layer('utf-8', 'gbk'), layer('utf-8', 'gbk')],
  [layer('utf-8', 'gbk'), layer('utf-8', 'windows-1252')],
  [layer('utf-8', 'windows-1252'), layer('utf-8', 'gbk')],
];

const nameOf = (layers: Layers): string => layers.map((c) => `${c.is} read as ${c.readAs}`).join(', ');

/** null where the charset lacks a character. */
function encode(text: string, charset: Channel['is']): number[] | null {
  if (charset === 'utf-8') return [...new TextEncoder().encode(text)];
  const bytes: number[] = [];
  for (const char of text) {
    const found = legacyCharset(charset).bytesOf(char.codePointAt(0)!)[0];
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return bytes;
}

/** Decodes as browsers do (WHATWG Encoding): Node's decoders go on differently after a pair without a character. */
function read(bytes: readonly number[], name: Channel['readAs']): string {
  if (name === 'windows-1252') return new TextDecoder(name).decode(Uint8Array.from(bytes));
  const charset = legacyCharset(name);
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const single = byte < 0x80 ? byte : charset.singleOf(byte);
    if (single >= 0) text += String.fromCodePoint(single);
    else if (charset.isInvalidAlone(byte)) text += '\ufffd';
    else {
      const point = charset.pointOf[(byte << 8) | (bytes[i + 1] ?? 0)]!;
      text += String.fromCodePoint(point === 0 ? 0xfffd : point);
      if (point !== 0 || (bytes[i + 1] ?? 0) >= 0x80) i++;
    }
  }
  return text;
}

/** null where a charset lacks a character; lossy: a decoder met bytes that it could not read. */
function garble(text: string, layers: Layers): { text: string; lossy: boolean } | null {
  let lossy = false;
  for (const { is, readAs } of layers) {
    const bytes = encode(text, is);
    if (bytes === null) return null;
    text = read(bytes, readAs);
    if (text.includes('\ufffd')) lossy = true;
  }
  return { text, lossy };
}

/** Bytes become `?` before they are misread, as programs do with what they can't show. */
function garbleWithLoss(text: string, layers: Layers, random: () => number): string | null {
  const bytes = encode(text, layers[0]!.is);
  if (bytes === null) return null;
  const high = bytes.flatMap((byte, i) => (byte >= 0x80 ? [i] : []));
  for (let n = Math.max(1, Math.round(bytes.length / LOST_EVERY)); n > 0 && high.length > 0; n--) {
    bytes[high[Math.floor(random() * high.length)]!] = QUESTION_MARK;
  }
  return garble(read(bytes, layers[0]!.readAs), layers.slice(1))?.text ?? null;
}

class Tally {
  sentences = 0;
  exact = 0;
  /** what is not right is marked as lost or was left garbled */
  marked = 0;
  untouched = 0;
  missed: { truth: string; garbled: string; got: string }[] = [];

  add(truth: string, garbled: string, got: string): void {
    this.sentences++;
    if (got === truth) this.exact++;
    else {
      if (got === garbled) this.untouched++;
      else if (differsByMarksOnly(truth, got)) this.marked++;
      this.missed.push({ truth, garbled, got });
    }
  }

  cells(): string[] {
    const percent = (n: number): string => (this.sentences === 0 ? '–' : `${(Math.floor((1e4 * n) / this.sentences) / 100).toFixed(2)} %`);
    const wrong = this.sentences - this.exact - this.marked - this.untouched;
    return [String(this.sentences), percent(this.exact), percent(this.marked), percent(this.untouched), percent(wrong)];
  }
}

function differsByMarksOnly(truth: string, got: string): boolean {
  const pattern = got.split(new RegExp(`${LOST}+`)).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return pattern.length > 1 && new RegExp(`^${pattern.join('.{1,6}')}$`, 'u').test(truth);
}

const HEAD_CELLS = ['sentences', 'exact', 'rest marked', 'left garbled', 'wrong'];

function sentencesOf(folder: string, limit: number): string[] {
  const found: string[] = [];
  for (const page of readPages(folder)) {
    for (const line of page.lines) {
      for (const sentence of line.match(/[^。！？]+[。！？]?[”』」）]?/gu) ?? []) {
        const text = sentence.trim();
        if ([...text].length >= LEAST_LENGTH && /[\u0080-\uffff]/.test(text)) found.push(text);
      }
    }
  }
  const step = Math.max(1, found.length / limit);
  return Array.from({ length: Math.min(limit, found.length) }, (_, i) => found[Math.floor(i * step)]!);
}

const mostlyHan = (text: string): boolean => (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= 5;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { clean: { type: 'string', multiple: true, default: [] }, limit: { type: 'string', default: '300' }, show: { type: 'string', default: '0' }, channel: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log('node src/eval/mojibake.ts [--clean DIR] [--limit N] [--channel TEXT] [--show N] [DIR…]');
  const limit = Number(values.limit), show = Number(values.show);
  const tables = await unpackTables(readFileSync(here('../engine/data/tables.bin')));
  const characters = new CharacterTable(tables);
  const model = new CharacterModel(tables, characters);
  const toTaiwan = Converter({ from: 'cn', to: 'tw' });
  const fresh = () => new MojibakeRepairer(model, characters);

  for (const folder of positionals.length > 0 ? positionals : [ARTICLES]) {
    const simplified = sentencesOf(folder, limit).filter(mostlyHan);
    const textsFor = (is: Channel['is']): string[] => {
      if (is === 'shift_jis') return sentencesOf(`${OTHER_LANGUAGES}/japanese.txt`, limit);
      if (is === 'euc-kr') return sentencesOf(`${OTHER_LANGUAGES}/korean.txt`, limit);
      return is === 'big5' ? simplified.map(toTaiwan) : simplified;
    };
    const rows: Record<'lossless' | 'decoder' | 'lost', string[][]> = { lossless: [], decoder: [], lost: [] };
    for (const layers of LAYERS) {
      const name = nameOf(layers);
      if (values.channel !== undefined && !name.includes(values.channel)) continue;
      const tallies = { lossless: new Tally(), decoder: new Tally(), lost: new Tally() };
      const random = randomFrom(1);
      for (const sentence of textsFor(layers[0]!.is)) {
        const result = garble(sentence, layers);
        if (result === null || result.text === sentence) continue;
        const { text: garbled, lossy } = result;
        tallies[lossy ? 'decoder' : 'lossless'].add(sentence, garbled, fresh().repair(garbled)?.text ?? garbled);
        // Where the last character loses a byte to the end of the text, the sentence without its end may be whole.
        for (let cut = 1; lossy && cut <= 3; cut++) {
          const shorter = [...sentence].slice(0, -cut).join('');
          const whole = garble(shorter, layers);
          if (whole === null || whole.lossy || whole.text === shorter || [...shorter].length < LEAST_LENGTH) continue;
          tallies.lossless.add(shorter, whole.text, fresh().repair(whole.text)?.text ?? whole.text);
          break;
        }
        const worse = lossy ? null : garbleWithLoss(sentence, layers, random);
        if (worse !== null) tallies.lost.add(sentence, worse, fresh().repair(worse)?.text ?? worse);
      }
      for (const kind of ['lossless', 'decoder', 'lost'] as const) {
        const tally = tallies[kind];
        if (tally.sentences > 0) rows[kind].push([name, ...tally.cells()]);
        for (const { truth, garbled, got } of tally.missed.slice(0, show)) {
          console.log(`[${name}, ${kind}]\n  truth   ${truth}\n  got     ${got}\n  garbled ${garbled}`);
        }
      }
    }
    const titles = { lossless: 'no byte lost', decoder: 'bytes lost by the decoder that misread them', lost: `one byte in ${LOST_EVERY} replaced by \`?\`` };
    for (const kind of ['lossless', 'decoder', 'lost'] as const) {
      console.log(`\n### ${basename(folder)}: ${titles[kind]}\n\n${markdownTable(['channel', ...HEAD_CELLS], rows[kind])}`);
    }
  }

  const cleanFolders = values.channel !== undefined ? [] : [OTHER_LANGUAGES, here('../../tests/texts'), ...positionals, ...values.clean];
  const rows = cleanFolders.map((folder) => {
    const repairer = fresh();
    let sentences = 0, changed = 0, suspected = 0, bytes = 0;
    const start = performance.now();
    for (const page of readPages(folder)) {
      for (const line of page.lines) {
        bytes += Buffer.byteLength(line);
        for (const sentence of [line, ...(line.match(/[^。！？.!?]{4,}[。！？.!?]?/gu) ?? [])]) {
          sentences++;
          const repaired = repairer.repair(sentence);
          if (repaired === null) continue;
          changed++;
          console.log(`changed in ${page.name}: ${repaired.steps.map((step) => Object.values(step).join(' ')).join('; ')}: ${repaired.edits.map((e) => `${e.before} -> ${e.after}`).join(' | ')}`.slice(0, 300));
        }
      }
    }
    const seconds = (performance.now() - start) / 1000;
    const sniffing = performance.now();
    for (const page of readPages(folder)) for (const line of page.lines) if (looksGarbled(line)) suspected++;
    const sniffed = (performance.now() - sniffing) / 1000;
    return [basename(folder), String(sentences), String(changed), String(suspected), (bytes / 1e6 / seconds).toFixed(1), (bytes / 1e6 / sniffed).toFixed(1)];
  });
  console.log(`\n### Clean texts\n\n${markdownTable(['text', 'lines and sentences', 'changed', 'lines that the sniffer doubts', 'MB/s', 'sniffer MB/s'], rows)}`);
}

try {
  await main();
} catch (error) {
  console.error(`mojibake: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 2;
}
