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

/**
 * True for an element that its own markup takes out of sight: `hidden`, an inline style, a `marquee` of one pixel.
 * Style sheets are not read.
 */
export function hidesItself(element: Tree.Element): boolean {
  const attribute = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  if (attribute('hidden') !== undefined) return true;
  if (element.tagName === 'marquee' && (isTiny(attribute('width')) || isTiny(attribute('height')))) return true;
  const style = attribute('style');
  return style !== undefined && styleHides(style);
}

function styleHides(style: string): boolean {
  const rules = new Map<string, string>();
  for (const rule of style.toLowerCase().replaceAll('!important', '').split(';')) {
    const colon = rule.indexOf(':');
    if (colon > 0) rules.set(rule.slice(0, colon).trim(), rule.slice(colon + 1).trim());
  }
  const far = (name: string) => isFar(rules.get(name));
  const tiny = (name: string) => isTiny(rules.get(name));
  return (
    rules.get('display') === 'none' ||
    rules.get('visibility') === 'hidden' ||
    tiny('font-size') ||
    pixelsIn(rules.get('opacity') ?? '') === 0 ||
    far('text-indent') ||
    far('margin-left') ||
    (rules.has('position') && (far('left') || far('top'))) ||
    ((rules.get('overflow') ?? 'visible') !== 'visible' && (tiny('height') || tiny('width')))
  );
}
