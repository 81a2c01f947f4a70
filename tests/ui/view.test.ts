import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/ui/view.ts';
import { STATES } from './states.ts';

describe('what the popup says of a page', () => {
  test.each(STATES.map(([sentence, known], i) => [i, sentence, known] as const))('state %d: %s', (_i, sentence, known) => {
    expect(viewOf(known).sentence[0]).toBe(sentence);
  });

  test('it offers to put back what was changed, and nothing where nothing was', () => {
    for (const [sentence, known] of STATES) {
      const { action } = viewOf(known);
      if (/^stateRepaired/.test(sentence)) expect(action, sentence).toBe('restore');
      if (/^state(?:Unrepaired|Nothing|Unreachable|OffHere|OffEverywhere|Loading)$/.test(sentence)) expect(action, sentence).toBeNull();
    }
  });

  test('what was left because it can be read in too many ways is told, whatever else was done', () => {
    for (const [sentence, known] of STATES) {
      const { report } = known;
      if (report?.spent === true) expect(viewOf(known).more, sentence).toEqual(['stateSpent']);
    }
  });
});
