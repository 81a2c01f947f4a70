import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Reader, Writer } from '../../src/engine/data/bytes.ts';
import { find } from '../../src/engine/data/rows.ts';
import { codePairs, codeTriples, type LiftRows, MOST_LEVEL, unpackingRunningText } from '../../src/engine/data/running-text.ts';
import { type Coder, StreamReader, StreamWriter } from '../../src/engine/data/streams.ts';
import { loadEngine } from '../../src/engine/engine.ts';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { CharacterModel } from '../../src/engine/language/model.ts';
import { RunningTextModel } from '../../src/engine/language/running-text.ts';
import { finish, type Steps } from '../../src/engine/steps.ts';
import { packed, passages, shippedTables } from './load.ts';

const TEXT = packed('running-text');

/** UTF-8 that was read as windows-1252 and lost a byte of one character. */
function garbled(text: string, lost: string): string {
  const bytes = new TextEncoder().encode(text);
  bytes[new TextEncoder().encode(text.slice(0, text.indexOf(lost))).length + 2] = 0x3f;
  return new TextDecoder('windows-1252').decode(bytes);
}
const MANUAL = '请您在使用本产品之前仔细阅读说明书。', LOSSY = garbled(MANUAL, '使');

describe('the engine', () => {
  it('marks what it can\'t know without it, and asks for it', async () => {
    const engine = await loadEngine(packed('tables'));
    expect(engine.wantsRunningText).toBe(false);
    expect(engine.explain(LOSSY).text).toBe('请您在□用本产品之前仔细阅读说明书。');
    expect(engine.wantsRunningText).toBe(true);
  });

  it('does not ask for it where nothing was lost', async () => {
    const source = vi.fn(() => TEXT);
    const engine = await loadEngine(packed('tables'), source);
    expect(engine.explain(new TextDecoder('windows-1252').decode(new TextEncoder().encode(MANUAL))).text).toBe(MANUAL);
    expect(engine.wantsRunningText).toBe(false);
    expect(source).not.toHaveBeenCalled();
  });

  it('takes it when it first needs it, once', async () => {
    const source = vi.fn(() => TEXT);
    const engine = await loadEngine(packed('tables'), source);
    expect(engine.explain(LOSSY).text).toBe(MANUAL);
    expect(engine.explain(LOSSY).text).toBe(MANUAL);
    expect(engine.wantsRunningText).toBe(false);
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('uses it on a page from when it came', async () => {
    let came = false;
    const engine = await loadEngine(packed('tables'), () => (came ? TEXT : null));
    const page = passages([LOSSY]), options = { spam: true, encoding: true, annotations: true, backToSimplified: true };
    const read = (): (string | null)[] => engine.clean(page, engine.assess(page), options).map(({ text }) => text);
    expect(read()).toEqual(['请您在□用本产品之前仔细阅读说明书。']);
    came = true;
    expect(read()).toEqual([MANUAL]);
    expect(engine.wantsRunningText).toBe(false);
  });
});

it('is there for a selection while a page that needs it is looked at', async () => {
  let left: Uint8Array | null = null;
  const engine = await loadEngine(packed('tables'), () => {
    const taken = left;
    left = null;
    return taken;
  });
  engine.explain(LOSSY);
  left = TEXT;
  const page = engine.assessing(passages([LOSSY]));
  while (left !== null) page.next();
  expect(engine.explain(LOSSY).text).toBe(MANUAL);
});

it('is not asked where much of a text is lost: it finds a way through anything', async () => {
  const truth = '唐宋两代，南方的稻米、丝绸、瓷器、茶叶由此北上，北方的煤炭、皮货、药材由此南下。';
  const engine = await loadEngine(packed('tables'), () => TEXT);
  const { text } = engine.explain(new TextDecoder('big5').decode(new TextEncoder().encode(truth)).replaceAll('\ufffd', '?'));
  expect(text).toHaveLength(truth.length);
  expect([...text].every((char, i) => char === '□' || char === truth[i])).toBe(true);
  // 叶, of which running text would be sure.
  expect(text).toContain('瓷器、茶□由此');
});

describe('the model', () => {
  let words: CharacterModel, model: RunningTextModel, table: CharacterTable;
  beforeAll(async () => {
    const tables = await shippedTables();
    table = new CharacterTable(tables);
    words = new CharacterModel(tables, table);
    model = finish(RunningTextModel.making(words, table, TEXT));
  });
  const of = (asked: Pick<CharacterModel, 'probability'>, text: string): number => asked.probability(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));

  it.each(['您可以', '据库中', '，并将'])('knows %s as a sequence of running text', (text) => expect(of(model, text)).toBeGreaterThan(of(words, text)));
  it.each(['的龘龘', '数据猫'])('and %s as none', (text) => expect(of(model, text)).toBeLessThan(0.001));
  it('has Traditional characters as their Simplified forms', () => expect(of(model, '據庫中')).toBe(of(model, '据库中')));
  it('has a mark that was folded as the full-width one', () => expect(of(model, ',并将')).toBeCloseTo(of(model, '，并将'), 6));
  it('says of what follows in numbers and Latin words what words say', () => expect([of(model, 'abc'), of(model, '年20')]).toEqual([of(words, 'abc'), of(words, '年20')]));

  it.each(['我们', '，但', '技术', 'a的'])('has shares behind %s that come to about 1', (context) => {
    let sum = 0;
    for (let unit = 0x4e00; unit <= 0x9fff; unit++) if (words.alone[unit]! < 17 && table.simplify[unit] === unit) sum += of(model, context + String.fromCharCode(unit));
    for (const mark of '，。、：；？！（）“”《》') sum += of(model, context + mark);
    expect(sum).toBeGreaterThan(0.8);
    expect(sum).toBeLessThan(1.2);
  });
  it('has the characters of the tables: it is built anew with them', async () => expect(finish(unpackingRunningText(TEXT)).characters).toBe((await shippedTables()).characters));

  it('is refused where its bytes are cut short', () => expect(() => finish(RunningTextModel.making(words, table, TEXT.subarray(0, 5000)))).toThrow('cut short'));
});

describe('rows', () => {
  const written = (code: (coders: () => Coder) => Steps<unknown>): Uint8Array => {
    const out = new Writer(), writers: StreamWriter[] = [];
    finish(code(() => {
      writers.push(new StreamWriter());
      return writers.at(-1)!;
    }));
    for (const writer of writers) writer.writeTo(out);
    return out.bytes();
  };
  const rowsOf = (rows: readonly (readonly (readonly [next: number, level: number])[])[]): LiftRows => {
    let length = 0;
    return { start: Uint32Array.from([0, ...rows.map((row) => (length += row.length))]), next: Uint16Array.from(rows.flat(), ([next]) => next), level: Uint8Array.from(rows.flat(), ([, level]) => level) };
  };
  const TOKENS = 20;
  const row = fc.uniqueArray(fc.tuple(fc.nat(TOKENS - 1), fc.nat(MOST_LEVEL)), { selector: ([next]) => next, maxLength: TOKENS }).map((list) => list.sort(([a], [b]) => a - b));

  it('come back as they were written, pairs and triples', () => fc.assert(fc.property(fc.array(row, { minLength: TOKENS, maxLength: TOKENS }), fc.infiniteStream(fc.nat(9)), (rows, chance) => {
    const pairs = rowsOf(rows);
    // What comes third stands in the row of the second.
    const triples = rowsOf(rows.flat().map(([second]) => rows[second]!.filter(() => chance.next().value === 0)));
    const bytes = new Reader(Uint8Array.from([...written((coders) => codePairs(TOKENS, coders, pairs)), ...written((coders) => codeTriples(pairs, coders, triples))]));
    const coders = (): Coder => new StreamReader(bytes);
    const read = finish(codePairs(TOKENS, coders));
    expect(read).toEqual(pairs);
    expect(finish(codeTriples(read, coders))).toEqual(triples);
  }), { numRuns: 100, seed: 5 }));

  it('are searched', () => {
    const rows = rowsOf([[[2, 1], [5, 1]], [], [[5, 1]]]);
    expect([find(rows, 0, 2), find(rows, 0, 5), find(rows, 0, 3), find(rows, 1, 5), find(rows, 2, 5), find(rows, 2, 9)]).toEqual([0, 1, -1, -1, 2, -1]);
  });
});
