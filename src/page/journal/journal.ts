import { AWAY } from '../dom/away.ts';
import { hostOfRoot } from '../dom/scope.ts';
import type { Edit, Passage } from '../../engine/types.ts';
import { addCounts, noCounts, type Counts } from './report.ts';
import { differenceOf, moved, movedBack } from './difference.ts';
import { read, type Slot, SlotWriter } from './slots.ts';
import { contains, has, isConnected, parentOf } from '../dom/tree.ts';

/** How a text was made. */
export interface Making {
  readonly counts: Partial<Counts>;
  readonly edits: readonly Edit[];
  /** what it was made from, and where that stood */
  readonly passage: Passage;
}

interface Entry {
  original: string | null;
  written: string | null;
  /** `null`: written for another reason than damage, and not to be told of */
  making: Making | null;
  /** of a text that the page cut: the nodes that hold what comes behind, in order */
  rest?: readonly WeakRef<Text>[];
}

interface Record {
  text?: Entry;
  attributes?: Map<string, Entry>;
  /** it carries {@link AWAY}; how much spam that stands for */
  away?: number;
}

/** Our writes of one text, and the page's answers to them. */
interface Fight {
  rounds: number;
  since: number;
  /** the last of them */
  round: number;
  /** how often in a row the page wrote it though we had written nothing since it did so last, but for texts that it writes so, too */
  unasked: number;
}

/** A page that puts the same damaged text back this often within {@link FIGHT_MS} keeps it: one second of frames. */
const FIGHT_ROUNDS = 60;
const FIGHT_MS = 10_000;
/** One that goes on as often as this, where we have given up, answers nobody: it draws its text anew all the time, and gets it repaired each time. */
const UNASKED_ROUNDS = 10;

const isUnasked = ({ unasked }: Fight): boolean => unasked >= UNASKED_ROUNDS;
/** So many texts are told apart in one place; those beyond are counted as one. */
const FIGHT_TEXTS = 1000;

/**
 * Keeps, for every node that was written, what stood there before; so that all of it can be put back.
 *
 * A write happens only if the node still holds the text that the new one was made from, and a restore only if the node
 * still holds what we wrote: what the page itself writes, before or after, always wins. What it adds to a text of ours
 * (`appendData`) is its own, and what was there before is still ours. A text that the page cuts stays one, which the first node stands
 * for, as long as the pieces make it up. Nodes are held weakly: a page that throws nodes away frees them.
 */
export class Journal {
  readonly #records = new WeakMap<Node, Record>();
  readonly #nodes = new Set<WeakRef<Node>>();
  /** what the page took nodes out of, with the round in which it did so last */
  readonly #contested = new WeakMap<Node, number>();
  #round = 0;
  /** the round of our last write that the page may answer, and of the last before this round */
  #wrote = -1;
  #wroteBefore = -1;
  readonly #copies = new WeakSet<Node>();
  /** pieces that were cut off -> the node that stands for their text */
  readonly #heads = new WeakMap<Node, Text>();
  readonly #fights = new WeakMap<Node, Map<string, Fight>>();
  readonly #slots: SlotWriter;

  constructor(document: Document) {
    this.#slots = new SlotWriter(document);
  }

  /** The text as the page gave it: the original of what we wrote, else what is there now; `null`: no such attribute. */
  source(slot: Slot): string | null {
    if (this.#isCutOff(slot)) return '';
    const entry = this.#entry(slot), now = this.#now(slot, entry);
    const before = entry && originalOf(slot, entry, now);
    return before === undefined ? now : before;
  }

  /** True if what stands there is ours. */
  isOurs(slot: Slot): boolean {
    const entry = this.#entry(slot);
    return (entry !== undefined && entry.written === this.#now(slot, entry)) || this.#isCutOff(slot);
  }

  /** What we wrote into a text node last; `null`: nothing, or that was put back. */
  writtenTo(node: Node): string | null {
    return this.#records.get(node)?.text?.written ?? null;
  }

  /**
   * Says that the page cut a text of ours into pieces, all of which it consists of.
   * @param node what held it
   * @param pieces the first may be that node
   */
  cut(node: Node, [head, ...rest]: readonly Text[]): void {
    const entry = this.#records.get(node)?.text;
    if (entry === undefined || head === undefined) return;
    if (head !== node) {
      this.#copies.add(head);
      delete entry.rest; // the others stand behind another one now
    }
    this.#record(head).text = { ...entry, rest: rest.map((piece) => new WeakRef(piece)) };
    for (const piece of rest) this.#heads.set(piece, head);
  }

  /** The node that stands for the text that a piece was cut off from. */
  headOf(piece: Node): Text | undefined {
    return this.#heads.get(piece);
  }

  /** From now on, each of the pieces that a text was cut into is by itself. @param node any of them */
  letGo(node: Text): void {
    delete this.#records.get(this.#heads.get(node) ?? node)?.text?.rest;
  }

  /** True for a piece of a text for which another node stands. */
  #isCutOff({ node, name }: Slot): boolean {
    const head = name === null ? this.#heads.get(node) : undefined;
    return head !== undefined && this.#pieces({ node: head, name }, this.#records.get(head)?.text)?.includes(node as Text) === true;
  }

  /** The nodes that a text of ours stands in, where it was cut and is whole; else `null`: it never was, or the page changed a piece, or put it together again. */
  #pieces({ node, name }: Slot, entry: Entry | undefined): readonly Text[] | null {
    if (name !== null || entry?.rest === undefined || node.nodeValue === entry.written) return null;
    const pieces = [node as Text, ...entry.rest.map((piece) => piece.deref()).filter((piece) => piece !== undefined)];
    return pieces.map(({ data }) => data).join('') === entry.written ? pieces : null;
  }

  /** What stands in a slot, pieces that were cut off included. */
  #now(slot: Slot, entry: Entry | undefined): string | null {
    return this.#pieces(slot, entry) === null ? read(slot) : entry!.written;
  }

  /** Writes a text in place of what stands there; where that was cut, each piece gets as much as it has of it. */
  #put(slot: Slot, entry: Entry | undefined, now: string | null, text: string | null): void {
    const pieces = this.#pieces(slot, entry);
    if (pieces === null) return this.#slots.write(slot, now, text);
    const { original, making } = entry!;
    const difference = differenceOf(now ?? '', text ?? '');
    let at = 0, start = 0;
    for (const node of pieces) {
      at += node.data.length;
      const last = node === pieces.at(-1);
      const end = last ? text!.length : text === original && making !== null ? movedBack(at, making.edits) : moved(at, difference);
      this.#slots.write({ node, name: null }, node.data, text!.slice(start, end));
      start = end;
    }
  }

  /**
   * Writes a text made from `source`. With `text` equal to `source` it takes an earlier write back.
   * @param following true if this answers a change of the page; only such writes can become a fight
   * @returns false if nothing was written: the page changed the text meanwhile, or it insists on its own
   */
  write(slot: Slot, source: string | null, text: string | null, making: Making | null, following: boolean): boolean {
    const entry = this.#entry(slot);
    const now = this.#now(slot, entry);
    const before = entry && originalOf(slot, entry, now);
    const ours = entry !== undefined && before !== undefined;
    if ((ours ? before : now) !== source) return false;
    if (text === source) {
      if (ours) this.#put(slot, entry, now, text);
      this.#forget(slot);
      return ours;
    }
    const fight = following && !ours ? this.#fightOver(slot, source ?? '', entry !== undefined) : null;
    if (fight !== null && !isUnasked(fight) && fight.rounds > FIGHT_ROUNDS) return false;
    if (!ours || text !== now) this.#put(slot, entry, now, text);
    if (ours) {
      // Where it stood at first: what we took from view ourselves doesn't show any more that the page hid it.
      entry.making = making === null || entry.making === null ? making : { ...making, passage: { ...entry.making.passage, text: making.passage.text } };
      entry.original = source;
      entry.written = text;
      if (text === now) return false;
    } else {
      this.#keep(slot, { original: source, written: text, making });
    }
    if (fight === null || !isUnasked(fight)) this.#wrote = this.#round;
    return true;
  }

  /** True where there is anything to put back. */
  get wrote(): boolean {
    return this.#nodes.size > 0;
  }

  /** Says that the page copied a node with what we wrote into it: the copy is from what the other one is from. */
  inherit(copy: Node, from: Node): void {
    const record = this.#records.get(from);
    if (record === undefined || this.#records.has(copy)) return;
    const { text, attributes } = record;
    if (text === undefined && attributes === undefined) return;
    const own = this.#record(copy);
    if (text !== undefined) {
      const { rest: _, ...whole } = text;
      own.text = whole;
    }
    if (attributes !== undefined) own.attributes = new Map([...attributes].map(([name, entry]) => [name, { ...entry }]));
    this.#copies.add(copy);
  }

  /** True, once, for a node that is new on the page though it holds what we wrote. */
  isCopy(node: Node): boolean {
    return this.#copies.delete(node);
  }

  /** True once something was taken from view here: before that, nobody needs to look for what was. */
  hid = false;

  /** Takes an element from view. @param spam how many pieces of spam that stands for in the counts */
  hide(element: Element, spam: number): void {
    if (has(element, AWAY)) return;
    this.hid = true;
    this.#record(element).away = spam;
    element.setAttribute(AWAY, '');
  }

  /** Brings an element back into view that {@link hide} took away, or that the page copied from such a one. */
  show(element: Element): void {
    delete this.#records.get(element)?.away;
    element.removeAttribute(AWAY);
  }

  /** True for an element that was taken from view as spam, and not because nothing was left in it. */
  isSpam(element: Element): boolean {
    return (this.#records.get(element)?.away ?? 0) > 0;
  }

  /** Brings all elements back into view that were hidden as spam, also those that the page took out meanwhile. @returns true if there were any */
  showSpam(): boolean {
    let any = false;
    for (const [node, { away }] of this.#all()) {
      if ((away ?? 0) === 0) continue;
      this.show(node as Element);
      any = true;
    }
    return any;
  }

  /** Puts everything back that the page did not change since. */
  restore(): void {
    for (const [node, record] of this.#all()) this.#putBack(node, record);
    this.#nodes.clear();
    this.#slots.end();
  }

  /** The same within an element, itself included. */
  restoreIn(element: Element): void {
    for (const [node, record] of this.#all()) if (contains(element, node)) this.#putBack(node, record);
  }

  #putBack(node: Node, record: Record): void {
    if (record.away !== undefined) this.show(node as Element);
    if (record.text !== undefined) this.#revert({ node: node as Text, name: null }, record.text);
    for (const [name, entry] of record.attributes ?? []) this.#revert({ node: node as Element, name }, entry);
    this.#records.delete(node);
  }

  #revert(slot: Slot, entry: Entry): void {
    const now = this.#now(slot, entry);
    const before = originalOf(slot, entry, now);
    if (before !== undefined) this.#put(slot, entry, now, before);
  }

  /** What was undone in a text or an attribute, as it is shown now. */
  countsOf(slot: Slot): Readonly<Partial<Counts>> {
    return this.isOurs(slot) ? (this.#entry(slot)?.making?.counts ?? {}) : {};
  }

  /** Sums what was undone in what is on the page now. */
  counts(): Counts {
    const sum = noCounts();
    for (const [node, record] of this.#all()) {
      if (!isConnected(node)) continue;
      if (record.text !== undefined) addCounts(sum, record.text.making?.counts ?? {});
      for (const entry of record.attributes?.values() ?? []) addCounts(sum, entry.making?.counts ?? {});
      sum.spam += record.away ?? 0;
    }
    return sum;
  }

  /** All texts and attributes that hold what we wrote, and are on the page. */
  *written(): Generator<{ slot: Slot; written: string; making: Making }> {
    for (const [node, { text, attributes }] of this.#all()) {
      if (!isConnected(node)) continue;
      const entries = new Map<string | null, Entry>(attributes ?? []);
      if (text !== undefined) entries.set(null, text);
      for (const [name, { written, making }] of entries) {
        const slot = { node: node as Text | Element, name };
        if (making !== null && making.edits.length > 0 && this.isOurs(slot)) yield { slot, written: written ?? '', making };
      }
    }
  }

  /** All elements that are taken from view as spam. */
  *hidden(): Generator<Element> {
    for (const [node, { away }] of this.#all()) if (isConnected(node) && (away ?? 0) > 0) yield node as Element;
  }

  *#all(): Generator<[Node, Record]> {
    for (const ref of this.#nodes) {
      const node = ref.deref();
      const record = node && this.#records.get(node);
      if (node === undefined || record === undefined) this.#nodes.delete(ref);
      else yield [node, record];
    }
  }

  #record(node: Node): Record {
    let record = this.#records.get(node);
    if (record === undefined) {
      this.#records.set(node, (record = {}));
      this.#nodes.add(new WeakRef(node));
    }
    return record;
  }

  #entry(slot: Slot): Entry | undefined {
    const record = this.#records.get(slot.node);
    return slot.name === null ? record?.text : record?.attributes?.get(slot.name);
  }

  #keep(slot: Slot, entry: Entry): void {
    const record = this.#record(slot.node);
    if (slot.name === null) record.text = entry;
    else (record.attributes ??= new Map()).set(slot.name, entry);
  }

  #forget(slot: Slot): void {
    const record = this.#records.get(slot.node);
    if (slot.name === null) delete record?.text;
    else record?.attributes?.delete(slot.name);
  }

  /** All that is written until the next call answers one change of the page. */
  nextRound(): void {
    this.#wroteBefore = this.#wrote;
    this.#round++;
  }

  /** Says that the page took nodes out of this one: it may be about to answer us with new ones. */
  contest(parent: Node): void {
    this.#contested.set(parent, this.#round);
  }

  /**
   * Counts a round. Frameworks answer with new nodes and not in the old one: where something was just taken out, the rounds are counted on
   * what stays, one for all the equal texts that came together.
   * @param again true: it is the page's answer in a node that we wrote
   */
  #fightOver(slot: Slot, original: string, again: boolean): Fight {
    let place: Node = slot.node;
    for (let at = parentOf(place); !again && at !== null; at = parentOf(at) ?? hostOfRoot(at)) {
      if ((this.#contested.get(at) ?? -1) >= this.#round - 1) place = at;
    }
    const now = performance.now();
    let fights = this.#fights.get(place);
    if (fights === undefined) this.#fights.set(place, (fights = new Map()));
    for (const [text, { since }] of fights) {
      if (now - since <= FIGHT_MS) break; // the others began later
      fights.delete(text);
    }
    const text = fights.size < FIGHT_TEXTS || fights.has(original) ? original : '';
    let fight = fights.get(text);
    if (fight === undefined) fights.set(text, (fight = { rounds: 0, since: now, round: -1, unasked: 0 }));
    if (fight.round !== this.#round) {
      fight.rounds++;
      if (!isUnasked(fight)) fight.unasked = this.#wroteBefore < fight.round ? fight.unasked + 1 : 0;
    }
    fight.round = this.#round;
    if (isUnasked(fight)) {
      // As long as it goes on.
      fight.since = now;
      fights.delete(text);
      fights.set(text, fight);
    }
    return fight;
  }
}

/** @returns what the page gave, where what stands there `now` is what we wrote, or that with something added behind it; else `undefined` */
function originalOf({ name }: Slot, { original, written }: Entry, now: string | null): string | null | undefined {
  if (written === now) return original;
  if (name !== null || !written || now?.startsWith(written) !== true) return undefined;
  // Where all that we did was to take its end away, the page's own text begins with ours, too.
  const isOwn = original !== null && original.length > written.length && now.startsWith(original);
  return isOwn ? undefined : (original ?? '') + now.slice(written.length);
}
