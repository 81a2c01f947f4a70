import type { Policy } from '../../src/extension/settings/policy.ts';
import { DEFAULTS } from '../../src/extension/settings/settings.ts';
import type { TabReport } from '../../src/extension/tabs.ts';
import { noCounts } from '../../src/page/journal/report.ts';
import type { Known } from '../../src/ui/view.ts';

/** What the popup can be told of a page, and the sentence that it says then. */

const POLICY: Policy = { enabled: true, allowlisted: false, script: 'auto', asked: false, clean: DEFAULTS.clean, hide: [], lines: { remove: [], keep: [] } };

/** @param spam how much was repaired */
const report = (changes: Partial<TabReport>, spam = 0): TabReport =>
  ({ state: 'cleaned', counts: { ...noCounts(), spam }, done: 9, left: 0, spent: false, once: false, late: false, readable: true, inFrames: 0, marked: false, encoding: null, selected: false, ...changes });
const known = (changes: Partial<Known>): Known => ({ policy: POLICY, report: undefined, askable: false, pattern: null, first: false, ...changes });

export const STATES: readonly (readonly [sentence: string, Known])[] = [
  ['stateLoading', known({})],
  ['stateUnreachable', known({ report: null })],
  ['stateNoText', known({ report: report({ readable: false }) })],
  ['stateAsk', known({ report: null, askable: true })],
  ['stateOffEverywhere', known({ policy: { ...POLICY, enabled: false } })],
  ['stateOffHere', known({ policy: { ...POLICY, allowlisted: true } })],
  ['stateOffHere', known({ policy: { ...POLICY, allowlisted: true }, pattern: `*://*.a-site-with-a-long-name.example.com/${'and/a/long/path/'.repeat(8)}*` })],
  ['stateRepaired', known({ policy: { ...POLICY, allowlisted: true }, report: report({ once: true, inFrames: 3 }, 123_456) })],
  ['stateRepaired', known({ policy: { ...POLICY, allowlisted: true }, report: report({ once: true, spent: true }, 123_456) })],
  ['stateRepaired', known({ policy: { ...POLICY, enabled: false }, report: report({ once: true }, 123_456) })],
  ['stateRestored', known({ report: report({ state: 'restored' }) })],
  ['stateNothing', known({ report: report({}) })],
  ['stateRepairedOne', known({ report: report({}, 1) })],
  ['stateRepaired', known({ report: report({ inFrames: 99_999 }, 123_456) })],
  ['stateRepaired', known({ report: report({ spent: true, inFrames: 3 }, 123_456) })],
  ['stateUnrepaired', known({ report: report({ spent: true }) })],
  ['stateCleaning', known({ report: report({ left: 5 }, 123_456) })],
  ['stateCleaning', known({ report: report({ state: 'looking' }) })],
  ['stateStopped', known({ report: report({ state: 'stopped' }, 123_456) })],
  ['stateStoppedEarly', known({ report: report({ state: 'stopped' }) })],
  ['stateConverted', known({ report: report({ counts: { ...noCounts(), script: 9 } }) })],
  ['stateFailed', known({ report: report({ state: 'failed' }) })],
  ['stateLate', known({ report: report({ late: true }) })],
];
