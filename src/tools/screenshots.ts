import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium, openPopup } from '../../tests/browser/session.ts';
import { ensureChineseFont } from './apt.ts';
import { findChromium } from './browsers.ts';
import { buildExtension } from './build.ts';
import { openChromium } from './chromium.ts';
import { serveDemo } from './demo-server.ts';
import { ROOT } from './paths.ts';

/** `npm run screenshots`: takes the README's pictures of the first demo page and of the popup on it, into `assets/screenshots`. */
const FOLDER = join(ROOT, 'assets', 'screenshots');
const SIZE = { width: 900, height: 620 };
const POPUP = { width: 360, height: 460 };

await buildExtension('chromium');
await ensureChineseFont();
const executable = await findChromium();
const server = await serveDemo();
const url = `${server.origin}/${server.pages[0]!.name}.html`;
mkdirSync(FOLDER, { recursive: true });
try {
  const plain = await openChromium({ executable, headless: true, extension: false });
  const served = await plain.newPage();
  await served.setViewportSize(SIZE);
  await served.goto(url);
  await served.screenshot({ path: join(FOLDER, 'before.png') });
  await plain.close();

  const session = await launchChromium();
  const tab = await session.newTab();
  await tab.resize(SIZE.width, SIZE.height);
  await tab.goto(url);
  await tab.until(() => !/\([a-z]*[àáèéìíòóùúāēīōūǎěǐǒǔ][a-z]*\)/.test(document.body.innerText));
  await tab.screenshot(join(FOLDER, 'after.png'));
  const popup = await openPopup(session, url);
  await popup.resize(POPUP.width, POPUP.height);
  await popup.until(() => document.querySelector<HTMLElement>('#popup')?.dataset['tone'] === 'found');
  await popup.screenshot(join(FOLDER, 'popup.png'));
  await session.close();
  console.log(`Pictures: ${FOLDER}`);
} finally {
  server.close();
}
