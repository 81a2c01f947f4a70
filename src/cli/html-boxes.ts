/** Where the kit's hiding places stand in the source: `[start, end)`. */
export interface Box {
  readonly start: number;
  readonly end: number;
}

const MANY = 8;
const NAMES = 4;
const LOOKED_AT = 64; // tags whose names are told apart; a box has dozens
const TAG = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi;
const SHORT_ID = /\bid="([a-z0-9]{4,8})"/i;

/** A `div` that may turn out to be a box: where it starts, and how many tags of its id came before it. */
interface OpenDiv {
  readonly start: number;
  readonly before: number;
}

/**
 * Finds the kit's boxes: a `div` that holds nothing but dozens of empty elements of random names, all with the `div`'s
 * own id. Looked for in the source and not in the tree: the stray table parts, `xmp` and unclosed `small` in them
 * make a tree in which the box's end is not where it was written. One pass over the tags.
 */
export function findBoxes(html: string): Box[] {
  const boxes: Box[] = [];
  let open: OpenDiv[] = [];
  let names: string[] = []; // of the tags with `id`, in a row
  let id = '';
  let at = 0;
  for (const tag of html.matchAll(TAG)) {
    const [written, slash, spelled = '', attributes = ''] = tag;
    const name = spelled.toLowerCase();
    const own = slash ? id : (SHORT_ID.exec(attributes)?.[1] ?? '');
    if (own !== id || /\S/.test(html.slice(at, tag.index))) {
      open = [];
      names = [];
      id = own;
    }
    at = tag.index + written.length;
    if (id === '') continue;
    if (!slash) {
      if (name === 'div') open.push({ start: tag.index, before: names.length + 1 });
      if (open.length > 0) names.push(name);
    } else if (name === 'div') {
      const div = open.pop();
      if (!div || names.length - div.before < MANY) continue;
      if (new Set(names.slice(div.before, div.before + LOOKED_AT)).size < NAMES) continue;
      while (boxes.length > 0 && boxes.at(-1)!.start > div.start) boxes.pop(); // it holds them
      boxes.push({ start: div.start, end: at });
    }
  }
  return boxes;
}
