import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, computeExecutablePath, detectBrowserPlatform, getInstalledBrowsers, install, resolveBuildId } from '@puppeteer/browsers';
import { runNode } from './command.ts';
import { packageFile, ROOT } from './paths.ts';

/** Browsers that the project downloads for itself, where the system has none. */
const CACHE = join(ROOT, '.cache', 'browsers');
const PATIENCE = 300_000; // milliseconds: a slow line may need them, a closed one must not hang for ever

/** Playwright's own Chromium, if it is installed. */
export async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Has Playwright download its Chromium; `undefined` where that fails. */
export async function installPlaywrightChromium(): Promise<string | undefined> {
  const cli = packageFile('playwright', 'cli.js');
  const withLibraries = process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : [];
  console.error('Downloading Chromium (playwright install) …');
  const status = await runNode(cli, ['install', ...withLibraries, 'chromium'], { show: 'if it fails', timeout: PATIENCE });
  return status === 0 ? playwrightChromium() : undefined;
}

/** A Firefox that `installFirefox` downloaded earlier. */
export async function installedFirefox(): Promise<string | undefined> {
  if (!existsSync(CACHE)) return undefined;
  const browsers = await getInstalledBrowsers({ cacheDir: CACHE });
  return browsers.find((one) => one.browser === Browser.FIREFOX)?.executablePath;
}

/** Downloads Firefox from Mozilla; `undefined` where that fails. */
export async function installFirefox(): Promise<string | undefined> {
  const platform = detectBrowserPlatform();
  if (!platform) return undefined;
  console.error('Downloading Firefox …');
  try {
    const buildId = await resolveBuildId(Browser.FIREFOX, platform, 'stable');
    await install({ browser: Browser.FIREFOX, buildId, cacheDir: CACHE });
    return computeExecutablePath({ browser: Browser.FIREFOX, buildId, cacheDir: CACHE });
  } catch (error) {
    console.error(`Firefox could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
