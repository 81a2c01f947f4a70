import { shuffle } from '../random.ts';
import type { Passage, Place } from '../../engine/types.ts';
import { type Evasion, makeItems, NO_EVASION, pick, type Random, SEPARATORS } from './lists.ts';
import type { Family } from './vocabulary.ts';

/** A passage, and which part of it was injected. */
export interface Labelled {
  readonly passage: Passage;
  /** `[start, end)`; `null`: nothing */
  readonly injected: readonly [number, number] | null;
}

/** An honest page. */
export interface HonestPage {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Where and how spam is put into a page. */
export interface Injection {
  readonly place: SpamPlace;
  readonly family: Family;
  /** half of the items are made of this: the same trade, other words */
  readonly also?: Family;
  readonly separator: string;
  readonly evasion: Evasion;
}

/** Where a page can have its spam, as the tables of results name it. Not {@link Place}: that is where a passage stands. */
export const PLACES = [
  'title', 'title in front', 'title behind', 'meta', 'description', 'heading', 'first line', 'last line', 'hidden list', 'hidden phrases',
  'link farm', 'hidden link farm', 'lines', 'inside a line', 'attribute', 'footer',
] as const;
export type SpamPlace = (typeof PLACES)[number];

/** Places where honest text stands beside. */
const BESIDE: ReadonlySet<SpamPlace> = new Set<SpamPlace>(['title in front', 'title behind', 'inside a line', 'footer']);

/** Part of the lists that are four times as long, and part that are made of one term. */
const LONG = 0.15;
const ONE_TERM = 0.2;

const LEADS = ['感谢您访问我们的网站，您可能还对以下资源感兴趣：', '您可能还喜欢：', '热门搜索：', '友情链接：', '精彩推荐：', '相关关键词：'];
const all = (text: string): readonly [number, number] => [0, text.length];
const honest = (text: string, place: Place, more: Partial<Passage> = {}): Labelled => ({ passage: { text, place, ...more }, injected: null });
const injected = (text: string, place: Place, more: Partial<Passage> = {}): Labelled => ({ passage: { text, place, ...more }, injected: all(text) });

/** An honest page as passages: title, meta, heading, a menu of links, its lines. */
export function passagesOf(page: HonestPage, menu: readonly string[]): Labelled[] {
  return [
    honest(page.title, 'title'),
    honest(page.title, 'meta'),
    ...menu.map((text) => honest(text, 'body', { link: true })),
    honest(page.title, 'heading'),
    ...page.lines.map((text) => honest(text, 'body')),
  ];
}

/** Puts spam into a page. The lists of one page are of one trade and share items, as they do where they are seen. */
export function inject(page: readonly Labelled[], injection: Injection, random: Random): Labelled[] {
  const { place, family, separator } = injection;
  // What is written in references stays so only where all of a text is: else it would be no list to anyone.
  const evasion = injection.evasion.spelled && BESIDE.has(place) ? NO_EVASION : injection.evasion;
  // Some lists go on and on, and some turn one term every way.
  const times = random() < LONG ? 4 : 1;
  const size = (14 + Math.floor(random() * 14)) * times;
  const single = random() < ONE_TERM;
  const made = (of: Family, n: number): string[] => makeItems(single ? { ...of, term: [pick(of.term, random)] } : of, n, random);
  const { also } = injection;
  const pool = also === undefined ? made(family, size) : [...made(family, size / 2), ...made(also, size / 2)];
  const some = (least: number, most: number): string[] => shuffle([...pool], random).slice(0, (least + Math.floor(random() * (most - least + 1))) * times);
  const dress = (text: string): string => evasion.apply(text, random);
  const list = (least = 5, most = 16): string => some(least, most).map(dress).join(separator);
  const body = page.findIndex(({ passage }) => passage.place === 'heading');
  const at = (index: number, ...added: Labelled[]): Labelled[] => [...page.slice(0, index), ...added, ...page.slice(index)];
  const replaced = (of: Place, make: (text: string) => Labelled): Labelled[] =>
    page.map((one) => (one.passage.place === of ? make(one.passage.text) : one));
  const farm = (hidden: boolean): Labelled[] => {
    const box = hidden ? { hidden, box: 1 } : {};
    return [
      ...(random() < 0.5 ? [injected(pick(LEADS, random), 'body', box)] : []),
      ...some(8, 24).map((item) => injected(dress(item), 'body', { ...box, link: true, ...(random() < 0.3 ? { foreign: true } : {}) })),
    ];
  };
  switch (place) {
    case 'title': return replaced('title', () => injected(list(), 'title'));
    // A title with spam beside it comes with the same spam in the body.
    case 'title in front':
    case 'title behind': {
      const run = some(2, 6).map(dress).join(separator);
      const withRun = replaced('title', (title) => place === 'title in front'
        ? { passage: { text: `${run}${separator}${title}`, place: 'title' }, injected: [0, run.length + separator.length] }
        : { passage: { text: `${title}${separator}${run}`, place: 'title' }, injected: [title.length, title.length + separator.length + run.length] });
      withRun.splice(body, 0, injected(list(6, 14), 'body'));
      return withRun;
    }
    case 'meta': return replaced('meta', () => injected(list(), 'meta'));
    case 'description': return replaced('meta', () => injected(`${list(5, 10)}，${some(2, 4).map(dress).join('，')}`, 'meta'));
    case 'heading': return at(body, injected(list(), 'heading', { link: true }));
    case 'first line': return at(body, injected(list(), 'body'));
    case 'last line': return [...page, injected(list(), 'body')];
    case 'footer': return [...page, injected(`${pick(LEADS, random)}${list(5, 16)}`, 'body')];
    case 'hidden list': return at(body + 1, injected(list(4, 24), 'body', { hidden: true, box: 1 }));
    case 'hidden phrases': return at(body + 1, ...some(5, 12).map((item) => injected(dress(item), 'body', { hidden: true, box: 1 })));
    case 'link farm': return [...page, ...farm(false)];
    case 'hidden link farm': return at(body, ...farm(true));
    case 'lines': return [...page, ...some(6, 20).map((item) => injected(dress(item), 'body'))];
    case 'attribute': return [...at(body, injected(list(6, 14), 'body')), injected(list(5, 8), 'attribute', { link: true })];
    case 'inside a line': {
      const run = list(4, 9);
      const index = body + 1 + Math.floor(random() * (page.length - body - 1));
      return page.map((one, i) => (i !== index ? one
        : { passage: { text: `${run}${separator}${one.passage.text}`, place: 'body' }, injected: [0, run.length + separator.length] }));
    }
  }
}

/** An honest list as a page shows one: a line, links, cells, hidden menus, tags in a meta element. */
export function honestList(items: readonly string[], random: Random): Labelled[] {
  const form = random();
  if (form < 0.4) return [honest(items.join(pick([...SEPARATORS, ' | ', ' / '], random)), pick(['body', 'body', 'meta', 'title', 'heading', 'attribute'] as const, random))];
  const foreign = random() < 0.3 ? { foreign: true } : {};
  const more = form < 0.6 ? { link: true, ...foreign } : form < 0.75 ? { link: true, hidden: true, box: 2 } : form < 0.85 ? { hidden: true, box: 2 } : {};
  return items.map((text) => honest(text, 'body', more));
}
