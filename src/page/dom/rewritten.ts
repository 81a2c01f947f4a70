import { typeOf } from './tree.ts';

/**
 * A page that writes its document anew (`document.open`) takes every listener off the document and its window, those of the extension too.
 * Observers stay.
 * @param listen adds listeners, always the same ones: called now, and whenever the document gets or loses its root, for which they may be gone
 * @param rewritten called after that, where it lost a root
 * @returns ends this, and takes no listener off
 */
export function keepListening(document: Document, listen: () => void, rewritten?: () => void): () => void {
  listen();
  const observer = new MutationObserver((records) => {
    listen();
    if (records.some(({ removedNodes }) => [...removedNodes].some((node) => typeOf(node) === 1))) rewritten?.();
  });
  observer.observe(document, { childList: true });
  return () => observer.disconnect();
}
