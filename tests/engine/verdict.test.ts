import { describe, expect, it } from 'vitest';
import type { KitEvidence } from '../../src/engine/kit/evidence.ts';
import { convertedByCharacter, hasSilentCuts, isFolded, kitWasHere } from '../../src/engine/kit/verdict.ts';

/** Each limit of the verdict with a case on either side of it: the first is the kit's, the second may be a person's. */

type Seen = readonly (readonly [annotated: number, plain: number])[];
const seenAs = (seen: Seen): KitEvidence['seen'] => new Map(seen.map(([annotated, plain], i) => [0x4e00 + i, { annotated, plain }]));
const NOTHING: KitEvidence = {
  seen: new Map(), readings: new Map(), keptSimplified: 0, honestTraditional: 0, keptKinds: 0, neverTraditional: 0, byCharacter: 0, byCharacterKinds: 0,
  han: 100, common: 0, fitting: 0, polyphones: 0, contradicted: 0, strange: 0, broken: 0, fullCommas: 0, foldedCommas: 0, privateUse: 0, tags: 0,
  questionedCuts: 0, bareCuts: 0, foldedQuestionedCuts: 0, foldedBareCuts: 0,
};
/** Characters annotated so often, and so often not; all of them common. */
const page = (seen: Seen, more: Partial<KitEvidence> = {}): KitEvidence => {
  const fitting = seen.reduce((sum, [annotated]) => sum + annotated, 0);
  return { ...NOTHING, seen: seenAs(seen), fitting, common: fitting, ...more };
};
const times = (n: number, one: readonly [number, number]): Seen => Array.from({ length: n }, () => one);
/** Four characters three times each, each time that they come. */
const FOUR = times(4, [3, 0]);
const KEPT = { keptSimplified: 5, keptKinds: 2, neverTraditional: 2 };

describe('the kit was here', () => {
  it.each<[what: string, kit: KitEvidence, person: KitEvidence]>([
    ['hardly anything is annotated that it never annotates', page(FOUR, { strange: 1 }), page(FOUR, { strange: 2 })],
    ['a little more where characters broke', page(FOUR, { broken: 1, strange: 3 }), page(FOUR, { broken: 1, strange: 4 })],
    ['each character has one reading', page(FOUR, { contradicted: 1 }), page(FOUR, { contradicted: 2 })],
    ['most of the text is left alone', page(FOUR, { han: 24 }), page(FOUR, { han: 23 })],
    ['Traditional is no more honest than not', page(FOUR, { ...KEPT, honestTraditional: 5 }), page(FOUR, { ...KEPT, honestTraditional: 6 })],
    ['what is annotated is common', page(FOUR, { common: 4 }), page(FOUR, { common: 3 })],
    ['else the script tells, by enough characters', page(FOUR, { common: 3, ...KEPT }), page(FOUR, { common: 3, ...KEPT, keptSimplified: 4 })],
    ['and of several kinds', page(FOUR, { common: 3, ...KEPT }), page(FOUR, { common: 3, ...KEPT, keptKinds: 1 })],
    ['and such as nothing else explains', page(FOUR, { common: 3, ...KEPT }), page(FOUR, { common: 3, ...KEPT, neverTraditional: 1 })],
    ['and many for each of honest Traditional', page(FOUR, { common: 3, ...KEPT, keptSimplified: 9, honestTraditional: 1 }), page(FOUR, { common: 3, ...KEPT, keptSimplified: 8, honestTraditional: 1 })],
    ['three characters are always annotated', page(times(3, [3, 0])), page(times(2, [9, 0]))],
    ['or two and a broken one', page(times(1, [3, 0]), { broken: 1 }), page(times(1, [3, 0]))],
    ['three for each that only sometimes is', page([...times(3, [3, 0]), [1, 5]]), page([...times(5, [3, 0]), [1, 5], [1, 5]])],
    ['one in five may lack it', page([...times(2, [3, 0]), [4, 1]]), page([...times(2, [3, 0]), [4, 2]])],
    ['some come again', page([[2, 0], [1, 0], [1, 0]]), page([[2, 0], [1, 0], [1, 0]], { common: 3 })],
    ['or six common ones come once, all that come', page(times(6, [1, 0])), page(times(5, [1, 0]))],
    ['without any that comes plain, too', page(times(6, [1, 0])), page([...times(6, [1, 0]), [1, 5]])],
    ['and not for their readings', page(times(6, [1, 0]), { polyphones: 3 }), page(times(6, [1, 0]), { polyphones: 4 })],
    ['else twelve', page(times(12, [1, 0]), { polyphones: 7 }), page(times(11, [1, 0]), { polyphones: 7 })],
  ])('%s', (_what, kit, person) => {
    expect([kitWasHere(kit), kitWasHere(person)]).toEqual([true, false]);
  });

  it('three common ones are enough on a page turned Traditional that Simplified keywords were put into', () => {
    const around = { byCharacter: 2, byCharacterKinds: 2 };
    const three = page([...times(3, [1, 0]), ...times(17, [0, 1])], around);
    expect([kitWasHere(three, true), kitWasHere(three)]).toEqual([true, false]);
    expect(kitWasHere({ ...three, common: 2 }, true)).toBe(false);
    expect(kitWasHere({ ...three, byCharacterKinds: 1 }, true)).toBe(false);
  });
});

describe('a Simplified page was turned Traditional by character', () => {
  const traditional = { ...NOTHING, seen: seenAs(times(20, [0, 1])) };
  it.each<[what: string, converted: Partial<KitEvidence>, honest: Partial<KitEvidence>]>([
    ['words tell', { byCharacterKinds: 4, byCharacter: 4 }, { byCharacterKinds: 3, byCharacter: 9 }],
    ['many of them for each of honest Traditional', { byCharacterKinds: 4, byCharacter: 9, honestTraditional: 1 }, { byCharacterKinds: 4, byCharacter: 8, honestTraditional: 1 }],
    ['or characters', KEPT, { ...KEPT, keptSimplified: 4 }],
    ['on a page that is in Traditional', KEPT, { ...KEPT, seen: seenAs(times(19, [0, 1])) }],
  ])('%s', (_what, converted, honest) => {
    expect([{ ...traditional, ...converted }, { ...traditional, ...honest }].map((e) => convertedByCharacter(e, false))).toEqual([true, false]);
  });

  it('fewer words where Simplified keywords were put into it', () => {
    const few = { ...traditional, byCharacterKinds: 2, byCharacter: 2 };
    expect([convertedByCharacter(few, true), convertedByCharacter({ ...few, byCharacterKinds: 1 }, true)]).toEqual([true, false]);
  });
});

describe('what crawlers and kits left of punctuation', () => {
  it('is folded where ASCII commas are more than three times the full-width ones', () => {
    expect([4, 3].map((foldedCommas) => isFolded({ ...NOTHING, fullCommas: 1, foldedCommas }))).toEqual([true, false]);
  });

  it('cuts are silent where none shows a question mark, or fewer than show none', () => {
    const silent = (questionedCuts: number, bareCuts: number, more: Partial<KitEvidence> = {}): boolean => hasSilentCuts({ ...NOTHING, questionedCuts, bareCuts, ...more });
    expect([silent(0, 0), silent(2, 3), silent(2, 2)]).toEqual([true, true, false]);
    // ASCII marks are cuts on folded pages only.
    const ascii = { foldedQuestionedCuts: 3, foldedBareCuts: 1 };
    expect([silent(1, 2, ascii), silent(1, 2, { ...ascii, foldedCommas: 1 })]).toEqual([true, false]);
  });
});
