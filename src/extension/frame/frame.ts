import type { Engine, Passage } from '../../engine/types.ts';
import type { PageChange, PlacedChange } from '../../page/write/changes.ts';
import type { Counts } from '../../page/journal/report.ts';
import type { RereadError } from '../../page/read/reread.ts';
import type { Dictionaries } from '../../script/convert.ts';
import type { ScriptTarget } from '../../script/types.ts';
import type { Part } from '../messages.ts';
import { isOn, type Policy } from '../settings/policy.ts';

/**
 * Where the scripts of one frame meet: those injected later find here what the earlier ones left. It hangs on the
 * global of the isolated world, which pages can't see.
 */
export interface Frame {
  /** tells the documents apart that a tab shows one after the other */
  readonly id: number;
  /** `null` until the settings are read */
  policy: Policy | null;
  /** whether it is cleaned, by {@link decide}; `null` until that is known */
  state: PageState['state'] | null;
  /** set by the sniffing script */
  sniffing?: true;
  /** the reader wants to see the page as it came; said of a frame before there is a `page`, too */
  restored?: boolean;
  /** the reader wants this page cleaned although it is left alone, until it is loaded again */
  once?: boolean;
  /** a part that this page needs could not be had */
  failed?: boolean;
  /** the extension came to a page that was there before it: after an update, its earlier self may have cleaned it */
  late?: boolean;
  /** set by the `engine` part */
  engine?: () => Promise<Engine>;
  /** set by the parts `simplified` and `traditional` */
  dictionaries: Partial<Record<'simplified' | 'traditional', () => Promise<Dictionaries>>>;
  /** set by the `page` part */
  page?: FramePage;
  /** set by the `changes` part */
  marks?: FrameMarks;
  /** while the reader picks something in the page: puts an end to it */
  endPicking?: () => void;
}

/** Marks in the page of what was changed. */
export interface FrameMarks {
  /** must be in force in this frame */
  readonly style: string;
  readonly shown: boolean;
  show(on: boolean): void;
}

/** What a frame tells of its charset. Structured-cloneable. */
export interface EncodingReport {
  /** what the browser decoded the page as */
  readonly shown: string;
  /** what it was read again as; `null`: it was not */
  readonly read: string | null;
  /** true: it was read again because that was sure, and not because the reader said so */
  readonly automatic: boolean;
  /** what it seems to be; `auto`: something else than shown; `null`: nothing to offer */
  readonly offer: string | null;
  /** why it could not be read again when it was asked for last */
  readonly error: RereadError | null;
  /** true: the page was there before the reader chose a charset for it, so that what it is shown in is its own */
  readonly own: boolean;
}

/** What the `page` part does for others. */
export interface FramePage {
  /** must be in force in this frame */
  readonly style: string;
  /** The policy changed, or another part arrived. */
  update(): void;
  /** Puts everything back and stays away until {@link clean} or a new page. */
  restore(): void;
  clean(): void;
  /** It was kept by the browser and came back, or made early and is shown now: the toolbar was about another page. */
  shown(): void;
  /** Cleans this page although it is to be left alone, until it is loaded again. */
  once(): void;
  report(): PageReport;
  encoding(): EncodingReport;
  /**
   * Reads the page again.
   * @param charset WHATWG label; `auto`: as its bytes say; `null`: as it would be had the reader said nothing
   * @param first nothing was chosen for it before
   */
  readAgain(charset: string | null, first: boolean): Promise<EncodingReport>;
  /** Rewrites what is selected. @returns how many texts changed; `null`: nothing may be changed here now */
  rewriteSelection(how: SelectionAction): Promise<number | null>;
  /** every change, in the order of the page */
  placed(): readonly PlacedChange[];
  change(change: PlacedChange, takeBack: boolean): void;
  /** the text of a node as it came */
  sourceOf(node: Text): string;
  /** called when what is shown has changed */
  readonly listeners: Set<() => void>;
}

/** What can be done to a selection: repair it, or turn it to a script. */
export type SelectionAction = 'repair' | ScriptTarget;

/** What was done in a frame. */
export interface PageReport {
  /**
   * `looking`: it is not known yet what is wrong; `stopped`: the work took more time than a page may cost; `clean` goes on; `failed`: a part
   * could not be had, and what it is for was not done
   */
  readonly state: 'waiting' | 'off' | 'watching' | 'looking' | 'cleaned' | 'restored' | 'stopped' | 'failed';
  readonly counts: Counts | null;
  /** places (texts and attributes) that were looked at, and those that wait; where there is a cleaner */
  readonly done?: number;
  readonly left?: number;
  /** true: some damage was left, because it can be read in too many ways (`Assessment.spent`) */
  readonly spent?: boolean;
  /** true: the reader wanted it cleaned this once, whatever the settings say */
  readonly once?: boolean;
}

/** What the popup learns of a frame, all at once. Structured-cloneable. */
export interface FrameReport extends PageReport {
  /** true: the extension came to a page that was there before it */
  readonly late: boolean;
  /** false: what is shown is no text for readers (a PDF, a picture, code), so nothing was looked at */
  readonly readable: boolean;
  /** true: changes are marked in the page */
  readonly marked: boolean;
  readonly encoding: EncodingReport;
  /** true: something is selected, in the text or in a field; false in an answer to `counts` */
  readonly selected: boolean;
}

const KEY = '__qingyeFrame';

/** The meeting point of this frame, made on first use. */
export function thisFrame(): Frame {
  const world = globalThis as unknown as Record<string, Frame | undefined>;
  return (world[KEY] ??= { id: Math.random(), policy: null, state: null, dictionaries: {} });
}

/** Decides whether a frame is cleaned: to be called when its policy is another, or what the reader wants of its page. */
export function decide(frame: Frame): void {
  const { policy, once } = frame;
  frame.state = once === true ? 'on' : policy && (isOn(policy) ? 'on' : policy.enabled ? 'away' : 'off');
}

/**
 * Runs inside a frame through `scripting.executeScript`, so it must stand alone: no imports, no outer names.
 * @returns `null` where the sniffing script never ran
 */
export function askFrame(what: 'report' | 'counts' | 'restore' | 'clean' | 'once'): FrameReport | null {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  if (frame === undefined) return null;
  const { page, state, marks, late } = frame;
  if (what !== 'report' && what !== 'counts') {
    if (page === undefined) frame.restored = what === 'restore';
    else page[what]();
  }
  const isSelected = (): boolean => {
    const field = document.activeElement;
    const isField = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'password');
    return getSelection()?.isCollapsed === false || (isField && field.selectionStart !== field.selectionEnd);
  };
  return {
    ...(page?.report() ?? { state: state === null ? 'waiting' : state !== 'on' ? 'off' : frame.restored ? 'restored' : frame.failed ? 'failed' : 'watching', counts: null }),
    late: late ?? false,
    readable: /^text\/(?!css|j)|^application\/.*xml$/.test(document.contentType),
    marked: marks?.shown ?? false,
    encoding: page?.encoding() ?? { shown: document.characterSet, read: null, automatic: false, offer: null, error: null, own: false },
    // Not the text itself: a whole page may be selected. To ask forces a layout, and for counts nobody wants to know.
    selected: what !== 'counts' && isSelected(),
  };
}

/** What a page says for its tab: to the toolbar, and to frames that come later. */
export interface PageState {
  readonly id: Frame['id'];
  /** is it cleaned, is everything off, or is this site left alone? */
  readonly state: 'on' | 'off' | 'away';
  readonly restored: boolean;
  /** see {@link Frame.once} */
  readonly once: boolean;
}

/** Runs inside a frame as {@link askFrame} does. Most pages are cleaned: it counts as such while nothing is known. */
export function askPage(): PageState | null {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  if (frame === undefined) return null;
  return { id: frame.id, restored: frame.restored === true, once: frame.once === true, state: frame.state ?? 'on' };
}

/**
 * Runs inside a frame as {@link askFrame} does.
 * @param charset and `first`: see {@link FramePage.readAgain}
 * @returns `null` where parts are needed that are not there
 */
export function readFrameAgain(charset: string | null, first: boolean): Promise<EncodingReport> | null {
  return (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame']?.page?.readAgain(charset, first) ?? null;
}

/** What is selected in a frame. */
export interface SelectionReport {
  readonly text: string;
  /** true: in a field, where the text is the reader's own */
  readonly editable: boolean;
}

/** The parts that need styles in the frame. */
export type StyledPart = Extract<Part, 'page' | 'changes'>;

/** Runs inside a frame as {@link askFrame} does. @returns the style sheet of a part in the frame; `null` where it did not run, or has nothing to do */
export function frameStyle(part: StyledPart): string | null {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  return (part === 'page' ? frame?.page : frame?.marks)?.style ?? null;
}

/** Runs inside a frame as {@link askFrame} does. @returns `null` where nothing is selected, or what is selected is secret */
export function askSelection(): SelectionReport | null {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.selectionStart !== null)) {
    const text = field.type === 'password' ? '' : field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    if (text !== '') return { text, editable: true };
  }
  const text = getSelection()?.toString() ?? '';
  return text === '' ? null : { text, editable: field instanceof HTMLElement && field.isContentEditable };
}

/** Runs inside a frame as {@link askFrame} does. @returns `null` where nothing may be changed */
export function rewriteSelection(how: SelectionAction): Promise<number | null> | null {
  return (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame']?.page?.rewriteSelection(how) ?? null;
}

/** Runs inside a frame like {@link askFrame}: the changes, or none where nothing was done. At most `most` of them. */
export function listChanges(most: number): PageChange[] {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  return (frame?.page?.placed() ?? []).slice(0, most).map(({ change }) => change);
}

/** Runs inside a frame like {@link askFrame}: takes changes back, or makes them again. @returns how many there were */
export function changeOnes(ids: readonly string[], takeBack: boolean): number {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  const wanted = new Set(ids);
  const found = (frame?.page?.placed() ?? []).filter(({ change }) => wanted.has(change.id));
  for (const placed of found) frame?.page?.change(placed, takeBack);
  return found.length;
}

/** Runs inside a frame like {@link askFrame}. */
export function showMarks(on: boolean): void {
  (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame']?.marks?.show(on);
}

/** Runs inside a frame like {@link askFrame}: {@link PlacedChange.passage}; `null` where the change is gone. */
export function passageOfChange(id: string): Passage | null {
  const frame = (globalThis as unknown as Record<string, Frame | undefined>)['__qingyeFrame'];
  return (frame?.page?.placed() ?? []).find(({ change }) => change.id === id)?.passage ?? null;
}
