import { readFileSync } from 'node:fs';
import { infectHtml, type KitOptions, makeTable, type TableOptions, toKitTraditional } from '../../src/eval/kit.ts';
import { inject } from './inject.ts';

/** A page as its author wrote it, and as a reader meets it. */
export interface DemoPage {
  /** file name without ending */
  readonly name: string;
  /** what was done to it, in a few words */
  readonly damage: string;
  /** the author's page, in Simplified Chinese */
  readonly honest: string;
  /** the page as served */
  readonly html: string;
}

/** What is done to an article. */
interface Recipe {
  readonly article: string;
  readonly damage: string;
  readonly seed: number;
  /** `kit`: all of it; `script`: only turned Traditional; `nothing`: served as written */
  readonly done: 'kit' | 'script' | 'nothing';
  readonly table?: TableOptions;
  readonly options?: KitOptions;
}

const RECIPES: readonly Recipe[] = [
  { article: 'telescope', damage: 'annotated, slipped, spam and hidden boxes', seed: 11, done: 'kit' },
  { article: 'canal', damage: 'annotated with a space, lone lead bytes dropped', seed: 22, done: 'kit', table: { space: true }, options: { loneLead: '' } },
  { article: 'gambling-law', damage: 'annotated; the article itself is about gambling', seed: 33, done: 'kit', options: { fold: 'marks' } },
  { article: 'noodles', damage: 'turned Traditional and spam, no annotations', seed: 44, done: 'script' },
  { article: 'old-tree', damage: 'none: must stay as it is', seed: 55, done: 'nothing' },
];

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Builds the demo pages from the articles in `tests/texts`, the same on every machine. */
export function demoPages(): DemoPage[] {
  const template = read('template.html');
  const keywords = read('keywords.txt').trim().split('\n');
  return RECIPES.map((recipe) => {
    const honest = fill(template, read(`../texts/articles/${recipe.article}.txt`));
    const { article: name, damage, seed, done } = recipe;
    return { name, damage, honest, html: done === 'nothing' ? honest : inject(infected(honest, recipe), keywords, seed) };
  });
}

function infected(honest: string, { done, seed, table, options }: Recipe): string {
  return done === 'kit' ? infectHtml(honest, makeTable(seed, table), options) : toKitTraditional(honest);
}

function fill(template: string, article: string): string {
  const [title = '', ...rest] = article.split('\n').filter((line) => line.trim() !== '');
  const paragraphs = rest.map((line) => `<p>${line}</p>`).join('\n');
  return template
    .replaceAll('{{title}}', title)
    .replace('{{description}}', rest[0]!.slice(0, 40))
    .replace('{{paragraphs}}', () => paragraphs);
}
