import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from './paths.ts';

interface Shipped {
  /** of the package; where something came in another one, of the project */
  readonly name: string;
  readonly what: string;
  /** the file with its licence, in the package */
  readonly licence?: string;
  /** where none comes along: the line that its MIT licence has where ours has our own */
  readonly copyright?: string;
}

/** What of other people's work ships in the extension. */
const SHIPPED: readonly Shipped[] = [
  { name: 'preact', what: 'the options, the report and the welcome page' },
  { name: 'webextension-polyfill', what: 'the interface to the browser' },
  { name: '@wxt-dev/webextension-polyfill', what: 'the same' },
  { name: 'wxt', copyright: 'Copyright (c) 2023 Aaron', what: 'what starts each script' },
  { name: 'rolldown', what: 'what joins the modules of a script' },
  { name: '@node-rs/jieba', what: 'word frequencies, in the tables of the engine' },
  { name: 'jieba, in @node-rs/jieba', copyright: 'Copyright (c) 2013 Sun Junyi', what: 'the dictionary that they are from' },
  { name: 'pinyin-pro', what: 'readings of characters, in the tables of the engine' },
  { name: 'opencc-js', licence: 'THIRD_PARTY_LICENSES.md', what: 'dictionaries of OpenCC, in the tables of the engine and of the conversion' },
];

/** Texts that ask to be named where what was made of them is. */
const COUNTED = `Documentation of .NET and of Dynamics 365 in Chinese, by Microsoft: how often characters follow each other in it, in a table of the engine

Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/
https://github.com/dotnet/docs.zh-cn, https://github.com/MicrosoftDocs/Dynamics-365-Operations.zh-cn`;

/** The licences that ask to go along with what they are about, as one text for the root of the built extension. */
export function licences(): string {
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
  const others = SHIPPED.map(({ name, licence = 'LICENSE', copyright, what }) => {
    const folder = join(ROOT, 'node_modules', name.split(' ').at(-1)!);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const text = copyright === undefined ? readFileSync(join(folder, licence), 'utf8') : own.replace(/^Copyright .*$/m, copyright);
    return `${name} ${version}: ${what}\n\n${text}`;
  });
  return [`Qingye\n\n${own}`, ...others, COUNTED].map((text) => text.trim()).join(`\n\n${'-'.repeat(80)}\n\n`).concat('\n');
}

/**
 * The packages that have modules among these and no licence in {@link licences}.
 * @param ids of modules, as Rollup has them: paths, and what a tool made up, behind U+0000
 */
export function unlicensed(ids: readonly string[]): string[] {
  const known = new Set(SHIPPED.map(({ name }) => name));
  const owners = ids.flatMap((id) => {
    const owner = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id) ?? /^\0(?:virtual:)?(\w+)/.exec(id);
    return owner === null ? [] : [owner[1]!.replace('\\', '/')];
  });
  return [...new Set(owners)].filter((owner) => !known.has(owner));
}

/** Ends the build where code of a package would ship without its licence. */
export function withLicences(): Plugin {
  return {
    name: 'with-licences',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const ids = chunks.flatMap(({ modules }) => Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id));
      const missing = unlicensed(ids);
      if (missing.length > 0) this.error(`code of ${missing.join(', ')} would ship without its licence: see src/tools/licences.ts`);
    },
  };
}
