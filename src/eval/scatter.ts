import { pinyin } from 'pinyin-pro';
import { type InfectedLine, toKitTraditional } from './kit.ts';
import { randomFrom } from './random.ts';

/**
 * The other kit, as two mirrors of one page show it: Simplified to Traditional by character and by a table that goes further than any other
 * (`係統 控製 表麵`), then pinyin behind characters drawn at random, other ones in each mirror. No byte breaks.
 */
export interface ScatterOptions {
  /** share of the characters that are annotated, 0 to 1 */
  readonly share: number;
  /** false: the text stays as it is but for the pinyin */
  readonly convert?: boolean;
  /** false: no tone marks, as another kit writes it; `half`: on every second one, as a third one does */
  readonly tones?: boolean | 'half';
  /** share of the characters that an emoji follows, 0 to 1; none if left out */
  readonly emoji?: number;
}

const EMOJI = ['🔱', '⛷️', '❗', '㊙️', '🏃🏻', '☎️', '🧑🏽‍🤝‍🧑🏻'];

/** What it turns into characters that the first kit doesn't. */
const FURTHER: Readonly<Record<string, string>> = { 系: '係', 制: '製', 面: '麵', 里: '裏', 后: '後', 于: '於', 并: '並', 么: '麽' };

const convert = (text: string): string => toKitTraditional(text).replace(/[\u4e00-\u9fff]/gu, (c) => FURTHER[c] ?? c);

/** Infects the lines of a page. @param seed the same one annotates the same characters */
export function scatterLines(lines: readonly string[], seed: number, options: ScatterOptions): InfectedLine[] {
  const random = randomFrom(seed);
  return lines.map((simplified) => {
    const traditional = options.convert === false ? simplified : convert(simplified);
    const infected = traditional.replace(/[\u4e00-\u9fff]/gu, (c) => {
      const emoji = options.emoji !== undefined && random() < options.emoji ? EMOJI[Math.floor(random() * EMOJI.length)]! : '';
      if (random() >= options.share) return `${c}${emoji}`;
      const toneless = options.tones === false || (options.tones === 'half' && random() < 0.5);
      const reading = pinyin(c, { toneType: toneless ? 'none' : 'symbol' });
      return reading === c ? c : `${c}(${reading})${emoji}`;
    });
    return { infected, simplified, traditional, slipped: false, annotated: infected !== traditional, lossy: false };
  });
}
