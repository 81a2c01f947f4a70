import { readdirSync, readFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { beforeAll, describe, expect, it } from 'vitest';
import { scatterLines } from '../../src/eval/scatter.ts';
import { Sniffer } from '../../src/engine/sniff/sniffer.ts';
import type { Engine } from '../../src/engine/types.ts';
import { AUTO, cleanLines, KEEP, shippedEngine } from './load.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await shippedEngine();
});

const folder = new URL('../texts/articles/', import.meta.url);
const articles = readdirSync(folder).sort().map((name) => [name, readFileSync(new URL(name, folder), 'utf8').split('\n')] as const);
const texts = (lines: readonly { infected: string }[]): string[] => lines.map(({ infected }) => infected);
const HAN = /[\u4e00-\u9fff]/gu;

describe('the kit that annotates at random', () => {
  it.each(articles)('one in ten, and turned Traditional by its own table: %s', (_name, lines) => {
    const page = scatterLines(lines, 5, { share: 0.1 });
    expect(cleanLines(engine, texts(page), KEEP)).toEqual(page.map(({ traditional }) => traditional));
  });

  it.each(articles)('one in seven, the script as it was: %s', (_name, lines) => {
    const page = scatterLines(lines, 6, { share: 1 / 7, convert: false });
    expect(cleanLines(engine, texts(page), AUTO)).toEqual(lines);
  });

  it('goes back to Simplified where only its table writes so', () => {
    const lines = ['这套系统的控制方面有几个问题，我们要从表面看到里面，才能知道制造的过程。', '在设计控制系统的时候，要考虑电路的关系，也要考虑制造的方法，这方面有很多经验。', ...articles[0]![1]];
    const page = scatterLines(lines, 8, { share: 0.12 });
    expect(page[0]!.traditional).toContain('係統的控製方麵');
    expect(cleanLines(engine, texts(page), AUTO).slice(0, 2)).toEqual(lines.slice(0, 2));
  });

  it('makes the cheap look ask for the engine', () => {
    for (const [, lines] of articles) {
      const sniffer = new Sniffer();
      expect(texts(scatterLines(lines, 7, { share: 0.1 })).some((text) => sniffer.look(text))).toBe(true);
    }
  });

  it('is undone in a pasted text, too', () => {
    const lines = articles[1]![1];
    expect(engine.explain(texts(scatterLines(lines, 9, { share: 0.1, convert: false })).join('\n')).text).toBe(lines.join('\n'));
  });
});

/** An article as people annotate it. @param which says of each character which one it is of its kind on the page, and how often it was annotated */
function annotated(lines: readonly string[], which: (character: string, nth: number) => boolean): string[] {
  const met = new Map<string, number>();
  return lines.map((line) => {
    const readings = pinyin(line, { type: 'array' });
    return [...line].map((c, i) => {
      if (!c.match(HAN)) return c;
      const nth = (met.get(c) ?? 0) + 1;
      met.set(c, nth);
      return which(c, nth) ? `${c}(${readings[i]})` : c;
    }).join('');
  });
}

describe('what people annotate stays', () => {
  it.each([
    ['every character of a text for beginners', () => true],
    ['each new character, where it stands first', (_c: string, nth: number) => nth === 1],
    ['common characters that have several readings, wherever they stand', (c: string) => '长重行得着了为还都好中看要只地的和发种教数调便传当'.includes(c)],
    ['the first two of each of these', (c: string, nth: number) => nth <= 2 && '长重行得着了为还都好中看要只地的和发种教数调便传当'.includes(c)],
    ['the first five of each of the commonest characters', (c: string, nth: number) => nth <= 5 && '的了我们在有这个不是一人大来上国到说时要就出会也你生自家学对可以过'.includes(c)],
    ['hard characters only', (c: string) => '镜轨赤纬畔漕闸淤瞳擀揉卤榕槐'.includes(c)],
  ] as const)('%s', (_what, which) => {
    for (const [, lines] of articles) {
      const page = annotated(lines, which);
      expect(cleanLines(engine, page, AUTO)).toEqual(page);
    }
    const all = annotated(articles.flatMap(([, lines]) => lines), which);
    expect(cleanLines(engine, all, AUTO)).toEqual(all);
  });
});
