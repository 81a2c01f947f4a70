import { beforeAll, expect, test } from 'vitest';
import { learnPage } from '../../src/engine/kit/learn.ts';
import type { SlipSigns } from '../../src/engine/kit/signs.ts';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { finish } from '../../src/engine/steps.ts';
import { passages, shippedTables } from './load.ts';

let signs: SlipSigns;
beforeAll(async () => {
  signs = { characters: new CharacterTable(await shippedTables()), folded: false, silentCuts: false, aloneCost: () => 0 };
});
const code = (char: string): number => char.charCodeAt(0);
/** What is seen on a page of one line, as characters. */
const learned = (line: string): { seen: string; share: (before: string, char: string) => number } => {
  const local = finish(learnPage(passages([line]), signs, new Float64Array(0x10000).fill(1e-4)));
  return { seen: String.fromCharCode(...local.distinct), share: (before, char) => local.blend(0, code(before), code(char), 1e-4) };
};

test('a page says what stands there without the annotations, and what stands behind one follows what stands before it', () => {
  const { seen, share } = learned('中國(guó)家，國(guó)家');
  expect(seen).toBe('中國家，');
  expect(share('国', '家')).toBeGreaterThan(0.01);
});

test('what may have slipped is no witness, up to where it must be in step again', () => {
  expect(learned('頂?shù)米⊙邪l(fā)壓力').seen).toBe('頂l壓力');
  expect(learned('貴州省；貴州?。桓咝?；實驗室').seen).toBe('貴州省；實驗室');
});
