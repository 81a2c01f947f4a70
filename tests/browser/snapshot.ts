/**
 * Runs in a page: keeps every node there is (shadow trees and same-origin frames included) with all that belongs to
 * it, under `window.kept`. Self-contained, to be sent to the page as text.
 */
export function keepSnapshot(): number {
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    if ((node as Element).shadowRoot) visit((node as Element).shadowRoot as ShadowRoot);
    const inner = (node as Element).localName === 'iframe' ? (node as HTMLIFrameElement).contentDocument : null;
    if (inner) visit(inner);
    for (const child of node.childNodes) visit(child);
  };
  visit(document);
  const tell = (node: any): unknown => ({
    parent: nodes.indexOf(node.parentNode), next: nodes.indexOf(node.nextSibling), name: node.nodeName, value: node.nodeValue,
    attributes: node.attributes ? [...node.attributes].map((a: Attr) => `${a.name}=${a.value}`) : null,
    typed: 'value' in node ? String(node.value) : null, checked: node.checked ?? null,
  });
  (window as any).kept = { nodes, told: nodes.map((node) => JSON.stringify(tell(node))), visit: visit.toString() };
  return nodes.length;
}

/** Runs in a page after {@link keepSnapshot}: says what is different now. Empty: node for node the same. */
export function compareSnapshot(): string[] {
  const { nodes, told } = (window as any).kept as { nodes: any[]; told: string[] };
  const now: Node[] = [];
  const visit = (node: Node): void => {
    now.push(node);
    if ((node as Element).shadowRoot) visit((node as Element).shadowRoot as ShadowRoot);
    const inner = (node as Element).localName === 'iframe' ? (node as HTMLIFrameElement).contentDocument : null;
    if (inner) visit(inner);
    for (const child of node.childNodes) visit(child);
  };
  visit(document);
  const differences: string[] = [];
  if (now.length !== nodes.length) differences.push(`${nodes.length} nodes before, ${now.length} now`);
  now.forEach((node: any, i) => {
    if (node !== nodes[i]) { differences.push(`node ${i} is another one: ${node.nodeName}`); return; }
    const say = JSON.stringify({
      parent: nodes.indexOf(node.parentNode), next: nodes.indexOf(node.nextSibling), name: node.nodeName, value: node.nodeValue,
      attributes: node.attributes ? [...node.attributes].map((a: Attr) => `${a.name}=${a.value}`) : null,
      typed: 'value' in node ? String(node.value) : null, checked: node.checked ?? null,
    });
    if (say !== told[i]) differences.push(`${told[i]} became ${say}`);
  });
  return differences.slice(0, 10);
}
