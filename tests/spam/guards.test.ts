import { beforeAll, describe, expect, it } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import type { Surroundings } from '../../src/engine/spam/features.ts';
import { SpamJudge } from '../../src/engine/spam/judge.ts';
import { shippedModel } from '../../src/engine/spam/model.ts';
import type { Segment, Unit } from '../../src/engine/spam/segments.ts';
import type { Engine, Outcome, Passage } from '../../src/engine/types.ts';
import { KEEP, shippedEngine, shippedTables } from '../engine/load.ts';

/** What no score overrules: `src/eval/spam/SPAM.md`, *What is decided*. */

const KEYWORDS = ['澳门百家乐官网', '真人老虎机平台', '皇冠体育投注网', '新葡京娱乐城注册', '德州扑克手机版', '金沙赌场下载'];

let judge: SpamJudge, engine: Engine;
beforeAll(async () => {
  [judge, engine] = [new SpamJudge(shippedModel(), new CharacterTable(await shippedTables())), await shippedEngine()];
});

/** A segment of items that sound so. */
function segment(items: readonly string[], score: number, more: Partial<Passage> = {}, kind: Segment['kind'] = 'line'): Segment {
  const units = items.map((plain, at): Unit => ({ at, plain, start: 0, end: plain.length, score, marked: false, disguised: 0, simplified: 0, traditional: 0 }));
  return { kind, units, from: 0, to: units.length, passage: { text: items.join(','), place: 'body', ...more } };
}
const simplified = (one: Segment): Segment => ({ ...one, units: one.units.map((unit) => ({ ...unit, simplified: 2 })) });
const page = (more: Partial<Surroundings> = {}): Surroundings => ({ kit: false, script: null, items: new Set(), known: 1, shared: () => 0, ...more });

describe('how many items convict', () => {
  it('three of a line do, however loud two are', () => {
    expect(judge.judge(segment(KEYWORDS.slice(0, 2), 6), page())).toBeNull();
    expect(judge.judge(segment(KEYWORDS.slice(0, 3), 6), page())).not.toBeNull();
  });

  it('four of a group do, for cells and headings are alike, too', () => {
    for (const more of [{ link: true }, { hidden: true }]) {
      expect(judge.judge(segment(KEYWORDS.slice(0, 3), 6, more, 'group'), page())).toBeNull();
      expect(judge.judge(segment(KEYWORDS.slice(0, 4), 6, more, 'group'), page())).not.toBeNull();
    }
  });

  it('two do on a page of the kit, but only in Simplified, which that page is not in', () => {
    const two = segment(KEYWORDS.slice(0, 2), 6);
    expect(judge.judge(two, page({ kit: true, script: 'traditional' }))).toBeNull();
    expect(judge.judge(simplified(two), page({ kit: true, script: 'traditional' }))).not.toBeNull();
    expect(judge.judge(simplified(two), page({ script: 'traditional' }))).toBeNull();
  });
});

describe('what a known list has, word for word', () => {
  const items = new Set([...KEYWORDS, '彩票']);
  const honest = { items, shared: () => 1 };

  it.each([['in a link', { link: true }], ['hidden', { hidden: true }], ['in an attribute', { place: 'attribute' }]] as const)('goes by itself %s, however it sounds', (_where, more) => {
    expect(judge.judge(segment([KEYWORDS[0]!], -3, more), page(honest))).toContain('copy');
  });

  it('goes in sight where two in a row sound injected', () => {
    expect(judge.judge(segment(KEYWORDS.slice(0, 2), 1), page(honest))).toEqual(['copy']);
    expect(judge.judge(segment(KEYWORDS.slice(0, 2), -3), page(honest))).toBeNull();
    expect(judge.judge(segment(KEYWORDS.slice(0, 1), 1), page(honest))).not.toEqual(['copy']);
  });

  it('stays where it is so short that it is the same by chance', () => {
    expect(judge.judge(segment(['彩票'], -3, { link: true }), page(honest))).toBeNull();
  });
});

describe('on a page', () => {
  const article = ['运河开挖了三年。', '船上运的是煤、盐、木材和信件。', '没有人问过谁来照看堤岸，镇上的人自己照看。'].map((text): Passage => ({ text, place: 'body' }));
  const clean = (passages: readonly Passage[]): Outcome[] => engine.clean(passages, engine.assess(passages), KEEP);
  /** Which of some passages before an article go; what is left of those that do in part. */
  const gone = (...passages: Passage[]): (boolean | string)[] =>
    clean([...passages, ...article]).slice(0, passages.length).map(({ text }, i) => text === null || (text !== passages[i]!.text && text));
  const inBox = (box: number, ...texts: string[]): Passage[] => texts.map((text) => ({ text, place: 'body', hidden: true, box }));
  const HONEST = ['运河', '船闸', '堤岸', '码头', '水位', '航标', '货船'];

  it('all of a hidden box goes of which half was injected, and no more than that where it is less', () => {
    expect(gone(...inBox(1, ...KEYWORDS, ...HONEST.slice(0, 6)))).toEqual(Array.from({ length: 12 }, () => true));
    expect(gone(...inBox(1, ...KEYWORDS, ...HONEST))).toEqual([...KEYWORDS.map(() => true), ...HONEST.map(() => false)]);
  });

  it('one list says nothing of the other text in its box', () => {
    expect(gone(...inBox(1, KEYWORDS.join(','), '运河的水位'))).toEqual([true, false]);
  });

  it('what leads into a list goes with it, but no heading does', () => {
    const farm = KEYWORDS.map((text): Passage => ({ text, place: 'body', link: true }));
    expect(gone({ text: '友情链接：', place: 'body' }, ...farm)[0]).toBe(true);
    expect(gone({ text: '友情链接：', place: 'heading' }, ...farm)[0]).toBe(false);
  });

  it('sentences are no list where they are seen; nobody writes them where they are not', () => {
    const text = `${KEYWORDS.join('。')}。`;
    expect(gone({ text, place: 'body' })).toEqual([false]);
    expect(gone({ text, place: 'body', hidden: true }, { text, place: 'meta' })).toEqual([true, true]);
    // One mark within five items is a slip of the pen.
    expect(gone({ text: `${KEYWORDS.slice(0, 2).join('，')}。${KEYWORDS.slice(2).join('，')}`, place: 'body' })).toEqual([true]);
  });

  it('a list that a sentence introduces is no list, but for the leads of link farms, which are short', () => {
    const list = KEYWORDS.join('、');
    expect(gone({ text: `警方公布了这些网站：${list}`, place: 'body' })).toEqual([false]);
    expect(gone({ text: `您可能还喜欢：${list}`, place: 'body' })).toEqual([true]);
    expect(gone({ text: `${'警方公布了这些网站的名单，'.repeat(4)}提醒喜欢上网的人：${list}`, place: 'body' })).toEqual([false]);
  });

  it('what is as long as a document is no list', () => {
    const list = `${KEYWORDS.join(',')},`;
    const text = list.repeat(Math.floor(12_000 / list.length));
    expect(gone({ text, place: 'body' })).toEqual([true]);
    expect(gone({ text: text + list, place: 'body' })).toEqual([false]);
  });

  it('the same words, injected in one place and honest in another, stay where they are made anew', () => {
    const words = '运河的水位';
    const boxes = [inBox(1, ...KEYWORDS, words), inBox(2, words, ...HONEST)];
    for (const [first, second] of [boxes, boxes.toReversed()]) {
      const passages = [...first!, ...article, ...second!];
      const assessment = engine.assess(passages);
      expect(engine.clean(passages, assessment, KEEP).filter(({ edits }) => edits.some(({ before }) => before === words))).toHaveLength(1);
      expect(engine.clean(inBox(3, words), assessment, KEEP)[0]!.text).toBe(words);
    }
  });

  it('reasons are what speaks against a text, not all that was looked at', () => {
    const [list] = clean([{ text: KEYWORDS.join(','), place: 'body' }, ...article]);
    const why = list!.edits[0]!.why!;
    for (const reason of ['kit', 'hidden', 'links', 'script', 'disguise', 'copy'] as const) expect(why).not.toContain(reason);
    expect(why).toContain('words');
  });
});
