import { describe, expect, it } from 'vitest';
import { commonEnds } from '../../src/engine/common-ends.ts';
import { apply, withEdits } from '../../src/engine/edits.ts';
import type { Edit } from '../../src/engine/types.ts';

const edit = (start: number, end: number, after = '', kind: Edit['kind'] = 'slip'): Edit => ({ kind, start, end, before: '', after, confidence: 1 });

describe('edits carried out', () => {
  it.each<[string, readonly Edit[], number, string]>([
    ['none', [], 0, 'abcdef'],
    ['side by side', [edit(0, 1, 'X'), edit(1, 2, 'Y')], 0, 'XYcdef'],
    ['at the end, and one that takes nothing out', [edit(3, 3, '-'), edit(5, 6, '')], 0, 'abc-de'],
    ['counted from further in front', [edit(11, 13, '…')], 10, 'a…def'],
  ])('%s', (_what, edits, offset, text) => expect(apply('abcdef', edits, offset)).toBe(text));
});

describe('two lists of edits as one', () => {
  const first = [edit(2, 4), edit(8, 10)];
  it.each<[string, readonly Edit[], readonly Edit[]]>([
    ['what stands apart is kept, in order', [edit(0, 1), edit(5, 6), edit(12, 13)], [edit(0, 1), edit(2, 4), edit(5, 6), edit(8, 10), edit(12, 13)]],
    ['what only touches is kept, too', [edit(0, 2), edit(4, 8), edit(10, 11)], [edit(0, 2), edit(2, 4), edit(4, 8), edit(8, 10), edit(10, 11)]],
    ['what changes the same is left out', [edit(3, 5), edit(7, 9)], first],
    ['what reaches over several is left out', [edit(0, 12)], first],
    ['of what touches and what changes the same the one is kept', [edit(4, 8), edit(9, 12)], [edit(2, 4), edit(4, 8), edit(8, 10)]],
    ['nothing', [], first],
  ])('%s', (_what, second, both) => expect(withEdits(first, second)).toEqual(both));

  it('the second alone, where the first has none', () => expect(withEdits([], [edit(1, 2)])).toEqual([edit(1, 2)]));
});

describe('what two texts have in common at their ends', () => {
  it.each([
    ['abcd', 'abXd', 2, 1], ['abc', 'abc', 3, 0], ['aa', 'aaa', 2, 0], ['abab', 'ab', 2, 0], ['', 'a', 0, 0], ['xa', 'ya', 0, 1],
  ] as const)('%j, %j', (a, b, head, tail) => expect([commonEnds(a, b), commonEnds(b, a)]).toEqual([{ head, tail }, { head, tail }]));

  it('by whatever counts as alike', () => expect(commonEnds('aBc', 'Abd', (a, b) => a.toLowerCase() === b.toLowerCase())).toEqual({ head: 2, tail: 0 }));
});
