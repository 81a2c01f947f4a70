import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wasTakenFor } from '../../src/engine/sniff/taken-for.ts';
import { encode } from '../../src/eval/encode.ts';
import { passages, shippedEngine } from './load.ts';

const engine = await shippedEngine();
const folder = (path: string): string[] => readdirSync(new URL(path, import.meta.url)).map((name) => readFileSync(new URL(path + name, import.meta.url), 'utf8'));
const ARTICLE = folder('../texts/articles/')[0]!.slice(0, 400);
const TRADITIONAL = '老人們更願意早上來。他們對館員說，這個地方的報紙很全，還會有人幫忙找國外的舊雜誌，孩子們放學以後也到這裡來，一直坐到關燈的時候。';

/** Those of the WHATWG standard in which each byte is a character, but windows-1252, which the channels read, and ISO 8859-6, which has no character for half of them. */
const SINGLE_BYTE = ['windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874',
  'ISO-8859-2', 'ISO-8859-3', 'ISO-8859-4', 'ISO-8859-5', 'ISO-8859-7', 'ISO-8859-8', 'ISO-8859-10', 'ISO-8859-13', 'ISO-8859-14', 'ISO-8859-15', 'ISO-8859-16',
  'KOI8-R', 'KOI8-U', 'macintosh'];

/** The beginning of the Universal Declaration of Human Rights and of its first articles, in scripts whose charsets these are. */
const HONEST = {
  'windows-1251': 'Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства. Каждый человек должен обладать всеми правами и всеми свободами.',
  'windows-1253': 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.',
  'windows-1250': 'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek posiada wszystkie prawa i wolności zawarte w niniejszej Deklaracji bez względu na różnice rasy, koloru, płci, języka, wyznania, poglądów politycznych i innych. Żółć, gęś, źrebię, ćma, łódź, pięćdziesiąt sześć.',
  'windows-1255': 'כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.',
  'windows-1256': 'يولد جميع الناس أحراراً متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميراً وعليهم أن يعامل بعضهم بعضاً بروح الإخاء.',
  'windows-874': 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ',
} as const;

describe.each(SINGLE_BYTE)('Chinese that was taken for %s', (charset) => {
  test.each([['gbk', ARTICLE], ['big5', TRADITIONAL], ['utf-8', ARTICLE]] as const)('is told by its bytes: %s', (is, truth) => {
    const lines = truth.split('\n').map((line) => new TextDecoder(charset).decode(encode(line.replace(/[^\n\p{Script=Han}，。]/gu, ''), is)!));
    expect(wasTakenFor(charset, lines.join('\n'))).toBe(true);
    expect(engine.assess(passages(lines)).encoding).toMatchObject({ really: is, certain: true });
  });
});

test.each(Object.entries(HONEST))('honest text in %s is not', (own, text) => {
  for (const charset of SINGLE_BYTE) expect(wasTakenFor(charset, text), charset).toBe(false);
  expect(new TextDecoder(own).encoding).toBe(own);
  expect(engine.assess(passages(text.split(/(?<=\.)/u))).encoding).toBeUndefined();
});

test('nor is Chinese that was read rightly, in whatever charset', () => {
  for (const charset of ['UTF-8', 'GBK', 'gb18030', 'Big5', 'EUC-JP', 'Shift_JIS', ...SINGLE_BYTE]) expect(wasTakenFor(charset, ARTICLE), charset).toBe(false);
  expect(engine.assess(passages(ARTICLE.split('\n'))).encoding).toBeUndefined();
});
