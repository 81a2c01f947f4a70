import { type LegacyName, legacyCharset } from './charsets.ts';

/**
 * Lists of characters in the order in which a charset or Unicode has them: tables of encodings, characters of one radical, of one reading. To a
 * model of Chinese they are as unlikely as garbled text, and what a charset has in a row is often in a row in another.
 */

/** Fewer come in order by chance: five do once in 120 times, six once in 720. */
const LEAST = 6;
/** Share of the neighbours that may be out of order, where a list goes on with another one. */
const MOST_OUT_OF_ORDER = 0.1;

/** Charsets whose order lists follow: GB 2312's by pinyin, Big5's by strokes. */
const ORDERS: readonly LegacyName[] = ['gbk', 'big5', 'shift_jis', 'euc-kr'];

/** True where the characters beyond ASCII come in order, each once. */
export function isInventory(text: string): boolean {
  const points = Array.from(text, (char) => char.codePointAt(0)!).filter((point) => point >= 0x80);
  return ascends(points) || ORDERS.some((name) => {
    const charset = legacyCharset(name);
    const codes = points.map((point) => charset.codeOf(point)).filter((code) => code > 0xff);
    return codes.length * 2 > points.length && ascends(codes);
  });
}

function ascends(numbers: readonly number[]): boolean {
  if (numbers.length < LEAST) return false;
  let wrong = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i]! <= numbers[i - 1]!) wrong++;
  return wrong <= MOST_OUT_OF_ORDER * (numbers.length - 1);
}
