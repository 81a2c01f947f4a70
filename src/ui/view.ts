import type { browser } from 'wxt/browser';
import type { EditKind, ScriptChoice } from '../engine/types.ts';
import type { Policy } from '../extension/policy.ts';
import type { TabReport } from '../extension/tabs.ts';
import { repairs } from '../page/report.ts';

/** Key of a text in `_locales`; the compiler knows them all. */
export type TextKey = Parameters<typeof browser.i18n.getMessage>[0];

/** A text with what is put into it. */
export type Label = readonly [key: TextKey, ...values: string[]];

/** What the popup shows. Made from what is known; drawn by `popup.ts`. */
export interface View {
  readonly tone: 'good' | 'found' | 'off' | 'none';
  readonly sentence: Label;
  /** the two switches and the script choice; `null`: makes no sense here, shown but disabled */
  readonly here: boolean | null;
  readonly everywhere: boolean;
  readonly script: ScriptChoice | null;
  readonly counts: Readonly<Record<EditKind, number>> | null;
  readonly action: 'restore' | 'clean' | null;
}

/** Kinds in the order in which they are shown, with their label. */
export const KIND_LABELS: readonly (readonly [EditKind, TextKey])[] = [
  ['spam', 'kindSpam'],
  ['annotation', 'kindAnnotation'],
  ['slip', 'kindSlip'],
  ['mojibake', 'kindMojibake'],
  ['residue', 'kindResidue'],
  ['lost', 'kindLost'],
];

/** Choices of script with label and explanation. */
export const SCRIPT_LABELS: readonly (readonly [ScriptChoice, TextKey, TextKey])[] = [
  ['auto', 'scriptAuto', 'scriptAutoHint'],
  ['keep', 'scriptKeep', 'scriptKeepHint'],
  ['cn', 'scriptCn', 'scriptCnHint'],
  ['tw', 'scriptTw', 'scriptTwHint'],
  ['twp', 'scriptTwp', 'scriptTwpHint'],
  ['hk', 'scriptHk', 'scriptHkHint'],
  ['t', 'scriptT', 'scriptTHint'],
];

/**
 * Decides what to show.
 * @param report `null` where no extension may run; `undefined` while it isn't known yet
 */
export function viewOf(policy: Policy, report: TabReport | null | undefined): View {
  const everywhere = policy.enabled;
  const blank = { counts: null, action: null, everywhere } as const;
  if (report === null) {
    return { ...blank, tone: 'none', sentence: ['stateUnreachable'], here: null, script: null };
  }
  const { script } = policy;
  if (!policy.enabled) return { ...blank, tone: 'off', sentence: ['stateOffEverywhere'], here: null, script: null };
  if (policy.allowlisted) return { ...blank, tone: 'off', sentence: ['stateOffHere'], here: false, script: null };
  const on = { here: true, everywhere, script } as const;
  if (report === undefined || report.state === 'waiting') {
    return { ...blank, ...on, tone: 'none', sentence: ['stateLoading'] };
  }
  const { state, counts } = report;
  if (state === 'restored') return { ...on, tone: 'off', sentence: ['stateRestored'], counts: null, action: 'clean' };
  const total = repairs(counts);
  if (total > 0) return { ...on, tone: 'found', sentence: ['stateRepaired', String(total)], counts, action: 'restore' };
  if (counts.script > 0) return { ...on, tone: 'good', sentence: ['stateConverted'], counts, action: 'restore' };
  return { ...on, tone: 'good', sentence: ['stateNothing'], counts, action: null };
}
