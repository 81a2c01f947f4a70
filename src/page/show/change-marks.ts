import type { PageChange, PlacedChange } from '../write/changes.ts';
import { ChangeCard, type CardTexts } from './change-card.ts';
import { isLayer } from './layer.ts';
import { drawName } from '../dom/names.ts';
import { keepListening } from '../dom/rewritten.ts';
import { elementOf } from '../dom/scope.ts';
import { parentElementOf } from '../dom/tree.ts';

/** Names of the highlights on all changes, and on the one that the card is about. */
const NAME = drawName();
const CURRENT = drawName();

/** Must be in force in a document in which changes are marked. The ink of the page stays as it is, so it can be read on any ground. */
export const MARKS_CSS =
  `@media screen{::highlight(${NAME}){background-color:#0d948833;text-decoration:underline 2px #0d9488}` +
  `::highlight(${CURRENT}){background-color:#0d948880;text-decoration:underline 3px #0d9488}}`;

/** What marks need of a page that is cleaned. */
export interface MarkedPage {
  /** in the order of the page */
  placed(): readonly PlacedChange[];
  change(change: PlacedChange, takeBack: boolean): void;
}

/** What the card hands on to the extension. */
export interface MarkActions {
  /** "Not spam, never again here." */
  keep(change: PageChange): void;
  report(): void;
  /** the reader closed the marks */
  closed(): void;
}

/**
 * Shows in the page what was changed, without a change to it: highlights (CSS Custom Highlight API, where there is one),
 * and a card with before, after and why for the change under the pointer, or the one that was stepped to.
 */
export class ChangeMarks {
  readonly #document: Document;
  readonly #page: MarkedPage;
  readonly #card: ChangeCard;
  #placed: readonly PlacedChange[] = [];
  #ranges = new Map<Node, { range: Range; index: number }[]>();
  #current = -1;
  #frame = 0;
  #endListening: (() => void) | null = null;

  constructor(document: Document, page: MarkedPage, texts: CardTexts, actions: MarkActions) {
    this.#document = document;
    this.#page = page;
    this.#card = new ChangeCard(document, texts, {
      step: (by) => this.#step(by),
      toggle: () => this.#toggle(),
      keep: () => { const placed = this.#placed[this.#current]; if (placed !== undefined) actions.keep(placed.change); },
      report: () => actions.report(),
      close: () => { this.hide(); actions.closed(); },
    });
  }

  /** @param card also the card of the first change, with the keyboard's focus */
  show(card: boolean): void {
    this.#endListening = keepListening(this.#document, () => {
      this.#document.addEventListener('pointermove', this.#hover, { passive: true });
      this.#document.addEventListener('scroll', this.#moved, { capture: true, passive: true });
      this.#document.defaultView?.addEventListener('resize', this.#moved, { passive: true });
    });
    this.refresh();
    if (!card) return;
    this.#current = Math.max(0, this.#placed.findIndex((_, i) => this.#rectOf(i) !== null));
    this.#draw();
    this.#card.focus();
  }

  hide(): void {
    this.#endListening?.();
    this.#document.removeEventListener('pointermove', this.#hover);
    this.#document.removeEventListener('scroll', this.#moved, { capture: true });
    this.#document.defaultView?.removeEventListener('resize', this.#moved);
    highlight(NAME, []);
    highlight(CURRENT, []);
    this.#card.remove();
  }

  /** The page or what was done to it changed. */
  refresh(): void {
    const id = this.#placed[this.#current]?.change.id;
    this.#placed = this.#page.placed();
    this.#current = id === undefined ? this.#current : this.#placed.findIndex(({ change }) => change.id === id);
    this.#ranges = new Map();
    this.#placed.forEach((placed, index) => {
      const range = rangeOf(placed);
      if (range === null) return;
      const node = range.startContainer;
      this.#ranges.set(node, [...(this.#ranges.get(node) ?? []), { range, index }]);
    });
    highlight(NAME, [...this.#ranges.values()].flatMap((all) => all.map(({ range }) => range)));
    if (this.#card.open) this.#draw();
  }

  #step(by: number): void {
    const { length } = this.#placed;
    if (length === 0) return;
    this.#current = (this.#current + by + length) % length;
    const placed = this.#placed[this.#current];
    if (placed !== undefined) anchorOf(placed.slot.node)?.scrollIntoView({ block: 'center' });
    this.#draw();
  }

  #toggle(): void {
    const placed = this.#placed[this.#current];
    if (placed === undefined) return;
    this.#page.change(placed, !placed.change.takenBack);
    this.refresh();
  }

  readonly #hover = ({ clientX, clientY, target }: PointerEvent): void => {
    if (target !== null && isLayer(target)) return;
    const at = this.#document.caretPositionFromPoint(clientX, clientY)?.offsetNode;
    const hit = at === undefined ? undefined : this.#ranges.get(at)?.find(({ range }) =>
      [...range.getClientRects()].some((r) => clientX >= r.left && clientX <= r.right && clientY >= r.top && clientY <= r.bottom));
    if (hit === undefined || hit.index === this.#current) return;
    this.#current = hit.index;
    this.#draw();
  };

  readonly #moved = (): void => {
    if (this.#frame !== 0 || !this.#card.open) return;
    this.#frame = this.#document.defaultView?.requestAnimationFrame(() => {
      this.#frame = 0;
      this.#card.place(this.#rectOf(this.#current));
    }) ?? 0;
  };

  #rectOf(index: number): DOMRect | null {
    const placed = this.#placed[index];
    const range = placed && this.#ranges.get(placed.slot.node)?.find((one) => one.index === index)?.range;
    const rect = range?.getBoundingClientRect();
    return rect === undefined || rect.width === 0 ? null : rect;
  }

  #draw(): void {
    const placed = this.#placed[this.#current];
    const range = placed && this.#ranges.get(placed.slot.node)?.find((one) => one.index === this.#current)?.range;
    highlight(CURRENT, range === undefined ? [] : [range]);
    this.#card.show(placed?.change ?? null, this.#current + 1, this.#placed.length, this.#rectOf(this.#current));
  }
}

/** What is marked for a change: what it wrote, or for something that went the character in front of it. */
function rangeOf({ slot, shown }: PlacedChange): Range | null {
  if (slot.name !== null || shown === null) return null;
  const node = slot.node as Text;
  let [start, end] = shown;
  if (start === end && start > 0) start--;
  if (start === end) end++;
  if (end > node.length || !node.isConnected) return null;
  const range = node.ownerDocument.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
}

/** The nearest element around a node that a reader sees. */
function anchorOf(node: Node): Element | null {
  for (let at = elementOf(node); at !== null; at = parentElementOf(at)) if (at.getClientRects().length > 0) return at;
  return null;
}

function highlight(name: string, ranges: readonly Range[]): void {
  try {
    if (ranges.length === 0) CSS.highlights.delete(name);
    else {
      // One by one: a call takes only some 100,000 arguments.
      const marks = new Highlight();
      for (const range of ranges) marks.add(range);
      CSS.highlights.set(name, marks);
    }
  } catch {
    // no such API here: the card and its ring have to do
  }
}
