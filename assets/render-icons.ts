/**
 * Renders `assets/icon.svg` to the PNG sizes of the manifest, and to those of the toolbar where the extension is off
 * (`off`, grey) or leaves a site alone (`away`, grey and struck through). Run it again after a change of the drawing:
 * `node assets/render-icons.ts`. Takes a Chromium from `CHROMIUM`, else Playwright's own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';

const svg = await readFile(new URL('icon.svg', import.meta.url), 'utf8');
const grey = svg.replace(/#14b8a6|#0f766e/g, '#8a9694').replace('#99f6e4', '#d3dad9');
const struck = grey.replace('</svg>', '<path d="M20 112L108 16" stroke="#fff" stroke-width="26"/><path d="M20 112L108 16" stroke="#8a9694" stroke-width="12"/></svg>');
const executablePath = process.env['CHROMIUM'];
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) });
const page = await browser.newPage();
for (const [prefix, drawing, sizes] of [['', svg, [16, 32, 48, 96, 128]], ['off-', grey, [16, 32, 48]], ['away-', struck, [16, 32, 48]]] as const) {
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
    const png = await page.screenshot({ omitBackground: true });
    await writeFile(new URL(`public/icon/${prefix}${size}.png`, import.meta.url), png);
  }
}
await browser.close();
