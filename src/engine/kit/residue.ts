import type { Edit, Passage } from '../types.ts';

/** A row of non-breaking spaces or emoji, perhaps with spaces between them. */
const run = /\?(?: ?\?)+/g;
/** A run behind one of these asks nothing. */
const askedNothing = /(?:^|[\s。，、；：！”’」』）》…])$/u;
/** One behind these may be asked, whatever follows. */
const asks = /[吗嗎呢吧么麼嘛啊呀的了谁誰][”’」』]?$/u;
/** Nobody asks with so many, or with less where no spaces are between them. */
const LEAST_ROW = 3;
const MOST_ASKED = 5;
/** Nothing but `?`: a paragraph that held one such character. */
const onlyQuestions = /^\s*\?[\s?]*$/;
/** One or two that ask nothing: between spaces in front of Chinese, in front of what marks a line, behind the dateline of an agency. */
const HEAD = '[\\u3400-\\u9fff【《★☆●■◆▲○□◇△※]';
const alone = new RegExp(`(^|\\s)(\\?{1,2})(?=\\s+${HEAD})|^(\\s*)(\\?)(?=[★☆●■◆▲○□◇△※])|(日[电電])(\\?)(?= [\\u3400-\\u9fff])`, 'g');

/** Nothing but tags, after what marks a line. */
const onlyTags = /^[\s•·*-]*(?:<\/?[a-z][a-z0-9]{0,15}(?: id="[a-z0-9]{5}")?>\s*)+$/;
const idOfTag = / id="([a-z0-9]{5})">/g;
/** So many tags with one id are the kit's: it fills its hidden boxes with them. */
const LEAST_TAGS = 3;

const residue = (text: string, start: number, end: number): Edit =>
  ({ kind: 'residue', start, end, before: text.slice(start, end), after: '', confidence: 0.95 });

/** The id that all tags of a text have that is nothing but tags; null for any other text. */
function idOfTags(text: string): string | null {
  if (!text.includes('<') || !onlyTags.test(text)) return null;
  const ids = new Set(Array.from(text.matchAll(idOfTag), (tag) => tag[1]!));
  return ids.size === 1 ? ids.values().next().value! : null;
}

/** The ids of empty tags that a page of the kit shows as text: one has the same on all of them. @param passages those of the page */
export function leakedIds(passages: readonly Passage[]): ReadonlySet<string> {
  const tags = new Map<string, number>();
  for (const { text } of passages) {
    const id = idOfTags(text);
    if (id !== null) tags.set(id, (tags.get(id) ?? 0) + Array.from(text.matchAll(idOfTag)).length);
  }
  return new Set(Array.from(tags).filter(([, n]) => n >= LEAST_TAGS).map(([id]) => id));
}

/**
 * What a kit leaves besides slips, on pages where it was seen: `?` for characters that GBK lacks and that show nothing, and lines of
 * its own empty tags. A `???` that somebody may have written stays.
 * @param ids those of the page's {@link leakedIds}
 */
export function findResidue(passage: Passage, ids: ReadonlySet<string>): Edit[] {
  const { text } = passage;
  if (ids.size > 0 && ids.has(idOfTags(text) ?? '')) return [residue(text, 0, text.length)];
  return text.includes('?') ? findQuestions(passage) : [];
}

function findQuestions({ text, place, link }: Passage): Edit[] {
  if (onlyQuestions.test(text)) return place === 'body' && link !== true ? [residue(text, text.indexOf('?'), text.lastIndexOf('?') + 1)] : [];
  const edits = Array.from(text.matchAll(run)).filter((found) => showsNothing(text, found.index, found[0])).map(({ index, 0: { length } }) => residue(text, index, index + length));
  for (const found of text.matchAll(alone)) {
    const end = found.index + found[0].length;
    const start = end - (found[2] ?? found[4] ?? found[6])!.length;
    if (!edits.some((edit) => edit.start < end && start < edit.end)) edits.push(residue(text, start, end));
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** Is a run of `?` no question? One with spaces within a text, unless a word in front of it asks; a long one; one of three or more where nothing was asked. */
function showsNothing(text: string, start: number, found: string): boolean {
  if (found.includes(' ') && start + found.length < text.length && !asks.test(text.slice(Math.max(0, start - 2), start))) return true;
  return found.length > MOST_ASKED || (found.replaceAll(' ', '').length >= LEAST_ROW && askedNothing.test(text.slice(Math.max(0, start - 1), start)));
}
