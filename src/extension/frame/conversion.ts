import type { ScriptConversion } from '../../page/cleaner.ts';
import { isTarget, LANG, type ScriptChoice } from '../../script/choice.ts';
import type { Convert, ScriptTarget, Words } from '../../script/types.ts';
import type { Frame } from './frame.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';
import { parseSettings, WORDS_KEY } from '../settings/settings.ts';

/**
 * Gets a converter into this frame, with its dictionaries where they are not there yet.
 * @param words the reader's own
 * @returns `null` if they can't be had: the extension was updated or removed
 */
export async function converterTo(frame: Frame, to: ScriptTarget, words: Words): Promise<Convert | null> {
  const part = to === 'cn' ? 'simplified' : 'traditional';
  if (frame.dictionaries[part] === undefined) await send(nativeApi(), 'inject', { parts: [part] });
  return (await frame.dictionaries[part]?.())?.converter(to, words) ?? null;
}

/** The reader's own words, as the settings keep them. */
export async function readWords(): Promise<Words> {
  const stored = await nativeApi().storage.local.get(WORDS_KEY);
  return parseSettings({ words: stored[WORDS_KEY] }).words;
}

/** What the reader's choice of script means for a page; `null` where it means nothing, or can't be had. */
export async function conversionFor(frame: Frame, choice: ScriptChoice): Promise<(ScriptConversion & { readonly words: Words }) | null> {
  if (!isTarget(choice)) return null;
  const words = await readWords();
  const convert = await converterTo(frame, choice, words);
  return convert && { convert, lang: LANG[choice], asked: frame.policy?.asked === true, words };
}
