/**
 * Running texts in which characters are counted, each a commit of a public repository. None of them is one that the repair is measured on.
 *
 * - audreyt/transcript: what was said in the meetings and interviews of a minister, in Traditional; her office gave them to the public domain (CC0), as she says
 *   in them
 * - lawtext/gov: reports of China's governments to their congresses, and its five-year plans; official documents, which its copyright law (article 5) leaves out
 * - tallusil/luxun-novel-analysis: stories and essays of Lu Xun, who died in 1936: public domain
 * - python/python-docs-zh-cn: the documentation of Python (PSF licence), its translation CC0
 * - Anduin2017/HowToCook: recipes, Unlicense
 * - zhyifei/docs.zh-cn, MicrosoftDocs/Dynamics-365-Operations.zh-cn: documentation of .NET, and of software for companies (Microsoft, CC BY 4.0)
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openccDictionary } from './dictionary.ts';

export interface Source {
  readonly repository: string;
  readonly commit: string;
  readonly files: RegExp;
  /** running text of a file, without what only looks like it */
  readonly read: (file: string) => string;
}

const simple = new Map(await openccDictionary('TSCharacters'));
const simplify = (text: string): string => text.replace(/[\u3400-\u9fff]/g, (c) => simple.get(c) ?? c).replace(/「/g, '“').replace(/」/g, '”');

/** Where code or a link stood, a word goes on from nothing. */
const CODE = ' x ';

const markdown = (file: string): string => file.replace(/^---\n.*?\n---\n/s, '').replace(/```.*?```/gs, '\n').replace(/`[^`]*`/g, CODE)
  .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, ' ').replace(/[*_#>|]/g, '');

const isChinese = (text: string): boolean => (text.match(/[\u4e00-\u9fff]/g)?.length ?? 0) > 0.4 * text.length;
/** Headings say who speaks. */
const transcript = (file: string): string => (isChinese(file) ? simplify(file.replace(/^#.*$/gm, '')) : '');

/** Lines are broken anywhere; a paragraph is set in by two spaces. */
const novel = (file: string): string => file.replace(/[⑴-⒇]/g, '').replace(/\n(?!　　|\s)/g, '');

const translation = (file: string): string => [...file.matchAll(/^msgstr ((?:".*"\n?)+)/gm)].map(([, strings]) => [...strings!.matchAll(/"(.*)"/g)].map(([, part]) => part).join('')
  .replace(/``[^`]*``|:[a-z:]+:`[^`]*`|`[^`]*`_*/g, CODE.trim()).replace(/\*+/g, '').replace(/([\u4e00-\u9fff，。]) (?=[\u4e00-\u9fff])/g, '$1')).join('\n');

const GOVERNMENT = { repository: 'lawtext/gov', commit: 'fc1a2f67a589763dc905aaa90f2b1ba356bbccde', read: markdown };

export const MEETINGS: Source = { repository: 'audreyt/transcript', commit: '1524a5d25dd6a05608062d9f86ae3b57f2be79da', files: /^[^./][^/]*\.md$/, read: transcript };
export const REPORTS: Source = { ...GOVERNMENT, files: /^(?:政府工作报告-国务院|五年规划)\/.*\.md$/ };
export const LOCAL_REPORTS: Source = { ...GOVERNMENT, files: /^政府工作报告-(?!国务院).*\.md$/ };
export const STORIES: Source = { repository: 'tallusil/luxun-novel-analysis', commit: '432ecfaa721f3f8a08268dabfc0a301ea3ffa50e', files: /^data\/combined\/.*\.txt$/, read: novel };
export const PYTHON: Source = { repository: 'python/python-docs-zh-cn', commit: 'bfdf9589c4feb59f6f87ab669d7b1d2e75d93ae9', files: /^(?!whatsnew\/changelog).*\.po$/, read: translation };
export const RECIPES: Source = { repository: 'Anduin2017/HowToCook', commit: 'cbeb536760320efe24f9a61fe354a318d5887e30', files: /^(?:dishes|tips)\/.*\.md$/, read: markdown };
export const DOTNET: Source = { repository: 'zhyifei/docs.zh-cn', commit: '723224fe69ac8fb1fb8bcd516d5f91f90aff2e8c', files: /\.md$/, read: markdown };
export const BUSINESS: Source = { repository: 'MicrosoftDocs/Dynamics-365-Operations.zh-cn', commit: '538f2536d40b4945a59f6e45dd0342976a33aaec', files: /\.md$/, read: markdown };

/** Files that git is asked for at once, and bytes of them, at most. */
const AT_ONCE = 500, MOST_OUTPUT = 1 << 30;

/**
 * The texts of a source, as they are in its commit, whatever the clone has checked out.
 * @param folder has a clone of each at OWNER/NAME
 * @throws where a clone is not whole
 */
export function* readSource(folder: string, { repository, commit, files, read }: Source): Generator<string> {
  const git = (args: readonly string[], input = ''): Buffer => execFileSync('git', ['-C', join(folder, repository), ...args], { input, maxBuffer: MOST_OUTPUT, stdio: ['pipe', 'pipe', 'ignore'] });
  const ids = git(['ls-tree', '-r', '-z', commit]).toString().split('\0').map((line) => line.split('\t')).filter(([, path]) => path !== undefined && files.test(path))
    .map(([entry]) => entry!.split(' ')[2]!);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const output = git(['cat-file', '--batch'], `${ids.slice(from, from + AT_ONCE).join('\n')}\n`);
    for (let at = 0; at < output.length;) {
      const end = output.indexOf('\n', at);
      const size = Number(output.toString('latin1', at, end).split(' ')[2]);
      if (Number.isNaN(size)) throw new Error(`${repository}: ${output.toString('latin1', at, end)}: the clone is not whole`);
      // Some set digits apart.
      yield read(output.toString('utf8', end + 1, end + 1 + size)).replace(/(?<=[\u4e00-\u9fff]) (?=\d)/g, '');
      at = end + size + 2;
    }
  }
}
