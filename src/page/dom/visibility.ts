import { AWAY } from './away.ts';
import { has, parentElementOf } from './tree.ts';

/** Tells what a reader does not see. Remembers what it found out: make a new one for each look at the page. */
export class Visibility {
  readonly #known = new Map<Element, Look>();

  /**
   * What takes text directly in this element out of sight, the outermost if several do: not rendered, off the screen, too small, or
   * drawn in the colour of its ground. `null`: the text is seen.
   */
  hiddenBy(element: Element | null): Element | null {
    return this.#look(element).hiddenBy;
  }

  #look(element: Element | null): Look {
    if (element === null) return SEEN;
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    // Not recursive all the way at once: pages nest deeper than the stack is.
    const path: Element[] = [];
    for (let at: Element | null = element; at !== null && !this.#known.has(at); at = parentElementOf(at)) path.push(at);
    let look = this.#known.get(parentElementOf(path.at(-1) as Element) as Element) ?? SEEN;
    for (const at of path.reverse()) {
      look = own(at, look);
      this.#known.set(at, look);
    }
    return look;
  }
}

interface Look {
  readonly hiddenBy: Element | null;
  /** computed background colour behind the element's text */
  readonly ground: string;
}

const SEEN: Look = { hiddenBy: null, ground: 'rgb(255, 255, 255)' };

/** Farther off than anything that slides in. */
const FAR = -500;

function own(element: Element, outer: Look): Look {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (style === undefined) return outer;
  const ground = /^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor) ? outer.ground : style.backgroundColor;
  if (outer.hiddenBy !== null) return { hiddenBy: outer.hiddenBy, ground };
  const small = (length: string): boolean => Number.parseFloat(length) <= 1;
  const far = (length: string): boolean => Number.parseFloat(length) < FAR;
  const hidden =
    (style.display === 'none' && !has(element, AWAY)) ||
    style.visibility !== 'visible' ||
    style.opacity === '0' ||
    small(style.fontSize) ||
    far(style.textIndent) ||
    (style.position !== 'static' && (far(style.left) || far(style.top))) ||
    far(style.marginLeft) ||
    (style.overflow !== 'visible' && (small(style.height) || small(style.width))) ||
    (style.color === ground && !/url/.test(style.backgroundImage));
  return { hiddenBy: hidden ? element : null, ground };
}
