/** What the text of a page as a whole is written in, for a page that does not say so in `lang`. */
export interface Writing {
  /** enough Chinese characters for the page to be Chinese, and not just to quote some */
  readonly chinese: boolean;
  /** Japanese or Korean: its Chinese characters have forms of their own and are not to be converted */
  readonly foreign: boolean;
}

/** What is taken for granted: before a page was read, and where it is garbled. */
export const CHINESE: Writing = { chinese: true, foreign: false };

/**
 * Of kana, hangul and Chinese characters, this share is kana or hangul in Japanese and Korean: half and more in sentences, a third in
 * headings. Chinese pages that quote titles and names stay well below.
 */
const FOREIGN_SHARE = 1 / 5;
/** Of all letters of a Chinese page, so many are Chinese characters, even where it is full of names and code. */
const CHINESE_SHARE = 1 / 5;

const HAN = /\p{Script=Han}/gu;
/** Without marks such as `・`, which Chinese has in names, and the half-width forms, in which nothing but garbled text is written. */
const KANA_HANGUL = /[ぁ-ゖァ-ヺ가-힣]/g;
const LETTER = /\p{L}/gu;

/** Says what a sample of a page's text is written in. @param garbled true: it was decoded with a wrong charset, and its letters say nothing */
export function writingOf(sample: string, garbled: boolean): Writing {
  if (garbled) return CHINESE;
  const number = (of: RegExp): number => sample.match(of)?.length ?? 0;
  const han = number(HAN);
  const others = number(KANA_HANGUL);
  const foreign = others > (han + others) * FOREIGN_SHARE;
  return { chinese: !foreign && han > 0 && han >= number(LETTER) * CHINESE_SHARE, foreign };
}
