import { describe, expect, test } from 'vitest';
import { endsReading } from '../../src/engine/sniff/readings.ts';

/** Asks of the first `)` of a text. */
const ends = (text: string): boolean => endsReading(text, text.indexOf(')'));

describe('a reading ends at its bracket', () => {
  test.each([
    ['behind a character', '國(guó)內'],
    ['with a space', '國(guó )內'],
    ['where a `?` ate the bracket', '頂?shù)米'],
    ['the same with one letter: 惡 and half of another character', '兇?è)狠'],
    ['behind a `?` that was a whole character', '兇?(è)狠'],
    ['run into by a Latin letter', '以O(shè)penAI'],
  ])('%s', (_what, text) => expect(ends(text)).toBe(true));

  test.each([
    ['without a tone', '國(guo)內'],
    ['behind a space', '拼音 (è) 是'],
    ['one letter behind another mark', '讀作：è)'],
  ])('not %s', (_what, text) => expect(ends(text)).toBe(false));
});
