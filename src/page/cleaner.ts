import type { Assessment, WrongEncoding } from '../engine/types.ts';
import type { Steps } from '../engine/steps.ts';
import type { ScriptSource } from '../script/types.ts';
import type { PlacedChange } from './write/changes.ts';
import { attributeItem, collect, collecting, type Item, passageOf } from './read/collect.ts';
import { Follower } from './watch/follower.ts';
import { AWAY_CSS } from './dom/away.ts';
import { keepListening } from './dom/rewritten.ts';
import { LOST_CSS } from './write/lost.ts';
import type { Counts } from './journal/report.ts';
import { readAgain, type RereadError, type RightReading } from './read/reread.ts';
import { blockAround, goesOn } from './dom/runs.ts';
import { selectedTexts, wishesFor, type Rewrite, type Wish } from './read/selection.ts';
import { CHINESE, type Writing, writingOf } from './read/writing.ts';
import { watchMode } from './watch/mode.ts';
import { type Left, Turns } from './watch/turns.ts';
import type { ScriptConversion, Work } from './write/work.ts';
import { Lots } from './write/lots.ts';
import { type PageState, PageWriter, type Prepared } from './write/writer.ts';
import { isWrittenIn } from './dom/scope.ts';
import { isConnected, rootOf, typeOf } from './dom/tree.ts';

export type { ScriptConversion, Work } from './write/work.ts';

/** Must be in force in a document that is cleaned. */
export const PAGE_CSS = AWAY_CSS + LOST_CSS;

/** How far the work on a page is, in texts and attributes. */
export interface Progress {
  /** `looking`: what is wrong is not known yet; `stopped`: it took more time than a page may cost; {@link PageCleaner.goOn} goes on */
  readonly state: 'looking' | 'working' | 'done' | 'stopped';
  readonly done: number;
  /** 0 as long as the page is only looked at */
  readonly left: number;
}

/** How many texts go to the engine at once, and at most so many more where they are one run of text. */
const CHUNK = 16;
const LONGEST_RUN = 1000;

/** The page is assessed again when its text has grown by this much since, and when that takes no more than this share of the time. */
const GROWTH = 1.1;
const GROWTH_MIN = 64;
const ASSESS_SHARE = 0.02;
const LONGEST_WAIT_MS = 10_000;
/** Enough text to tell which script a page is in. */
const SAMPLE = 20_000;

/** Everything of ours on one document: repair, conversion, following its changes, taking it all back. */
export class PageCleaner {
  readonly #document: Document;
  readonly #changed: () => void;
  readonly #writer: PageWriter;
  readonly #follower: Follower;
  readonly #turns: Turns | null;
  #work: Work = { engine: null, options: { spam: true, encoding: true, annotations: true, backToSimplified: true }, conversion: null };
  #running = false;
  #announced = false;
  #endListening: (() => void) | null = null;
  #endMode: (() => void) | null = null;
  /** the page wrote its document anew: what it says from then on may be its answer to us */
  #rewritten = false;
  #assessment: Assessment | null = null;
  #assessed = 0;
  #grown = 0;
  #assessAfter = 0;
  #from: ScriptSource = 'cn';
  #writing: Writing = CHINESE;
  /** a look at the page that goes on over several turns */
  #look: Steps<void> | null = null;
  /** found by a look at the whole page, waiting for their turn */
  #items: Item[] = [];
  /** {@link #items} up to here are done, or ready */
  #done = 0;
  /** so many more were done and let go, for what the page throws away is not to be kept */
  #released = 0;
  /** of these, what waits to be written together */
  #lots = new Lots();
  /** {@link #items} answer a change of the page */
  #following = false;
  /** the page changed while the work was stopped */
  #missed = false;
  /** found in what the page changed; they go first */
  #news: Item[] = [];

  /**
   * @param changed called after every turn that wrote something, or found that there is less on the page; and when its text tells of a wrong charset
   * @param allowance milliseconds of work that the page may cost at once
   */
  constructor(document: Document, changed: () => void, allowance?: number) {
    this.#document = document;
    this.#changed = changed;
    this.#writer = new PageWriter(document);
    this.#follower = new Follower(document, this.#writer.journal, () => this.#hear(), () => { this.#writer.sweep(); changed(); });
    this.#turns = document.defaultView && new Turns(document.defaultView, (isOver) => this.#turn(isOver), () => { if (this.#writeAllReady()) this.#changed(); }, allowance);
  }

  get running(): boolean {
    return this.#running;
  }

  get progress(): Progress {
    const left = this.#items.length - this.#done + this.#lots.waiting + this.#news.length;
    return { state: this.#progressState(left), done: this.#released + this.#done - this.#lots.waiting, left };
  }

  #progressState(left: number): Progress['state'] {
    if (left === 0 && this.#look === null) return 'done';
    if (this.#turns?.stopped === true) return 'stopped';
    return this.#assessment === null && this.#work.engine !== null ? 'looking' : 'working';
  }

  /** True when there may be something to {@link restore}. */
  get began(): boolean {
    return this.#running || this.#announced;
  }

  /** A conversion is under way, which {@link do} gets as soon as it is there. */
  announce(conversion: Omit<ScriptConversion, 'convert'>): void {
    if (!this.#running && this.#writer.announceLanguage(conversion)) this.#announced = true;
  }

  /** Sets what is to be done, and does it: to the whole page, from its originals. */
  do(work: Work): void {
    this.#work = work;
    this.#assessment = null;
    this.#rewritten = false;
    if (!this.#running) {
      this.#running = true;
      this.#follower.start();
      this.#endListening = keepListening(this.#document, this.#listen, this.#judgeAnew);
      this.#endMode = watchMode(this.#document, this.#readMode);
    }
    this.#whole();
  }

  /** Goes on where the work was stopped because it took too long. */
  goOn(): void {
    this.#turns?.renew();
    this.#turns?.now();
  }

  /** Puts everything back and stops following the page. */
  restore(): void {
    this.#follower.catchUp();
    this.#running = this.#announced = false;
    this.#endListening?.();
    this.#endMode?.();
    this.#document.removeEventListener('DOMContentLoaded', this.#whole);
    this.#document.defaultView?.removeEventListener('load', this.#whole);
    this.#turns?.cancel();
    this.#turns?.renew();
    this.#follower.stop();
    this.#look = null;
    this.#setItems([], false);
    this.#news = [];
    this.#writer.restore();
    this.#assessment = null;
    this.#changed();
  }

  /** True where some damage was left, because it can be read in too many ways. */
  get spent(): boolean {
    return this.#assessment?.spent ?? false;
  }

  /** What the text tells of the charset that it was decoded with, as soon as the page is assessed. */
  get wrongEncoding(): WrongEncoding | null {
    return this.#assessment?.encoding ?? null;
  }

  counts(): Counts {
    return this.#writer.journal.counts();
  }

  /** Reads the page's bytes in another charset; nothing changes before {@link do} gets the result. */
  readAgain(bytes: Uint8Array, charset: string): RightReading | RereadError {
    return readAgain(this.#document, this.#writer.journal, bytes, charset);
  }

  /** Rewrites what the reader has selected. It stays until the page is restored. @returns how many texts changed */
  rewriteSelection(kind: Wish['kind'], rewrite: Rewrite): number {
    if (!this.#running) return 0;
    if (this.#writeAllReady()) this.#changed();
    const wishes = wishesFor(selectedTexts(this.#document), this.#writer.journal, kind, rewrite);
    this.#writer.wish(wishes);
    for (const item of collect(wishes.keys(), this.#writer.journal).items) this.#news.push(item);
    this.#turns?.now();
    return wishes.size;
  }

  /** Every change on the page, those included that the reader took back; not in the order of the page. */
  changes(): Generator<PlacedChange> {
    return this.#writer.changes();
  }

  /** The text of a node as it came. */
  sourceOf(node: Text): string {
    return this.#writer.journal.source({ node, name: null }) ?? '';
  }

  /** Takes one change back by itself, or makes it again. */
  change(change: PlacedChange, takeBack: boolean): void {
    this.#writeAllReady();
    this.#writer.change(change, takeBack, this.#state());
    this.#follower.catchUp();
    this.#changed();
  }

  /** The page changed. Where the work was stopped, nothing piles up: all of the page is looked at again when it goes on. */
  #hear(): void {
    if (this.#turns?.stopped !== true) return this.#turns?.beforePaint();
    this.#writer.leave(this.#follower.take().nodes);
    this.#missed = true;
  }

  #state(): PageState {
    return { work: this.#work, assessment: this.#assessment, from: this.#from, writing: this.#writing };
  }

  readonly #listen = (): void => {
    this.#document.addEventListener('DOMContentLoaded', this.#whole);
    this.#document.defaultView?.addEventListener('load', this.#whole);
  };

  /** The page wrote its document anew: it is another page than the one that was judged. */
  readonly #judgeAnew = (): void => {
    this.#rewritten = true;
    this.#follower.catchUp();
    this.#follower.take();
    this.#writer.journal.contest(this.#document);
    this.#news = [];
    this.#look = this.#lookAtAll(true, true);
    this.#turns?.beforePaint();
  };

  /** The whole document is written in from now on, and what may be sent must be what the page gave; or no longer. */
  readonly #readMode = (): void => {
    const root = rootOf(this.#document);
    if (root !== null && isWrittenIn(this.#document)) this.#writer.journal.restoreIn(root);
    this.#whole();
    this.#changed();
  };

  /** Looks at all of the page anew. What is clean already comes out the same and is not written again. */
  readonly #whole = (): void => {
    if (!this.#running) return;
    this.#follower.catchUp();
    this.#follower.forget();
    this.#news = [];
    this.#look = this.#lookAtAll(this.#rewritten, true);
    this.#turns?.now();
  };

  /** @param all false: it is done with where the page is judged as before */
  *#lookAtAll(following: boolean, all: boolean): Steps<void> {
    const before = this.#assessment;
    const { foreign } = this.#writing;
    const { items, shadows } = yield* collecting([this.#document], this.#writer.journal);
    for (const shadow of shadows) this.#follower.add(shadow);
    this.#writer.showFilled([this.#document, ...shadows], false);
    yield* this.#assess(items);
    if (this.wrongEncoding !== null) this.#changed();
    this.#writer.setLanguage(this.#state());
    this.#writer.setLanguageOf(shadows, this.#state());
    if (!all && foreign === this.#writing.foreign && same(before, this.#assessment)) return;
    this.#setItems(items, following);
    if (this.#writer.hideBoxes(this.#work)) this.#changed();
  }

  /** What waits of the page from now on; what was made ready before is not written any more. */
  #setItems(items: Item[], following: boolean): void {
    this.#items = items;
    this.#done = this.#released = 0;
    this.#lots = new Lots();
    this.#following = following;
  }

  *#assess(items: readonly Item[]): Steps<void> {
    const start = performance.now();
    let took = 0, length = 0, sample = '';
    const passages = [];
    for (const item of items) {
      const text = this.#writer.read(item, this.#writer.journal.source(item.slot) ?? '', this.#work);
      length += text.length;
      if (sample.length < SAMPLE) sample += text.slice(0, SAMPLE);
      passages.push(passageOf(item, text));
    }
    took += performance.now() - start;
    this.#assessed = length;
    this.#grown = 0;
    const steps = this.#work.engine?.assessing(passages, this.#work.options);
    if (steps !== undefined) {
      for (let last = performance.now(); ; ) {
        const { done, value } = steps.next();
        const now = performance.now();
        took += now - last;
        if (done === true) {
          this.#assessment = value;
          break;
        }
        yield;
        last = performance.now();
      }
    }
    this.#assessAfter = performance.now() + Math.min(LONGEST_WAIT_MS, took / ASSESS_SHARE);
    this.#from = this.#work.conversion?.convert.writtenIn(sample) ?? 'cn';
    this.#writing = writingOf(sample, this.wrongEncoding !== null);
    if (this.#assessment?.convertedToTraditional === true && this.#work.options.backToSimplified) this.#from = 'cn';
  }

  /** Turns what the page changed into items. */
  *#lookAtNews(): Steps<void> {
    const { nodes, attributes } = this.#follower.take();
    const { conversion, engine } = this.#work;
    // Words go on across inline tags: a text that is converted is looked at with its neighbours.
    const tops = conversion === null ? nodes : new Set([...nodes].map((node) => (isConnected(node) && typeOf(node) === Node.TEXT_NODE ? blockAround(node) : node)));
    const { items, shadows } = yield* collecting(tops, this.#writer.journal);
    for (const shadow of shadows) this.#follower.add(shadow);
    this.#writer.showFilled([...nodes, ...shadows], false);
    if (conversion !== null) this.#writer.setLanguageOf([...nodes, ...shadows], this.#state());
    for (const [element, names] of attributes) {
      for (const name of names) {
        const item = attributeItem(element, name);
        if (item !== null) items.push(item);
      }
    }
    for (const item of items) this.#news.push(item);
    for (const { slot } of items) this.#grown += this.#writer.journal.source(slot)?.length ?? 0;
    // The page says more than before: what it says of its damage or its language may have changed, and with it what was done so far.
    if ((engine === null && conversion === null) || this.#grown <= Math.max(GROWTH_MIN, this.#assessed * (GROWTH - 1))) return;
    const wait = this.#assessAfter - performance.now();
    if (wait <= 0) yield* this.#lookAtAll(true, false);
    else this.#assessLater(wait);
  }

  #waiting = false;
  #assessLater(wait: number): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#document.defaultView?.setTimeout(() => {
      this.#waiting = false;
      if (!this.#running || this.#look !== null || this.#grown === 0) return;
      this.#look = this.#lookAtAll(true, false);
      this.#turns?.now();
    }, wait);
  }

  /** One turn: what the page changed first, then what waits of the page, until the turn is over. */
  #turn(isOver: () => boolean): Left {
    if (!this.#running) return 'nothing';
    let wrote = false, left = true, painting = false, worked = false;
    do {
      if (this.#look !== null) {
        if (this.#look.next().done === true) this.#look = null;
      } else if (this.#news.length > 0) {
        if (this.#write(this.#writer.prepare(this.#news.splice(0, this.#chunk(this.#news, 0)), this.#state()), true)) wrote = true;
      } else if (this.#follower.hasNews) {
        this.#look = this.#lookAtNews();
      } else if (this.#lots.due) {
        // What the browser does for it comes on top: all but the first have a turn of their own.
        if (worked && this.#lots.begun) break;
        if (this.#writeReady()) wrote = true;
        painting = wrote && !this.#lots.due && (this.#done < this.#items.length || this.#lots.many);
      } else if (this.#done < this.#items.length) {
        this.#prepare();
        worked = true;
      } else if (this.#missed) {
        this.#missed = false;
        this.#look = this.#lookAtAll(false, true);
      } else left = false;
    } while (left && !painting && !isOver());
    if (wrote) this.#changed();
    if (painting) return this.#hasWork ? 'painting' : 'written';
    return left ? 'work' : 'nothing';
  }

  get #hasWork(): boolean {
    return this.#done < this.#items.length || this.#missed || this.#news.length > 0 || this.#follower.hasNews || this.#look !== null;
  }

  /** How many of the items from `start` on go to the engine together. */
  #chunk(items: readonly Item[], start: number): number {
    let end = Math.min(start + CHUNK, items.length);
    if (this.#work.conversion !== null) {
      while (end < items.length && end < start + LONGEST_RUN && goesOn(items[end - 1]!.slot.node, items[end]!.slot.node)) end++;
    }
    return end - start;
  }

  /** Makes some texts ready, and says when what is ready is to be written. */
  #prepare(): void {
    const chunk = this.#items.slice(this.#done, this.#done + this.#chunk(this.#items, this.#done));
    this.#done += chunk.length;
    try {
      this.#lots.add(this.#writer.prepare(chunk, this.#state()));
    } finally {
      // Where the work throws, what was made ready so far is written all the same.
      if (this.#done === this.#items.length) {
        this.#lots.flush();
        this.#items = [];
        this.#released = this.#done;
        this.#done = 0;
      }
    }
  }

  /** Writes some of what is ready. */
  #writeReady(): boolean {
    return this.#write(this.#lots.take(), this.#following);
  }

  #write(prepared: readonly Prepared[], following: boolean): boolean {
    const wrote = this.#writer.write(prepared, following);
    this.#follower.catchUp();
    return wrote;
  }

  /** Writes all that is ready: before the reader changes something of it, and where the work stops. @returns true where something was */
  #writeAllReady(): boolean {
    if (this.#lots.waiting === 0) return false;
    while (this.#lots.waiting > 0) this.#writeReady();
    return true;
  }
}

function same(a: Assessment | null, b: Assessment | null): boolean {
  return a === b || (a !== null && b !== null && a.kit === b.kit && a.spam === b.spam &&
    a.convertedToTraditional === b.convertedToTraditional && a.keys.size === b.keys.size);
}
