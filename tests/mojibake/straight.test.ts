import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { type Channel, CHANNELS } from '../../src/engine/mojibake/channels.ts';
import { legacyCharset } from '../../src/engine/mojibake/charsets.ts';
import { toElements } from '../../src/engine/mojibake/elements.ts';
import { readStraight } from '../../src/engine/mojibake/straight.ts';
import { Targets } from '../../src/engine/mojibake/targets.ts';
import { mayBeUtf8InPart } from '../../src/engine/mojibake/utf8-in-part.ts';
import { toKitTraditional } from '../../src/eval/kit.ts';
import { garble } from '../../src/eval/mojibake-garble.ts';
import { shippedTables } from '../engine/load.ts';

const here = (path: string): URL => new URL(path, import.meta.url);
const tables = await shippedTables();
const model = new CharacterModel(tables, new CharacterTable(tables));
const targets = new Targets(model);
const lines = readdirSync(here('../texts/articles/')).flatMap((name) => readFileSync(here(`../texts/articles/${name}`), 'utf8').split('\n'))
  .filter((line) => line.length >= 10);

function straight(text: string, { readAs, is }: Channel): string | null {
  const [source, target] = [legacyCharset(readAs), targets.get(is)];
  const elements = toElements(text, source, mayBeUtf8InPart(source, target));
  const found = readStraight(model, target, elements, text.length);
  if (found === null) return null;
  const start = elements[found.from]!.start;
  return text.slice(0, start) + found.slots.map(({ point }) => String.fromCodePoint(point)).join('');
}

const LOSSLESS: readonly Channel[] = CHANNELS.filter(({ readAs, is }) => is === 'utf-8' ? readAs === 'windows-1252' || readAs === 'gbk' : (is === 'gbk' || is === 'big5') && readAs !== 'shift_jis');

describe.each(LOSSLESS.map((channel) => ({ ...channel, channel })))('$is read as $readAs', ({ channel, is }) => {
  const garbled = lines.map((line) => (is === 'big5' ? toKitTraditional(line) : line))
    .flatMap((line) => {
      const result = garble(line, [channel]);
      return result === null || result.lossy ? [] : [{ line, text: result.text }];
    });

  test('most lines are read, and none wrongly', () => {
    const read = garbled.map(({ line, text }) => ({ line, text: straight(text, channel) })).filter(({ text }) => text !== null);
    expect(read.filter(({ line, text }) => line !== text)).toEqual([]);
    // UTF-8 read as GBK loses a byte in nearly every line.
    if (garbled.length > 20) expect(read.length).toBeGreaterThan(garbled.length / 2);
  });

  test('none is where a byte became a question mark', () => {
    for (const { text } of garbled) {
      const middle = Math.floor(text.length / 2);
      if (text.charCodeAt(middle) >= 0x80) expect(straight(`${text.slice(0, middle)}?${text.slice(middle + 1)}`, channel)).toBeNull();
    }
  });

  // Big5 one byte off is Chinese characters, too; what that costs is for the evaluation to say (nothing, of 400 lines of laws).
  if (channel.readAs === 'windows-1252' && is !== 'big5') {
    test('none is where a byte went missing', () => {
      for (const { text } of garbled) {
        const middle = Math.floor(text.length / 2);
        if (text.charCodeAt(middle) >= 0x80) expect(straight(text.slice(0, middle) + text.slice(middle + 1), channel)).toBeNull();
      }
    });
  }

  test('none is where honest characters stand beside the garbled ones, or marks may have been folded', () => {
    const double = legacyCharset(channel.readAs).doubleByte;
    for (const { text } of garbled.slice(0, 20)) {
      expect(straight(`${text}然而`, channel)).toBeNull();
      expect(straight(`近年${text}`, channel)).toBeNull();
      if (double) expect(straight(`(${text};`, channel)).toBeNull();
      // Half a character of Big5 whose first byte was lost.
      expect(straight(`?@${text}`, channel)).toBeNull();
    }
  });

  test('clean text is not', () => {
    for (const line of lines) expect(straight(line, channel)).toBeNull();
  });
});
