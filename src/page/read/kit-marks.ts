import { holdsTrees, isBlank } from '../dom/blank.ts';
import { allIn, attributeOf, contains, localNameOf } from '../dom/tree.ts';

/**
 * The hiding places that the kit leaves in a page: boxes (`div.pl_css_ganrao`) of dozens of empty elements of random
 * names that all carry one short id, and tag soup that an `xmp` among them shows as text.
 */
export interface KitMarks {
  /** elements to take from view: they hold nothing of the page */
  readonly boxes: Element[];
}

/** So many elements with one id, of so many different names, is nobody's carelessness. */
const MANY = 8;
const NAMES = 4;

const SHORT_ID = /^[a-z0-9]{4,8}$/;
const SOUP = /^(?:\s*<\/?[a-z][a-z0-9]*(?:\s+id="[a-z0-9]{4,8}")?\s*\/?>)+\s*$/i;

/** True for text that is only tags such as `<rt id="woq6h"><legend id="woq6h"></legend></rt>`. */
export function isTagSoup(text: string): boolean {
  return text.includes(' id="') && SOUP.test(text);
}

/** Finds the kit's boxes in a document. Looks at elements with an id only. */
export function findKitMarks(root: Document): KitMarks {
  const byId = new Map<string, Element[]>();
  for (const element of allIn(root, '[id]')) {
    const id = attributeOf(element, 'id')!;
    if (!SHORT_ID.test(id)) continue;
    const same = byId.get(id);
    if (same === undefined) byId.set(id, [element]);
    else same.push(element);
  }
  const boxes: Element[] = [];
  for (const same of byId.values()) {
    if (same.length < MANY || new Set(same.map((element) => localNameOf(element))).size < NAMES) continue;
    for (const element of same) {
      const inBox = boxes.some((box) => contains(box, element));
      if (!inBox && holdsNothing(element)) boxes.push(element);
    }
  }
  return { boxes };
}

/** A broken tag can make such an element swallow a part of the page: then it is left, and the empty ones in it go. */
export function holdsNothing(element: Element): boolean {
  if (isBlank(element)) return true;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const text = walker.currentNode.nodeValue ?? '';
    if (/\S/.test(text) && !isTagSoup(text)) return false;
  }
  return allIn(element, 'img,video,audio,canvas,svg,iframe,object,embed,input,textarea,select,button').length === 0 && !holdsTrees(element);
}
