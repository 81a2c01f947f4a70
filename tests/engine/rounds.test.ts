import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { followedBy } from '../../src/engine/compose.ts';
import { apply } from '../../src/engine/edits.ts';
import type { CleanOptions, Edit, EditKind, Engine, Outcome, Passage } from '../../src/engine/types.ts';
import { AUTO, KEEP, shippedEngine } from './load.ts';

const edit = (text: string, start: number, end: number, after: string, kind: EditKind = 'slip', confidence = 0.9): Edit =>
  ({ kind, start, end, before: text.slice(start, end), after, confidence });
const outcome = (text: string, edits: readonly Edit[]): Outcome => ({ text: apply(text, edits), edits, converted: 0 });
const undo = (text: string, edits: readonly Edit[]): string => {
  let moved = 0;
  return apply(text, edits.map(({ start, before, after }) => {
    const at = start + moved;
    moved += after.length - before.length;
    return edit(text, at, at + after.length, before);
  }));
};

describe('two rounds told as one', () => {
  /** Edits of a text, in order and apart, as pairs of distances and what is put there. */
  const editsOf = (text: string, steps: readonly (readonly [skip: number, length: number, after: string])[]): Edit[] => {
    const edits: Edit[] = [];
    let at = 0;
    for (const [skip, length, after] of steps) {
      const start = at + skip, end = start + length;
      if (end > text.length) break;
      if (length > 0 || after !== '') edits.push(edit(text, start, end, after));
      at = end;
    }
    return edits;
  };
  const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.string({ unit: fc.constantFrom('x', 'y', '□'), maxLength: 3 })), { maxLength: 8 });

  test('carried out they give what the second gave; taken back, what there was; in order and apart', () =>
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 }), steps, steps, (text, one, two) => {
      const first = outcome(text, editsOf(text, one));
      const second = outcome(first.text!, editsOf(first.text!, two));
      const both = followedBy(text, first, second);
      expect(both.text).toBe(second.text);
      expect(apply(text, both.edits)).toBe(second.text);
      expect(undo(second.text!, both.edits)).toBe(text);
      let at = 0;
      for (const { start, end, before } of both.edits) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(before).toBe(text.slice(start, end));
        at = end;
      }
    }), { numRuns: 3000, seed: 8 }));

  test('edits that do not touch stay what they were, each where it was in the text that came', () => {
    const text = '國(guó)ab锟斤拷';
    const first = outcome(text, [edit(text, 1, 6, '', 'annotation', 1)]);
    const second = outcome('國ab锟斤拷', [edit('國ab锟斤拷', 3, 6, '□', 'lost', 0.8)]);
    expect(followedBy(text, first, second).edits).toEqual([edit(text, 1, 6, '', 'annotation', 1), edit(text, 8, 11, '□', 'lost', 0.8)]);
  });

  test.each<[string, EditKind, EditKind, string, EditKind]>([
    ['what was injected in repaired text', 'slip', 'spam', '', 'spam'],
    ['a repair of a repair', 'mojibake', 'annotation', 'y', 'mojibake'],
    ['what can\'t be known is told as lost', 'mojibake', 'lost', '□', 'lost'],
    ['lost at first, known in the end', 'lost', 'slip', 'y', 'slip'],
  ])('%s', (_name, one, two, after, kind) => {
    const text = 'abc';
    const first = outcome(text, [edit(text, 0, 3, one === 'lost' ? '□' : 'x', one, 0.9)]);
    const both = followedBy(text, first, outcome(first.text!, [edit(first.text!, 0, 1, after, two, 0.5)]));
    expect(both.edits).toEqual([edit(text, 0, 3, after, kind, 0.5)]);
  });

  test('a passage that goes in the second round goes as a whole', () => {
    const text = 'abc';
    const gone: Outcome = { text: null, edits: [{ ...edit('abX', 0, 3, '', 'spam'), why: ['words'] }], converted: 0 };
    expect(followedBy(text, outcome(text, [edit(text, 2, 3, 'X')]), gone)).toEqual({ text: null, edits: [{ ...edit(text, 0, 3, '', 'spam'), why: ['words'] }], converted: 0 });
  });

  test('a character that was converted in between is no edit', () => {
    const first: Outcome = { text: '国a锟斤拷', edits: [], converted: 1 };
    const second = outcome('国a锟斤拷', [edit('国a锟斤拷', 2, 5, '□', 'lost')]);
    expect(followedBy('國a锟斤拷', first, second)).toEqual({ text: '国a□', edits: [edit('國a锟斤拷', 2, 5, '□', 'lost')], converted: 1 });
  });
});

describe('a page is cleaned until nothing changes', () => {
  let engine: Engine;
  beforeAll(async () => { engine = await shippedEngine(); });
  const pageOf = (lines: readonly string[]): Passage[] => lines.map((text) => ({ text, place: 'body' }));
  const clean = (lines: readonly string[], options: CleanOptions): string[] => {
    const page = pageOf(lines);
    return engine.clean(page, engine.assess(page, options), options).flatMap(({ text }) => text ?? []);
  };
  const misread = (text: string): string => new TextDecoder('windows-1252').decode(Buffer.from(text));
  /** Enough of the kit for a page by itself. */
  const KIT = '國(guó)內(nèi)的學(xué)校，頂?shù)米⊙邪l(fā)';

  // Reduced from the fuzzing run: on a page of the kit, other damage is only looked for when the kit's is undone.
  test.each([
    ['references shown as text', '他在&#x56fd;&#x5185;', '他在国内'],
    ['text that is gone', '他在锟斤拷锟斤拷。', '他在□□。'],
    ['UTF-8 read as Latin, too short to be beyond doubt on a page of the kit', misread('我们在中国学习'), '我们在中国学习'],
  ])('the kit, and besides it %s', (_name, line, cleaned) => {
    for (const options of [AUTO, KEEP]) {
      const once = clean([KIT, line], options);
      expect(once[1]).toBe(cleaned);
      expect(clean(once, options)).toEqual(once);
    }
  });

  test('a text that came later is cleaned as those that were there', () => {
    const page = pageOf([KIT, misread('我们在中国学习'), '他在锟斤拷锟斤拷。']);
    const assessment = engine.assess(page, KEEP);
    const known = engine.clean(page, assessment, KEEP);
    expect(engine.clean(page.map((passage) => ({ ...passage })), assessment, KEEP)).toEqual(known);
    expect(engine.clean(page.slice(1, 2), assessment, { ...KEEP, encoding: false })[0]!.text).toBe(page[1]!.text);
  });
});
