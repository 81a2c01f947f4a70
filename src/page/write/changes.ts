import type { Edit, EditKind, Outcome, Passage, Place, SpamReason } from '../../engine/types.ts';
import type { Slot } from '../journal/slots.ts';
import { drawName } from '../dom/names.ts';
import { attributeOf, isGone } from '../dom/tree.ts';

/** One change to a page, as a reader is told of it. Structured-cloneable. */
export interface PageChange {
  /** names the change for as long as the page is there */
  readonly id: string;
  readonly kind: EditKind;
  /** `element`: a box that was taken from view as a whole */
  readonly place: Place | 'element';
  readonly before: string;
  readonly after: string;
  /** what stands around it in the page as it came, a few characters each */
  readonly around: readonly [before: string, after: string];
  /** 0 (a guess) to 1 (certain) */
  readonly confidence: number;
  readonly why: readonly SpamReason[];
  /** true: the reader took it back, and the page shows what came */
  readonly takenBack: boolean;
}

/** A change with the place where it was made. */
export interface PlacedChange {
  readonly change: PageChange;
  readonly slot: Slot;
  readonly edit: Edit;
  /** the whole text that it was made in, as it came, and where that stood; `null`: a box, which is known by its elements */
  readonly passage: Passage | null;
  /** where what is shown for it stands in the slot now, in UTF-16 code units; `null` for something taken from view */
  readonly shown: readonly [start: number, end: number] | null;
}

/** What was written into one slot, as far as changes go. */
export interface WrittenSlot {
  readonly slot: Slot;
  /** `null`: a box that was taken from view as a whole */
  readonly passage: Passage | null;
  readonly written: string;
  /** edits that are in force */
  readonly edits: readonly Edit[];
  /** edits that the reader took back */
  readonly takenBack: readonly Edit[];
}

const AROUND = 12;

/**
 * Names slots by number, the same one each time, without keeping their nodes alive; and by the document, for a report can still be open on the
 * page before, and must not take back a change of this one.
 */
export class ChangeIds {
  readonly #document = drawName();
  readonly #numbers = new WeakMap<Node, number>();
  #next = 1;

  of({ node, name }: Slot, { kind, start, end }: Edit): string {
    let number = this.#numbers.get(node);
    if (number === undefined) this.#numbers.set(node, (number = this.#next++));
    return [this.#document, number, name ?? '', kind, start, end].join(' ');
  }
}

/** The changes of one slot, in order. */
export function* changesOf({ slot, passage, written, edits, takenBack }: WrittenSlot, ids: ChangeIds): Generator<PlacedChange> {
  const { text: source, place } = passage ?? { text: '', place: 'element' as const };
  const length = source.length + edits.reduce((sum, e) => sum + e.after.length - (e.end - e.start), 0);
  // A conversion can make text of another length from the repaired one; then places are found in proportion.
  const scale = length === 0 ? 0 : written.length / length;
  let moved = 0;
  for (const edit of [...edits, ...takenBack].sort((a, b) => a.start - b.start)) {
    const off = takenBack.includes(edit);
    const start = edit.start + moved;
    if (!off) moved += edit.after.length - (edit.end - edit.start);
    const end = start + (off ? edit.end - edit.start : edit.after.length);
    yield {
      slot, edit, passage,
      shown: place === 'element' || written === '' ? null : [Math.round(start * scale), Math.round(end * scale)],
      change: {
        id: ids.of(slot, edit), kind: edit.kind, place, before: edit.before, after: edit.after,
        around: [source.slice(Math.max(0, edit.start - AROUND), edit.start), source.slice(edit.end, edit.end + AROUND)],
        confidence: edit.confidence, why: edit.why ?? [], takenBack: off,
      },
    };
  }
}

/** Changes in the order in which a reader meets them: shadow trees where their hosts are, the changes of one node as they come. */
export function inPageOrder(changes: readonly PlacedChange[]): PlacedChange[] {
  return changes.map((placed) => ({ placed, path: hostsOf(placed.slot.node) }))
    .sort((a, b) => {
      for (let i = 0; i < a.path.length && i < b.path.length; i++) {
        const [x, y] = [a.path[i] as Node, b.path[i] as Node];
        if (x !== y) return (x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 ? -1 : 1;
      }
      return a.path.length - b.path.length;
    })
    .map(({ placed }) => placed);
}

/** The node, and before it the hosts of the shadow trees that it is in: outermost first. */
function hostsOf(node: Node): Node[] {
  const path = [node];
  for (let root = node.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) path.unshift(root.host);
  return path;
}

/** True for two edits of the same place in the same text. */
const sameEdit = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.kind === b.kind;

/** Edits that the reader took back in one text. */
interface Kept {
  readonly name: string | null;
  /** what the slot held as it came; empty for a box */
  readonly source: string;
  readonly passage: Passage | null;
  edits: readonly Edit[];
  node: WeakRef<Node>;
}

/** The edits that the reader took back, by slot; each for the text that it was made in. Nodes are held weakly. */
export class TakenBack {
  #byNode = new WeakMap<Node, Map<string | null, Kept>>();
  /** by the text that they were made in */
  readonly #bySource = new Map<string, Kept[]>();

  /** Edits taken back in a slot that holds `source`. */
  of({ node, name }: Slot, source: string): readonly Edit[] {
    const kept = this.#byNode.get(node)?.get(name);
    return kept?.source === source ? kept.edits : [];
  }

  /** A text that is new on the page: where the same words are gone from it, the page put this one in their place, and what was taken back there is here. */
  adopt(slot: Slot, source: string): void {
    const orphan = this.#bySource.get(source)?.find(({ name, node }) => name === slot.name && isGone(node));
    if (orphan === undefined || this.of(slot, source).length > 0) return;
    orphan.node = new WeakRef(slot.node);
    this.#set(slot, orphan);
  }

  add(slot: Slot, source: string, passage: Passage | null, edit: Edit): void {
    const edits = [...this.of(slot, source).filter((other) => !sameEdit(other, edit)), edit];
    this.#drop(slot);
    const kept = { name: slot.name, source, passage, edits, node: new WeakRef<Node>(slot.node) };
    this.#set(slot, kept);
    this.#bySource.set(source, [...(this.#bySource.get(source) ?? []), kept]);
  }

  delete(slot: Slot, edit: Edit): void {
    const kept = this.#byNode.get(slot.node)?.get(slot.name);
    if (kept === undefined) return;
    kept.edits = kept.edits.filter((other) => !sameEdit(other, edit));
    if (kept.edits.length === 0) this.#drop(slot);
  }

  clear(): void {
    this.#byNode = new WeakMap();
    this.#bySource.clear();
  }

  /** All slots with something taken back. */
  *slots(): Generator<readonly [Slot, Kept]> {
    for (const all of this.#bySource.values()) {
      for (const kept of all) {
        const node = kept.node.deref();
        if (node !== undefined) yield [{ node: node as Text | Element, name: kept.name }, kept];
      }
    }
  }

  #set({ node, name }: Slot, kept: Kept): void {
    const slots = this.#byNode.get(node) ?? new Map<string | null, Kept>();
    this.#byNode.set(node, slots.set(name, kept));
  }

  #drop({ node, name }: Slot): void {
    const kept = this.#byNode.get(node)?.get(name);
    if (kept === undefined) return;
    this.#byNode.get(node)?.delete(name);
    this.#bySource.set(kept.source, (this.#bySource.get(kept.source) ?? []).filter((other) => other !== kept));
  }
}

/**
 * An outcome without the edits that the reader took back.
 * @param outcome of the passage `source`; for whole passages that go, clean them again without looking for spam first
 */
export function withoutTakenBack(outcome: Outcome, source: string, takenBack: readonly Edit[]): Outcome {
  if (takenBack.length === 0 || outcome.text === null) return outcome;
  const edits = outcome.edits.filter((edit) => !takenBack.some((other) => sameEdit(edit, other)));
  if (edits.length === outcome.edits.length) return outcome;
  const length = source.length + outcome.edits.reduce((sum, e) => sum + e.after.length - (e.end - e.start), 0);
  // Edits are found in the result only if turning it back to Simplified kept its length, which it does; else all go.
  if (outcome.text.length !== length) return { text: source, edits: [], converted: 0 };
  let text = '', at = 0, moved = 0;
  for (const edit of outcome.edits) {
    const start = edit.start + moved;
    text += outcome.text.slice(at, start);
    at = start + edit.after.length;
    text += edits.includes(edit) ? outcome.text.slice(start, at) : edit.before;
    moved += edit.after.length - (edit.end - edit.start);
  }
  return { text: text + outcome.text.slice(at), edits, converted: outcome.converted };
}

/** What stands in for the words of a box that was taken from view as a whole. */
export function boxEdit(element: Element): Edit {
  const name = attributeOf(element, 'id') ?? '';
  const id = name === '' ? '' : ` id="${name}"`;
  const names = element.className === '' || typeof element.className !== 'string' ? '' : ` class="${element.className}"`;
  const words = element.textContent?.replaceAll(/\s+/g, ' ').trim().slice(0, 200) ?? '';
  return { kind: 'spam', start: 0, end: 0, before: `<${element.localName}${id}${names}> ${words}`.trim(), after: '', confidence: 1, why: ['hidden'] };
}
