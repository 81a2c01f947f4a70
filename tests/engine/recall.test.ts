import { describe, expect, test } from 'vitest';
import { impliedBy } from '../../src/engine/kit/implied.ts';
import type { Reading } from '../../src/engine/kit/path.ts';
import { type Consulted, keyAt, Recall } from '../../src/engine/kit/recall.ts';

const code = (char: string): number => char.charCodeAt(0);
const STRETCH = '?shù)米⊙邪l(fā)';
/** As the decoder would read it between `頂` and `壓力`. */
const READ = '得住研發';

/** Keeps a stretch as it was read in a text, and asks for it in another one. */
function recalled(before: string, after: string, elsewhere: { text: string; before?: string; open?: number }, consulted: Partial<Consulted> = {}, stretch = STRETCH): Reading | null {
  const recall = new Recall();
  const text = before + stretch + after;
  const reading: Reading = { end: before.length + stretch.length, text: READ, margin: 20, rival: '', damaged: true, gapped: false };
  recall.keep(keyAt(text, before.length, code('，'), code('頂'), 0), text, before.length, reading, { implied: [], far: false, ...consulted });
  const [before2, before1] = elsewhere.before ?? '，頂';
  const start = elsewhere.text.indexOf('?');
  return recall.find(keyAt(elsewhere.text, start, code(before2!), code(before1!), elsewhere.open ?? 0), elsewhere.text, start);
}

describe('a stretch that was read before', () => {
  const AFTER = '壓力的面壁人，沒有一個。';

  test('is read the same in another place, behind the same characters', () => {
    expect(recalled('，頂', AFTER, { text: `中國要超越，頂${STRETCH}${AFTER}` })).toEqual({ end: 7 + STRETCH.length, text: READ, margin: 20, rival: '', damaged: true, gapped: false });
  });

  test.each([
    ['behind other characters', { text: `，值${STRETCH}${AFTER}`, before: '，值' }],
    ['within quotation marks', { text: `“，頂${STRETCH}${AFTER}`, open: 1 }],
    ['where the stretch goes on otherwise', { text: `，頂${STRETCH.replace('米', '×')}${AFTER}` }],
    ['before something else that the decoder looked at', { text: `，頂${STRETCH}壓力的面壁(bì)人` }],
    ['where the text ends sooner', { text: `，頂${STRETCH}壓力` }],
  ])('is searched anew %s', (_name, elsewhere) => {
    expect(recalled('，頂', AFTER, elsewhere)).toBeNull();
  });

  test('near the end of its text it is the same near the end of another one only', () => {
    expect(recalled('，頂', '壓力', { text: `要超越，頂${STRETCH}壓力` })?.text).toBe(READ);
    expect(recalled('，頂', '壓力', { text: `要超越，頂${STRETCH}壓力的` })).toBeNull();
    // What decides at the very end is how the whole text begins and ends.
    expect(recalled('，頂', '', { text: `，頂${STRETCH}` })).toBeNull();
  });

  test('is searched anew where a `?` must have eaten something else', () => {
    const open = '見(第一章，頂', closed = '見第一章，頂', eater = '?，';
    const at = open.length;
    const implied = [{ at, what: impliedBy(open + eater + AFTER, at) }];
    expect(implied[0]!.what.char).toBe(')');
    expect(recalled(open, AFTER, { text: `又${open}${eater}${AFTER}` }, { implied }, eater)?.text).toBe(READ);
    expect(recalled(open, AFTER, { text: closed + eater + AFTER }, { implied }, eater)).toBeNull();
  });

  test('is one of several that begin alike, eight at most', () => {
    const recall = new Recall();
    // All begin with the same four code units, behind the same characters.
    const stretches = [...'甲乙丙丁戊己庚辛壬'].map((own) => `?shù${own}⊙邪l(fā)`);
    const found = (stretch: string): string | undefined => {
      const text = `，頂${stretch}${AFTER}`;
      return recall.find(keyAt(text, 2, code('，'), code('頂'), 0), text, 2)?.text;
    };
    for (const stretch of stretches) {
      const text = `，頂${stretch}${AFTER}`;
      recall.keep(keyAt(text, 2, code('，'), code('頂'), 0), text, 2, { end: 2 + stretch.length, text: stretch, margin: 20, rival: '', damaged: true, gapped: false }, { implied: [], far: false });
    }
    expect(stretches.map(found)).toEqual([...stretches.slice(0, 8), undefined]);
  });

  test('is not kept where the reading depended on text further on', () => {
    expect(recalled('，頂', AFTER, { text: `中國要超越，頂${STRETCH}${AFTER}` }, { far: true })).toBeNull();
  });
});
