import { beforeAll, describe, expect, it } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { Folding } from '../../src/engine/spam/fold.ts';
import { shippedModel } from '../../src/engine/spam/model.ts';
import { ItemScorer } from '../../src/engine/spam/scorer.ts';
import { hotRanges, type Unit } from '../../src/engine/spam/segments.ts';
import { shippedTables } from '../engine/load.ts';

/** A list whose items sound so. A score of -1.5 is worth nothing, one of 4 or more most, one of -4.5 or less costs most. */
const list = (scores: readonly number[]): Unit[] =>
  scores.map((score, at): Unit => ({ at, score, plain: '', start: at, end: at + 1, marked: false, disguised: 0, simplified: 0, traditional: 0 }));

describe('the stretches of a list that are looked at', () => {
  it.each<[string, readonly number[], readonly (readonly [number, number])[]]>([
    ['all of a loud list', [4, 4, 4], [[0, 3]]],
    ['the loud part of a quiet one', [-9, -9, 4, 4, -9, -9], [[2, 4]]],
    ['over a quiet item between loud ones', [4, 4, -3, 4, 4], [[0, 5]]],
    ['not from items that come to nothing together', [-0.5, -2.5, 4, 4], [[2, 4]]],
    ['the best first, then those beside it', [4, 4, -9, -9, -9, 4, 4, 4], [[5, 8], [0, 2]]],
    ['three at most, of equals the first', [4, 4, -9, -9, -9, 4, 4, -9, -9, -9, 4, 4, -9, -9, -9, 4, 4], [[0, 2], [5, 7], [10, 12]]],
    ['none where hardly anything is loud', [-1, -1, -9], []],
    ['none of an empty list', [], []],
  ])('%s', (_what, scores, ranges) => {
    expect(hotRanges(list(scores))).toEqual(ranges);
  });
});

describe('the cheap look at a text', () => {
  let scorer: ItemScorer;
  beforeAll(async () => {
    scorer = new ItemScorer(shippedModel().items, new Folding(new CharacterTable(await shippedTables())));
  });

  it('sees through invisible characters', () => {
    const text = '澳门百家乐官网,真人老虎机平台';
    expect(scorer.heat(text)).toBeGreaterThan(0);
    expect(scorer.heat([...text].join('\u200b'))).toBe(scorer.heat(text));
  });

  it('begins a word anew behind what parts items, and behind a sentence mark', () => {
    for (const mark of [',', '。']) expect(scorer.heat(`百家${mark}乐官`), mark).not.toBe(scorer.heat('百家乐官'));
  });
});
