import { expect, test } from 'vitest';
import { linesTypedOver, wordsTypedOver } from '../../src/extension/settings/typed.ts';

test.each([
  ['nothing changed elsewhere', 'a b', 'a c', 'a b', 'a c'],
  ['nothing typed', 'a b', 'a b', 'b c', 'b c'],
  ['both add', 'a', 'a b', 'a c', 'a b c'],
  ['both take away', 'a b c', 'a b', 'b c', 'b'],
  ['what was taken away elsewhere is typed anew', 'a', 'b', '', 'b'],
  ['twice', 'a', 'b b', 'b', 'b'],
])('lines: %s', (_name, before, typed, now, merged) => {
  const lines = (text: string): string[] => text.split(' ').filter((line) => line !== '');
  expect(linesTypedOver(lines(before), lines(typed), lines(now))).toEqual(lines(merged));
});

test('words: each change is made; of the same word, what was typed wins', () => {
  const before = { protect: ['keep', 'drop', 'turn'], replace: { a: '1', b: '2', c: '3' } };
  const typed = { protect: ['keep', 'drop', 'mine'], replace: { a: '1', b: 'typed', c: '3', turn: 'x' } };
  const now = { protect: ['keep', 'turn', 'theirs'], replace: { a: 'elsewhere', b: 'elsewhere', d: '4' } };
  expect(wordsTypedOver(before, typed, now)).toEqual({ protect: ['keep', 'mine', 'theirs'], replace: { a: 'elsewhere', b: 'typed', turn: 'x', d: '4' } });
});
