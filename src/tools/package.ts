import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExtension } from './build.ts';
import { type BrowserName, EXTENSION, ROOT } from './paths.ts';
import { zip } from './zip.ts';

/** What is made for the stores. */
type Package = 'chrome' | 'firefox' | 'sources';

/**
 * Packs the built extensions, and the sources for Firefox's reviewers. The same sources give the same bytes, in any
 * folder, on any day.
 */
export function packages(): ReadonlyMap<Package, Buffer> {
  return new Map<Package, Buffer>([
    ['chrome', zipFolder(EXTENSION.chromium)],
    ['firefox', zipFolder(EXTENSION.firefox)],
    ['sources', zip(sources().map((name) => ({ name, data: readFileSync(join(ROOT, name)) })))],
  ]);
}

function zipFolder(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  return zip(names.map((name) => ({ name: name.split(sep).join('/'), data: readFileSync(join(folder, name)) })));
}

/** Everything that git knows or would know: what it ignores is made from the rest. */
export function sources(): string[] {
  const list = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  if (list.status !== 0) throw new Error(`the sources can be listed in a git clone only: ${list.stderr}`);
  return list.stdout.split('\0').filter((name) => name !== '' && statSync(join(ROOT, name), { throwIfNoEntry: false })?.isFile());
}

/** `npm run package`: builds for both browsers and writes the archives to `.output`. */
async function main(): Promise<void> {
  for (const browser of Object.keys(EXTENSION) as BrowserName[]) await buildExtension(browser);
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; version: string };
  mkdirSync(join(ROOT, '.output'), { recursive: true });
  for (const [kind, bytes] of packages()) {
    const file = join(ROOT, '.output', `${name}-${version}-${kind}.zip`);
    writeFileSync(file, bytes);
    console.log(`${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
