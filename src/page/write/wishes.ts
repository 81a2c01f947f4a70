import { isGone } from '../dom/tree.ts';
import type { Wish } from '../read/selection.ts';

interface Held {
  readonly wish: Wish;
  node: WeakRef<Node>;
}

/** What the reader wants in single texts. A wish goes over to a new text where the page puts the same words there in place of the old one. */
export class Wishes {
  readonly #byNode = new WeakMap<Node, Wish>();
  /** by what they were made from */
  readonly #bySource = new Map<string, Held[]>();

  set(node: Node, wish: Wish): void {
    const before = this.#byNode.get(node);
    if (before !== undefined) this.#bySource.set(before.source, (this.#bySource.get(before.source) ?? []).filter((one) => one.node.deref() !== node));
    this.#byNode.set(node, wish);
    const held = this.#bySource.get(wish.source) ?? [];
    this.#bySource.set(wish.source, [...held, { wish, node: new WeakRef(node) }]);
  }

  /** @param source the text of the node as it came: a wish for other words than these is none; `null` without one */
  of(node: Node, source: string): Wish | null {
    const own = this.#byNode.get(node);
    return own?.source === source ? own : null;
  }

  /** A text that is new on the page: a wish for the same words that are gone from it is for this one now. */
  adopt(node: Node, source: string): void {
    const orphan = this.#bySource.get(source)?.find((held) => isGone(held.node));
    if (orphan === undefined || this.of(node, source) !== null) return;
    orphan.node = new WeakRef(node);
    this.#byNode.set(node, orphan.wish);
  }
}
