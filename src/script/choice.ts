import type { ScriptTarget } from './types.ts';

/** What a reader can choose. `auto`: back to Simplified where the kit converted, else as it is; `keep`: as it is; the others are OpenCC's names. */
export type ScriptChoice = 'auto' | 'keep' | ScriptTarget;

export const SCRIPT_CHOICES: readonly ScriptChoice[] = ['auto', 'keep', 'cn', 't', 'tw', 'twp', 'hk'];

/** True for a script that text is to be converted to. */
export const isTarget = (choice: ScriptChoice): choice is ScriptTarget => choice !== 'auto' && choice !== 'keep';

/** BCP 47 tags: glyphs differ by region. */
export const LANG: Readonly<Record<ScriptTarget, string>> = { cn: 'zh-CN', t: 'zh-Hant', tw: 'zh-TW', twp: 'zh-TW', hk: 'zh-HK' };
