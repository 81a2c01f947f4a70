import { isConnected } from '../dom/tree.ts';
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
    if (before !== undefined) this.stay(node, before.source);
    this.#byNode.set(node, wish);
    const held = this.#bySource.get(wish.source) ?? [];
    this.#bySource.set(wish.source, [...held, { wish, node: new WeakRef(node) }]);
  }

  /** @param source the text of the node as it came */
  of(node: Node, source: string): Wish | null {
    const own = this.#byNode.get(node);
    if (own?.source === source) return own;
    const orphan = this.#bySource.get(source)?.find((held) => isGone(held.node));
    if (orphan === undefined) return null;
    orphan.node = new WeakRef(node);
    this.#byNode.set(node, orphan.wish);
    return orphan.wish;
  }

  /** The wish for this node goes over to no other. */
  stay(node: Node, source: string): void {
    const held = this.#bySource.get(source);
    if (held !== undefined) this.#bySource.set(source, held.filter((one) => one.node.deref() !== node));
  }
}

function isGone(ref: WeakRef<Node>): boolean {
  const node = ref.deref();
  return node === undefined || !isConnected(node);
}
