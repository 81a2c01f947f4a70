/**
 * The vocabulary of the engine: what goes in (passages), what comes out (outcomes and edits).
 * Pure text: nothing here or below `src/engine` knows a DOM, a browser or a file.
 */

import type { Steps } from './steps.ts';

/** Stands for a character that can't be known. */
export const LOST = '□';

/** What an edit undid. */
export type EditKind =
  /** a `(pinyin)` that the kit wrote behind a character */
  | 'annotation'
  /** characters read one byte off, or a character broken at a sentence cut, put right */
  | 'slip'
  /** a character that can't be known; shown as `□` */
  | 'lost'
  /** injected keywords */
  | 'spam'
  /** `?` for characters that show nothing and that GBK lacks (no-break spaces, emoji), and emoji that a kit strewed in */
  | 'residue'
  /** text decoded with the wrong charset */
  | 'mojibake'
  /** Traditional turned back to Simplified, or converted as the reader chose */
  | 'script';

/** A sign by which injected text was known. */
export type SpamReason =
  /** many short items and no sentence */
  | 'list'
  /** words that injected lists are made of */
  | 'words'
  /** Simplified on a page that was turned Traditional */
  | 'script'
  /** out of a reader's sight */
  | 'hidden'
  /** repeats an item of another list on the page */
  | 'copy'
  /** nothing else on the page is about it */
  | 'topic'
  /** links to another host */
  | 'links'
  /** characters that hide words from a search: invisible ones, look-alikes */
  | 'disguise'
  /** on a page that a mirror kit made */
  | 'kit'
  /** like a line that the reader named as spam on this site */
  | 'reader';

/** One change to a passage. Offsets are UTF-16 code units of the passage as it came in. */
export interface Edit {
  readonly kind: EditKind;
  readonly start: number;
  readonly end: number;
  /** `text.slice(start, end)` as it came in */
  readonly before: string;
  readonly after: string;
  /** 0 (a guess) to 1 (certain) */
  readonly confidence: number;
  /** for `spam`: the signs that decided, the weightiest first */
  readonly why?: readonly SpamReason[];
}

/** Where a passage stands on its page. */
export type Place = 'title' | 'meta' | 'heading' | 'body' | 'attribute';

/** A stretch of text that is cleaned as one: a line of a text file, a DOM text node, an attribute value. */
export interface Passage {
  readonly text: string;
  readonly place: Place;
  /** true: a reader does not see it (off-screen, `display:none`, zero size, colour of its ground) */
  readonly hidden?: boolean;
  /** true: it stands in a link */
  readonly link?: boolean;
  /** true: it stands in a link that leads to another host */
  readonly foreign?: boolean;
  /** which hidden box it stands in: the same number for all that one element hides */
  readonly box?: number;
}

/** What became of a passage. */
export interface Outcome {
  /** the clean text; `null`: the whole passage was injected and goes. Equal to the input where nothing was wrong. */
  readonly text: string | null;
  /** in order of `start`, not overlapping; except that `script` edits are counted but not listed one by one */
  readonly edits: readonly Edit[];
  /** how many characters were turned to the other script */
  readonly converted: number;
}

/** What the page as a whole tells of its damage. Small, structured-cloneable. */
export interface Assessment {
  /** an annotating kit was here */
  readonly kit: boolean;
  /** the page was turned Traditional character by character, so it should read Simplified */
  readonly convertedToTraditional: boolean;
  /** injected keyword lists were seen */
  readonly spam: boolean;
  /** characters that this page annotates -> reading as written in the page */
  readonly keys: ReadonlyMap<string, string>;
  /** most of the page's text was decoded with the wrong charset; absent where it was not */
  readonly encoding?: WrongEncoding;
  /** the page can be read in so many ways that its effort was spent: what slipped on it was left as it is */
  readonly spent: boolean;
}

/**
 * What the text tells of the charset that it was decoded with. Names are those of the WHATWG Encoding standard, lower case, as
 * `new TextDecoder(label).encoding` gives them; `gbk` stands for `gb18030` too.
 *
 * A page can be repaired without loss by reading its bytes again as `really` where `decoded` is what the browser decoded them as
 * (`new TextDecoder(document.characterSet).encoding`). Where it is not, the text came garbled from the server, and only its characters
 * can be repaired, which `Engine.clean` does.
 */
export interface WrongEncoding {
  /** what the bytes were taken for; `''`: not to be told, but the text is none in any language */
  readonly decoded: string;
  /** what they are; `''`: not to be told from the text (most of it is lost): `Engine.decode` tells it from the bytes */
  readonly really: string;
  /** true: nothing else explains the text; false: worth an offer, not an act */
  readonly certain: boolean;
}

/** One step of a repair. */
export type RepairStep =
  /** bytes were decoded as `read` and are `is`; names as in `WrongEncoding` */
  | { readonly kind: 'charset'; readonly read: string; readonly is: string }
  /** `&#22269;` was shown as text */
  | { readonly kind: 'references' }
  /** `\u56fd` was shown as text */
  | { readonly kind: 'unicode-escapes' }
  /** `%E5%9B%BD` was shown as text */
  | { readonly kind: 'percent-encoding' }
  /** characters were gone for good and are marked with `LOST` */
  | { readonly kind: 'lost' }
  /** the annotating kit's work was undone: `(pinyin)` taken out, slipped bytes put right */
  | { readonly kind: 'kit' };

/** A text repaired by itself, and how. */
export interface Explanation {
  /** equal to the input where nothing was wrong */
  readonly text: string;
  /** in the order in which they were taken, each kind of step once; empty where nothing was wrong */
  readonly steps: readonly RepairStep[];
  /** what changed, in order of `start`, not overlapping */
  readonly edits: readonly Edit[];
}

/** Bytes read in the charset that makes the most of them. */
export interface DecodedBytes {
  readonly text: string;
  /** name as in `WrongEncoding` */
  readonly charset: string;
  /** true: a byte order mark or the shape of the bytes says so, or no other charset comes near */
  readonly certain: boolean;
}

/** Lines that a reader judged on a site, as text or as `lineKey` of it (`src/engine/spam/lines.ts`). */
export interface ReaderLines {
  /** these lines and lines like them are spam; without `CleanOptions.spam` they stay */
  readonly remove: readonly string[];
  /** these lines, and these parts of lines, are not spam; they outrank `remove` */
  readonly keep: readonly string[];
}

/** Which damage to undo. */
export interface CleanOptions {
  readonly spam: boolean;
  /** what the reader knows better than the engine; asks for no assessment that found damage */
  readonly lines?: ReaderLines;
  readonly encoding: boolean;
  readonly annotations: boolean;
  /** what the kit turned Traditional; conversion to a reader's choice of script is not the engine's work (see `src/script`) */
  readonly backToSimplified: boolean;
}

/** The engine with its tables loaded. */
export interface Engine {
  /**
   * True from when characters were lost of which running text would tell more, if it were there: `loadEngine` says where it comes from. What is assessed once it is
   * there is repaired by it.
   */
  readonly wantsRunningText: boolean;
  /**
   * Reads all passages of a page (or as many as there are so far) and says what was done to it. What is repaired is evidence for the
   * rest: a damaged page is looked at again as it will be, until nothing changes any more.
   * @param options what is to be undone; all of it where left out
   */
  assess(passages: readonly Passage[], options?: CleanOptions): Assessment;
  /** The same in steps, one for each look at a passage: on a large page it takes longer than a browser may stand still. */
  assessing(passages: readonly Passage[], options?: CleanOptions): Steps<Assessment>;
  /**
   * Cleans passages of a page assessed before; `passages[i]` gives result `i`. Never throws on any text. What was assessed with the same
   * options costs nothing more.
   */
  clean(passages: readonly Passage[], assessment: Assessment, options: CleanOptions): Outcome[];
  /**
   * Repairs a text of which a reader says that it is garbled (pasted, or selected): looks harder than `clean`, and without a page
   * around it. Never throws on any text. Spam stays, and so does the script.
   */
  explain(text: string): Explanation;
  /**
   * Reads bytes of which the charset is not known: those of a page that was decoded wrongly, a saved file. The first 64 KB from where they are not ASCII decide.
   * @param hint what the text told (`WrongEncoding.really`), believed where the bytes agree
   */
  decode(bytes: Uint8Array, hint?: string): DecodedBytes;
}
