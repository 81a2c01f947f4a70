import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from '../../src/tools/build.ts';
import { EXTENSION, ROOT, type BrowserName } from '../../src/tools/paths.ts';

/** Vitest global setup: builds what is missing or older than its sources, so that no test runs on yesterday's build. */
export default async function build(): Promise<void> {
  const newest = Math.max(...globSync(['src/**/*', 'entrypoints/**/*', 'assets/**/*', 'wxt.config.ts', 'package.json'], { cwd: ROOT })
    .map((path) => statSync(join(ROOT, path)).mtimeMs));
  for (const browser of Object.keys(EXTENSION) as BrowserName[]) {
    const manifest = join(EXTENSION[browser], 'manifest.json');
    if (!existsSync(manifest) || statSync(manifest).mtimeMs < newest) await buildExtension(browser);
  }
}
