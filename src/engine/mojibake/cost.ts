import type { LanguageModel } from '../language/model.ts';

/** Nats that a character costs where the Chinese model has no opinion. Rough; only the distances between kinds matter. */
const KANA = 4.2;
/** Right behind ASCII, where a word of kana seldom begins. */
const KANA_BEHIND_ASCII = 9;
const HALFWIDTH_KANA = 14;
const HANGUL = 4.5;
const RARE_HANGUL = 13;
/** Nats of a syllable of Korean by itself. */
export const costOfHangul = (point: number): number => (COMMON_HANGUL.has(String.fromCharCode(point)) ? HANGUL : RARE_HANGUL);
/** About nine in ten syllables of running Korean. */
const COMMON_HANGUL = new Set(
  '이다는의에을가하고로은를지사기도리한인대어서시자그나있아수해스부정보일전제주들만여장상구오라면과우원으게공동성적소비무선신년관조경유생세개마국안것위실화중등연방미치물학용바'
  + '문식진계니발교내간모법업재회와습행호트산된했터할까던되었였않없때말같많른입러려았던데더두속드레료타르음위통민품작직당반체단결과설심약포출건표현명분불평근입합회후요본외남여노예'
  + '야늘버먹네너저며집람울살길날씨달별봄여름가을겨눈비꽃새밤낮앞뒤옆점책글읽쓰듣열닫받주준줄큰작좋싫알모르찾잡놓올갈온간든돌각끝곳또잘못안참첫몇셋넷번째처럼부터까지마다보다'
  + '격령운편거력종석최김박임강천철북차량활량험항축임립확황환효휴흥희크키카코커파페프피포푸티토테투츠즈초추치측층침청총친칭케레렌록론류률른름릴링망매맞머메며면목몸묘무묻밀',
);
const ACCENTED_IN_WORD = 5;
const ACCENTED_ALONE = 9;
const LATIN_SYMBOL = 11;
/** U+00A0 and `« »`. */
const FRENCH_MARK = 6;
const OTHER_ALPHABET_IN_WORD = 5;
const OTHER_ALPHABET_ALONE = 10;
/** What trees of files are drawn with, and tables. */
const BOX = 8;
const BOXES = new Set(Array.from('─│┌┐└┘├┤┬┴┼', (char) => char.charCodeAt(0)));
export const isBoxDrawing = (p: number): boolean => p >= 0x2500 && p <= 0x257f && BOXES.has(p);
/** Zhuyin beside Zhuyin or ASCII; alone among Chinese characters it is what UTF-8 read as GBK makes of some bytes. */
export const ZHUYIN = 4;
/** Stands for a byte that is lost as often as for a question. */
const QUESTION = 0x3f;
const CONTROL = 14;
const OTHER = 12;
const WORST = 18;
/** Nats of a character that chance makes of two bytes: one of some 9,000. */
export const BY_CHANCE = 9.1;

export const isAsciiLetter = (p: number): boolean => (p | 0x20) >= 0x61 && (p | 0x20) <= 0x7a;
/** Unified ideographs and extension A, without compatibility forms and what lies beyond the BMP. */
export const isHan = (p: number): boolean => (p >= 0x4e00 && p <= 0x9fff) || (p >= 0x3400 && p <= 0x4dbf);
/** Full-width hiragana and katakana, with their marks. */
export const isKana = (p: number): boolean => p >= 0x3041 && p <= 0x30ff;
/** Syllables, not the letters that they are made of. */
export const isHangul = (p: number): boolean => p >= 0xac00 && p <= 0xd7a3;
export const isGreekOrCyrillic = (p: number): boolean => p >= 0x370 && p <= 0x52f;
/** Letters of Zhuyin (bopomofo), and the tone marks `ˇ ˊ ˋ ˙` that stand beside them. */
export const isZhuyin = (p: number): boolean => (p >= 0x3105 && p <= 0x312f) || p === 0x2c7 || p === 0x2ca || p === 0x2cb || p === 0x2d9;
const isAccented = (p: number): boolean => (p >= 0xc0 && p <= 0x24f && p !== 0xd7 && p !== 0xf7) || (p >= 0x1e00 && p <= 0x1eff);

/**
 * How surprising a character is after the two before it in any language that a page may honestly be in, in nats. Han characters and
 * Chinese punctuation follow the Chinese model; other scripts have a flat price that keeps honest text in them cheap.
 */
export function costOf(model: LanguageModel, before2: number, before1: number, point: number): number {
  if (point < 0x80) return Math.min(WORST, -Math.log(model.probability(unit(before2), unit(before1), point)));
  if (isKana(point)) return before1 > 0x20 && before1 < 0x7f ? KANA_BEHIND_ASCII : KANA;
  if (isHangul(point)) return costOfHangul(point);
  if (isZhuyin(point) && ((before1 < 0x80 && before1 !== QUESTION) || isZhuyin(before1))) return ZHUYIN;
  if (isAccented(point)) return isAsciiLetter(before1) || (isAccented(before1) && isAsciiLetter(before2)) ? ACCENTED_IN_WORD : ACCENTED_ALONE;
  if (point >= 0x80 && point <= 0x9f) return CONTROL;
  if (point === 0xa0 || point === 0xab || point === 0xbb) return FRENCH_MARK;
  if (point >= 0xa0 && point <= 0xbf) return point === 0xb7 ? Math.min(LATIN_SYMBOL, model.alone[point]!) : LATIN_SYMBOL;
  if (point >= 0x370 && point <= 0x6ff) return before1 >= 0x370 && before1 <= 0x6ff ? OTHER_ALPHABET_IN_WORD : OTHER_ALPHABET_ALONE;
  if (isBoxDrawing(point)) return BOX;
  if (point >= 0xff61 && point <= 0xff9f) return HALFWIDTH_KANA;
  if (point >= 0xe000 && point <= 0xf8ff) return CONTROL;
  if (point > 0xffff) return OTHER;
  if (isHan(point) || model.alone[point]! < OTHER) return Math.min(WORST, -Math.log(model.probability(unit(before2), unit(before1), point)));
  return OTHER;
}

/** The model knows code units only; what lies beyond is as good as nothing before. */
const unit = (point: number): number => (point > 0xffff ? 0 : point);
