/** OpenCC variant names that text can be converted to. */
export type ScriptTarget = 'cn' | 't' | 'tw' | 'twp' | 'hk';

/** What the text is written in before it is converted. */
export type ScriptSource = 'cn' | 't';

/**
 * Converts one stretch of text. Pure; keeps everything that is not Chinese as it is.
 * @param from the script that the whole page is written in. Give it when it is known: a short piece such as `后面`
 *   doesn't say by itself. Left out, it is judged from `text`.
 */
export type Convert = (text: string, from?: ScriptSource) => string;
