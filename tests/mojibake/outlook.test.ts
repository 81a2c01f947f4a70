import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { type Channel, CHANNELS } from '../../src/engine/mojibake/channels.ts';
import { legacyCharset } from '../../src/engine/mojibake/charsets.ts';
import { Outlook, ownCosts, type Span } from '../../src/engine/mojibake/outlook.ts';
import { assessEncoding } from '../../src/engine/mojibake/page.ts';
import { MojibakeRepairer } from '../../src/engine/mojibake/repair.ts';
import { Targets } from '../../src/engine/mojibake/targets.ts';
import { toKitTraditional } from '../../src/eval/kit.ts';
import { garble, garbleWithLoss } from '../../src/eval/mojibake-garble.ts';
import { randomFrom } from '../../src/eval/random.ts';
import { finish } from '../../src/engine/steps.ts';
import { encode } from '../../src/eval/encode.ts';
import { passages, shippedTables } from '../engine/load.ts';

const here = (path: string): URL => new URL(path, import.meta.url);
const tables = await shippedTables();
const characters = new CharacterTable(tables);
const model = new CharacterModel(tables, characters);
const targets = new Targets(model);
const sentences = readdirSync(here('../texts/articles/')).flatMap((name) => readFileSync(here(`../texts/articles/${name}`), 'utf8').split(/(?<=[。！？])|\n/u))
  .filter((sentence) => sentence.length >= 8);

const spansOf = (line: string, { readAs, is }: Channel): Span[] => new Outlook(model, legacyCharset(readAs), targets.get(is)).of(line, ownCosts(line, model));

/** What source code of converters has: each single-byte charset's characters in a row. */
const TABLES = ['ibm866', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'iso-8859-8', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14', 'iso-8859-15',
  'iso-8859-16', 'koi8-r', 'koi8-u', 'macintosh', 'windows-874', 'windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257',
  'windows-1258', 'x-mac-cyrillic'].map((name) => `"${name}": { "type": "_sbcs", "chars": "${new TextDecoder(name).decode(Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i))}" },`);

/** Lines of letters at random, as bytes of a binary file are. */
function noise(lines: number, length: number, first: number, last: number): string[] {
  const random = randomFrom(7);
  return Array.from({ length: lines }, () => String.fromCharCode(...Array.from({ length }, () => first + Math.floor(random() * (last - first + 1)))));
}

const CHINESE = CHANNELS.filter(({ is }) => is === 'utf-8' || is === 'gbk' || is === 'big5');

/** The sentences that lose nothing in a channel, garbled, and the same with a byte lost. */
const garbledIn = (channel: Channel): string[] => sentences.flatMap((sentence) => {
  const truth = channel.is === 'big5' ? toKitTraditional(sentence) : sentence;
  const whole = garble(truth, [channel]);
  if (whole === null || whole.lossy || whole.text === truth) return [];
  const worse = garbleWithLoss(truth, [channel], randomFrom(sentence.length));
  return worse === null ? [whole.text] : [whole.text, worse.text];
});

// UTF-8 read as Big5 or EUC-KR always loses something.
test.each(CHINESE.map((channel) => ({ ...channel, garbled: garbledIn(channel) })).filter(({ garbled }) => garbled.length > 0))('every sentence is worth a search: $is read as $readAs', ({ garbled, ...channel }) => {
  expect(garbled.filter((text) => spansOf(text, channel).length === 0)).toEqual([]);
});

test.each([
  ['windows-1253', '// θ‹¥θΏ”ε›ε€ΌδΈζ― number η±»ε‹ε™δΌζ¥ι”™'],
  ['iso-8859-15', '2005å¹Ž7æ31æ¥ æé«äººæ°æ³é¢å®¡å€å§åäŒç¬¬1359æ¬¡äŒè®®éè¿'],
  ['windows-1253', '- **ζζ›η„η»‘ε®ε€Όη±»ε‹οΌ**`any`'],
  ['gbk', '## 绗锲涚珷 涓澶鍌ㄥ囩伯镄勫姩鐢'],
] as const)('a line that lost every third byte on its way through a crawler is: utf-8 read as %s', (readAs, line) => {
  expect(spansOf(line, { readAs, is: 'utf-8' })).not.toEqual([]);
});

test.each([{ readAs: 'windows-1252', is: 'gbk' }, { readAs: 'windows-1252', is: 'big5' }, { readAs: 'windows-1252', is: 'utf-8' }, { readAs: 'macintosh', is: 'utf-8' }] as const)('tables of characters and noise are hardly ever: $is read as $readAs', (channel) => {
  const lines = [...TABLES, ...noise(200, 60, 0xa1, 0xff), ...noise(200, 60, 0x20, 0xff)];
  expect(lines.filter((line) => spansOf(line, channel).length > 0).length).toBeLessThan(lines.length / 20);
});

test('in a long line, only what is garbled is worth it', () => {
  const code = 'if (this.length > 0) { return "é"; } '.repeat(60);
  const channel: Channel = { readAs: 'windows-1252', is: 'utf-8' };
  const { text } = garble('老闸口是运河上的一座水闸，已经有三百年了。', [channel])!;
  const spans = spansOf(code + text + code, channel);
  expect(spans.length).toBe(1);
  expect(spans[0]!.start).toBeLessThanOrEqual(code.length);
  expect(spans[0]!.end).toBeGreaterThanOrEqual(code.length + text.length);
  expect(spans[0]!.end - spans[0]!.start).toBeLessThan(text.length + 200);
});

test('what is searched of a file of tables is less than of a garbled file of its size', () => {
  const repairer = new MojibakeRepairer(model, characters);
  const searched = (lines: readonly string[]): number => {
    const before = repairer.searched;
    for (const line of lines) repairer.repair(line);
    return repairer.searched - before;
  };
  const size = TABLES.join('').length;
  const garbled = sentences.map((sentence) => garble(sentence, [{ readAs: 'windows-1252', is: 'utf-8' }])!.text).join('').slice(0, size).match(/.{1,170}/gsu)!;
  expect(searched(TABLES)).toBeLessThan(searched(garbled));
});

test('on a page that is searched in vain the search ends, however long the page', () => {
  // GBK taken for Hebrew: half of it is letters that no channel has, so that each line has many readings and next to none is text.
  const page = sentences.map((sentence) => new TextDecoder('windows-1255').decode(encode(sentence.replace(/[^\p{Script=Han}，。]/gu, ''), 'gbk')!));
  const searchedOn = (times: number): number => {
    const repairer = new MojibakeRepairer(model, characters);
    finish(assessEncoding(passages(Array.from({ length: times }, (_, i) => page.map((line) => `${line} ${i}`)).flat()), repairer, false));
    return repairer.searched;
  };
  const [few, many] = [searchedOn(4), searchedOn(16)];
  expect(few).toBeGreaterThan(3_000_000);
  expect(many).toBeLessThan(few * 1.5);
});
