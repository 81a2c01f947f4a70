/**
 * Builds the sample of the welcome page, `src/ui/demo.json`: the first paragraphs of an article of the project's own,
 * damaged by its model of the kit. Run: `npm run build:demo`. Same input, same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { infectHtml, makeTable } from '../eval/kit.ts';

const PARAGRAPHS = 5;
/** mild ones; the kit's own are not fit to be shown to someone who has just installed something */
const KEYWORDS = ['澳门六合彩开奖结果', '北京赛车投注平台', '时时彩计划软件', '真人百家乐娱乐城', '幸运飞艇开奖直播'];

const article = readFileSync(new URL('../../tests/texts/articles/telescope.txt', import.meta.url), 'utf8');
const lines = article.split('\n').filter((line) => line.trim() !== '').slice(0, PARAGRAPHS + 1);
const damaged = infectHtml(lines.map((line) => `<p>${line}</p>`).join('\n'), makeTable(11));
const [title = '', ...paragraphs] = damaged.split('\n').map((line) => line.replaceAll(/<[^>]*>/g, ''));
writeFileSync(new URL('../ui/demo.json', import.meta.url), `${JSON.stringify({ spam: KEYWORDS.join(','), title, paragraphs }, null, 2)}\n`);
