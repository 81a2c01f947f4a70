import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  const lists = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const list = git(lists) ?? inLentRepository(lists);
  if (list === null) throw new Error('the sources are listed by git, which is not installed or can\'t read this folder');
  return list.split('\0').filter((name) => name !== '' && statSync(join(ROOT, name), { throwIfNoEntry: false })?.isFile());
}

/** @returns what it writes, `null` where it fails */
function git(args: readonly string[], env: Readonly<Record<string, string>> = {}): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, env: { ...process.env, ...env }, encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

/** Sources that were unpacked from their archive are no clone: an empty repository elsewhere knows by their own rules what is ignored. */
function inLentRepository(args: readonly string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'qingye-git-'));
  try {
    const GIT_DIR = join(folder, '.git');
    return git(['init', '-q', folder]) === null ? null : git(args, { GIT_DIR, GIT_WORK_TREE: ROOT });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
