import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What a run came to. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** names of those that passed when they were run again */
  flaky: string[];
}

/** Counts tests for the closing line of `npm test`, and writes the counts to the file named in QINGYE_TALLY. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally: Tally = { passed: 0, failed: errors.length, skipped: 0, flaky: [] };
    for (const module of modules) {
      // A file that could not be loaded has no tests to count.
      if (module.errors().length > 0) tally.failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (test.diagnostic()?.flaky === true) tally.flaky.push(`${module.relativeModuleId}: ${test.fullName}`);
        if (state === 'passed') tally.passed++;
        else if (state === 'failed') tally.failed++;
        else tally.skipped++;
      }
    }
    const file = process.env.QINGYE_TALLY;
    if (file) writeFileSync(file, JSON.stringify(tally));
  }
}
