import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChineseFont } from './apt.ts';
import { findChromium } from './browsers.ts';
import { buildExtension } from './build.ts';
import { type Captured, captureDemo } from './capture.ts';
import { openChromium } from './chromium.ts';
import { runScript } from '../eval/command-line.ts';
import { type DemoServer, serveDemo } from './demo-server.ts';
import { ROOT } from './paths.ts';

const HELP = `npm start -- [options]
Builds the extension and opens it in a real browser on the demo pages. Without a display: headless, prints what the pages say before and
after, and saves pictures.

  --headless         without a window, also where there is a display
  --screenshots DIR  where pictures go (.output/screenshots); headless, too`;

function hasDisplay(): boolean {
  if (process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function showInWindow(executable: string, server: DemoServer): Promise<void> {
  const context = await openChromium({ executable, headless: false, extension: true });
  const closed = new Promise((resolve) => context.once('close', resolve));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.origin);
  console.log(`The demo pages are open in a browser with the extension, and at ${server.origin}. Close the browser to end.`);
  await closed;
}

const LINES = 4; // shown of each page

function show({ name, damage, before, after }: Captured): void {
  console.log(`\n== ${name} (${damage})`);
  const unchanged = new Set(before);
  const readable = new Set(after);
  const gone = before.filter((line) => !readable.has(line));
  const come = after.filter((line) => !unchanged.has(line));
  if (gone.length === 0) console.log(`  unchanged: ${before.length} lines`);
  for (const line of gone.slice(0, LINES)) console.log(`  before  ${short(line)}`);
  for (const line of come.slice(0, LINES)) console.log(`  after   ${short(line)}`);
}

function short(line: string): string {
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}

async function main(): Promise<void> {
  const { values: { headless, screenshots, help } } = parseArgs({
    options: { headless: { type: 'boolean', default: false }, screenshots: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (help) return console.log(HELP);
  console.log('Building the extension …');
  await buildExtension('chromium');
  const executable = await findChromium();
  const server = await serveDemo();
  try {
    if (!headless && screenshots === undefined && hasDisplay()) return await showInWindow(executable, server);
    await ensureChineseFont();
    console.log(`The demo pages in a browser without a window (${executable}).`);
    const folder = screenshots ?? join(ROOT, '.output', 'screenshots');
    for (const captured of await captureDemo(executable, server, folder)) show(captured);
    console.log(`\nPictures: ${folder}`);
  } finally {
    server.close();
  }
}

try {
  await runScript('start', main);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
