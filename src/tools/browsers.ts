import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt.ts';
import { installFirefox, installedFirefox, installPlaywrightChromium, playwrightChromium } from './downloads.ts';

/**
 * Finds a browser to load the extension into, and gets one where there is none.
 * @returns the path of a Chromium. A branded Chrome is the last resort: it no longer loads extensions from the command line
 * @throws where none is found and none could be installed
 */
export async function findChromium(): Promise<string> {
  const chosen = fromEnvironment('QINGYE_CHROMIUM');
  if (chosen) return chosen;
  const there = firstThatRuns(CHROMIUM) ?? (await playwrightChromium());
  if (there) return there;
  await installWithApt(['chromium']);
  const installed = firstThatRuns(CHROMIUM) ?? (await installPlaywrightChromium()) ?? firstThatRuns(CHROME);
  if (installed) return installed;
  throw new Error(
    'No Chromium found, and none could be installed. Install Chromium, or set QINGYE_CHROMIUM to the path of one.',
  );
}

/**
 * Finds a Firefox, and gets one where there is none.
 * @throws where none is found and none could be installed
 */
export async function findFirefox(): Promise<string> {
  const chosen = fromEnvironment('QINGYE_FIREFOX');
  if (chosen) return chosen;
  const there = firstThatRuns(FIREFOX) ?? (await installedFirefox());
  if (there) return there;
  await installWithApt(['firefox-esr']);
  const installed = firstThatRuns(FIREFOX) ?? (await installFirefox());
  if (installed) return installed;
  throw new Error('No Firefox found, and none could be installed. Install Firefox, or set QINGYE_FIREFOX to the path of one.');
}

function fromEnvironment(name: string): string | undefined {
  const path = process.env[name];
  if (path && !existsSync(path)) throw new Error(`${name} is set to ${path}, which does not exist`);
  return path || undefined;
}

/** Names to look for in PATH, and full paths, by platform. */
type Candidates = Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;

const PROGRAMS = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);
const onWindows = (...path: string[]) => PROGRAMS.map((folder) => join(folder, ...path));

const CHROMIUM: Candidates = {
  linux: ['chromium', 'chromium-browser', 'ungoogled-chromium'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: onWindows('Chromium', 'Application', 'chrome.exe'),
};

const CHROME: Candidates = {
  linux: ['microsoft-edge', 'google-chrome', 'google-chrome-stable'],
  darwin: [
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    ...onWindows('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ...onWindows('Google', 'Chrome', 'Application', 'chrome.exe'),
  ],
};

const FIREFOX: Candidates = {
  linux: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: onWindows('Mozilla Firefox', 'firefox.exe'),
};

function firstThatRuns(candidates: Candidates): string | undefined {
  for (const candidate of candidates[process.platform] ?? []) {
    const path = candidate.includes('/') || candidate.includes('\\') ? candidate : inPath(candidate);
    if (path && existsSync(path) && runs(path)) return path;
  }
  return undefined;
}

function inPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this one
    }
  }
  return undefined;
}

/** A file by that name can be a stub that only tells how to install the browser (Ubuntu's `chromium-browser`). */
function runs(path: string): boolean {
  if (process.platform !== 'linux') return true; // on Windows `--version` would open a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
