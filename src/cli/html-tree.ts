import { type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter, parse, type TreeAdapter } from 'parse5';

/**
 * Parses a page, with the places of everything in the source.
 *
 * Text that the parser moves together (out of a table, say) stays apart: each text node is written in one place, with nothing in
 * between. As one node, its place would take in all that stands between its parts, scripts too.
 */
export function parseHtml(html: string): Tree.Document {
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    insertText: (parent, text) => insertText(parent, text, parent.childNodes.length),
    // From the end: the table that text is moved in front of is the last child, or nearly.
    insertTextBefore: (parent, text, before) => insertText(parent, text, parent.childNodes.lastIndexOf(before)),
    setNodeSourceCodeLocation(node, location) {
      defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
      if (location && defaultTreeAdapter.isTextNode(node)) joinToFormer(html, node);
    },
  };
  return parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: true, treeAdapter });
}

function insertText(parent: Tree.ParentNode, text: string, at: number): void {
  const node = defaultTreeAdapter.createTextNode(text);
  node.parentNode = parent;
  parent.childNodes.splice(at, 0, node);
}

/** The parser gives text word by word: what follows on the text before it in the source, too, becomes part of that. */
function joinToFormer(html: string, node: Tree.TextNode): void {
  const siblings = node.parentNode!.childNodes;
  const at = siblings.lastIndexOf(node);
  const former = siblings[at - 1];
  if (!former || !defaultTreeAdapter.isTextNode(former)) return;
  const location = former.sourceCodeLocation!;
  const { startOffset, endLine, endCol, endOffset } = node.sourceCodeLocation!;
  if (html.slice(location.endOffset, startOffset).includes('<')) return;
  former.value += node.value;
  former.sourceCodeLocation = { ...location, endLine, endCol, endOffset };
  siblings.splice(at, 1);
}
