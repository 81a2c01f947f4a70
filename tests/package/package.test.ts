import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unlicensed } from '../../src/tools/licences.ts';
import { packages } from '../../src/tools/package.ts';
import { EXTENSION, ROOT } from '../../src/tools/paths.ts';
import { zip } from '../../src/tools/zip.ts';
import { copySources } from '../house/copy.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingye-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unzips = spawnSync('python3', ['--version']).status === 0;
if (!unzips) console.warn('Python is not installed: the archives are not read by another program.');

describe('archives', () => {
  const entries = [{ name: 'b/中.txt', data: Buffer.from('好'.repeat(1000)) }, { name: 'a', data: Buffer.alloc(0) }];

  test('do not depend on the order in which files are found', () => expect(zip([...entries].reverse())).toEqual(zip(entries)));

  test.runIf(unzips)('are what another program reads as ZIP', () => {
    writeFileSync(join(folder, 'a.zip'), zip(entries));
    const read = execFileSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; sys.stdout.buffer.write("\\n".join(f"{i.filename} {i.file_size} {i.date_time[0]}" for i in z.infolist()).encode())', join(folder, 'a.zip')], { encoding: 'utf8' });
    expect(read).toBe('a 0 1980\nb/中.txt 3000 1980');
  });
});

/** Bytes of script that a page without damage pays for, as the changelog and the architecture promise. */
const EVERY_PAGE_PAYS = 24 * 1024;

describe.each(['chromium', 'firefox'] as const)('every page, in %s', (browser) => {
  test('gets one script, and no style', () => {
    const { content_scripts } = JSON.parse(readFileSync(join(EXTENSION[browser], 'manifest.json'), 'utf8')) as { content_scripts: { js?: string[]; css?: string[] }[] };
    expect(content_scripts.map(({ js, css }) => [js, css])).toEqual([[['sniff.js'], undefined]]);
  });

  test('of at most 24 KB', () => expect(statSync(join(EXTENSION[browser], 'sniff.js')).size).toBeLessThanOrEqual(EVERY_PAGE_PAYS));
});

test('the licences of what ships go along with it', () => {
  const licences = readFileSync(join(EXTENSION.chromium, 'licences.txt'), 'utf8');
  expect(readFileSync(join(EXTENSION.firefox, 'licences.txt'), 'utf8')).toBe(licences);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
  // What the tables are made of, and code that is asked for (the build itself looks for more); parse5 is the command's alone.
  const imported = ['src/build/tables.ts', 'src/build/dictionary.ts', 'src/build/script.ts'].flatMap((name) => [...read(name).matchAll(/(?:from|import\(|resolve\()\s*['"`](@[\w-]+\/[\w-]+|[\w-]+)(?=['"`/])/g)].map((found) => found[1]!));
  const shipped = new Set([...Object.keys(dependencies).filter((name) => name !== 'parse5'), ...imported]);
  expect([...shipped].sort()).toEqual(['@node-rs/jieba', 'opencc-js', 'pinyin-pro', 'preact', 'webextension-polyfill']);
  for (const name of shipped) expect(licences, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
  for (const words of ['Permission is hereby granted, free of charge', 'Mozilla Public License Version 2.0', 'Apache License']) expect(licences).toContain(words);
  // WXT has no file of its licence in its package, jieba came in another one.
  for (const [name, copyright] of [['wxt', 'Copyright (c) 2023 Aaron'], ['jieba, in @node-rs/jieba', 'Copyright (c) 2013 Sun Junyi']]) {
    expect(licences).toMatch(new RegExp(`^${name} [\\d.]+: .*\\n\\nMIT License\\n\\n${copyright!.replace(/[()]/g, '\\$&')}\\n\\nPermission`, 'm'));
  }
});

test.each<readonly [string, string, readonly string[]]>([
  ['our own', '/home/me/qingye/src/page/cleaner.ts', []],
  ['a package whose licence goes along', '/home/me/qingye/node_modules/preact/dist/preact.mjs', []],
  ['one of a scope', 'C:\\qingye\\node_modules\\@wxt-dev\\webextension-polyfill\\dist\\browser.mjs', []],
  ['what WXT makes up', '\0virtual:wxt-unlisted-script-entrypoint?/home/me/qingye/entrypoints/page.ts', []],
  ['what the bundler makes up', '\0rolldown/runtime.js', []],
  ['a package that nobody told of', '/home/me/qingye/node_modules/left-pad/index.js', ['left-pad']],
  ['one of a scope', '/home/me/qingye/node_modules/@scope/pad/index.js', ['@scope/pad']],
  ['one inside of another', '/home/me/qingye/node_modules/preact/node_modules/left-pad/index.js', ['left-pad']],
  ['what a tool makes up', '\0vite/modulepreload-polyfill.js', ['vite']],
])('the build asks for the licence of a module: %s', (_what, id, missing) => expect(unlicensed([id, id])).toEqual(missing));

// As a store's reviewer has them: no clone.
test('the sources, copied to another folder and built there, give the same bytes', () => {
  const clone = join(folder, 'elsewhere', 'qingye');
  copySources(clone);
  execFileSync(process.execPath, ['src/tools/package.ts'], { cwd: clone, env: { ...process.env, TZ: 'Asia/Shanghai' }, stdio: ['ignore', 'ignore', 'inherit'] });
  const here = packages();
  const built = readdirSync(join(clone, '.output')).filter((name) => name.endsWith('.zip')).sort();
  expect(built.map((name) => /-(\w+)\.zip$/.exec(name)?.[1])).toEqual(['chrome', 'firefox', 'sources']);
  for (const name of built) {
    const kind = /-(\w+)\.zip$/.exec(name)![1] as 'chrome' | 'firefox' | 'sources';
    expect(readFileSync(join(clone, '.output', name)).equals(here.get(kind)!), kind).toBe(true);
  }
}, 120_000);
