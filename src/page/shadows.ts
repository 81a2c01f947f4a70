/** A shadow tree that is attached tells no one. Looked for so long after the page is there, in milliseconds. */
const LOOKS = [0, 1000, 3000, 9000];

/**
 * Calls `check` when open shadow trees may have come: once the document is parsed, when it is loaded, and a few times
 * after, as custom elements are often defined late.
 * @returns ends it
 */
export function whenShadowsMayCome(document: Document, check: () => void): () => void {
  const view = document.defaultView;
  const timers: number[] = [];
  const loaded = (): void => {
    for (const delay of LOOKS) timers.push(view?.setTimeout(check, delay) ?? 0);
  };
  if (document.readyState === 'complete') loaded();
  else view?.addEventListener('load', loaded, { once: true });
  document.addEventListener('DOMContentLoaded', check, { once: true });
  return () => {
    view?.removeEventListener('load', loaded);
    document.removeEventListener('DOMContentLoaded', check);
    for (const timer of timers) view?.clearTimeout(timer);
  };
}

/** The open shadow trees of a document that `known` doesn't hold; not those in other shadow trees. */
export function newShadows(document: Document, known: { has(root: ShadowRoot): boolean }): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  for (const element of document.querySelectorAll('*')) {
    const root = element.shadowRoot;
    if (root !== null && !known.has(root)) roots.push(root);
  }
  return roots;
}
