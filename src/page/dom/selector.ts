import { attributeOf, elementBefore, localNameOf, parentElementOf } from './tree.ts';

/** Names that a machine made anew for each visit: hashes, counters. They would find nothing tomorrow. */
const MADE = /\d{3,}|^(?:css|sc|jsx)-|[a-z0-9]{5,}-[a-z0-9]{5,}$|^[a-z]*\d+[a-z]+\d+/i;
const MOST_LEVELS = 5;

/**
 * A CSS selector that finds this element and no other on its page, by what is likely to be there tomorrow too: ids and
 * classes first, positions only where they are needed.
 */
export function selectorFor(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const alone = (selector: string): boolean => root.querySelectorAll(selector).length === 1;
  const steps: string[] = [];
  for (let at: Element | null = element, level = 0; at !== null && level < MOST_LEVELS; at = parentElementOf(at), level++) {
    const below = steps.length === 0 ? '' : ` > ${steps.join(' > ')}`;
    const named = nameOf(at);
    if (alone(named + below)) return named + below;
    const counted = `${named}:nth-of-type(${1 + before(at)})`;
    if (alone(counted + below)) return counted + below;
    steps.unshift(counted);
  }
  return steps.join(' > ');
}

function nameOf(element: Element): string {
  const name = CSS.escape(localNameOf(element)), id = attributeOf(element, 'id') ?? '';
  if (id !== '' && !MADE.test(id)) return `${name}#${CSS.escape(id)}`;
  const classes = (attributeOf(element, 'class') ?? '').split(/\s+/).filter((one) => one !== '' && !MADE.test(one)).slice(0, 3);
  return name + classes.map((one) => `.${CSS.escape(one)}`).join('');
}

function before(element: Element): number {
  let count = 0;
  for (let at = elementBefore(element); at !== null; at = elementBefore(at)) if (localNameOf(at) === localNameOf(element)) count++;
  return count;
}

/**
 * Rules that hide what selectors find, written anew by the browser's own parser: whatever a selector holds, it can't
 * become another rule. Selectors that the browser doesn't know are left out.
 */
export function hidingRules(selectors: readonly string[]): string {
  return selectors.flatMap((selector) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.insertRule(`${selector}{display:none!important}`);
      const [rule] = sheet.cssRules;
      return rule instanceof CSSStyleRule && rule.style.length === 1 && rule.style.display === 'none' ? [rule.cssText] : [];
    } catch {
      return [];
    }
  }).join('\n');
}
