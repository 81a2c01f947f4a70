import { finish, type Steps } from '../../engine/steps.ts';
import type { Passage, Place } from '../../engine/types.ts';
import type { Journal } from '../journal/journal.ts';
import type { Slot } from '../journal/slots.ts';
import { attributesUnder, carriesWords, elementOf, inUntouched, textsUnder } from '../dom/scope.ts';
import { Visibility } from '../dom/visibility.ts';
import { closestOf, isConnected, localNameOf, typeOf } from '../dom/tree.ts';

/** A place on the page with what the engine wants to know about it. */
export interface Item {
  readonly slot: Slot;
  readonly place: Place;
  /** the element that takes it out of sight */
  readonly hiddenBy: Element | null;
  readonly link: boolean;
  /** true: the link leads to another host */
  readonly foreign: boolean;
}

/** What a look at a page, or at parts of it, found. */
export interface Collected {
  readonly items: Item[];
  readonly shadows: ShadowRoot[];
}

/** {@link collecting} at once. */
export const collect = (tops: Iterable<Node>, journal: Journal): Collected => finish(collecting(tops, journal));

/**
 * Collects all places with text under some nodes, in document order, in steps. Reads layout, so don't write in between.
 * Shadow trees are part of it: with attributes, and each counted once.
 */
export function* collecting(tops: Iterable<Node>, journal: Journal): Steps<Collected> {
  const items: Item[] = [];
  const shadows: ShadowRoot[] = [];
  const seen = new Set<Node>();
  const visibility = new Visibility();
  function* addAttributes(top: Node): Steps<void> {
    for (const [element, name] of attributesUnder(top)) {
      const slot = { node: element, name };
      if (!hasWords(slot, journal)) continue;
      items.push(describe(slot, visibility));
      yield;
    }
  }
  for (const top of tops) {
    if (!isConnected(top) || seen.has(top)) continue;
    if (inUntouched(top)) {
      // The words on a button or of a placeholder are for the reader even though the field is the user's.
      if (typeOf(top) === Node.ELEMENT_NODE) yield* addAttributes(top);
      continue;
    }
    const roots: Node[] = [top];
    const onShadow = (shadow: ShadowRoot): void => {
      if (shadows.includes(shadow)) return;
      roots.push(shadow);
      shadows.push(shadow);
    };
    for (const node of textsUnder(top, onShadow)) {
      if (seen.has(node)) continue;
      seen.add(node);
      const slot = { node, name: null };
      if (!hasWords(slot, journal)) continue;
      items.push(describe(slot, visibility));
      yield;
    }
    for (const root of roots) yield* addAttributes(root);
    seen.add(top);
  }
  return { items, shadows };
}

/** One text that is longer is data and no reading; and as a text is one step, it would hold the page up for seconds. */
const LONGEST = 500_000;

function hasWords(slot: Slot, journal: Journal): boolean {
  const text = journal.source(slot) ?? '';
  return text.length <= LONGEST && /\S/.test(text);
}

/** The item for one attribute that changed; `null` where it is none that holds words, or off the page. */
export function attributeItem(element: Element, name: string): Item | null {
  if (!isConnected(element) || !carriesWords(element, name)) return null;
  return describe({ node: element, name }, new Visibility());
}

function describe(slot: Slot, visibility: Visibility): Item {
  const element = elementOf(slot.node);
  const place = placeOf(slot, element);
  const inHead = place === 'title' || place === 'meta';
  const link = inHead ? null : element && (closestOf(element, 'a') as HTMLAnchorElement | null);
  return {
    slot,
    place,
    hiddenBy: inHead ? null : visibility.hiddenBy(element),
    link: link !== null,
    foreign: link !== null && link.hostname !== '' && link.hostname !== link.ownerDocument.location.hostname,
  };
}

/** Where a slot stands on its page. @param element the one that holds it */
export function placeOf({ name }: Slot, element: Element | null): Place {
  if (name === 'content') return 'meta';
  if (name !== null) return 'attribute';
  if (element === null) return 'body';
  if (localNameOf(element) === 'title') return 'title';
  return closestOf(element, 'h1,h2,h3,h4,h5,h6') === null ? 'body' : 'heading';
}

const boxes = new WeakMap<Element, number>();
let lastBox = 0;

/** The same number for the same element. */
function boxOf(element: Element): number {
  let number = boxes.get(element);
  if (number === undefined) boxes.set(element, (number = ++lastBox));
  return number;
}

const passages = new WeakMap<Item, Passage>();

/** The passage that the engine reads for an item: the same one as before where the text is, so that the engine knows it again. */
export function passageOf(item: Item, text: string): Passage {
  const made = passages.get(item);
  if (made?.text === text) return made;
  const { place, link, foreign, hiddenBy } = item;
  const passage = { text, place, hidden: hiddenBy !== null, link, foreign, ...(hiddenBy === null ? {} : { box: boxOf(hiddenBy) }) };
  passages.set(item, passage);
  return passage;
}
