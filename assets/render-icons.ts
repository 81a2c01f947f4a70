/**
 * Renders `assets/icon.svg` to the PNG sizes of the manifest. Run it again after a change of the drawing:
 * `node assets/render-icons.ts`. Takes a Chromium from `CHROMIUM`, else Playwright's own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';

const svg = await readFile(new URL('icon.svg', import.meta.url), 'utf8');
const executablePath = process.env['CHROMIUM'];
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) });
const page = await browser.newPage();
for (const size of [16, 32, 48, 96, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await writeFile(new URL(`public/icon/${size}.png`, import.meta.url), png);
}
await browser.close();
