import { describe, expect, it } from 'vitest';
import { gatherScattered, isOverConverted, mayBeMixed, type ScatteredEvidence, strewsEmoji, toned, toneless, wasScattered, wasScatteredMixed, wasScatteredToneless } from '../../src/engine/kit/scattered.ts';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { finish } from '../../src/engine/steps.ts';
import { passages, shippedTables } from './load.ts';

/** Each limit of what tells kits that annotate at random from people who gloss, with a case on either side of it: the first is a kit's, the second may be a person's. */

/** Annotations with tones, as many and such as are just enough where nothing else tells. */
const LEAST: ScatteredEvidence = {
  count: 30, han: 100, common: 15, late: 9, adjacent: 13, contradicted: 3, words: 1, repeated: 0, unmarked: 15, kinds: 6, plain: 30, place: 0.35, overConverted: 0, left: 0,
};
const page = (more: Partial<ScatteredEvidence>): ScatteredEvidence => ({ ...LEAST, ...more });

describe('pinyin with tones, at random', () => {
  it.each<[what: string, kit: Partial<ScatteredEvidence>, person: Partial<ScatteredEvidence>]>([
    ['there is enough of it', { count: 24, contradicted: 2, adjacent: 0, unmarked: 0 }, { count: 23, contradicted: 2, adjacent: 0, unmarked: 0 }],
    ['not only where something stands first', {}, { place: 0.34 }],
    ['of several kinds', {}, { kinds: 5 }],
    ['half of it on common characters', {}, { common: 14 }],
    ['a part of it on what the page had before', {}, { late: 8 }],
    ['as often left out', {}, { plain: 29 }],
    ['each character is read alike', {}, { contradicted: 4 }],
    ['nobody wrote the pinyin of words', {}, { words: 2 }],
    ['not on all of the text', {}, { han: 99 }],
    ['not side by side oftener than by chance', {}, { adjacent: 14 }],
    ['not on particles alone', {}, { unmarked: 16 }],
  ])('%s', (_what, kit, person) => {
    expect([wasScattered(page(kit)), wasScattered(page(person))]).toEqual([true, false]);
  });

  it('eight are enough, wherever they stand, where the script tells', () => {
    const few = page({ count: 8, kinds: 6, contradicted: 0, words: 0, adjacent: 0, unmarked: 0, place: 0, overConverted: 2, left: 0 });
    expect(wasScattered(few)).toBe(true);
    for (const more of [{ count: 7 }, { overConverted: 1 }, { left: 1 }]) expect(wasScattered({ ...few, ...more }), JSON.stringify(more)).toBe(false);
  });
});

it('a page is converted by the table that goes too far where hardly anything is left of what it converts', () => {
  expect([[2, 0], [10, 1], [1, 0], [9, 1]].map(([overConverted, left]) => isOverConverted(page({ overConverted: overConverted!, left: left! })))).toEqual([true, true, false, false]);
});

describe('pinyin with tones and without, mixed', () => {
  it('a fifth at least is of either sort', () => {
    expect([6, 24, 5, 25].map((without) => wasScatteredMixed(LEAST, without))).toEqual([true, true, false, false]);
  });

  it('else it is as at random, and there must be enough of it', () => {
    expect(wasScatteredMixed(page({ kinds: 5 }), 15)).toBe(false);
    expect(wasScatteredMixed(page({ place: 0.34 }), 15)).toBe(false);
    expect([24, 23].map((count) => wasScatteredMixed(page({ count, contradicted: 2, adjacent: 0 }), 12))).toEqual([true, false]);
  });

  it('is looked for where some have a tone, and a fifth as many have none', () => {
    expect([mayBeMixed(LEAST, page({ count: 6 })), mayBeMixed(LEAST, page({ count: 5 })), mayBeMixed(page({ unmarked: 30 }), page({ count: 6 }))]).toEqual([true, false, false]);
  });
});

describe('pinyin without tones', () => {
  const TONELESS = page({ count: 40, kinds: 24, place: 0.43, common: 20, late: 12, plain: 12, han: 58, adjacent: 33, contradicted: 4, words: 2 });
  it.each<[what: string, kit: Partial<ScatteredEvidence>, person: Partial<ScatteredEvidence>]>([
    ['there is much of it', {}, { count: 39, contradicted: 3, words: 1 }],
    ['of many kinds', {}, { kinds: 23 }],
    ['evenly over the page', {}, { place: 0.42 }],
    ['half of it on common characters', {}, { common: 19 }],
    ['a part of it on what the page had before', {}, { late: 11 }],
    ['some left out', {}, { plain: 11 }],
    ['each character is read alike', {}, { contradicted: 5 }],
    ['nobody wrote the pinyin of words', {}, { words: 3 }],
    ['not on all of the text', {}, { han: 57 }],
    ['not side by side oftener than by chance', {}, { adjacent: 34 }],
  ])('%s', (_what, kit, person) => {
    expect([wasScatteredToneless({ ...TONELESS, ...kit }, 2), wasScatteredToneless({ ...TONELESS, ...person }, 2)]).toEqual([true, false]);
  });

  it('hardly any has a tone', () => expect([2, 3].map((marked) => wasScatteredToneless(TONELESS, marked))).toEqual([true, false]));

  it('three that stand there twice tell by themselves, among eight', () => {
    const few = page({ count: 8, kinds: 1, contradicted: 0, words: 0, repeated: 3 });
    expect([few, { ...few, repeated: 2 }, { ...few, count: 7 }, { ...few, contradicted: 1 }].map((e) => wasScatteredToneless(e, 0))).toEqual([true, false, false, false]);
  });
});

describe('what is counted', async () => {
  const tables = await shippedTables();
  const model = new CharacterModel(tables, new CharacterTable(tables));
  const gather = (style: typeof toned, ...lines: string[]): ScatteredEvidence => finish(gatherScattered(passages(lines), model, style));

  it('of readings with tones, on two lines, one of which comes again', () => {
    const line = '中(zhōng)国(guó)的中(zhòng)国北京(běijīng)';
    expect(gather(toned, line, '麵粉和制度(2024)', line)).toEqual({
      han: 12, count: 3, common: 3, kinds: 2,
      late: 1, // the second 中
      adjacent: 1, // 国 behind 中
      contradicted: 1, // zhòng
      words: 1, // běijīng
      plain: 1, // the second 国
      place: 1 / 3, // first, first, last
      repeated: 0, unmarked: 0, overConverted: 1, left: 1,
    });
  });

  it('of readings without, which may stand there twice', () => {
    expect(gather(toneless, '系(xi)(xi)統(tong)的系')).toMatchObject({ han: 4, count: 2, kinds: 2, repeated: 1, unmarked: 2, adjacent: 1, late: 0, plain: 1, place: 0 });
  });
});

it('emoji were strewn in where three stand within sentences, on whichever of its lines', () => {
  const lines = ['測量🆚電液體的', '流量🎧和壓力', '用於🏓工廠'];
  expect([strewsEmoji(passages(lines)), strewsEmoji(passages(lines.slice(1))), strewsEmoji(passages([...lines.slice(1), '用於工廠🏓']))]).toEqual([true, false, false]);
});
