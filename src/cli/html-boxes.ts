/** Where the kit's hiding places stand in the source: `[start, end)`. */
export interface Box {
  readonly start: number;
  readonly end: number;
}

const MANY = 8;
const NAMES = 4;
const BOX_START = /<div\b[^<>]*\bid="([a-z0-9]{4,8})"[^<>]*>/gi;
const TAG = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi;

/**
 * Finds the kit's boxes: a `div` that holds nothing but dozens of empty elements of random names, all with the `div`'s
 * own id. Looked for in the source and not in the tree: the stray table parts, `xmp` and unclosed `small` in them
 * make a tree in which the box's end is not where it was written.
 */
export function findBoxes(html: string): Box[] {
  const boxes: Box[] = [];
  BOX_START.lastIndex = 0;
  for (let match = BOX_START.exec(html); match; match = BOX_START.exec(html)) {
    const end = boxEnd(html, BOX_START.lastIndex, match[1]!);
    if (end === undefined) continue;
    boxes.push({ start: match.index, end });
    BOX_START.lastIndex = end;
  }
  return boxes;
}

/** Follows tags while they carry the id and nothing stands between them. Gives the offset behind the box's end tag. */
function boxEnd(html: string, from: number, id: string): number | undefined {
  const names = new Set<string>();
  let count = 0;
  let depth = 1;
  let at = from;
  TAG.lastIndex = from;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    if (/\S/.test(html.slice(at, tag.index))) return undefined;
    const [, slash, name = '', attributes = ''] = tag;
    const isDiv = name.toLowerCase() === 'div';
    if (!slash) {
      if (!attributes.includes(`id="${id}"`)) return undefined;
      count++;
      names.add(name.toLowerCase());
      if (isDiv) depth++;
    } else if (isDiv && --depth === 0) {
      return count >= MANY && names.size >= NAMES ? TAG.lastIndex : undefined;
    }
    at = TAG.lastIndex;
  }
  return undefined;
}
