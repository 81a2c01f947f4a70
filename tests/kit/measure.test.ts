import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { excerptsOf } from '../../src/eval/corpus.ts';
import { distance } from '../../src/eval/distance.ts';
import { infectLines, makeTable } from '../../src/eval/kit.ts';
import { measureHarm, measureRepair } from '../../src/eval/measure.ts';
import { VARIANTS } from '../../src/eval/variants.ts';

describe('how far a repaired line is off', () => {
  test.each([
    ['the same', '中國人', '中國人', 0, 0],
    ['one character changed', '中围人', '中國人', 1, 0],
    ['one missing, one too many', '中人民國', '中國人民', 2, 0],
    ['a lost mark is not wrong', '中□人', '中國人', 0, 1],
    ['nor is one too many', '中□□人', '中國人', 0, 2],
    ['a lost mark does not pay for another character', '中□围', '中國人', 1, 1],
    ['nothing came back', '', '中國人', 3, 0],
  ])('%s', (_name, got, truth, wrong, lost) => {
    expect(distance(got, truth)).toEqual({ wrong, lost });
  });
});

const PAGE = { name: 'page', lines: ['国家的发展，要创立新公司。', '没有', '能够为预训练大模型提供支持', ''] };
const VARIANT = VARIANTS[0]!;

/** An engine that answers every passage as told. */
function engineOf(answer: (text: string) => string): Pick<Engine, 'assess' | 'clean'> {
  return {
    assess: () => ({ kit: true, convertedToTraditional: true, spam: false, keys: new Map(), spent: false }),
    clean: (passages) => passages.map(({ text }) => ({ text: answer(text), edits: [], converted: 0 })),
  };
}

test('excerpts hold so many lines with text each, and all of them', () => {
  const excerpts = excerptsOf([{ name: 'a', lines: ['一', '', '二', ' ', '三'] }, { name: 'b', lines: [''] }], 2);
  expect(excerpts).toEqual([{ name: 'a, excerpt 1', lines: ['一', '二'] }, { name: 'a, excerpt 2', lines: ['三'] }]);
});

describe('scores', () => {
  const truths = new Map(
    [1, 2].flatMap((seed) => infectLines(PAGE.lines, makeTable(seed * 10007), VARIANT.page)).map((line) => [line.infected, line.traditional]),
  );

  test('an engine that knows everything has every line', () => {
    const score = measureRepair(engineOf((text) => truths.get(text) ?? text), [PAGE], VARIANT, [1, 2]);
    expect(score.lines).toBeGreaterThan(2);
    expect(score).toMatchObject({ exactLines: score.lines, exactSlippedLines: score.slippedLines, wrongChars: 0, lostChars: 0, misses: [] });
  });

  test('an engine that does nothing has none, and no harm either', () => {
    const idle = engineOf((text) => text);
    expect(measureRepair(idle, [PAGE], VARIANT, [1, 2]).exactLines).toBe(0);
    expect(measureHarm(idle, [PAGE])).toMatchObject({ pages: 1, changedPages: 0, changedBytes: 0 });
  });

  test('harm is counted in bytes', () => {
    expect(measureHarm(engineOf((text) => text.replace('国', '國')), [PAGE])).toMatchObject({ changedPages: 1, changedBytes: 2 });
    expect(measureHarm(engineOf((text) => text.replace('没有', '')), [PAGE])).toMatchObject({ changedPages: 1, changedBytes: 6 });
  });
});
