import type { Assessment, CleanOptions, Edit, Engine, Outcome, WrongEncoding } from '../engine/types.ts';
import { scriptOf } from '../script/detect.ts';
import type { Convert, ScriptSource } from '../script/types.ts';
import { blankAround } from './blank.ts';
import { boxEdit, ChangeIds, changesOf, type PlacedChange, TakenBack, withoutTakenBack } from './changes.ts';
import { attributeItem, collect, passageOf, type Item } from './collect.ts';
import { AWAY, AWAY_CSS, Journal, read, type Slot } from './journal.ts';
import { findKitMarks, isTagSoup } from './kit-marks.ts';
import { LOST_CSS, LostMarks } from './lost.ts';
import { noCounts, type Counts } from './report.ts';
import { readAgain, type RereadError, type RightReading } from './reread.ts';
import { blockAround, goesOn } from './runs.ts';
import { mayConvert, WATCHED_ATTRIBUTES } from './scope.ts';
import { selectedTexts, wishesFor, type Rewrite, type Wish } from './selection.ts';
import { newShadows, whenShadowsMayCome } from './shadows.ts';

/** Must be in force in a document that is cleaned. */
export const PAGE_CSS = AWAY_CSS + LOST_CSS;

/** Conversion to the script that a reader chose, after the repair. */
export interface ScriptConversion {
  readonly convert: Convert;
  /** BCP 47 tag of the result, for `lang` and so for the right glyphs */
  readonly lang: string;
}

/** What to do to a page. */
export interface Work {
  /** `null`: repair nothing (nothing was seen that asks for it) */
  readonly engine: Engine | null;
  readonly options: CleanOptions;
  readonly conversion: ScriptConversion | null;
  /** what the page says in the charset that it is really in; `null`: as the browser read it */
  readonly reading?: RightReading | null;
}

/** How long one go may take before the browser gets its turn, in milliseconds. */
const BUDGET_MS = 12;
/** How many texts go to the engine at once. */
const CHUNK = 16;
/** The page is assessed again when its text has grown by this much since. */
const GROWTH = 1.1;
const GROWTH_MIN = 64;

/** Everything of ours on one document: repair, conversion, following its changes, taking it all back. */
export class PageCleaner {
  readonly #document: Document;
  readonly #changed: () => void;
  readonly #journal = new Journal();
  readonly #lost = new LostMarks();
  readonly #takenBack = new TakenBack();
  readonly #ids = new ChangeIds();
  readonly #observer: MutationObserver;
  readonly #shadows = new Set<ShadowRoot>();
  #work: Work = { engine: null, options: { spam: true, encoding: true, annotations: true, backToSimplified: true }, conversion: null };
  #running = false;
  #assessment: Assessment | null = null;
  #assessed = 0;
  #grown = 0;
  #marked = false;
  #wishes = new WeakMap<Node, Wish>();
  #from: ScriptSource = 'cn';
  /** found, waiting for their turn */
  #items: Item[] = [];
  /** items before this index belong to a look at the whole page, not to a change of it */
  #initial = 0;
  readonly #dirty = new Set<Node>();
  readonly #dirtyAttributes = new Map<Element, Set<string>>();
  #cancel: (() => void) | null = null;
  #endShadows: () => void = () => undefined;

  /** @param changed called after every go that wrote something, or found that there is less on the page */
  constructor(document: Document, changed: () => void) {
    this.#document = document;
    this.#changed = changed;
    this.#observer = new MutationObserver((records) => this.#take(records));
  }

  get running(): boolean {
    return this.#running;
  }

  /** Sets what is to be done, and does it: to the whole page, from its originals. */
  do(work: Work): void {
    this.#work = work;
    this.#assessment = null;
    if (!this.#running) {
      this.#running = true;
      this.#document.addEventListener('DOMContentLoaded', this.#whole);
      this.#document.defaultView?.addEventListener('load', this.#whole);
      this.#observe(this.#document);
      this.#endShadows = whenShadowsMayCome(this.#document, () => this.#takeShadows());
    }
    this.#whole();
  }

  /** Puts everything back and stops following the page. */
  restore(): void {
    this.#running = false;
    this.#document.removeEventListener('DOMContentLoaded', this.#whole);
    this.#document.defaultView?.removeEventListener('load', this.#whole);
    this.#cancel?.();
    this.#cancel = null;
    this.#observer.disconnect();
    this.#endShadows();
    this.#shadows.clear();
    this.#items = [];
    this.#dirty.clear();
    this.#dirtyAttributes.clear();
    this.#lost.clear();
    this.#takenBack.clear();
    this.#journal.restore();
    this.#wishes = new WeakMap();
    this.#assessment = null;
    this.#changed();
  }

  /** What the text tells of the charset that it was decoded with, as soon as the page is assessed. */
  get wrongEncoding(): WrongEncoding | null {
    return this.#assessment?.encoding ?? null;
  }

  counts(): Counts {
    return this.#journal.counts();
  }

  /** Reads the page's bytes in another charset; nothing changes before {@link do} gets the result. */
  readAgain(bytes: Uint8Array, charset: string): RightReading | RereadError {
    return readAgain(this.#document, this.#journal, bytes, charset);
  }

  /** Rewrites what the reader has selected. It stays until the page is restored. @returns how many texts changed */
  rewriteSelection(kind: Wish['kind'], rewrite: Rewrite): number {
    if (!this.#running) return 0;
    const wishes = wishesFor(selectedTexts(this.#document), this.#journal, kind, rewrite);
    for (const [node, wish] of wishes) this.#wishes.set(node, wish);
    this.#items.push(...collect(wishes.keys(), this.#journal).items);
    this.#go();
    return wishes.size;
  }

  /** Every change on the page, those included that the reader took back; not in the order of the page. */
  *changes(): Generator<PlacedChange> {
    const seen = new Map<Node, Set<string | null>>();
    for (const { slot, source, written, edits } of this.#journal.written()) {
      seen.set(slot.node, (seen.get(slot.node) ?? new Set()).add(slot.name));
      yield* changesOf({ slot, source, written, edits, takenBack: this.#takenBack.of(slot, source) }, this.#ids);
    }
    for (const node of this.#journal.hidden()) yield* changesOf({ slot: { node, name: AWAY }, source: '', written: '', edits: [boxEdit(node)], takenBack: [] }, this.#ids);
    for (const [slot, source] of this.#takenBack.slots()) {
      if (seen.get(slot.node)?.has(slot.name) === true || !slot.node.isConnected) continue;
      if (slot.name === AWAY ? (slot.node as Element).hasAttribute(AWAY) : this.#journal.source(slot) !== source) continue;
      yield* changesOf({ slot, source, written: source, edits: [], takenBack: this.#takenBack.of(slot, source) }, this.#ids);
    }
  }

  /** Takes one change back by itself, or makes it again. */
  change({ slot, edit }: PlacedChange, takeBack: boolean): void {
    const source = slot.name === AWAY ? '' : this.#journal.source(slot) ?? '';
    if (takeBack) this.#takenBack.add(slot, source, edit);
    else this.#takenBack.delete(slot, edit);
    if (slot.name === AWAY) {
      if (takeBack) this.#journal.show(slot.node as Element);
      else this.#journal.hide(slot.node as Element, 1);
    } else {
      // The whole block, because words that are converted go on across inline tags.
      const item = slot.name === null ? null : attributeItem(slot.node as Element, slot.name);
      this.#process(item === null ? collect([blockAround(slot.node)], this.#journal).items : [item], false);
    }
    this.#changed();
  }

  /** Looks at all of the page anew. What is clean already comes out the same and is not written again. */
  readonly #whole = (): void => {
    if (!this.#running) return;
    this.#take(this.#observer.takeRecords());
    this.#dirty.clear();
    this.#dirtyAttributes.clear();
    const { items, shadows } = collect([this.#document], this.#journal);
    for (const shadow of shadows) this.#observe(shadow);
    this.#items = items;
    this.#initial = items.length;
    this.#assess(items);
    this.#hideBoxes();
    this.#setLanguage();
    this.#go();
  };

  #observe(root: Document | ShadowRoot): void {
    if (root instanceof ShadowRoot) {
      if (this.#shadows.has(root)) return;
      this.#shadows.add(root);
    }
    this.#observer.observe(root, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...WATCHED_ATTRIBUTES],
    });
  }

  #takeShadows(): void {
    for (const root of newShadows(this.#document, this.#shadows)) {
      this.#observe(root);
      this.#dirty.add(root);
    }
    if (this.#dirty.size > 0) this.#schedule();
  }

  #assess(items: readonly Item[]): void {
    const texts = items.map((item) => this.#read(item, this.#journal.source(item.slot) ?? ''));
    const passages = items.map((item, i) => passageOf(item, texts[i] ?? ''));
    this.#assessed = texts.reduce((sum, text) => sum + text.length, 0);
    this.#grown = 0;
    this.#assessment = this.#work.engine?.assess(passages) ?? null;
    this.#from = scriptOf(texts.join('').slice(0, 20_000)) ?? 'cn';
    if (this.#assessment?.convertedToTraditional === true && this.#work.options.backToSimplified) this.#from = 'cn';
  }

  #take(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes, attributeName, removedNodes } of records) {
      if (type === 'characterData') {
        if (!this.#journal.isOurs({ node: target as Text, name: null })) this.#dirty.add(target);
      } else if (type === 'childList') {
        for (const node of addedNodes) this.#dirty.add(node);
        if (removedNodes.length > 0) {
          this.#journal.contest(target);
          this.#changed();
        }
      } else if (attributeName !== null && !this.#journal.isOurs({ node: target as Element, name: attributeName })) {
        const names = this.#dirtyAttributes.get(target as Element);
        if (names === undefined) this.#dirtyAttributes.set(target as Element, new Set([attributeName]));
        else names.add(attributeName);
      }
    }
    if (this.#dirty.size > 0 || this.#dirtyAttributes.size > 0) this.#schedule();
  }

  /** Before the next paint where there is one; a page in the background gets no frames. */
  #schedule(): void {
    if (this.#cancel !== null) return;
    const view = this.#document.defaultView;
    if (view === null) return;
    const hidden = this.#document.visibilityState === 'hidden';
    const run = (): void => {
      this.#cancel?.();
      this.#cancel = null;
      this.#go();
    };
    const frame = hidden ? 0 : view.requestAnimationFrame(run);
    // Frames can stop coming (a tab that goes to the background): don't wait for one for ever.
    const timer = view.setTimeout(run, hidden ? 50 : 250);
    this.#cancel = () => {
      view.cancelAnimationFrame(frame);
      view.clearTimeout(timer);
    };
  }

  /** One go: takes up what changed, then works through what waits until the budget is spent. */
  #go(): void {
    if (!this.#running) return;
    const end = performance.now() + BUDGET_MS;
    this.#takeUp();
    let wrote = false;
    while (this.#items.length > 0) {
      const chunk = this.#items.splice(0, CHUNK);
      const following = this.#initial <= 0;
      this.#initial -= chunk.length;
      if (this.#process(chunk, following)) wrote = true;
      if (performance.now() > end && this.#items.length > 0) {
        this.#schedule();
        break;
      }
    }
    if (wrote) this.#changed();
  }

  /** Turns what the observer noticed into items. */
  #takeUp(): void {
    if (this.#dirty.size === 0 && this.#dirtyAttributes.size === 0) return;
    const { items, shadows } = collect(this.#dirty, this.#journal);
    for (const shadow of shadows) this.#observe(shadow);
    for (const [element, names] of this.#dirtyAttributes) {
      for (const name of names) {
        const item = attributeItem(element, name);
        if (item !== null) items.push(item);
      }
    }
    this.#dirty.clear();
    this.#dirtyAttributes.clear();
    for (const { slot } of items) this.#grown += this.#journal.source(slot)?.length ?? 0;
    // The page says more than before: what it says of its damage may have changed, and with it what was done so far.
    if (this.#work.engine !== null && this.#grown > Math.max(GROWTH_MIN, this.#assessed * (GROWTH - 1))) {
      const before = this.#assessment;
      const all = collect([this.#document], this.#journal).items;
      this.#assess(all);
      if (!same(before, this.#assessment)) {
        this.#items = all;
        this.#initial = 0;
        this.#hideBoxes();
        return;
      }
    }
    this.#items.push(...items);
  }

  #process(items: readonly Item[], following: boolean): boolean {
    const sources = items.map((item) => this.#journal.source(item.slot) ?? '');
    const read = items.map((item, i) => this.#read(item, sources[i] ?? ''));
    const outcomes = this.#repair(items, read);
    const texts = this.#convert(items, outcomes.map((outcome) => outcome.text ?? ''));
    let wrote = false;
    const emptied: Node[] = [];
    items.forEach((item, i) => {
      const source = sources[i] ?? '';
      const outcome = outcomes[i];
      if (outcome === undefined) return;
      const wish = this.#wishOf(item, source);
      const text = wish?.text ?? texts[i] ?? '';
      const counts = count(outcome, texts[i] ?? '');
      if (read[i] !== source) counts.mojibake = (counts.mojibake ?? 0) + 1;
      if (wish !== null) counts[wish.kind] = (counts[wish.kind] ?? 0) + wish.count;
      // What was read again, or rewritten at the reader's wish, is one change from what came to what is shown.
      const whole = wish?.kind ?? (read[i] === source ? null : 'mojibake');
      const edits = whole === null ? editsOf(outcome, source) : [wholeEdit(whole, source, text)];
      if (item.slot.name === null && /\S/.test(text)) this.#unhide(item.slot.node);
      if (!this.#journal.write(item.slot, source, text, counts, following, edits)) return;
      wrote = true;
      if (item.slot.name !== null) return;
      const node = item.slot.node as Text;
      if ((counts.lost ?? 0) > 0) this.#lost.mark(node);
      else this.#lost.unmark(node);
      if (!/\S/.test(text) && /\S/.test(source)) emptied.push(node);
    });
    for (const node of emptied) {
      const blank = blankAround(node);
      if (blank !== null) this.#journal.hide(blank, 0);
    }
    // What is ours among the records says nothing new; what is not was there before or came from the page's reactions.
    this.#take(this.#observer.takeRecords());
    return wrote;
  }

  /** The text of a place as it was meant, where that is known. */
  #read({ slot }: Item, source: string): string {
    return this.#isTakenBack(slot, source, 'mojibake') ? source : this.#work.reading?.textOf(slot, source) ?? source;
  }

  #wishOf({ slot }: Item, source: string): Wish | null {
    const wish = slot.name === null ? this.#wishes.get(slot.node) : undefined;
    return wish?.source === source && !this.#isTakenBack(slot, source, wish.kind) ? wish : null;
  }

  /** True if the reader took back a change of the whole text. */
  #isTakenBack(slot: Slot, source: string, kind: Edit['kind']): boolean {
    return this.#takenBack.of(slot, source).some((edit) => edit.kind === kind && edit.start === 0 && edit.end === source.length);
  }

  #repair(items: readonly Item[], sources: readonly string[]): readonly Outcome[] {
    const { engine, options } = this.#work;
    const assessment = this.#assessment;
    const passages = items.map((item, i) => passageOf(item, sources[i] ?? ''));
    if (engine === null || assessment === null) return sources.map((text) => ({ text, edits: [], converted: 0 }));
    const outcomes = engine.clean(passages, assessment, options);
    return outcomes.map((outcome, i) => {
      const item = items[i];
      const passage = passages[i];
      if (item === undefined || passage === undefined) return outcome;
      const takenBack = this.#takenBack.of(item.slot, passage.text);
      const spam = options.spam && !takenBack.some(({ kind }) => kind === 'spam');
      if (this.#marked && spam && isTagSoup(passage.text)) return { text: null, edits: [], converted: 0 };
      // Text that is not to be translated is repaired all the same, in the script that it has.
      const backToSimplified = options.backToSimplified && mayConvert(item.slot.node);
      const again = spam !== options.spam || (outcome.converted > 0 && !backToSimplified);
      const cleaned = again ? engine.clean([passage], assessment, { ...options, spam, backToSimplified })[0] ?? outcome : outcome;
      return withoutTakenBack(cleaned, passage.text, takenBack);
    });
  }

  /** Converts to the reader's script, run by run. */
  #convert(items: readonly Item[], texts: readonly string[]): readonly string[] {
    const { conversion } = this.#work;
    if (conversion === null) return texts;
    const converted = [...texts];
    for (let i = 0; i < items.length; ) {
      let end = i + 1;
      const first = items[i]?.slot;
      if (first === undefined) break;
      if (!mayConvert(first.node)) { i = end; continue; }
      for (let last = first; first.name === null && end < items.length; end++) {
        const next = items[end]?.slot;
        if (next === undefined || next.name !== null || !goesOn(last.node, next.node) || !mayConvert(next.node)) break;
        last = next;
      }
      converted.splice(i, end - i, ...conversion.convert.pieces(texts.slice(i, end), this.#from));
      i = end;
    }
    return converted;
  }

  #hideBoxes(): void {
    if (!this.#work.options.spam || this.#work.engine === null) return;
    const { boxes } = findKitMarks(this.#document);
    if (boxes.length > 0) this.#marked = true;
    for (const box of boxes) if (this.#takenBack.of({ node: box, name: AWAY }, '').length === 0) this.#journal.hide(box, 1);
    if (boxes.length > 0) this.#changed();
  }

  /** New text of the page in something that was taken away as empty brings it back. */
  #unhide(node: Node): void {
    for (let at = node.parentElement?.closest(`[${AWAY}]`); at != null; at = at.parentElement?.closest(`[${AWAY}]`)) {
      this.#journal.show(at);
    }
  }

  #setLanguage(): void {
    const lang = this.#work.conversion?.lang ?? null;
    const root = this.#document.documentElement as HTMLElement | null;
    if (root === null) return; // so early that nothing is there yet
    for (const element of [root, ...root.querySelectorAll('[lang|="zh" i]')]) {
      const slot = { node: element, name: 'lang' };
      const source = this.#journal.source(slot);
      const chinese = source === null || source === '' || /^zh(?:-|$)/i.test(source);
      if (chinese && (lang !== null || read(slot) !== source)) this.#journal.write(slot, source, lang ?? source, noCounts(), false);
    }
  }
}

/** The edits of an outcome; a passage that goes without a word is one edit by itself. */
function editsOf({ text, edits }: Outcome, source: string): readonly Edit[] {
  if (text !== null || edits.length > 0) return edits;
  return [wholeEdit('spam', source, '')];
}

function wholeEdit(kind: Edit['kind'], before: string, after: string): Edit {
  return { kind, start: 0, end: before.length, before, after, confidence: 1 };
}

/** What was undone in one place. */
function count(outcome: Outcome, shown: string): Partial<Counts> {
  const counts: Partial<Counts> = {};
  for (const { kind } of outcome.edits) if (kind !== 'script') counts[kind] = (counts[kind] ?? 0) + 1;
  if (outcome.text === null) counts.spam = Math.max(1, counts.spam ?? 0);
  const script = outcome.converted + difference(outcome.text ?? '', shown);
  if (script > 0) counts.script = script;
  return counts;
}

/** How many characters a conversion changed; for words of other length, the length of what differs. */
function difference(before: string, after: string): number {
  if (before === after) return 0;
  if (before.length !== after.length) return Math.max(1, Math.abs(before.length - after.length));
  let changed = 0;
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) changed++;
  return changed;
}

function same(a: Assessment | null, b: Assessment | null): boolean {
  return a !== null && b !== null && a.kit === b.kit && a.spam === b.spam &&
    a.convertedToTraditional === b.convertedToTraditional && a.keys.size === b.keys.size;
}
