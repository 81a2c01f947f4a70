import { spawnSync } from 'node:child_process';
import { ROOT } from './paths.ts';

/** `npm run audit`: known weaknesses (high or critical) in the packages of the lockfile, those of the tools included. */
const { status, stdout, stderr } = spawnSync('npm', ['audit', '--audit-level=high', '--loglevel=error'], { cwd: ROOT, encoding: 'utf8' });
if (/audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(stderr)) {
  console.warn(`SKIPPED: this registry tells nothing of weaknesses, the packages were not audited.\n${stderr}`);
} else {
  console.log(stdout || stderr);
  process.exitCode = status ?? 1;
}
