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

  test('of a page that is cleaned this once it says so, with what it says of any, and whether the site is left alone', () => {
    const { policy, report } = STATES.map(([, known]) => known).find(({ report }) => report?.once === true && !report.spent)!;
    const known = { policy, report, askable: false, pattern: null, first: false };
    const any = viewOf({ ...known, policy: { ...policy, allowlisted: false } });
    expect(viewOf(known)).toEqual({ ...any, here: false, more: ['stateOnce'] });
    // A pattern says more than this site: no switch here undoes it.
    expect(viewOf({ ...known, pattern: '*://a.cn/*' })).toEqual({ ...any, here: null, more: ['stateOnce'] });
    expect(viewOf({ ...known, policy: { ...policy, enabled: false } })).toEqual({ ...any, here: null, everywhere: false, more: ['stateOnceOff'] });
    expect(viewOf({ ...known, report: { ...report!, state: 'restored' } })).toMatchObject({ action: 'clean', here: false, more: ['stateOnce'] });
    expect(viewOf({ ...known, report: { ...report!, once: false } })).toMatchObject({ sentence: ['stateOffHere'], counts: null });
  });

  test('where a part could not be loaded it offers to load the page again; what was done all the same can be put back', () => {
    const { report, ...known } = STATES.find(([sentence]) => sentence === 'stateFailed')![1];
    expect(viewOf({ ...known, report })).toMatchObject({ action: 'reload', changes: false });
    expect(viewOf({ ...known, report: { ...report!, counts: { ...report!.counts, spam: 2 } } })).toMatchObject({ sentence: ['stateFailed'], action: 'restore', changes: true });
  });

  test('what was left because it can be read in too many ways is told, whatever else was done', () => {
    for (const [sentence, known] of STATES) {
      const { report } = known;
      if (report?.spent === true) expect(viewOf(known).more, sentence).toEqual([report.once ? 'stateOnceSpent' : 'stateSpent']);
    }
  });
});
