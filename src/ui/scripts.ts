import type { TextKey } from '../extension/texts.ts';
import { isTarget, LANG, type ScriptChoice } from '../script/choice.ts';
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

/** The choices in the reader's language, each to be written in its own script. */
export const scriptChoices = () =>
  SCRIPTS.map(([value, label, hint]) => ({ value, label: text(label), hint: text(hint), lang: isTarget(value) ? LANG[value] : undefined }));
