import { isLayer, type Layer, make, makePanel, openLayer, PANEL_CSS, placePanel } from './layer.ts';
import { textsUnder } from '../dom/scope.ts';
import { selectorFor } from '../dom/selector.ts';
import { elementAfter, elementBefore, firstElementOf, parentElementOf } from '../dom/tree.ts';

/** What the picker says, in the reader's language. */
export interface PickerTexts {
  readonly title: string;
  readonly hint: string;
  readonly wider: string;
  readonly narrower: string;
  readonly hideBlock: string;
  readonly spamLine: string;
  readonly cancel: string;
  readonly noText: string;
}

/** What a reader pointed at. */
export type Picked =
  | { readonly kind: 'hide'; readonly rule: string }
  | { readonly kind: 'removeLines'; readonly rules: readonly string[] };

/** More, or longer ones, are more than a line or a list of links: hiding the block is meant. */
const MOST_LINES = 40;
const LONGEST_LINE = 300;

/** The element that is pointed at, and the ways from there to others. Each way is `false` where it leads nowhere. */
class Pointed {
  element: Element;
  /** true: chosen, no longer what the pointer happens to be over */
  fixed = false;
  /** inner elements that the reader came from, to go back to */
  #inner: Element[] = [];
  readonly #document: Document;

  constructor(document: Document, element: Element) {
    this.#document = document;
    this.element = element;
  }

  /** @returns true where it is another one */
  over(element: Element): boolean {
    if (element === this.element || element === this.#document.documentElement || element === this.#document.body) return false;
    this.element = element;
    this.#inner = [];
    return true;
  }

  get canWiden(): boolean {
    const parent = parentElementOf(this.element);
    return parent !== null && parent !== this.#document.body && parent !== this.#document.documentElement;
  }

  get canNarrow(): boolean {
    return this.#inner.length > 0 || firstElementOf(this.element) !== null;
  }

  widen(): boolean {
    if (!this.canWiden) return false;
    this.#inner.push(this.element);
    this.element = parentElementOf(this.element)!;
    return (this.fixed = true);
  }

  narrow(): boolean {
    this.element = this.#inner.pop() ?? firstElementOf(this.element) ?? this.element;
    return (this.fixed = true);
  }

  beside(next: boolean): boolean {
    const sibling = next ? elementAfter(this.element) : elementBefore(this.element);
    if (sibling === null || isLayer(sibling) || !this.over(sibling)) return false;
    sibling.scrollIntoView({ block: 'nearest' });
    return (this.fixed = true);
  }
}

/**
 * Lets the reader point at something on the page, with the pointer or the arrow keys, and say what it is.
 * @param sourceOf the text of a node as it came, which is what lines are known by
 * @param done called once, with `null` if the reader changed their mind
 * @returns ends it
 */
export function pick(document: Document, texts: PickerTexts, sourceOf: (node: Text) => string, done: (picked: Picked | null) => void): () => void {
  const view = document.defaultView as Window;
  const layer: Layer = openLayer(document, PANEL_CSS);
  const pointed = new Pointed(document, document.elementFromPoint(view.innerWidth / 2, view.innerHeight / 2) ?? document.body);

  const ring = make(document, 'div', { class: 'ring' });
  const words = make(document, 'div', { class: 'text' });
  const what = make(document, 'p', { role: 'status' });
  const button = (label: string, act: () => void, look = ''): HTMLButtonElement =>
    make(document, 'button', { type: 'button', class: look, onclick: act }, label);
  const wider = button(texts.wider, () => go(pointed.widen()));
  const narrower = button(texts.narrower, () => go(pointed.narrow()));
  const line = button(texts.spamLine, () => end({ kind: 'removeLines', rules: linesOf(pointed.element, sourceOf) }));
  const panel = makePanel(document, texts.title,
    make(document, 'header', {}, make(document, 'span', { class: 'grow' }, texts.hint), make(document, 'button', { type: 'button', class: 'icon', 'aria-label': texts.cancel, title: texts.cancel, onclick: () => end(null) }, '×')),
    words, what,
    make(document, 'footer', {}, button(texts.hideBlock, () => end({ kind: 'hide', rule: selectorFor(pointed.element) }), 'main'), line, wider, narrower));
  layer.root.append(ring, panel);

  function show(): void {
    const { element } = pointed;
    const rect = element.getBoundingClientRect();
    Object.assign(ring.style, { left: `${rect.left}px`, top: `${rect.top}px`, width: `${rect.width}px`, height: `${rect.height}px` });
    const lines = linesOf(element, sourceOf);
    words.textContent = lines.length === 0 ? texts.noText : lines.join(' / ').slice(0, LONGEST_LINE);
    what.textContent = selectorFor(element);
    line.disabled = lines.length === 0 || lines.length > MOST_LINES || lines.some((one) => one.length > LONGEST_LINE);
    wider.disabled = !pointed.canWiden;
    narrower.disabled = !pointed.canNarrow;
    placePanel(panel, rect, view);
  }
  const go = (moved: boolean): void => { if (moved) show(); };

  const over = ({ target, isTrusted }: PointerEvent): void => {
    if (!pointed.fixed && isTrusted && target instanceof Element && !isLayer(target)) go(pointed.over(target));
  };
  /** The click chooses, and the page does not hear of it. Another one somewhere else chooses again. */
  const click = (event: MouseEvent): void => {
    if (event.target !== null && isLayer(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.isTrusted || event.type !== 'click') return;
    pointed.fixed = false;
    over(event as PointerEvent);
    pointed.fixed = true;
    panel.focus({ preventScroll: true });
  };
  const key = (event: KeyboardEvent): void => {
    const act = { Escape: () => end(null), ArrowUp: () => go(pointed.widen()), ArrowDown: () => go(pointed.narrow()), ArrowRight: () => go(pointed.beside(true)), ArrowLeft: () => go(pointed.beside(false)) }[event.key];
    if (act === undefined || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };
  const CLICKS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const;
  view.addEventListener('pointermove', over, { capture: true });
  for (const type of CLICKS) view.addEventListener(type, click, { capture: true });
  view.addEventListener('keydown', key, { capture: true });
  view.addEventListener('scroll', show, { capture: true, passive: true });
  show();
  panel.focus({ preventScroll: true });

  let ended = false;
  function end(picked: Picked | null): void {
    if (ended) return;
    ended = true;
    view.removeEventListener('pointermove', over, { capture: true });
    for (const type of CLICKS) view.removeEventListener(type, click, { capture: true });
    view.removeEventListener('keydown', key, { capture: true });
    view.removeEventListener('scroll', show, { capture: true });
    layer.remove();
    done(picked);
  }
  return () => end(null);
}

/** The lines of an element: one for each text in it that says something. */
function linesOf(element: Element, sourceOf: (node: Text) => string): string[] {
  const lines = [...textsUnder(element)].map((node) => sourceOf(node).replaceAll(/\s+/g, ' ').trim());
  return [...new Set(lines.filter((line) => /[\p{L}\p{N}]{2}/u.test(line)))];
}
