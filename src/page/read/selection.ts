import type { Journal } from '../journal/journal.ts';
import type { Counts } from '../journal/report.ts';
import { hostOfRoot, inUntouched, textsUnder } from '../dom/scope.ts';

/** The part of a text node that is selected. */
export interface SelectedText {
  readonly node: Text;
  /** UTF-16 offsets in what the node shows now */
  readonly start: number;
  readonly end: number;
}

/**
 * The texts that the reader selected, in document order, without those that are never touched (fields, code). Several ranges, as
 * Firefox has them, are all taken, and shadow trees whose hosts are selected.
 */
export function selectedTexts(document: Document): SelectedText[] {
  const selection = document.getSelection();
  const texts: SelectedText[] = [];
  if (selection === null) return texts;
  for (let i = 0; i < selection.rangeCount; i++) {
    const range = selection.getRangeAt(i);
    const top = range.commonAncestorContainer;
    const root = top.getRootNode();
    for (const node of textsUnder(top)) {
      let at: Node = node;
      while (at.getRootNode() !== root) at = hostOfRoot(at) as Element;
      if (!range.intersectsNode(at)) continue;
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.length;
      if (start < end && !inUntouched(node)) texts.push({ node, start, end });
    }
  }
  return texts;
}

/** What the reader asked for in one text. It stands as long as the page holds the text that it was made from. */
export interface Wish {
  readonly source: string;
  readonly text: string;
  readonly kind: 'mojibake' | 'script';
  /** what all of the text counts for: what had been undone in it when the reader asked, and what this undid */
  readonly counts: Readonly<Partial<Counts>>;
}

/** What selected texts become. @returns as many texts, and how much was done to each */
export type Rewrite = (texts: readonly string[], nodes: readonly Text[]) => readonly { readonly text: string; readonly count: number }[];

/** The wishes that a rewriting of the selection comes to; texts that stay as they are have none. */
export function wishesFor(selected: readonly SelectedText[], journal: Journal, kind: Wish['kind'], rewrite: Rewrite): Map<Text, Wish> {
  const results = rewrite(selected.map(({ node, start, end }) => node.data.slice(start, end)), selected.map(({ node }) => node));
  const wishes = new Map<Text, Wish>();
  for (const { node } of selected) journal.letGo(node);
  selected.forEach(({ node, start, end }, i) => {
    const slot = { node, name: null };
    const source = journal.source(slot);
    const result = results[i];
    if (source === null || result === undefined) return;
    const text = node.data.slice(0, start) + result.text + node.data.slice(end);
    if (text === node.data) return;
    const before = journal.countsOf(slot);
    // From script to script is one conversion; what was repaired stays so.
    const count = kind === 'script' ? result.count : (before[kind] ?? 0) + result.count;
    wishes.set(node, { source, text, kind, counts: { ...before, [kind]: count } });
  });
  return wishes;
}
