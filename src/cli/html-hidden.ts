import type { DefaultTreeAdapterTypes as Tree } from 'parse5';

const FAR = /^-\s*(?:[5-9]\d{2}|\d{4,})/;
const TINY = /^[01](?:\.\d+)?(?:px|pt|em|rem|%)?$/;

/**
 * True for an element that its own markup takes out of sight: `hidden`, an inline style, a `marquee` of one pixel.
 * Style sheets are not read.
 */
export function hidesItself(element: Tree.Element): boolean {
  const attribute = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  if (attribute('hidden') !== undefined) return true;
  if (element.tagName === 'marquee' && (TINY.test(attribute('width') ?? '') || TINY.test(attribute('height') ?? ''))) return true;
  const style = attribute('style');
  return style !== undefined && styleHides(style);
}

function styleHides(style: string): boolean {
  const rules = new Map<string, string>();
  for (const rule of style.toLowerCase().replaceAll('!important', '').split(';')) {
    const colon = rule.indexOf(':');
    if (colon > 0) rules.set(rule.slice(0, colon).trim(), rule.slice(colon + 1).trim());
  }
  const far = (name: string) => FAR.test(rules.get(name) ?? '');
  const tiny = (name: string) => TINY.test(rules.get(name) ?? '');
  return (
    rules.get('display') === 'none' ||
    rules.get('visibility') === 'hidden' ||
    tiny('font-size') ||
    rules.get('opacity') === '0' ||
    far('text-indent') ||
    far('margin-left') ||
    (rules.has('position') && (far('left') || far('top'))) ||
    ((rules.get('overflow') ?? 'visible') !== 'visible' && (tiny('height') || tiny('width')))
  );
}
