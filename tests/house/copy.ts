import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sources } from '../../src/tools/package.ts';
import { ROOT } from '../../src/tools/paths.ts';

/** Copies the sources to another folder, with the packages that are installed here, so that a script can write there what it would write here. */
export function copySources(folder: string): void {
  for (const name of sources()) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    cpSync(join(ROOT, name), join(folder, name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
