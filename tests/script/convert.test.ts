import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as reference from 'opencc-js/core';
import * as preset from 'opencc-js/preset';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONFIGURATION_NAMES, type Configuration, Dictionaries } from '../../src/script/convert.ts';
import openccCases from './cases/opencc.json' with { type: 'json' };

const file = (name: string): Uint8Array => readFileSync(new URL(`../../src/script/data/${name}.bin`, import.meta.url));

let simplified: Dictionaries, traditional: Dictionaries;
beforeAll(async () => {
  [simplified, traditional] = await Promise.all([Dictionaries.load(file('simplified')), Dictionaries.load(file('traditional'))]);
});
const packOf = (name: string): Dictionaries => (/2sp?$|2t$/.test(name) && name !== 's2t' ? simplified : traditional);
const ours = (name: Configuration): ((text: string) => string) => {
  const converter = packOf(name).configuration(name);
  return (text) => converter.convert(text);
};
const built = new Map<Configuration, (text: string) => string>();
/** opencc-js, by OpenCC's name of a configuration. */
const theirs = (name: Configuration): ((text: string) => string) => {
  const known = built.get(name);
  if (known !== undefined) return known;
  const [, from, to] = /^(s|t|tw|hk)2(sp?|t|twp?|hk)$/.exec(name) as unknown as [string, string, string];
  const locale = (script: string): string => (script === 's' || script === 'sp' ? 'cn' : script);
  const made = reference.ConverterBuilder(preset)({ from: to === 'sp' ? `${from}p` : locale(from), to: locale(to) });
  built.set(name, made);
  return made;
};

const texts = (folder: string): string[] => {
  const url = new URL(`../texts/${folder}/`, import.meta.url);
  return readdirSync(url).map((name) => readFileSync(new URL(name, url), 'utf8'));
};

describe.each(CONFIGURATION_NAMES)('%s', (name) => {
  test('gives what opencc-js gives on OpenCC’s own cases', () => {
    const [mine, reference] = [ours(name), theirs(name)];
    for (const { input } of openccCases.cases) expect(mine(input)).toBe(reference(input));
  });

  test('gives what OpenCC expects wherever opencc-js does', () => {
    const [mine, reference] = [ours(name), theirs(name)];
    for (const { input, expected } of openccCases.cases) {
      const wanted = (expected as Partial<Record<Configuration, string>>)[name];
      if (wanted !== undefined && reference(input) === wanted) expect(mine(input)).toBe(wanted);
    }
  });

  test('gives what opencc-js gives on whole texts, both scripts, line by line and as one', () => {
    const [mine, reference] = [ours(name), theirs(name)];
    const other = theirs(name.startsWith('s') ? 's2t' : 't2s');
    for (const text of [...texts('articles'), ...texts('negative')]) {
      for (const source of [text, other(text)]) expect(mine(source)).toBe(reference(source));
      for (const line of text.split('\n')) expect(mine(line)).toBe(reference(line));
    }
  });

  test('gives what opencc-js gives on any row of characters', () => {
    const [mine, reference] = [ours(name), theirs(name)];
    // characters of the cases, so that dictionary words come together; and what is no word anywhere
    const known = [...new Set(openccCases.cases.map(({ input }) => input).join(''))];
    const unit = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, fc.constantFrom('a', '\u{20000}', '\ud842', '\udfb7', '⿰', '豈', '\u{2f800}', ' ', '\n', '□'));
    fc.assert(fc.property(fc.array(unit, { maxLength: 40 }), (characters) => {
      // A sequence cut short at the end is ordinary text here, and opencc-js guesses at it.
      const text = `${characters.join('')}一一一`;
      expect(mine(text)).toBe(reference(text));
    }), { numRuns: 300 });
  });
});
