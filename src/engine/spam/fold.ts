import type { CharacterTable } from '../language/characters.ts';
import { INVISIBLE } from './lines.ts';

/** What a code unit folds to when it is no part of a word. */
export const NOTHING = 0;
/** parts the items of a list */
export const SEPARATOR = 1;
/** ends or holds a sentence: lists hardly have any */
export const MARK = 2;

const SEPARATORS = ',，_|｜、-–—·•・/／\\＿～~>»<«\t\n\r \u3000\u00a0\u2002\u2003\u2009【】《》()（）[]［］「」『』★☆◆●■▲♥→※✓✔＋+';
/** What is written for a bar: an ideograph that is a stroke, lines that boxes are drawn with, signs of mathematics and phonetics. */
const BARS = '丨│┃┆┇┊┋║‖∣∥¦ǀ︱︳￨';
const MARKS = '。．！？；：!?;:“”‘’…"';

/** Ranges in which compatibility characters stand for one other character: folded by NFKC. */
const COMPATIBLE: readonly (readonly [number, number])[] = [
  [0x2100, 0x214f], [0x2160, 0x217f], [0x2460, 0x24ff], [0x2e80, 0x2fdf], [0x3200, 0x32ff], [0xf900, 0xfaff], [0xff01, 0xffef],
];

/** Letters of Cyrillic and other scripts, and rare characters, that are written for the ones they look like: `from to`. */
const LOOK_ALIKES =
  'аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԁd ԛq ԝw Ьb ьb ϲc ʙb ɡg ɑa ıi ' +
  '囯国 囻国 圀国 荿成 朲人 亽人 旡无 兂无 覌观 愽博 慱博 巿市 荗茂 毝毛 亊事 冩写';
/** The same of letters and characters that are everyday ones elsewhere: Greek, Japanese, variants. They disguise nothing by themselves. */
const VARIANTS = 'αa βb εe κk νv οo ρp τt υu χx ιi 観观 髙高 綵彩 楽乐 収收 対对 黒黑 曰日 綫线 缐线 娯娱 産产 児儿 発发 亜亚';

/** Unified ideographs, extension A, and the hexagrams between them. */
export const isIdeograph = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/**
 * One code unit for another, so that a word reads the same however it is dressed up: Simplified, lower case, half width,
 * look-alikes as what they look like, and separators, sentence marks and invisible characters each as one.
 */
export class Folding {
  /** code unit -> folded code unit, or {@link NOTHING}, {@link SEPARATOR}, {@link MARK} */
  readonly table = new Uint16Array(0x10000);
  /** 1: stands for another character than the one that it is */
  readonly disguised = new Uint8Array(0x10000);

  constructor(characters: CharacterTable) {
    const { table, disguised } = this;
    for (let unit = 0; unit < 0x10000; unit++) table[unit] = characters.simplify[unit]!;
    const simplified = (unit: number): number => characters.simplify[unit]!;
    for (let unit = 0x41; unit <= 0x5a; unit++) table[unit] = unit + 0x20;
    for (const [first, last] of COMPATIBLE) {
      for (let unit = first; unit <= last; unit++) {
        const plain = String.fromCharCode(unit).normalize('NFKC').toLowerCase();
        // `㈠` and `⑴` stand for more than one: their first letter or digit will do.
        const letter = /[\p{L}\p{N}]/u.exec(plain)?.[0] ?? '';
        if (letter.length !== 1 || letter.charCodeAt(0) === unit) continue;
        table[unit] = simplified(letter.charCodeAt(0));
        // Full-width letters are a habit; a radical or a circled letter in a word is a disguise.
        if (unit < 0xff00) disguised[unit] = 1;
      }
    }
    for (const [pairs, hides] of [[LOOK_ALIKES, 1], [VARIANTS, 0]] as const) {
      for (const pair of pairs.split(' ')) {
        table[pair.charCodeAt(0)] = pair.charCodeAt(1);
        disguised[pair.charCodeAt(0)] = hides;
      }
    }
    for (const mark of MARKS) table[mark.charCodeAt(0)] = MARK;
    for (const separator of SEPARATORS + BARS) table[separator.charCodeAt(0)] = SEPARATOR;
    for (let unit = 0; unit < 0x10000; unit++) {
      if (unit < 0x20 && table[unit] !== SEPARATOR) table[unit] = NOTHING;
      // Emoji and letters beyond the basic plane: as items are looked at they fold, in passing they count for nothing.
      if (unit >= 0xd800 && unit <= 0xdfff) table[unit] = NOTHING;
    }
    const invisible = new RegExp(INVISIBLE.source, 'u');
    for (let unit = 0xad; unit < 0x10000; unit++) if (invisible.test(String.fromCharCode(unit))) table[unit] = NOTHING;
  }
}
