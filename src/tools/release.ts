import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeUnreleased } from './changelog.ts';
import { ROOT } from './paths.ts';

/** Run by `npm version`, between the new number in package.json and the commit: CHANGELOG.md gets its heading. */
const file = join(ROOT, 'CHANGELOG.md');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
writeFileSync(file, closeUnreleased(readFileSync(file, 'utf8'), version, new Date().toISOString().slice(0, 10)));
