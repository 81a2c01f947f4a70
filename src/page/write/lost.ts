import { LOST } from '../../engine/types.ts';
import { drawName } from '../dom/names.ts';
import { isConnected } from '../dom/tree.ts';

/** Name of the highlight on characters that can't be known. */
const NAME = drawName();

/** The style of {@link LostMarks}; must be in force where pages are cleaned. */
export const LOST_CSS =
  `::highlight(${NAME}){color:#b42318;background-color:#fee4e2;text-decoration:underline wavy #d92d20}`;

/**
 * Marks each `□` of a repaired text, without a change to the DOM: through the CSS Custom Highlight API where the
 * browser has it (Chrome 105, Firefox 140); elsewhere the `□` alone has to do.
 */
export class LostMarks {
  /** Static ranges: they stay where the page moves a node, and the browser has no work with them when the page changes. */
  readonly #ranges = new Map<Text, StaticRange[]>();
  #highlight: Highlight | null = null;

  /** Marks the `□` of a node, instead of those marked in it before. */
  mark(node: Text): void {
    this.unmark(node);
    const ranges: StaticRange[] = [];
    const text = node.data;
    for (let at = text.indexOf(LOST); at !== -1; at = text.indexOf(LOST, at + 1)) {
      ranges.push(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + 1 }));
    }
    const highlight = this.#get();
    if (highlight === null || ranges.length === 0) return;
    for (const range of ranges) highlight.add(range);
    this.#ranges.set(node, ranges);
  }

  has(node: Text): boolean {
    return this.#ranges.has(node);
  }

  /** Lets go of the nodes that are not on the page any more. */
  sweep(): void {
    for (const node of this.#ranges.keys()) if (!isConnected(node)) this.unmark(node);
  }

  unmark(node: Text): void {
    for (const range of this.#ranges.get(node) ?? []) this.#highlight?.delete(range);
    this.#ranges.delete(node);
  }

  clear(): void {
    this.#highlight?.clear();
    this.#ranges.clear();
  }

  #get(): Highlight | null {
    try {
      if (this.#highlight === null) CSS.highlights.set(NAME, (this.#highlight = new Highlight()));
    } catch {
      // no such API here
    }
    return this.#highlight;
  }
}
