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
    const { hiddenBy, unreadIn } = this.#look(element);
    return hiddenBy ?? unreadIn;
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
  /** what takes all that is in it out of sight */
  readonly hiddenBy: Element | null;
  /**
   * The outermost element from which on text can't be read, by what each element in it may set anew: its size, its colour. A row of boxes has none
   * for the space between them, and a dark page a colour for each part.
   */
  readonly unreadIn: Element | null;
  /** computed background colour behind the element's text; empty where a picture is there, or nothing tells */
  readonly ground: string;
}

const SEEN: Look = { hiddenBy: null, unreadIn: null, ground: 'rgb(255, 255, 255)' };

/** Farther off than anything that slides in. */
const FAR = -500;

function own(element: Element, outer: Look): Look {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (style === undefined) return outer;
  const ground = groundOf(element, style, outer);
  if (outer.hiddenBy !== null) return { hiddenBy: outer.hiddenBy, unreadIn: null, ground };
  const small = (length: string): boolean => Number.parseFloat(length) <= 1;
  const far = (length: string): boolean => Number.parseFloat(length) < FAR;
  const hidden =
    (style.display === 'none' && !has(element, AWAY)) ||
    style.opacity === '0' ||
    (style.position !== 'static' && (far(style.left) || far(style.top))) ||
    far(style.marginLeft) ||
    (style.overflow !== 'visible' && (small(style.height) || small(style.width)));
  const unread = style.visibility !== 'visible' || small(style.fontSize) || far(style.textIndent) || style.color === ground;
  return { hiddenBy: hidden ? outer.unreadIn ?? element : null, unreadIn: unread ? outer.unreadIn ?? element : null, ground };
}

function groundOf(element: Element, style: CSSStyleDeclaration, outer: Look): string {
  if (style.backgroundImage !== 'none') return '';
  if (!/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)) return style.backgroundColor;
  // A document that writes in white on what it does not paint is one for the dark (CSS `color-scheme`), where that is not white.
  return parentElementOf(element) === null && style.color === outer.ground ? '' : outer.ground;
}
