import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { run } from './command.ts';

const APT = '/usr/bin/apt-get';
let updated = false;

/** Installs packages where this is root on Debian or a relative; does nothing anywhere else. Failing is no error: the caller looks for what it needs. */
export async function installWithApt(packages: readonly string[]): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(APT)) return;
  console.error(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) await run(APT, ['update', '-qq'], { env, show: 'if it fails' });
  updated = true;
  await run(APT, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, show: 'if it fails' });
}

/** Makes sure that Chinese text has glyphs, for screenshots; only possible where fontconfig and apt are. */
export async function ensureChineseFont(): Promise<void> {
  if (process.platform !== 'linux') return;
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  if (fonts.status === 0 && fonts.stdout.trim() !== '') return;
  await installWithApt(['fonts-noto-cjk']);
}
