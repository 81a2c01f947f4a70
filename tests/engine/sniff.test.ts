import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Glance } from '../../src/engine/sniff/glance.ts';
import { isEveryday } from '../../src/engine/sniff/everyday.ts';
import { hashOf, markOf, pairTable, slotOf } from '../../src/engine/sniff/pairs.ts';
import { CHANNELS } from '../../src/engine/mojibake/channels.ts';
import { garble } from '../../src/eval/mojibake-garble.ts';
import { infectLines, makeTable } from '../../src/eval/kit.ts';
import { startsEngine } from './starts.ts';

const ARTICLES = new URL('../texts/articles/', import.meta.url);
const articles = readdirSync(ARTICLES).sort().map((name) => readFileSync(new URL(name, ARTICLES), 'utf8'));
const canal = articles.find((text) => text.includes('运河'))!;
const KEYWORDS = readFileSync(new URL('../demo/keywords.txt', import.meta.url), 'utf8').trim().split('\n');

const starts = (...texts: readonly string[]): boolean => startsEngine(texts);

describe('the look at every page', () => {
  test('adds up what lies close together, in one piece or in many', () => {
    expect(starts('這個國(guó)家的網(wǎng)絡(luò)')).toBe(true);
    expect(starts('這個國(guó)家', '的網(wǎng)', '絡(luò)')).toBe(true);
    expect(starts('這個國(guó)家', '的網(wǎng)')).toBe(false);
    expect(starts(...KEYWORDS.slice(0, 12))).toBe(true);
    expect(starts(KEYWORDS.slice(0, 12).join('_'))).toBe(true);
  });

  test('not what lies far apart', () => {
    const between = canal.slice(0, 900).replace(/[()（）]/g, '');
    expect(starts(`國(guó)${between}網(wǎng)${between}絡(luò)${between}`.repeat(4))).toBe(false);
    const single = KEYWORDS.filter((word) => !starts(word)).slice(0, 6);
    expect(single).toHaveLength(6);
    expect(starts(...single.flatMap((word) => [word, between]))).toBe(false);
  });

  // A page is not suspicious because it is long: its honest words were once added up without end.
  test('honest texts, over and over as one page', () => expect(starts(...articles.flatMap((text) => text.split('\n')), ...articles, articles.join('\n').repeat(20))).toBe(false));

  test('a garbled sentence in the middle of a long honest text', () => {
    const garbled = '杩欐槸涓€涓娴嬭瘯鐨勫彞瀛愶紝鐢ㄦ潵鐪嬬湅鏄惁鑳借鍙戠幇';
    expect(starts(`${canal}${garbled}${canal}`)).toBe(true);
  });

  test('text without any character beyond Latin-1', () => {
    expect(starts('Déjà vu, naïve café, Übergröße; façade and coöperation.'.repeat(50))).toBe(false);
    expect(starts(`${'A page in English. '.repeat(40)}ÖÐ¹úµÄÍøÂç·¢Õ¹ºÜ¿ì£¬ÏÂÔØ${' And more of it.'.repeat(40)}`)).toBe(true);
  });

  test('everyday characters are those of level 1 of GB 2312 and of Big5', () => {
    const level1 = (charset: string, leads: readonly [number, number], trails: readonly number[]): string => {
      const bytes: number[] = [];
      for (let lead = leads[0]; lead <= leads[1]; lead++) for (const trail of trails) bytes.push(lead, trail);
      return new TextDecoder(charset).decode(Uint8Array.from(bytes)).replaceAll('\ufffd', '');
    };
    const row = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const gb = level1('gbk', [0xb0, 0xd6], row(0xa1, 0xfe)), big5 = level1('big5', [0xa4, 0xc5], [...row(0x40, 0x7e), ...row(0xa1, 0xfe)]);
    expect([...gb, ...big5].filter((char) => /\p{Script=Han}/u.test(char) && !isEveryday(char.charCodeAt(0)))).toEqual([]);
    expect([...'麤龘鏄锛鐨勫彞'].filter((char) => isEveryday(char.charCodeAt(0)))).toEqual([]);
    expect([0x3400, 0x4dff, 0x9fff, 0xac00].filter(isEveryday)).toEqual([]);
  });

  test('pairs of characters of keywords are found again, others hardly ever', () => {
    const table = pairTable();
    const isPair = (pair: string): boolean => {
      const hash = hashOf(pair.charCodeAt(0), pair.charCodeAt(1));
      return table[slotOf(hash)] === markOf(hash);
    };
    expect(['官网', '官網', '下载', '私服', '开奖', '開獎', '代办'].filter((pair) => !isPair(pair))).toEqual([]);
    const honest = new Set(articles.flatMap((text) => text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))));
    expect([...honest].filter(isPair).length / honest.size).toBeLessThan(0.02);
  });

  describe('a glance at all of the page in one piece lets it look', () => {
    const lines = articles.flatMap((text) => text.split('\n')).filter((line) => line.length > 10);
    /** Damaged lines, each in the middle of honest ones. @returns how many of them start the engine */
    const started = (damaged: readonly string[]): number =>
      damaged.filter((line, i) => starts(...lines.slice(i % 20, (i % 20) + 6), line, ...lines.slice(30, 36))).length;

    // The articles are Simplified, which these can't write.
    test.each(CHANNELS.filter(({ is }) => is !== 'shift_jis' && is !== 'euc-kr' && is !== 'big5'))('at one line of $is read as $readAs', (by) => {
      expect(started(lines.flatMap((line) => garble(line, [by])?.text ?? []))).toBeGreaterThan(0);
    });
    test('at one line of the kit', () => expect(started(infectLines(lines, makeTable(3)).map(({ infected }) => infected))).toBeGreaterThan(lines.length / 2));
    test('at some keywords', () => {
      const runs = KEYWORDS.flatMap((_word, i) => [2, 3, 5].map((n) => KEYWORDS.slice(i, i + n).join('，')));
      expect(started(runs)).toBeGreaterThan(runs.length / 2);
    });
    test('not at honest texts', () => {
      for (const text of [...articles, 'Déjà vu, naïve café – “Übergröße”; façade (et voilà) and coöperation. '.repeat(50)]) expect(new Glance().look(text)).toBe(false);
    });
  });
});
