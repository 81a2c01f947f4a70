import type { ScriptChoice } from '../engine/types.ts';
import type { ScriptConversion } from '../page/cleaner.ts';
import type { Convert, ScriptTarget, Words } from '../script/types.ts';
import type { Frame } from './frame.ts';
import { send } from './messages.ts';
import { nativeApi } from './native.ts';

/** BCP 47 tags. */
const LANG: Record<ScriptTarget, string> = { cn: 'zh-CN', t: 'zh-Hant', tw: 'zh-TW', twp: 'zh-TW', hk: 'zh-HK' };

/**
 * Gets a converter into this frame, with its dictionaries where they are not there yet.
 * @returns `null` if they can't be had: the extension was updated or removed
 */
export async function converterTo(frame: Frame, to: ScriptTarget, words?: Words): Promise<Convert | null> {
  const part = to === 'cn' ? 'simplified' : 'traditional';
  if (frame.dictionaries[part] === undefined) await send(nativeApi().runtime, 'inject', { parts: [part] });
  return (await frame.dictionaries[part]?.())?.converter(to, words) ?? null;
}

/** What the reader's choice of script means for a page; `null` where it means nothing. */
export async function conversionFor(frame: Frame, choice: ScriptChoice, words?: Words): Promise<ScriptConversion | null> {
  if (choice === 'auto' || choice === 'keep') return null;
  const convert = await converterTo(frame, choice, words);
  return convert && { convert, lang: LANG[choice] };
}
