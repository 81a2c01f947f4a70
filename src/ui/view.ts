import type { EditKind } from '../engine/types.ts';
import { isOn, type Policy } from '../extension/settings/policy.ts';
import type { TabReport } from '../extension/tabs.ts';
import { KINDS, repairs, type Counts } from '../page/journal/report.ts';
import type { ScriptChoice } from '../script/choice.ts';
import type { Label } from './text.ts';

/** What the popup shows. Made from what is known; shown by `popup.ts`. */
export interface View {
  readonly tone: 'good' | 'found' | 'off' | 'none';
  readonly sentence: Label;
  /** a second line, smaller */
  readonly more: Label | null;
  /** the two switches and the script choice; `null`: makes no sense here, shown but disabled */
  readonly here: boolean | null;
  readonly everywhere: boolean;
  readonly script: ScriptChoice | null;
  readonly counts: Readonly<Counts> | null;
  readonly action: 'restore' | 'clean' | 'goOn' | 'allow' | 'reload' | null;
  /** true if there are changes to show */
  readonly changes: boolean;
  readonly marked: boolean;
  /** true if the reader can point at something on the page */
  readonly pickable: boolean;
}

/** Kinds of damage, in the order in which they are shown. */
export const SHOWN_KINDS: readonly EditKind[] = KINDS.filter((kind) => kind !== 'script');

/** What is known of the tab when the popup opens. */
export interface Known {
  readonly policy: Policy;
  /** `null` where no extension may run; `undefined` while it isn't known yet */
  readonly report: TabReport | null | undefined;
  /** true: the extension may run there, but the reader has not allowed it */
  readonly askable: boolean;
  /** the match pattern that leaves this page alone, if one does: it says more than this site, so no switch here undoes it */
  readonly pattern: string | null;
  /** true: nothing was done to any page before this session of the extension */
  readonly first: boolean;
}

/** Decides what to show. */
export function viewOf({ policy, report, askable, pattern, first }: Known): View {
  const blank = { ...BLANK, everywhere: policy.enabled } as const;
  if (report === null || report?.readable === false) {
    const nothing = { ...blank, tone: 'none', here: null, script: null } as const;
    if (report !== null) return { ...nothing, sentence: ['stateNoText'], more: ['stateNoTextMore'] };
    return askable ? { ...nothing, sentence: ['stateAsk'], more: ['stateAskMore'], action: 'allow' } : { ...nothing, sentence: ['stateUnreachable'], more: ['stateUnreachableMore'] };
  }
  if (report?.once === true && !isOn(policy)) {
    const view = viewOfPage(policy, report, first);
    return { ...view, here: policy.enabled && pattern === null ? false : null, more: [report.spent ? 'stateOnceSpent' : policy.enabled ? 'stateOnce' : 'stateOnceOff'] };
  }
  if (!policy.enabled) return { ...blank, tone: 'off', sentence: ['stateOffEverywhere'], here: null, script: null };
  if (policy.allowlisted) {
    const off = { ...blank, tone: 'off', sentence: ['stateOffHere'], script: null } as const;
    return pattern === null ? { ...off, here: false } : { ...off, here: null, more: ['stateOffByPattern', pattern] };
  }
  return viewOfPage(policy, report, first);
}

const BLANK = { more: null, counts: null, action: null, changes: false, marked: false, pickable: false } as const;

/** What to show of a page that is to be cleaned. */
function viewOfPage(policy: Policy, report: TabReport | undefined, first: boolean): View {
  const on = { ...BLANK, everywhere: policy.enabled, here: true, script: policy.script, pickable: report !== undefined } as const;
  if (report === undefined || report.state === 'waiting') return { ...on, tone: 'none', sentence: ['stateLoading'], pickable: false };
  const { state, counts, marked, inFrames, left, spent } = report;
  if (state === 'restored') return { ...on, tone: 'off', sentence: ['stateRestored'], action: 'clean' };
  const total = repairs(counts);
  const done = { ...on, counts, marked, changes: total > 0 } as const;
  if (state === 'failed') return { ...done, tone: 'none', sentence: ['stateFailed'], more: ['stateFailedMore'], action: total > 0 || counts.script > 0 ? 'restore' : 'reload' };
  if (state === 'looking' || state === 'cleaned' && left > 0) return { ...done, tone: 'found', sentence: ['stateCleaning'], more: total > 0 ? ['stateSoFar', total] : null, action: 'restore' };
  if (state === 'stopped') return { ...done, tone: 'found', sentence: total === 0 ? ['stateStoppedEarly'] : ['stateStopped', total], more: ['stateStoppedMore'], action: 'goOn' };
  const before = report.late && !first;
  if (before && total === 0) return { ...done, tone: 'none', sentence: ['stateLate'], more: ['stateLateMore'], action: 'reload' };
  if (total > 0 || spent) {
    return { ...done, tone: 'found', sentence: repaired(total), more: spent ? ['stateSpent'] : before ? ['stateLateMore'] : inFrames > 0 ? ['stateInFrames', inFrames] : null, action: total > 0 ? 'restore' : null };
  }
  if (counts.script > 0) return { ...done, tone: 'good', sentence: ['stateConverted'], action: 'restore' };
  return { ...done, tone: 'good', sentence: ['stateNothing'] };
}

const repaired = (total: number): View['sentence'] => (total === 0 ? ['stateUnrepaired'] : total === 1 ? ['stateRepairedOne'] : ['stateRepaired', total]);
