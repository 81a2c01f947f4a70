import { readFileSync } from 'node:fs';
import { infectLines, makeTable, toKitTraditional } from '../../src/eval/kit.ts';

/** Lines of one of the project's own articles. */
export function article(name: string): string[] {
  return readFileSync(new URL(`../texts/articles/${name}.txt`, import.meta.url), 'utf8').split('\n').filter((line) => line !== '');
}

const TABLE = makeTable(3, { share: 0.3 });

/** The lines of an article that need no choice to repair: annotations only, so that these tests are about the command and not about the decoder. */
export function plainlyAnnotated(name: string): { readonly infected: string; readonly honest: string; readonly traditional: string }[] {
  return infectLines(article(name), TABLE, { markup: false })
    .filter((line) => !line.slipped)
    .map(({ infected, simplified }) => ({ infected, honest: simplified, traditional: toKitTraditional(simplified) }));
}

/** A line of keywords as the kit puts it on top of a page. */
export const SPAM_LINE = '免费在线视频网站,国产视频综合专区,亚洲成人在线观看,欧美高清在线播放,日本三级在线电影,真人百家乐平台';
