import { keepListening } from '../dom/rewritten.ts';
import { attributeOf } from '../dom/tree.ts';
import { differenceOf, moved } from './difference.ts';

/** A place that holds text: a text node, or an attribute of an element. */
export interface Slot {
  readonly node: Text | Element;
  /** attribute name; `null` for a text node */
  readonly name: string | null;
}

/** What stands in a slot; `null` for an attribute that isn't there. */
export function read({ node, name }: Slot): string | null {
  return name === null ? node.nodeValue : attributeOf(node as Element, name);
}

/** Writes into slots, and leaves the selection where it is. */
export class SlotWriter {
  readonly #document: Document;
  /** Where the selection begins and ends. Kept up by its event: to ask for it makes Chromium lay the page out, too dear for each write. */
  #boundaries: ReadonlySet<Node> | null = null;
  #endListening: (() => void) | null = null;

  constructor(document: Document) {
    this.#document = document;
  }

  /** @param now what stands there @param text `null`: no attribute any more */
  write({ node, name }: Slot, now: string | null, text: string | null): void {
    if (name !== null) {
      if (text === null) (node as Element).removeAttribute(name);
      else (node as Element).setAttribute(name, text);
    } else if (this.#holdsSelection(node)) this.#replaceUnderSelection(node as Text, now ?? '', text ?? '');
    else (node as Text).data = text ?? '';
  }

  /** Stops following the selection. */
  end(): void {
    this.#endListening?.();
    this.#document.removeEventListener('selectionchange', this.#readBoundaries);
    this.#boundaries = null;
  }

  /**
   * Writes only what differs, so that a selection elsewhere in the node stays where it is; one that begins or ends within that is put back. Not
   * the way for every text: Chromium then looks through all texts of the same block at once, 0.1 s each in one of 16,000 (`data` leaves that to
   * the next layout).
   */
  #replaceUnderSelection(node: Text, before: string, after: string): void {
    const difference = differenceOf(before, after);
    const selection = this.#document.getSelection();
    // Of several ranges, which Firefox has, only all could be set anew.
    const kept = selection?.rangeCount === 1 ? ([selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset] as const) : null;
    node.replaceData(difference.head, difference.before, after.slice(difference.head, difference.head + difference.after));
    if (selection === null || kept === null || kept[0] === null || kept[2] === null) return;
    const anchor = kept[0] === node ? moved(kept[1], difference) : kept[1];
    const focus = kept[2] === node ? moved(kept[3], difference) : kept[3];
    if (selection.anchorOffset !== anchor || selection.focusOffset !== focus) selection.setBaseAndExtent(kept[0], anchor, kept[2], focus);
  }

  /** In a shadow tree a selection is not seen from outside: there it may be in any text, if there is one at all. */
  #holdsSelection(node: Node): boolean {
    if (this.#boundaries === null) {
      this.#readBoundaries();
      this.#endListening = keepListening(this.#document, () => this.#document.addEventListener('selectionchange', this.#readBoundaries), this.#readBoundaries);
    }
    const boundaries = this.#boundaries;
    return boundaries !== null && boundaries.size > 0 && (boundaries.has(node) || node.getRootNode() !== this.#document);
  }

  readonly #readBoundaries = (): void => {
    const selection = this.#document.getSelection();
    const boundaries = new Set<Node>();
    for (let i = 0; i < (selection?.rangeCount ?? 0); i++) {
      const { startContainer, endContainer } = selection!.getRangeAt(i);
      boundaries.add(startContainer).add(endContainer);
    }
    this.#boundaries = boundaries;
  };
}
