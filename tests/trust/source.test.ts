import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXTENSION, ROOT } from '../../src/tools/paths.ts';

/** What may not be in the code that is shipped, and what the built extension may ask for. */

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name)).map((name) => join(folder, name));
const SHIPPED = ['src/engine', 'src/page', 'src/script', 'src/extension', 'src/ui', 'entrypoints'].flatMap((folder) => filesIn(folder, /\.(?:ts|tsx)$/));

/** Code without comments and texts, so that words in them say nothing. */
const codeOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

describe('no shipped file', () => {
  test.each([
    ['makes elements from text', /\.(?:innerHTML|outerHTML)\s*=[^=]|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|dangerouslySetInnerHTML/],
    ['runs text as code', /\beval\s*\(|new Function\s*\(|\bFunction\s*\(|set(?:Timeout|Interval)\s*\(\s*['"`]/],
    ['loads code from an address', /import\s*\(\s*['"`](?:https?:)?\/\/|importScripts\s*\((?!\s*['"`]\/[^/]|\.\.\.)/],
    ['sends anything in the background', /sendBeacon|new WebSocket|new EventSource|XMLHttpRequest/],
    ['listens to what pages say', /onMessageExternal|onConnectExternal|addEventListener\(\s*['"]message['"]/],
    ['is open to pages', /web_accessible_resources|externally_connectable/],
  ])('%s', (_name, pattern) => expect(SHIPPED.filter((path) => pattern.test(codeOf(path)))).toEqual(WORKERS(pattern)));

  test('requests anything but where the reader asked for it', () => {
    // The page's own bytes, read again; lists that were subscribed to. Nothing else is fetched.
    expect(SHIPPED.filter((path) => /\bfetch\s*\(/.test(codeOf(path))).sort()).toEqual([...FETCHES]);
  });
});

/** A worker hears its own page through `message`; no page can reach it. */
const WORKERS = (pattern: RegExp): string[] =>
  pattern.source.includes("['\"]message['\"]") ? SHIPPED.filter((path) => /-worker\.ts$|paste/.test(path) && pattern.test(codeOf(path))) : [];
const FETCHES = ['src/extension/frame/fetch.ts', 'src/extension/settings/subscriptions.ts'];

describe.each(['chromium', 'firefox'] as const)('the extension built for %s', (browser) => {
  const manifest = JSON.parse(readFileSync(join(EXTENSION[browser], 'manifest.json'), 'utf8')) as Record<string, unknown>;

  test('asks for what the README argues, and nothing else', () => {
    const own = browser === 'firefox' ? ['webRequest', 'webRequestBlocking'] : ['declarativeNetRequestWithHostAccess'];
    expect(new Set(manifest['permissions'] as string[])).toEqual(new Set(['storage', 'scripting', 'activeTab', 'contextMenus', 'alarms', ...own]));
    expect(manifest['host_permissions']).toEqual(['<all_urls>']);
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const argued = readme.slice(readme.indexOf('## Permissions'), readme.indexOf('## Where things are'));
    for (const permission of manifest['permissions'] as string[]) expect(argued).toContain(`\`${permission}\``);
  });

  test('offers nothing to pages and other extensions', () => {
    for (const key of ['web_accessible_resources', 'externally_connectable', 'sandbox', 'update_url']) expect(manifest[key], key).toBeUndefined();
  });

  test('has a policy that forbids everything but its own files', () => {
    const policy = (manifest['content_security_policy'] as { extension_pages: string }).extension_pages;
    expect(policy).toMatch(/^default-src 'none'/);
    // Lists that the reader subscribed to may come from anywhere; nothing that runs may.
    expect(policy.replace(/connect-src https:(?=;|$)/, '')).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  });

  test('makes no elements from text, in what came with packages neither', () => {
    const scripts = readdirSync(EXTENSION[browser], { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    expect(scripts).toContain('popup.js');
    expect(scripts.filter((name) => /\.(?:innerHTML|outerHTML)\s*=(?!=)|insertAdjacentHTML|document\.write/.test(readFileSync(join(EXTENSION[browser], name), 'utf8')))).toEqual([]);
  });

  test('holds no source map, and no file with an address that code could be loaded from', () => {
    const files = readdirSync(EXTENSION[browser], { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const name of files.filter((file) => file.endsWith('.html'))) {
      expect(readFileSync(join(EXTENSION[browser], name), 'utf8'), name).not.toMatch(/(?:src|href)="(?:https?:)?\/\/|<script>/);
    }
  });
});

test('the lockfile names registry packages only, each with its checksum, but for optional ones of other platforms', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string; integrity?: string; optional?: boolean; link?: boolean }> };
  const bad = Object.entries(packages).filter(([path, entry]) =>
    path !== '' && (entry.link === true || entry.resolved?.startsWith('https://registry.npmjs.org/') === false || (entry.integrity === undefined && entry.optional !== true)));
  expect(bad.map(([path]) => path)).toEqual([]);
  expect(existsSync(join(ROOT, '.npmrc'))).toBe(false);
});
