import type { Journal } from '../journal/journal.ts';
import { inUntouched, MAKES_EDITABLE, WATCHED_ATTRIBUTES } from '../dom/scope.ts';
import { ShadowWatch } from '../dom/shadows.ts';
import { copiesIn } from './copies.ts';
import { piecesOf, replacedIn } from './cuts.ts';

/** Follows what a page does to its text: one observer for all its trees. Our own writes are no news. */
export class Follower {
  readonly #document: Document;
  readonly #journal: Journal;
  readonly #news: () => void;
  readonly #lost: () => void;
  readonly #observer: MutationObserver;
  #shadows: ShadowWatch | null = null;
  #nodes = new Set<Node>();
  #attributes = new Map<Element, Set<string>>();

  /**
   * @param news called when there is something to {@link take}
   * @param lost called when something went from the page
   */
  constructor(document: Document, journal: Journal, news: () => void, lost: () => void) {
    this.#document = document;
    this.#journal = journal;
    this.#news = news;
    this.#lost = lost;
    this.#observer = new MutationObserver((records) => this.#read(records));
  }

  start(): void {
    this.#observe(this.#document);
    this.#shadows = new ShadowWatch(this.#document, 'every', (roots) => {
      for (const root of roots) {
        this.#observe(root);
        this.#nodes.add(root);
      }
      this.#news();
    });
  }

  stop(): void {
    this.#observer.disconnect();
    this.#shadows?.end();
    this.#shadows = null;
    this.forget();
  }

  /** Follows a shadow tree, too, which was found on the way. */
  add(root: ShadowRoot): void {
    if (this.#shadows?.add(root) === true) this.#observe(root);
  }

  /** True if there is something to {@link take}. */
  get hasNews(): boolean {
    return this.#nodes.size > 0 || this.#attributes.size > 0;
  }

  /** What is new since the last call: nodes that came or whose text changed, and attributes. */
  take(): { nodes: ReadonlySet<Node>; attributes: ReadonlyMap<Element, ReadonlySet<string>> } {
    const taken = { nodes: this.#nodes, attributes: this.#attributes };
    this.#journal.nextRound();
    this.forget();
    return taken;
  }

  forget(): void {
    this.#nodes = new Set();
    this.#attributes = new Map();
  }

  /** Reads what happened up to now: what is ours among it must be known as ours before the page answers it. */
  catchUp(): void {
    this.#read(this.#observer.takeRecords());
  }

  #observe(root: Document | ShadowRoot): void {
    this.#observer.observe(root, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...WATCHED_ATTRIBUTES, MAKES_EDITABLE],
    });
  }

  #read(records: readonly MutationRecord[]): void {
    if (this.#journal.wrote) this.#followCuts(records);
    let lost = false;
    for (const record of records) {
      const { type, target, addedNodes, attributeName, removedNodes } = record;
      if (type === 'characterData') {
        if (!this.#journal.isOurs({ node: target as Text, name: null })) this.#nodes.add(target);
      } else if (type === 'childList') {
        if (addedNodes.length > 0 && this.#journal.wrote) for (const [copy, from] of copiesIn(record)) this.#journal.inherit(copy, from);
        for (const node of addedNodes) this.#nodes.add(node);
        if (removedNodes.length > 0) {
          this.#journal.contest(target);
          lost = true;
        }
      } else if (attributeName === MAKES_EDITABLE) {
        // What the reader is about to change may be sent: it must be what the page gave.
        if (inUntouched(target)) this.#journal.restoreIn(target as Element);
        else this.#nodes.add(target);
      } else if (attributeName !== null && !this.#journal.isOurs({ node: target as Element, name: attributeName })) {
        const names = this.#attributes.get(target as Element);
        if (names === undefined) this.#attributes.set(target as Element, new Set([attributeName]));
        else names.add(attributeName);
      }
    }
    if (lost) this.#lost();
    if (this.hasNews) this.#news();
  }

  /** What the page cuts is still ours, in pieces. */
  #followCuts(records: readonly MutationRecord[]): void {
    const journal = this.#journal;
    const came = new Set<Node>(records.flatMap(({ addedNodes }) => [...addedNodes]));
    /** the nodes that stood for a text which is in other pieces by now -> where that begins */
    const firsts = new Map<Text, Text>();
    /** where it began in between -> the node that stood for it */
    const between = new Map<Node, Text>();
    const headOf = (node: Text): Text => between.get(node) ?? journal.headOf(node) ?? node;
    const isWritten = (node: Text): boolean => journal.writtenTo(node) !== null;
    for (const record of records) {
      if (record.type === 'characterData') {
        const head = headOf(record.target as Text);
        if (isWritten(head) && !firsts.has(head)) firsts.set(head, head);
      } else if (record.removedNodes.length > 0) {
        for (const [node, first] of replacedIn(record, came)) {
          const head = headOf(node);
          if (!isWritten(head)) continue;
          if (node === (firsts.get(head) ?? head)) {
            firsts.set(head, first);
            between.set(first, head);
          } else if (!firsts.has(head)) firsts.set(head, head);
        }
      }
    }
    for (const [head, first] of firsts) {
      if (first === head && journal.isOurs({ node: head, name: null })) continue;
      const pieces = piecesOf(first, journal.writtenTo(head)!, (node) => came.has(node) || node === head || journal.headOf(node) === head);
      if (pieces !== null) journal.cut(head, pieces);
    }
  }
}
