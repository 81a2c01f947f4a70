import { spawnSync } from 'node:child_process';
import { buildExtension } from './build.ts';
import { EXTENSION } from './paths.ts';

/**
 * `npm run lint:addon`: what Firefox's add-on site checks of an upload (the linter of `web-ext lint`). Warnings fail.
 * The linter comes with 200 packages that nothing else here needs, so it is no dependency: npx gets this version of it.
 */
const LINTER = 'addons-linter@10.13.0';

await buildExtension('firefox');
const { status, stdout } = spawnSync('npx', ['--yes', LINTER, '--warnings-as-errors', '--pretty', EXTENSION.firefox], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
console.log(stdout);
if (stdout.includes('errors')) process.exitCode = status ?? 1;
else console.warn(`SKIPPED: ${LINTER} could not be had from the registry, the built add-on was not linted.`);
