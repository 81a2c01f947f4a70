import { drawName } from './names.ts';
import { elementOf, hostOfRoot } from './scope.ts';
import { closestOf, parentElementOf } from './tree.ts';

/** Marks an element that is taken from view; {@link AWAY_CSS} does the hiding, so no style of the page is changed. */
export const AWAY = `data-${drawName()}`;

/** Must be in force (best with user origin) wherever pages are cleaned. */
export const AWAY_CSS = `[${AWAY}]{display:none!important}`;

/** The elements taken from view that a node stands in, or is itself, from the inside out, beyond the shadow trees that it is in. */
export function* awayAround(node: Node): Generator<Element> {
  let at = elementOf(node) ?? hostOfRoot(node);
  while (at !== null) {
    const away = closestOf(at, `[${AWAY}]`);
    if (away !== null) yield away;
    at = (away !== null ? parentElementOf(away) : null) ?? hostOfRoot(away ?? at);
  }
}
