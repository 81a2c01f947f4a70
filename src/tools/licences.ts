import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** What of other people's work ships in the extension: packages, the file that holds each one's licence, and what is taken from it. */
const SHIPPED: readonly { readonly name: string; readonly licence?: string; readonly what: string }[] = [
  { name: 'preact', what: 'the options and welcome pages' },
  { name: 'webextension-polyfill', what: 'the interface to the browser' },
  { name: '@wxt-dev/webextension-polyfill', what: 'the same' },
  { name: '@node-rs/jieba', what: 'word frequencies, in the tables of the engine' },
  { name: 'pinyin-pro', what: 'readings of characters, in the tables of the engine' },
  { name: 'opencc-js', licence: 'THIRD_PARTY_LICENSES.md', what: 'dictionaries of OpenCC, in the tables of the engine and of the conversion' },
];

/** The licences that ask to go along with what they are about, as one text for the root of the built extension. */
export function licences(): string {
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
  const others = SHIPPED.map(({ name, licence = 'LICENSE', what }) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
    return `${name} ${version}: ${what}\n\n${readFileSync(join(ROOT, 'node_modules', name, licence), 'utf8')}`;
  });
  return [`Qingye\n\n${own}`, ...others].map((text) => text.trim()).join(`\n\n${'-'.repeat(80)}\n\n`).concat('\n');
}
