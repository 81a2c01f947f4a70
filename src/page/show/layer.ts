import { rootOf } from '../dom/tree.ts';

/** Something of ours over a page, in a closed shadow tree: out of reach of the page's scripts and styles. */
export interface Layer {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  remove(): void;
}

/** On an element that holds a layer; pages don't see what the isolated world puts on their elements. A symbol, for which no form has a field. */
const LAYER = Symbol.for('layer');

/** True for the element that holds a layer, whichever part of the extension put it there. The cleaner finds no text in it: the tree below is closed. */
export const isLayer = (node: EventTarget): boolean => LAYER in node;

/** Puts a layer over the page, outside of its body. @param css for what is in it */
export function openLayer(document: Document, css: string): Layer {
  // Nothing by which a page could know whose it is.
  const host = Object.assign(document.createElement('div'), { [LAYER]: true });
  const root = host.attachShadow({ mode: 'closed' });
  addStyle(root, css);
  rootOf(document)?.append(host);
  return { host, root, remove: () => host.remove() };
}

function addStyle(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox lets no content script adopt a sheet of its own making
    const style = root.ownerDocument.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}

/** Makes an element in a layer. Functions become listeners that only hear what the reader does, not what a page fakes. */
export function make<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: K,
  attributes: Readonly<Record<string, string | (() => void)>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'string') element.setAttribute(key, value);
    else element.addEventListener(key.slice(2), (event) => { if (event.isTrusted) value(); });
  }
  element.append(...children);
  return element;
}

/** Makes the panel of a layer. */
export const makePanel = (document: Document, title: string, ...children: readonly Node[]): HTMLElement =>
  make(document, 'section', { class: 'panel', role: 'dialog', 'aria-label': title, tabindex: '-1', translate: 'no' }, ...children);

/** Puts a panel beside a rectangle, below it where there is room; without one into the corner. In CSS pixels of the viewport. */
export function placePanel(panel: HTMLElement, at: DOMRect | null, view: Window): void {
  const gap = 8;
  const { width, height } = panel.getBoundingClientRect();
  const right = rootOf(view.document)!.clientWidth - width - gap;
  const bottom = view.innerHeight - height - gap;
  const below = at === null ? bottom : at.bottom + gap <= bottom ? at.bottom + gap : at.top - gap - height;
  panel.style.left = `${Math.max(gap, Math.min(right, at?.left ?? right))}px`;
  panel.style.top = `${Math.max(gap, Math.min(bottom, below))}px`;
}

/** The look of panels in pages; the same colours as the extension's own pages. */
export const PANEL_CSS = `
/* What is important in the tree outranks what is important in the page. What is called all leaves out the direction, and our texts run from left to right on any page. */
:host { all: initial !important; direction: ltr !important; display: block !important; color-scheme: light dark !important; --ground:#fff; --raised:#f3f6f6; --line:#dbe3e2; --ink:#16201f; --soft:#55645f; --accent:#0f766e; --on-accent:#fff; --gone:#b42318; --come:#0f766e; }
@media (prefers-color-scheme: dark) { :host { --ground:#171d1d; --raised:#222a2a; --line:#354040; --ink:#e8efee; --soft:#a3b3b0; --accent:#2dd4bf; --on-accent:#06231f; --gone:#fca5a5; --come:#5eead4; } }
@media print { :host { display: none !important; } }
* { box-sizing: border-box; }
.ring { position: fixed; z-index: 2147483646; border: 2px solid #0d9488; border-radius: 4px; pointer-events: none; background: #0d94881f; }
.panel { position: fixed; z-index: 2147483647; width: min(380px, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 12px;
  background: var(--ground); color: var(--ink); box-shadow: 0 8px 30px #0004; font: 14px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; text-align: start; }
.panel:focus { outline: 2px solid var(--accent); outline-offset: 1px; }
header, footer { display: flex; align-items: center; gap: 6px; flex-wrap: wrap; }
header .grow { flex: 1; min-width: 0; color: var(--soft); font-size: 13px; }
footer { margin-top: 10px; }
p { margin: 6px 0 0; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
button { font: inherit; font-size: 13px; font-weight: 550; min-height: 32px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); color: var(--ink); cursor: pointer; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.icon { min-width: 32px; padding: 4px; font-size: 15px; }
@media (pointer: coarse) { button { min-height: 44px; } button.icon { min-width: 44px; } }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button:disabled { opacity: .5; cursor: default; }
[hidden] { display: none !important; }
.text { margin: 8px 0 0; padding: 8px 10px; border-radius: 8px; background: var(--raised); font-size: 15px; overflow-wrap: anywhere; white-space: pre-wrap; max-height: 9em; overflow: auto; unicode-bidi: plaintext; }
.text span { color: var(--soft); }
del { color: var(--gone); } ins { color: var(--come); text-decoration: none; font-weight: 600; }
`;
