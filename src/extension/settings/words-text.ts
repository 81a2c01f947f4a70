import type { Words } from '../../script/types.ts';
import type { Problem } from './settings.ts';

/** A line that could not be read; counted from 1. */
export interface LineProblem {
  readonly line: number;
  readonly text: string;
  readonly reason: 'noTarget' | 'noWord' | 'twice';
}

/** Words as lines: `word` is never converted, `word = other` is written so. Blank lines and those with `#` in front are skipped. */
export function wordsToText({ protect, replace }: Words): string {
  return [...protect, ...Object.entries(replace).map(([word, other]) => `${word} = ${other}`)].join('\n');
}

/**
 * Reads what {@link wordsToText} wrote, or a reader did; also tab-separated pairs, as OpenCC's dictionaries have them (of
 * several translations the first). Lines that can't be read are named, and cost nothing else.
 */
export function textToWords(text: string): { words: Words; problems: LineProblem[] } {
  const protect = new Set<string>();
  const replace = new Map<string, string>();
  const problems: LineProblem[] = [];
  text.split(/\r?\n/).forEach((whole, i) => {
    const line = whole.trim();
    if (line === '' || line.startsWith('#')) return;
    const wrong = (reason: LineProblem['reason']): void => void problems.push({ line: i + 1, text: line, reason });
    const tab = line.indexOf('\t');
    const at = tab === -1 ? line.indexOf('=') : tab;
    const word = (at === -1 ? line : line.slice(0, at)).trim();
    const other = at === -1 ? null : tab === -1 ? line.slice(at + 1).trim() : (line.slice(at + 1).trim().split(' ')[0] ?? '');
    if (word === '') wrong('noWord');
    else if (other === '') wrong('noTarget');
    else if (protect.has(word) || replace.has(word)) wrong('twice');
    else if (other === null) protect.add(word);
    else replace.set(word, other);
  });
  return { words: { protect: [...protect], replace: Object.fromEntries(replace) }, problems };
}

/**
 * Words that can be told as lines, and read from them again, each once: the reader changes them so.
 * @param tell is told the others, of those with two meanings the second
 */
export function tellableWords({ protect, replace }: Words, tell: (problem: Problem) => void): Words {
  const whole = (line: string, words: Words): boolean => JSON.stringify(textToWords(line).words) === JSON.stringify(words);
  const kept = new Set(protect.filter((word, i) => {
    const good = whole(word, { protect: [word], replace: {} });
    if (!good) tell({ path: `words.protect[${i}]`, value: word });
    return good;
  }));
  const entries = Object.entries(replace).filter(([word, other]) => {
    const good = !kept.has(word) && whole(`${word} = ${other}`, { protect: [], replace: Object.fromEntries([[word, other]]) });
    if (!good) tell({ path: `words.replace[${JSON.stringify(word)}]`, value: other });
    return good;
  });
  return { protect: [...kept], replace: Object.fromEntries(entries) };
}
