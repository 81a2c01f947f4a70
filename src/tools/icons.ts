import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from './browsers.ts';
import { ROOT } from './paths.ts';

/**
 * `npm run icons`: draws `assets/icon.svg` in the PNG sizes of the manifest, and in those of the toolbar where the extension is off
 * (`off`, grey) or leaves a site alone (`away`, grey and struck through). To be run again after a change of the drawing.
 */
const drawing = readFileSync(join(ROOT, 'assets', 'icon.svg'), 'utf8');
const grey = drawing.replace(/#14b8a6|#0f766e/g, '#8a9694').replace('#99f6e4', '#d3dad9');
const struck = grey.replace('</svg>', '<path d="M20 112L108 16" stroke="#fff" stroke-width="26"/><path d="M20 112L108 16" stroke="#8a9694" stroke-width="12"/></svg>');
const TOOLBAR = [16, 32, 48];

const browser = await chromium.launch({ executablePath: await findChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage();
for (const [prefix, svg, sizes] of [['', drawing, [...TOOLBAR, 96, 128]], ['off-', grey, TOOLBAR], ['away-', struck, TOOLBAR]] as const) {
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    writeFileSync(join(ROOT, 'assets', 'public', 'icon', `${prefix}${size}.png`), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
