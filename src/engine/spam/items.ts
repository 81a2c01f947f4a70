import { type Folding, isIdeograph, MARK, NOTHING, SEPARATOR } from './fold.ts';

/** One item of a list: what stands between two separators. */
export interface Item {
  /** `[start, end)` in the text, in UTF-16 code units */
  readonly start: number;
  readonly end: number;
  /** the item folded: Simplified, lower case, no invisible and no disguised characters */
  readonly plain: string;
  /** how many invisible characters are within it, and characters that stand for others */
  readonly disguised: number;
  /** true: a sentence mark ends it */
  readonly marked: boolean;
}

/** Letters and ideographs of the planes beyond the first that NFKC makes plain ones of (`𝐚𝐩𝐩`). */
const isCompatible = (point: number): boolean =>
  (point >= 0x1d400 && point <= 0x1d7ff) || (point >= 0x1f100 && point <= 0x1f1ff) || (point >= 0x2f800 && point <= 0x2fa1f);

/** Of an item that is longer, this much tells what it is. */
const LONGEST = 400;
const FILLERS = '.*^`\'#=@&$%';
/** From so many single characters in a row a word is spelled out. */
const SPELLED = 4;
/** An `I` right between ideographs, twice: one can be a numeral (`甲I类`), two are bars. */
const LETTER_BARS = /[\u3400-\u9fff]I[\u3400-\u9fff].*[\u3400-\u9fff]I[\u3400-\u9fff]/su;
const CAPITAL = /[A-Z]/u;

class ItemReader {
  readonly items: Item[] = [];
  readonly #folding: Folding;
  #start = -1;
  #end = 0;
  #plain = '';
  #disguised = 0;
  #hiding = 0;

  constructor(folding: Folding) {
    this.#folding = folding;
  }

  add(start: number, end: number, folded: number, disguised: number): void {
    if (this.#start === -1) this.#start = start;
    else this.#disguised += this.#hiding; // at an edge an invisible character hides nothing
    this.#hiding = 0;
    this.#disguised += disguised;
    this.#end = end;
    if (this.#plain.length < LONGEST) this.#plain += String.fromCharCode(folded);
  }

  hide(): void {
    this.#hiding++;
  }

  close(marked: boolean): void {
    if (this.#start !== -1) {
      this.items.push({ start: this.#start, end: this.#end, plain: this.#plain, disguised: this.#disguised, marked });
    }
    this.#start = -1;
    this.#plain = '';
    this.#disguised = this.#hiding = 0;
  }

  /** A character beyond the basic plane: a letter of a special font, an ideograph, or else a picture that parts items. */
  addBeyond(at: number, point: number): void {
    if (isCompatible(point)) {
      const plain = String.fromCodePoint(point).normalize('NFKC').toLowerCase();
      this.add(at, at + 2, this.#folding.table[plain.charCodeAt(0)]!, 1);
    } else if (point >= 0x20000) this.add(at, at + 2, point & 0xffff, 0);
    else this.close(false);
  }
}

/** Splits a text at everything that parts items: separators, sentence marks, pictures. */
export function itemsOf(text: string, folding: Folding): Item[] {
  const reader = new ItemReader(folding);
  const letterBars = LETTER_BARS.test(text);
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) {
      reader.addBeyond(i++, point);
      continue;
    }
    const folded = folding.table[point]!;
    if (folded === SEPARATOR ? !betweenLatin(text, i) : isBar(text, i, letterBars)) reader.close(false);
    else if (folded === MARK) reader.close(true);
    else if (folded === NOTHING || isFiller(text, i)) reader.hide();
    else if (folded !== SEPARATOR) reader.add(i, i + 1, folded, folding.disguised[point]!);
  }
  reader.close(false);
  return joinSpelled(reader.items);
}

/** `视 频 在 线` is one item, spelled out. */
function joinSpelled(items: readonly Item[]): Item[] {
  const joined: Item[] = [];
  for (let i = 0; i < items.length; ) {
    let end = i;
    while (end < items.length && items[end]!.plain.length === 1 && isIdeograph(items[end]!.plain.charCodeAt(0))) end++;
    if (end - i < SPELLED) {
      joined.push(items[i++]!);
      continue;
    }
    const spelled = items.slice(i, end);
    joined.push({
      start: spelled[0]!.start, end: spelled.at(-1)!.end, plain: spelled.map((item) => item.plain).join(''),
      disguised: spelled.length, marked: spelled.at(-1)!.marked,
    });
    i = end;
  }
  return joined;
}

/** ` I ` is a bar written as a letter. @param bare true: bars without spaces were seen in this text */
function isBar(text: string, at: number, bare: boolean): boolean {
  if (text[at] !== 'I') return false;
  const [before = '', after = ''] = [text[at - 1], text[at + 1]];
  return (before === ' ' && after === ' ') || (bare && !CAPITAL.test(before) && !CAPITAL.test(after));
}

/** A dot or star between two ideographs, put there so that the word is not found. */
function isFiller(text: string, at: number): boolean {
  return FILLERS.includes(text[at]!) && at > 0 && isIdeograph(text.charCodeAt(at - 1)) && isIdeograph(text.charCodeAt(at + 1));
}

/** A space between Latin words parts no items: `app store`. */
function betweenLatin(text: string, at: number): boolean {
  return text[at] === ' ' && /[a-z]/iu.test(text[at - 1] ?? '') && /[a-z]/iu.test(text[at + 1] ?? '');
}
