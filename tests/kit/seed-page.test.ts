import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fold, infectLines, tableOf, toKitTraditional } from '../../src/eval/kit.ts';
import { kitScriptTable } from '../../src/eval/kit-script.ts';

/**
 * The model against one real crawled page: repair the page by hand, infect it again with the page's own readings,
 * and count the lines that come out as they were crawled. The page is not part of this repository.
 */
const PAGE = new URL('../../../shared/pages/seed-page.txt', import.meta.url);

/** Damage beyond annotations, as crawled -> as it was written (annotations already taken out). */
const BY_HAND: readonly (readonly [crawled: string, honest: string])[] = [
  ['超24%?！对\ue032钪嫒毡\ue0bc方y計', '超24%。《元宇宙日爆》統計'],
  ['都會有?！?/p>', '都會有。”'],
  ['要?jiǎng)?chuàng)立', '要創立'],
  ['夠?yàn)轭A訓', '夠為預訓'],
  ['這些應用?！彼\ue383赋觯\ue0e9磥?lái)10年', '這些應用。”他指出，未來10年'],
  ['大概2年?！?/p>', '大概2年。”'],
  ['頂?shù)米⊙邪l壓', '頂得住研發壓'],
];

/** Keys that the page shows only in straddling annotations. */
const STRADDLING_KEYS = [['贏', 'yíng'], ['獎', 'jiǎng']] as const;

const ANNOTATION = /(?<!\?)\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\)/gu;

function handRepaired(line: string): string {
  let text = line.replaceAll('!', '！').replace(ANNOTATION, '');
  for (const [crawled, honest] of BY_HAND) text = text.replace(crawled.replaceAll('!', '！'), honest);
  // The crawler folded punctuation; a run of `?` stands for U+00A0 and stays.
  return text
    .replaceAll(',', '，')
    .replaceAll(':', '：')
    .replace(/(?<!\?)\?(?!\?)/g, '？')
    .replace(/\((?=[\u4e00-\u9fff])/g, '（')
    .replace(/(?<=[\u4e00-\u9fff])\)/g, '）');
}

describe.skipIf(!existsSync(PAGE))('the crawled seed page (skipped where it is not at hand)', () => {
  const crawled = existsSync(PAGE)
    ? readFileSync(PAGE, 'utf8').split('\n').filter((line) => line.trim() !== '').slice(1)
    : [];
  const honest = crawled.map(handRepaired);
  const readings = new Map<string, string>(STRADDLING_KEYS);
  for (const line of crawled) {
    for (const [, char, reading] of line.matchAll(/([\u4e00-\u9fff])\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6})\)/gu)) {
      if (!readings.has(char!)) readings.set(char!, reading!);
    }
  }

  test('is reproduced line by line', () => {
    const table = tableOf([...readings].sort(([a], [b]) => (a < b ? -1 : 1)));
    const infected = infectLines(honest, table, { fold: 'marks', convert: false });
    const wrong = infected.flatMap((line, i) => (line.infected === fold(crawled[i]!, 'marks') ? [] : [[crawled[i], line.infected]]));
    // The one line: `規模。` = 模 C4 [A3 A1] A3 holds the bytes of a `！` that the page did not cut at.
    expect(crawled.length).toBe(58);
    expect(wrong.map(([line]) => line!.slice(-6))).toEqual(['guī)模。']);
  });

  test('was turned Traditional as the script table does it', () => {
    const back = new Map([...kitScriptTable()].map(([simplified, traditional]) => [traditional, simplified]));
    const text = honest.join('\n');
    const simplified = [...text].map((char) => back.get(char) ?? char).join('');
    expect(toKitTraditional(simplified)).toBe(text);
  });
});
