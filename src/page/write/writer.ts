import type { Assessment, Edit, Outcome } from '../../engine/types.ts';
import type { ScriptSource } from '../../script/types.ts';
import { blankAround, holdsContent, isBlank } from '../dom/blank.ts';
import { boxEdit, ChangeIds, changesOf, type PlacedChange, TakenBack, withoutTakenBack } from './changes.ts';
import { attributeItem, collect, type Item, passageOf } from '../read/collect.ts';
import { AWAY, awayAround } from '../dom/away.ts';
import { Journal, type Making } from '../journal/journal.ts';
import { read, type Slot } from '../journal/slots.ts';
import { findKitMarks, holdsNothing, isTagSoup } from '../read/kit-marks.ts';
import { LostMarks } from './lost.ts';
import { count, editsOf, wholeEdit } from './outcome.ts';
import { blockAround, goesOn } from '../dom/runs.ts';
import { carriesWords, inUntouched, isChinese, mayConvert } from '../dom/scope.ts';
import { treesIn } from '../dom/shadows.ts';
import { allIn, attributeOf, doesMatch, isConnected, isParent, rootOf, typeOf } from '../dom/tree.ts';
import type { Wish } from '../read/selection.ts';
import type { Writing } from '../read/writing.ts';
import { Wishes } from './wishes.ts';
import type { ScriptConversion, Work } from './work.ts';

const SAYS_CHINESE = '[lang|="zh" i]';

/** What is known of a page as a whole. */
export interface PageState {
  readonly work: Work;
  /** `null`: nothing asks for repair, or it is not known yet */
  readonly assessment: Assessment | null;
  /** script that the page is written in, for its conversion */
  readonly from: ScriptSource;
  /** what it is written in */
  readonly writing: Writing;
}

/** A text as it is to be written. */
export interface Prepared {
  readonly slot: Slot;
  /** what it was made from */
  readonly source: string;
  readonly text: string;
  readonly making: Making;
}

/** Repairs and converts texts of a document, writes them, and can take all of it back. Knows nothing of when. */
export class PageWriter {
  readonly journal: Journal;
  readonly #document: Document;
  readonly #lost = new LostMarks();
  readonly #takenBack = new TakenBack();
  readonly #ids = new ChangeIds();
  #wishes = new Wishes();
  #marked = false;
  /** `lang` for a page that has none, as soon as something on it is converted */
  #lang: string | null = null;

  constructor(document: Document) {
    this.#document = document;
    this.journal = new Journal(document);
  }

  /** Puts everything back. */
  restore(): void {
    this.#lost.clear();
    this.#takenBack.clear();
    this.journal.restore();
    // What the page copied from hidden elements is hidden, too, and has no record.
    if (this.journal.hid) for (const tree of treesIn(this.#document)) for (const copy of allIn(tree, `[${AWAY}]`)) this.journal.show(copy);
    this.#wishes = new Wishes();
  }

  /** What the reader wants in single texts, from now on. */
  wish(wishes: ReadonlyMap<Text, Wish>): void {
    for (const [node, wish] of wishes) this.#wishes.set(node, wish);
  }

  /** Every change on the page, those included that the reader took back; not in the order of the page. */
  *changes(): Generator<PlacedChange> {
    const seen = new Map<Node, Set<string | null>>();
    for (const { slot, written, making: { passage, edits } } of this.journal.written()) {
      seen.set(slot.node, (seen.get(slot.node) ?? new Set()).add(slot.name));
      yield* changesOf({ slot, passage, written, edits, takenBack: this.#takenBack.of(slot, passage.text) }, this.#ids);
    }
    for (const node of this.journal.hidden()) yield* changesOf({ slot: { node, name: AWAY }, passage: null, written: '', edits: [boxEdit(node)], takenBack: [] }, this.#ids);
    for (const [slot, { source, passage, edits }] of this.#takenBack.slots()) {
      if (seen.get(slot.node)?.has(slot.name) === true || !isConnected(slot.node)) continue;
      if (slot.name === AWAY ? (slot.node as Element).hasAttribute(AWAY) : this.journal.source(slot) !== source) continue;
      yield* changesOf({ slot, passage, written: source, edits: [], takenBack: edits }, this.#ids);
    }
  }

  /** Takes one change back by itself, or makes it again. */
  change({ slot, edit, passage }: PlacedChange, takeBack: boolean, state: PageState): void {
    const source = slot.name === AWAY ? '' : this.journal.source(slot) ?? '';
    if (takeBack) this.#takenBack.add(slot, source, passage, edit);
    else this.#takenBack.delete(slot, edit);
    if (slot.name === AWAY) {
      if (takeBack) this.journal.show(slot.node as Element);
      else this.journal.hide(slot.node as Element, 1);
    } else {
      // The whole block, because words that are converted go on across inline tags.
      const item = slot.name === null ? null : attributeItem(slot.node as Element, slot.name);
      this.write(this.#prepare(item === null ? collect([blockAround(slot.node)], this.journal).items : [item], state), false);
    }
  }

  /**
   * Repairs and converts some texts that stand together.
   * @returns what is to be written, by {@link write}; until then nothing of the page changes
   */
  prepare(items: readonly Item[], state: PageState): readonly Prepared[] {
    for (const { slot } of items) if (!this.journal.isOurs(slot) || this.journal.isCopy(slot.node)) this.#adopt(slot);
    return this.#prepare(items, state);
  }

  #prepare(items: readonly Item[], state: PageState): readonly Prepared[] {
    const sources = items.map((item) => this.journal.source(item.slot) ?? '');
    const read = items.map((item, i) => this.read(item, sources[i] ?? '', state.work));
    const outcomes = this.#repair(items, read, state);
    const texts = this.#convert(items, outcomes.map((outcome) => outcome.text ?? ''), state);
    return outcomes.map((outcome, i) => {
      const { slot } = items[i]!;
      const source = sources[i]!;
      const wish = this.#wishOf(items[i]!, source);
      const text = wish?.text ?? texts[i] ?? '';
      const counts = wish?.counts ?? count(outcome, texts[i] ?? '', read[i] !== source);
      // What was read again, or rewritten at the reader's wish, is one change from what came to what is shown.
      const whole = wish?.kind ?? (read[i] === source ? null : 'mojibake');
      const edits = whole === null ? editsOf(outcome, source) : [wholeEdit(whole, source, text)];
      const passage = passageOf(items[i]!, read[i]!);
      return { slot, source, text, making: { counts, edits, passage: passage.text === source ? passage : { ...passage, text: source } } };
    });
  }

  /**
   * Writes what was prepared together, where the page did not change it meanwhile.
   * @param following true if this answers a change of the page
   * @returns true if something was written
   */
  write(prepared: readonly Prepared[], following: boolean): boolean {
    let wrote = false, converted = false;
    const emptied: Node[] = [];
    for (const { slot, source, text, making } of prepared) {
      // It may have become something that is written in meanwhile.
      if (text !== source && !mayWrite(slot)) continue;
      if (slot.name === null && /\S/.test(text)) this.#unhide(slot.node);
      const written = this.journal.write(slot, source, text, making, following);
      if (slot.name === null) this.#mark(slot, written, (making.counts.lost ?? 0) > 0);
      if (!written) continue;
      wrote = true;
      if ((making.counts.script ?? 0) > 0) converted = true;
      if (slot.name === null && !/\S/.test(text) && /\S/.test(source)) emptied.push(slot.node);
    }
    for (const node of emptied) {
      const blank = blankAround(node);
      if (blank !== null) this.journal.hide(blank, 0);
    }
    const root = rootOf(this.#document);
    if (converted && this.#lang !== null && root !== null) this.#setLang(root, this.#lang);
    return wrote;
  }

  /** What the reader said of a text goes over to a new one where the page puts the same words there in place of the old one, as frameworks do. */
  #adopt(slot: Slot): void {
    const source = this.journal.source(slot) ?? '';
    this.#takenBack.adopt(slot, source);
    if (slot.name === null) this.#wishes.adopt(slot.node, source);
  }

  /** Also a text that is not written now: it may have come back to the page, or be the page's own again. */
  #mark(slot: Slot, written: boolean, lost: boolean): void {
    const node = slot.node as Text;
    if (!lost || !this.journal.isOurs(slot)) this.#lost.unmark(node);
    else if (written || !this.#lost.has(node)) this.#lost.mark(node);
  }

  /** Something went from the page. */
  sweep(): void {
    this.#lost.sweep();
  }

  /** The text of a place as it was meant, where that is known. */
  read({ slot }: Item, source: string, work: Work): string {
    return this.#isTakenBack(slot, source, 'mojibake') ? source : work.reading?.textOf(slot, source) ?? source;
  }

  #wishOf({ slot }: Item, source: string): Wish | null {
    const wish = slot.name === null ? this.#wishes.of(slot.node, source) : null;
    return wish !== null && !this.#isTakenBack(slot, source, wish.kind) ? wish : null;
  }

  /** True if the reader took back a change of the whole text. */
  #isTakenBack(slot: Slot, source: string, kind: Edit['kind']): boolean {
    return this.#takenBack.of(slot, source).some((edit) => edit.kind === kind && edit.start === 0 && edit.end === source.length);
  }

  #repair(items: readonly Item[], sources: readonly string[], { work, assessment, writing }: PageState): readonly Outcome[] {
    const { engine, options } = work;
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
      const backToSimplified = options.backToSimplified && mayConvert(item.slot.node, writing.foreign, work.conversion?.asked);
      const again = spam !== options.spam || (outcome.converted > 0 && !backToSimplified);
      const cleaned = again ? engine.clean([passage], assessment, { ...options, spam, backToSimplified })[0] ?? outcome : outcome;
      return withoutTakenBack(cleaned, passage.text, takenBack);
    });
  }

  /** Converts to the reader's script, run by run. */
  #convert(items: readonly Item[], texts: readonly string[], { work, from, writing: { foreign } }: PageState): readonly string[] {
    const { conversion } = work;
    if (conversion === null) return texts;
    const converted = [...texts];
    for (let i = 0; i < items.length; ) {
      let end = i + 1;
      const first = items[i]?.slot;
      if (first === undefined) break;
      if (!mayConvert(first.node, foreign, conversion.asked)) { i = end; continue; }
      for (let last = first; first.name === null && end < items.length; end++) {
        const next = items[end]?.slot;
        if (next === undefined || next.name !== null || !goesOn(last.node, next.node) || !mayConvert(next.node, foreign, conversion.asked)) break;
        last = next;
      }
      converted.splice(i, end - i, ...conversion.convert.pieces(texts.slice(i, end), from));
      i = end;
    }
    return converted;
  }

  /** Takes the kit's boxes from view, or shows them again where spam is to stay. @returns true if there were any */
  hideBoxes({ options, engine }: Work): boolean {
    if (!options.spam || engine === null) {
      this.#marked = false;
      return this.journal.showSpam();
    }
    const { boxes } = findKitMarks(this.#document);
    if (boxes.length > 0) this.#marked = true;
    for (const box of boxes) if (!inUntouched(box) && this.#takenBack.of({ node: box, name: AWAY }, '').length === 0) this.journal.hide(box, 1);
    return boxes.length > 0;
  }

  /** New text of the page in something that was taken away as empty brings it back. */
  #unhide(node: Node): void {
    if (!this.journal.hid) return;
    for (const element of awayAround(node)) this.journal.show(element);
  }

  /** Takes back what depends on what the page changed, where that is not to be cleaned now: what is hidden around it, marks on what stood there. */
  leave(changed: ReadonlySet<Node>): void {
    this.showFilled(changed, true);
    for (const node of changed) this.#lost.unmark(node as Text);
  }

  /**
   * Brings back what was taken away, where the page put something else than text to be cleaned into it. For that {@link write} does it.
   * @param tops what came; what is around and in them is looked at
   * @param words true: text in it brings it back, too, for nothing is cleaned now
   */
  showFilled(tops: Iterable<Node>, words: boolean): void {
    if (!this.journal.hid) return;
    const away = new Set<Element>();
    for (const top of tops) {
      for (const element of awayAround(top)) away.add(element);
      if (isParent(top)) for (const element of allIn(top, `[${AWAY}]`)) away.add(element);
    }
    for (const element of away) {
      const filled = this.journal.isSpam(element) ? !holdsNothing(element) : words ? !isBlank(element) : holdsContent(element);
      if (filled) this.journal.show(element);
    }
  }

  /**
   * Says in `lang` which script the page is in now, so that it gets the right glyphs; what was there comes back without a conversion.
   * A page without `lang` gets one only where it is Chinese and something is converted.
   */
  setLanguage({ work: { conversion }, writing: { chinese, foreign } }: PageState): void {
    this.#lang = null;
    const lang = conversion?.lang ?? null;
    const root = rootOf(this.#document);
    if (!(root instanceof HTMLElement)) return; // so early that nothing is there yet, or a picture
    this.#setLangIn(root, conversion, foreign);
    if (this.#ownLang(root) !== '') return this.#setLang(root, this.#saysChinese(root, conversion?.asked) ? lang : null);
    if (chinese && isConverted(root, conversion?.asked)) this.#lang = lang;
    // What was converted to another script before says nothing of this one: its lang goes, and {@link write} says this one's.
    const said = this.#lang !== null && attributeOf(root, 'lang') === this.#lang;
    this.#setLang(root, said && this.journal.counts().script > 0 ? this.#lang : null);
  }

  /** The same of what says so by itself in what came to the page, or in its shadow trees. */
  setLanguageOf(tops: Iterable<Node>, { work: { conversion }, writing: { foreign } }: PageState): void {
    for (const top of tops) {
      if (!isParent(top) || !isConnected(top)) continue;
      if (typeOf(top) === Node.ELEMENT_NODE && doesMatch(top as Element, SAYS_CHINESE)) this.#setLangOf(top as Element, conversion, foreign);
      this.#setLangIn(top, conversion, foreign);
    }
  }

  #setLangIn(top: ParentNode, conversion: Work['conversion'], foreign: boolean): void {
    for (const element of allIn(top, SAYS_CHINESE)) this.#setLangOf(element, conversion, foreign);
  }

  #setLangOf(element: Element, conversion: Work['conversion'], foreign: boolean): void {
    const converted = conversion !== null && mayConvert(element, foreign, conversion.asked) && !inUntouched(element);
    this.#setLang(element, converted ? conversion.lang : null);
  }

  /**
   * Says it as soon as a conversion is under way, where the page itself says that it is Chinese: another `lang` means other glyphs, so all that
   * is there by then is laid out anew. {@link setLanguage} comes to the same, or takes it back.
   * @returns true where it was said
   */
  announceLanguage({ lang, asked }: Omit<ScriptConversion, 'convert'>): boolean {
    const root = rootOf(this.#document);
    if (!(root instanceof HTMLElement) || !this.#saysChinese(root, asked)) return false;
    this.#setLang(root, lang);
    return true;
  }

  /** By what the page itself said: what stands there may be ours. */
  #ownLang(root: HTMLElement): string {
    return this.journal.source({ node: root, name: 'lang' }) ?? '';
  }

  #saysChinese(root: HTMLElement, asked: boolean | undefined): boolean {
    return isChinese(this.#ownLang(root)) && isConverted(root, asked) && !inUntouched(root);
  }

  /** @param lang `null`: what was there before us */
  #setLang(element: Element, lang: string | null): void {
    const slot = { node: element, name: 'lang' };
    const source = this.journal.source(slot);
    if (read(slot) !== (lang ?? source)) this.journal.write(slot, source, lang ?? source, null, false);
  }
}

/** True for a page that may be converted as a whole: its body can say that it is not. */
const isConverted = (root: HTMLElement, asked: boolean | undefined): boolean =>
  mayConvert(root, false, asked) && mayConvert(allIn(root, 'body')[0] ?? root, false, asked);

const mayWrite = ({ node, name }: Slot): boolean => (name === null ? !inUntouched(node) : carriesWords(node as Element, name));
