import { isHan } from './cost.ts';

/** Articles about garbling quote it. What they quote is meant to be garbled. */

const subject = /乱码|亂碼|编码|編碼|解码|解碼|转码|轉碼|字符集|字元集|转义|轉義|实体|實體|mojibake|garbled|charset|encod|decod|escape|utf-?8|utf-?16|unicode|gbk|gb2312|gb18030|big-?5|ascii|latin-?1|iso-8859|cp1252|shift.?jis/giu;
const opening = /[“‘「『《〈（(["'`<【〔]\s*$/u;
const closing = /^\s*[”’」』》〉）)\]"'`>】〕]/u;

/** Clean Chinese around a garbled stretch from which it counts as a part of an honest text. */
const SOME_HAN = 4;
const SHORT = 8;
const LONG_QUOTE = 40;
/** A quotation mark is looked for so near, UTF-16 code units. */
const QUOTE_REACH = 20;

/** A text in which stretches were found that may be shown on purpose. Reads it once, when first asked. */
export class Examples {
  readonly #text: string;
  /** how many Chinese characters there are before each offset */
  #han: Uint32Array | null = null;
  /** where the first word about garbling ends, and the last one starts */
  #firstEnd = Infinity;
  #lastStart = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * True where `text.slice(start, end)` is shown on purpose.
   * @param characters how many characters the stretch has when it is repaired
   */
  has(start: number, end: number, characters: number): boolean {
    const text = this.#text;
    const han = (this.#han ??= this.#read());
    const around = han[start]! + han[text.length]! - han[end]!;
    if (this.#firstEnd <= start || this.#lastStart >= end) return around >= SOME_HAN || characters < LONG_QUOTE;
    if (around < SOME_HAN) return false;
    if (characters < LONG_QUOTE && opening.test(text.slice(Math.max(0, start - QUOTE_REACH), start)) && closing.test(text.slice(end, end + QUOTE_REACH))) return true;
    return characters < SHORT && around > characters;
  }

  #read(): Uint32Array {
    const text = this.#text;
    const han = new Uint32Array(text.length + 1);
    for (let i = 0; i < text.length; i++) han[i + 1] = han[i]! + (isHan(text.charCodeAt(i)) ? 1 : 0);
    for (const { index, 0: word } of text.matchAll(subject)) {
      this.#firstEnd = Math.min(this.#firstEnd, index + word.length);
      this.#lastStart = index;
    }
    return han;
  }
}
