import { runNode } from './command.ts';
import { type BrowserName, packageFile } from './paths.ts';

const ARGUMENTS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['build'],
  firefox: ['build', '-b', 'firefox', '--mv3'],
};

/**
 * Builds the extension for one browser into `.output/`, as it ships whoever asks: test runners say another `NODE_ENV`.
 * @throws where the build fails
 */
export async function buildExtension(browser: BrowserName): Promise<void> {
  const status = await runNode(packageFile('wxt', 'bin/wxt.mjs'), ARGUMENTS[browser], { show: 'if it fails', env: { ...process.env, NODE_ENV: 'production' } });
  if (status !== 0) throw new Error(`the extension for ${browser} could not be built; see above`);
}
