import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright';
import { EXTENSION } from './paths.ts';

/** How the browser is started. */
export interface ChromiumOptions {
  /** path of the browser */
  readonly executable: string;
  readonly headless: boolean;
  /** false: a plain browser, to see a page as it is served; a path: another build than the one in `.output` */
  readonly extension: boolean | string;
}

/** Starts Chromium on a profile of its own, which goes when it is closed. */
export async function openChromium({ executable, headless, extension }: ChromiumOptions): Promise<BrowserContext> {
  const folder = extension === true ? EXTENSION.chromium : extension;
  const profile = await mkdtemp(join(tmpdir(), 'qingye-'));
  const forget = (): Promise<void> => rm(profile, { recursive: true, force: true }).catch(() => undefined);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: false, // Playwright's own headless mode has no extensions; the new one of Chromium has
    viewport: headless ? { width: 1000, height: 900 } : null,
    args: [
      ...(headless ? ['--headless=new', '--disable-gpu'] : []),
      ...(folder === false ? [] : [`--disable-extensions-except=${folder}`, `--load-extension=${folder}`]),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
  }).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
  context.on('close', () => void forget());
  return context;
}
