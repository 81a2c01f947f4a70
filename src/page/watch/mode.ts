import { isWrittenIn } from '../dom/scope.ts';

/** How often a document is asked: nothing tells of it. */
const EVERY_MS = 500;

/**
 * Watches whether a document is written in as a whole.
 * @param changed called when it is, or no longer
 * @returns ends the watch
 */
export function watchMode(document: Document, changed: () => void): () => void {
  let before = isWrittenIn(document);
  const view = document.defaultView;
  const timer = view?.setInterval(() => {
    const now = isWrittenIn(document);
    if (now === before) return;
    before = now;
    changed();
  }, EVERY_MS);
  return () => view?.clearInterval(timer);
}
