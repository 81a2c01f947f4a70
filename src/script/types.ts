/** OpenCC variant names that text can be converted to. */
export type ScriptTarget = 'cn' | 't' | 'tw' | 'twp' | 'hk';

/** What text is written in before it is converted; `tw`: Traditional with the words of Taiwan, which only a conversion to those asks for. */
export type ScriptSource = 'cn' | 't' | 'tw';

/** Converts text to one script. Pure; keeps everything that is not Chinese as it is. */
export interface Convert {
  /**
   * @param from what {@link writtenIn} says of the whole page. Give it when it is known: a short piece such as `后面`
   *   doesn't say by itself. Left out, it is judged from `text`.
   */
  (text: string, from?: ScriptSource): string;
  /**
   * Converts text that stands in pieces (`<b>程</b>序`), with the words across their borders.
   * @returns as many pieces, each with what belongs to it
   */
  pieces(texts: readonly string[], from?: ScriptSource): string[];
  /** What running text is written in, as far as this conversion asks; what doesn't tell counts as Simplified. */
  writtenIn(text: string): ScriptSource;
}

/** A reader's own dictionary. Its words are looked for in the text as it is before the conversion, longest first. */
export interface Words {
  /** stay as they are */
  readonly protect: readonly string[];
  /** word -> what to write for it */
  readonly replace: Readonly<Record<string, string>>;
}
