import { expect, it } from 'vitest';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { SpamJudge } from '../../src/engine/spam/judge.ts';
import { shippedModel } from '../../src/engine/spam/model.ts';
import type { Segment, Unit } from '../../src/engine/spam/segments.ts';
import { shippedTables } from '../engine/load.ts';

const judge = new SpamJudge(shippedModel(), new CharacterTable(await shippedTables()));
const around = { kit: false, script: null, items: new Set<string>(), known: 0, shared: () => 0 };

/** A list in which each item sounds like `score`, but one in twenty like a keyword, and four are written with characters that stand for others. */
function list(length: number, score: number): Segment {
  const units = Array.from({ length }, (_, at): Unit => {
    const plain = String.fromCharCode(0x4e00 + at, 0x4e01 + at, 0x4e02 + at, 0x4e03 + at);
    return { at, plain, start: 0, end: 4, score: at % 20 === 0 ? 5 : score, marked: false, disguised: at < 4 ? 1 : 0, simplified: 0, traditional: 0 };
  });
  return { kind: 'group', units, from: 0, to: length, passage: { text: units[0]!.plain, place: 'body' } };
}

it('a dictionary is no injected list, however long it is and whatever words are in it', () => {
  for (const length of [500, 5000, 20_000]) expect(judge.judge(list(length, -0.2), around), `${length} words`).toBeNull();
});

it('an injected list is one at any length', () => {
  for (const length of [10, 500, 5000]) expect(judge.judge(list(length, 4), around), `${length} keywords`).not.toBeNull();
});
