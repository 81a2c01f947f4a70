import type { DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Pixels in a unit of CSS, as near as markup alone tells; of what a percentage is one, it does not. */
const PIXELS: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 1, em: 16, rem: 16, vw: 10, vh: 8, '%': 1 };

/** NaN for what is no length, or is not known. */
function pixelsIn(length: string): number {
  const [, number = '', unit = ''] = /^(-?(?:\d+(?:\.\d*)?|\.\d+))([a-z]*|%)$/.exec(length) ?? [];
  return number === '' ? Number.NaN : Number(number) * (PIXELS[unit] ?? Number.NaN);
}

/** No more than a pixel; and farther off than anything that slides in. As the page layer has it (`src/page/dom/visibility.ts`). */
const isTiny = (length = ''): boolean => Math.abs(pixelsIn(length)) <= 1;
const isFar = (length = ''): boolean => pixelsIn(length) < -500;

/** What text can't be read by, and what each element in it may set anew: a row of boxes has no size of letters, for the space between them. */
type Unreadable = 'font-size' | 'visibility' | 'text-indent';

/** What an element's own markup says of what is seen of it: `hidden`, an inline style, a `marquee` of one pixel. Style sheets are not read. */
export interface Hiding {
  /** all that is in it is out of sight */
  readonly all: boolean;
  /** what it sets: true where text in it can't be read by that, until an element in it sets it anew */
  readonly unread: ReadonlyMap<Unreadable, boolean>;
}

const NOTHING_SAID: ReadonlyMap<Unreadable, boolean> = new Map();

/** What an element says of itself; what is around it is the caller's to know. */
export function hidingOf(element: Tree.Element): Hiding {
  const attribute = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  const style = attribute('style');
  const rules = style === undefined ? null : rulesIn(style);
  const all = attribute('hidden') !== undefined || (rules !== null && hidesAll(rules)) ||
    (element.tagName === 'marquee' && (isTiny(attribute('width')) || isTiny(attribute('height'))));
  return { all, unread: rules === null ? NOTHING_SAID : unreadBy(rules) };
}

function rulesIn(style: string): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  for (const rule of style.toLowerCase().replaceAll('!important', '').split(';')) {
    const colon = rule.indexOf(':');
    if (colon > 0) rules.set(rule.slice(0, colon).trim(), rule.slice(colon + 1).trim());
  }
  return rules;
}

function hidesAll(rules: ReadonlyMap<string, string>): boolean {
  const far = (name: string) => isFar(rules.get(name));
  const tiny = (name: string) => isTiny(rules.get(name));
  return (
    rules.get('display') === 'none' ||
    pixelsIn(rules.get('opacity') ?? '') === 0 ||
    far('margin-left') ||
    (rules.has('position') && (far('left') || far('top'))) ||
    ((rules.get('overflow') ?? 'visible') !== 'visible' && (tiny('height') || tiny('width')))
  );
}

/** As it is around; and a share of that, where letters are measured. */
const SAME = /^(?:inherit|unset)$/;
const SHARE = /[\d.](?:em|%)$/;

function unreadBy(rules: ReadonlyMap<string, string>): ReadonlyMap<Unreadable, boolean> {
  const unread = new Map<Unreadable, boolean>();
  const add = (name: Unreadable, by: (value: string) => boolean): void => {
    const value = rules.get(name);
    if (value === undefined) return;
    const says = by(value);
    if (says || !(SAME.test(value) || (name === 'font-size' && SHARE.test(value)))) unread.set(name, says);
  };
  add('font-size', isTiny);
  add('visibility', (value) => value === 'hidden' || value === 'collapse');
  add('text-indent', isFar);
  return unread;
}
