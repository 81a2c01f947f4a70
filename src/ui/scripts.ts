import type { ScriptChoice } from '../engine/types.ts';
import type { TextKey } from '../extension/texts.ts';
import { text } from './text.ts';

/** Choices of script with label and explanation, in the order in which they are shown. */
const SCRIPTS: readonly (readonly [ScriptChoice, TextKey, TextKey])[] = [
  ['auto', 'scriptAuto', 'scriptAutoHint'],
  ['keep', 'scriptKeep', 'scriptKeepHint'],
  ['cn', 'scriptCn', 'scriptCnHint'],
  ['tw', 'scriptTw', 'scriptTwHint'],
  ['twp', 'scriptTwp', 'scriptTwpHint'],
  ['hk', 'scriptHk', 'scriptHkHint'],
  ['t', 'scriptT', 'scriptTHint'],
];

/** Glyphs differ by region: each choice is written in its own. */
const LANG: Readonly<Partial<Record<ScriptChoice, string>>> = { cn: 'zh-CN', tw: 'zh-TW', twp: 'zh-TW', hk: 'zh-HK', t: 'zh-Hant' };

/** The choices in the reader's language. */
export const scriptChoices = () =>
  SCRIPTS.map(([value, label, hint]) => ({ value, label: text(label), hint: text(hint), lang: LANG[value] }));
