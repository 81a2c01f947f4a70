import type { EditKind, SpamReason } from '../../engine/types.ts';
import type { PageChange } from '../write/changes.ts';
import { type Layer, make, makePanel, openLayer, PANEL_CSS, placePanel } from './layer.ts';

/** What the card says, in the reader's language. */
export interface CardTexts {
  readonly title: string;
  readonly previous: string;
  readonly next: string;
  readonly close: string;
  readonly takeBack: string;
  readonly putAgain: string;
  readonly notSpam: string;
  readonly report: string;
  readonly none: string;
  readonly gone: string;
  readonly takenBack: string;
  position(index: number, total: number): string;
  kind(kind: EditKind): string;
  why(kind: EditKind, reasons: readonly SpamReason[]): string;
}

interface CardActions {
  step(by: 1 | -1): void;
  toggle(): void;
  keep(): void;
  report(): void;
  close(): void;
}

/** The card over the page: one change, and what can be done with it. */
export class ChangeCard {
  readonly #document: Document;
  readonly #texts: CardTexts;
  readonly #actions: CardActions;
  #parts: ReturnType<ChangeCard['build']> | null = null;

  constructor(document: Document, texts: CardTexts, actions: CardActions) {
    this.#document = document;
    this.#texts = texts;
    this.#actions = actions;
  }

  get open(): boolean {
    return this.#parts !== null;
  }

  /** @param index counted from 1. @param at where the change is in the viewport; `null` if nothing is to be seen of it */
  show(change: PageChange | null, index: number, total: number, at: DOMRect | null): void {
    // A page that writes its document anew takes all of it out.
    if (this.#parts?.layer.host.isConnected === false) this.remove();
    const parts = (this.#parts ??= this.build());
    const texts = this.#texts;
    const { position, text, why, toggle, keep, previous, next } = parts;
    position.textContent = change === null ? texts.none : `${texts.position(index, total)} · ${texts.kind(change.kind)}`;
    for (const part of [text, why, toggle]) part.hidden = change === null;
    for (const button of [previous, next]) button.disabled = total < 2;
    keep.hidden = change?.kind !== 'spam' || change.place === 'element';
    if (change !== null) {
      const [before, after] = change.around;
      const h = (name: 'del' | 'ins' | 'span', words: string): HTMLElement => make(this.#document, name, {}, words);
      text.replaceChildren(h('span', before), h('del', change.before), h('ins', change.after), h('span', after));
      const state = change.takenBack ? texts.takenBack : change.after === '' ? texts.gone : '';
      why.textContent = [texts.why(change.kind, change.why), state].filter((words) => words !== '').join(' ');
      toggle.textContent = change.takenBack ? texts.putAgain : texts.takeBack;
    }
    this.place(at);
  }

  place(at: DOMRect | null): void {
    if (this.#parts === null) return;
    const { ring, panel } = this.#parts;
    ring.hidden = at === null;
    if (at !== null) {
      const grow = 3;
      Object.assign(ring.style, { left: `${at.left - grow}px`, top: `${at.top - grow}px`, width: `${at.width + 2 * grow}px`, height: `${at.height + 2 * grow}px` });
    }
    placePanel(panel, at, this.#document.defaultView as Window);
  }

  focus(): void {
    this.#parts?.panel.focus({ preventScroll: true });
  }

  remove(): void {
    this.#parts?.layer.remove();
    this.#parts = null;
  }

  private build() {
    const document = this.#document;
    const texts = this.#texts;
    const actions = this.#actions;
    const layer: Layer = openLayer(document, PANEL_CSS);
    const button = (label: string, act: () => void, look = ''): HTMLButtonElement =>
      make(document, 'button', { type: 'button', class: look, onclick: act }, label);
    const icon = (sign: string, label: string, act: () => void): HTMLButtonElement =>
      make(document, 'button', { type: 'button', class: 'icon', 'aria-label': label, title: label, onclick: act }, sign);
    const previous = icon('‹', texts.previous, () => actions.step(-1));
    const next = icon('›', texts.next, () => actions.step(1));
    const position = make(document, 'span', { class: 'grow', role: 'status' });
    const text = make(document, 'div', { class: 'text', tabindex: '0', 'aria-live': 'polite', role: 'group', 'aria-label': texts.title });
    const why = make(document, 'p');
    const toggle = button('', actions.toggle, 'main');
    const keep = button(texts.notSpam, actions.keep);
    const ring = make(document, 'div', { class: 'ring' });
    const panel = makePanel(document, texts.title,
      make(document, 'header', {}, previous, next, position, icon('×', texts.close, actions.close)),
      text, why,
      make(document, 'footer', {}, toggle, keep, button(texts.report, actions.report)));
    panel.addEventListener('keydown', (event) => {
      if (!event.isTrusted) return;
      const act = { ArrowRight: () => actions.step(1), ArrowLeft: () => actions.step(-1), Escape: () => actions.close() }[event.key];
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
    layer.root.append(ring, panel);
    return { layer, ring, panel, position, text, why, toggle, keep, previous, next };
  }
}
