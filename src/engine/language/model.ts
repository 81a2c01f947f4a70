import { FULL_WIDTH } from '../charset/full-width.ts';
import { find } from '../data/rows.ts';
import { ENDS, MARKS, type Rows, type Tables } from '../data/tables.ts';
import { finish, type Steps } from '../steps.ts';
import { type CharacterTable, fillLetters } from './characters.ts';

/**
 * A character model of written Chinese: how surprising is a character after the two before it, in nats (-ln p).
 *
 * Within words it follows a segmenter's dictionary (pairs and triples of characters weighted by word frequency); across words
 * it knows how often a character starts a word, and behind which others it does so more or less often than usual, which was
 * counted in running texts. Traditional and Simplified count as the same character.
 */

/** Share of running text, all characters taken together. Rough, from general knowledge of Chinese typography; only ratios matter. */
const PUNCTUATION: readonly (readonly [string, number])[] = [
  ['，', 0.05], ['。', 0.025], ['、', 0.012], ['“', 0.006], ['”', 0.006], ['：', 0.004], ['（', 0.003], ['）', 0.003], ['《', 0.003], ['》', 0.003],
  ['；', 0.003], ['？', 0.002], ['！', 0.002], ['—', 0.001], ['…', 0.001], ['·', 0.0005], ['‘', 0.0003], ['’', 0.0003], ['「', 0.0003], ['」', 0.0003],
  ['〔', 0.0001], ['〕', 0.0001], ['【', 0.0001], ['】', 0.0001], ['％', 0.0001], ['［', 0.0003], ['］', 0.0003], ['　', 0.001],
];
/** What follows a mark: probability of the second right behind the first. The like of them in the same rough way. */
const AFTER_MARK: readonly (readonly [string, number])[] = [
  ['。”', 0.15], ['？”', 0.2], ['！”', 0.2], ['，”', 0.03], ['；”', 0.02], ['…”', 0.1], ['：“', 0.25], ['，“', 0.03], ['。“', 0.04], ['、“', 0.12],
  ['”，', 0.2], ['”。', 0.15], ['”、', 0.1], ['”；', 0.02], ['”（', 0.03], ['”“', 0.04], ['》，', 0.1], ['》。', 0.06], ['》、', 0.1], ['》（', 0.12], ['》》', 0.01],
  ['》“', 0.005], ['、《', 0.12], ['，《', 0.015], ['。《', 0.015], ['：《', 0.05], ['（《', 0.04], ['“《', 0.02], ['；《', 0.02], ['》”', 0.02], ['》；', 0.02],
  ['）、', 0.08], ['）。', 0.08], ['），', 0.12], ['）；', 0.04], ['）（', 0.005], ['）“', 0.003], ['。（', 0.02], ['，（', 0.005], ['；（', 0.03], ['：（', 0.05], ['。）', 0.02],
  ['——', 0.95], ['……', 0.9], ['。—', 0.005], ['，—', 0.003], ['”—', 0.02], ['。　', 0.02], ['　　', 0.6], ['。‘', 0.003], ['。’', 0.02], ['？？', 0.03], ['！！', 0.05],
  ['」，', 0.2], ['」。', 0.15], ['」、', 0.1], ['。」', 0.1], ['：「', 0.2], ['、「', 0.1], ['，「', 0.02], ['。〔', 0.01], ['〕第', 0.2],
  ['。【', 0.02], ['；【', 0.02], ['】【', 0.02], ['。［', 0.02], ['”［', 0.05], ['］，', 0.05], ['］。', 0.1],
];
/** Any other mark behind a mark is this much rarer than behind a character. */
const MARK_AFTER_MARK = 0.08;
/** Characters that want something behind them, and the marks that come so much seldomer there. */
const OPEN_ENDED = '到得之和与及在于从或其以所对向将把被由并且使则可副各每该很更最不未应须需而';
/** `个` counts: it stands behind these, and this much seldomer behind others. */
const COUNTER = 0x4e2a;
const COUNTED = '一二三四五六七八九十百千万亿两几多数半这那哪各每某整首第前后上下单逐';
const UNCOUNTED = 0.15;
/** Adverbs of degree, `非常` among them, what they want behind them, and how much oftener it stands there. */
const DEGREES = '很更最太较极挺越';
const VERY = [0x975e, 0x5e38] as const;
const GRADABLE = '大小多少高低长短快慢好坏强弱深浅远近早晚重轻难易新旧宽窄厚薄久热冷贵美忙穷富';
const GRADED = 20;
const STOPS = '。；！？';
const STOP_AFTER_OPEN = 0.15;
const HAN_SHARE = 0.82;
/** `第`, and how often one of the ten digits follows it. */
const ORDINAL = 0x7b2c;
const ORDINAL_DIGIT = 0.3;
/** Numbers of notes stand in these: how often one of the ten digits follows. */
const NOTE = 0xff3b;
const NOTE_DIGIT = 0.09;
/** Share of characters in running text that end their word. */
const USUAL_END = 0.6;
/** How far to trust that two characters that can be one word are one. */
const SAME_WORD = 0.9;
const ASCII_COST = 4;
const DIGIT_COST = 5;
/** A Han character that the dictionary does not know, and anything else that GBK has: kana, box drawing, private use. */
const UNKNOWN_HAN_COST = 17;
const SYMBOL_COST = 15;
/** Behind any character a word may start with any. */
const LEAST_REST = 0.05;
/** Mass left to words that the dictionary lacks. */
const NOVELTY = 0.02;

/** How pairs of characters share out between words, for {@link CharacterModel}. */
export interface WordShares {
  /** of each pair's count, what goes on to a third character of the same word */
  readonly goesOn: Float32Array;
  /** of each pair's count, what starts its word */
  readonly starts: Float32Array;
  /** how often each character that starts a word is the whole word */
  readonly single: Float32Array;
}

/** Pairs in one step: some milliseconds. */
const STEP = 8192;

/** Counts them from the tables, in steps of some milliseconds. */
export function* wordShares({ pairs, triples, first }: Tables): Steps<WordShares> {
  const goesOn = new Float32Array(pairs.next.length);
  const starts = pairs.count.slice();
  for (let pair = 0; pair < pairs.next.length; pair++) {
    if (pair % STEP === 0) yield;
    for (let i = triples.start[pair]!; i < triples.start[pair + 1]!; i++) {
      goesOn[pair]! += triples.count[i]!;
      const inner = find(pairs, pairs.next[pair]!, triples.next[i]!);
      if (inner >= 0) starts[inner] = Math.max(0, starts[inner]! - triples.count[i]!);
    }
  }
  yield;
  const startsLonger = new Float32Array(first.length);
  for (let c = 0; c < first.length; c++) for (let i = pairs.start[c]!; i < pairs.start[c + 1]!; i++) startsLonger[c]! += starts[i]!;
  return { goesOn, starts, single: first.map((v, i) => Math.max(0.01, 1 - startsLonger[i]! / (v + 1))) };
}

const LETTER = 0x61;

/** What of each row is left to what is not in it, over what all that together has anywhere: the shares of a row come to 1 again. */
function restOf(across: Rows, startShare: Float32Array): Float32Array {
  return Float32Array.from({ length: across.start.length - 1 }, (_, head) => {
    let own = 0, anywhere = 0;
    for (let i = across.start[head]!; i < across.start[head + 1]!; i++) {
      const share = startShare[across.next[i]!] ?? 0;
      own += share * across.count[i]!;
      anywhere += share;
    }
    return Math.max(LEAST_REST, (1 - own) / (1 - anywhere));
  });
}

/** What is asked of a model of a language. */
export interface LanguageModel {
  /** cost of a code unit without context, nats */
  readonly alone: Float32Array;
  /**
   * @param before2 code unit two places before, 0 at the start
   * @param before1 code unit just before, 0 at the start
   * @returns probability of `unit` there, 0 to 1
   */
  probability(before2: number, before1: number, unit: number): number;
}

/**
 * The model, made of the tables. Knows code units: what lies beyond the BMP is a pair of surrogates to it, which it takes for symbols.
 * Remembers the context of the last question, so asking for many characters in one place is cheap.
 */
export class CharacterModel implements LanguageModel {
  /** code unit -> id + 1; 0: not a character of the model */
  readonly #id = new Uint16Array(0x10000);
  readonly alone = new Float32Array(0x10000);
  /** the same as a share of running text, 0 to 1 */
  readonly share = new Float64Array(0x10000);
  readonly #markPairs = new Map<number, number>();
  readonly #isMark = new Uint8Array(0x10000);
  readonly #isStop = new Uint8Array(0x10000);
  readonly #isOpenEnded = new Uint8Array(0x10000);
  readonly #isCounted = new Uint8Array(0x10000);
  readonly #isDegree = new Uint8Array(0x10000);
  readonly #isGradable = new Uint8Array(0x10000);
  readonly #counter: number;
  readonly #total: Float32Array;
  readonly #first: Float32Array;
  readonly #endShare: Float32Array;
  readonly #startShare: Float32Array;
  readonly #pairs: Rows;
  readonly #triples: Rows;
  readonly #pairGoesOn: Float32Array;
  readonly #pairStarts: Float32Array;
  readonly #single: Float32Array;
  readonly #across: Rows;
  /** what the pairs of a row of {@link Tables.across} leave to all others, as {@link Tables.across} has it of one */
  readonly #rest: Float32Array;
  /** what the characters of {@link ENDS} are in a row, 0 for others */
  readonly #endNext = new Uint16Array(0x10000);
  /** row of a mark, -1 for others */
  readonly #markRow = new Int32Array(0x10000).fill(-1);

  /** @param within {@link wordShares} of the tables */
  constructor(tables: Tables, characters: CharacterTable, within: WordShares = finish(wordShares(tables))) {
    const n = tables.characters.length;
    this.#total = tables.total;
    this.#first = tables.first;
    const grand = tables.total.reduce((a, b) => a + b, 0);
    const starts = tables.first.reduce((a, b) => a + b, 0);
    this.#endShare = tables.last.map((v, i) => Math.min(1, (v + 1) / (tables.total[i]! + 2)));
    this.#startShare = tables.first.map((v) => (v + 0.5) / (starts + n / 2));
    this.alone.fill(SYMBOL_COST);
    for (let unit = 0x4e00; unit <= 0x9fff; unit++) this.alone[unit] = UNKNOWN_HAN_COST;
    this.alone.fill(ASCII_COST, 0x20, 0x7f);
    this.alone.fill(DIGIT_COST, 0x30, 0x3a);
    for (let i = 0; i < n; i++) {
      const unit = tables.characters.charCodeAt(i);
      this.#id[unit] = i + 1;
      this.alone[unit] = -Math.log(HAN_SHARE * (tables.total[i]! / grand));
    }
    for (let unit = 0; unit < 0x10000; unit++) {
      const simple = characters.simplify[unit]!;
      // `著` and `着` are two characters of Simplified; most Traditional ones are in the dictionary by accident only.
      if (simple !== unit && this.#id[simple] && !characters.inBoth(unit)) {
        this.#id[unit] = this.#id[simple];
        // A Traditional character that the dictionary lists for itself is rarer there than here: pages of the kit are Traditional.
        this.alone[unit] = this.alone[simple]!;
      }
    }
    for (const [c, share] of PUNCTUATION) {
      this.alone[c.charCodeAt(0)] = -Math.log(share);
      this.#isMark[c.charCodeAt(0)] = 1;
    }
    for (const mark of STOPS) this.#isStop[mark.charCodeAt(0)] = 1;
    for (const c of OPEN_ENDED) this.#isOpenEnded[this.#id[c.charCodeAt(0)]!] = 1;
    for (const c of COUNTED) this.#isCounted[this.#id[c.charCodeAt(0)]!] = 1;
    for (const c of DEGREES) this.#isDegree[this.#id[c.charCodeAt(0)]!] = 1;
    for (const c of GRADABLE) this.#isGradable[this.#id[c.charCodeAt(0)]!] = 1;
    this.#counter = this.#id[COUNTER]! - 1;
    for (const [two, p] of AFTER_MARK) this.#markPairs.set(two.charCodeAt(0) * 0x10000 + two.charCodeAt(1), p);

    for (let unit = 0; unit < 0x10000; unit++) this.share[unit] = Math.exp(-this.alone[unit]!);
    this.#pairs = tables.pairs;
    this.#triples = tables.triples;
    this.#pairGoesOn = within.goesOn;
    this.#pairStarts = within.starts;
    this.#single = within.single;
    this.#across = tables.across;
    this.#rest = restOf(tables.across, this.#startShare);
    for (let i = 0; i < ENDS.length; i++) this.#endNext[ENDS.charCodeAt(i)] = n + i;
    this.#endNext.fill(this.#endNext[0x30]!, 0x30, 0x3a);
    for (let i = 0; i < MARKS.length; i++) this.#markRow[MARKS.charCodeAt(i)] = n + i;
    for (const table of [this.#endNext, this.#markRow]) fillLetters(table, table[LETTER]!);
    // A mark that was folded stands where the full-width one stood: which of the two it is, the words beside it do not tell.
    for (let unit = FULL_WIDTH + 0x21; unit < FULL_WIDTH + 0x7f; unit++) {
      if (this.#endNext[unit] !== 0) this.#endNext[unit - FULL_WIDTH] = this.#endNext[unit]!;
      if (this.#markRow[unit]! >= 0) this.#markRow[unit - FULL_WIDTH] = this.#markRow[unit]!;
    }
  }

  // The context of the last question: the decoder asks for many characters in one place.
  #context1 = -1;
  #context2 = -1;
  #b = -1;
  /** its row in {@link Tables.across}, or that of a mark, -1 where there is none */
  #row = -1;
  /** index of the pair before, -1 where the two are no pair of a word */
  #head = -1;
  #inWord = 0;
  /** how likely a word of several characters ends with the last one, and one that is nothing but the last one */
  #longEnds = 0;
  #singleEnds = 0;

  #enter(before2: number, before1: number): void {
    this.#context2 = before2;
    this.#context1 = before1;
    this.#b = this.#id[before1]! - 1;
    this.#head = -1;
    this.#row = this.#b < 0 ? this.#markRow[before1]! : this.#b;
    if (this.#b < 0) return;
    this.#longEnds = 0;
    this.#singleEnds = this.#single[this.#b]!;
    const a = this.#id[before2]! - 1;
    if (a < 0) return;
    const head = find(this.#pairs, a, this.#b);
    if (head < 0) return;
    const pair = this.#pairs.count[head]!;
    this.#head = head;
    // Are the two in one word here? Then the word goes on or ends.
    this.#inWord = pair / (pair + this.#endShare[a]! * this.#startShare[this.#b]! * this.#total[a]!);
    this.#longEnds = this.#inWord * Math.max(0, 1 - this.#pairGoesOn[head]! / pair);
    this.#singleEnds *= 1 - this.#inWord;
  }

  /** @inheritdoc */
  probability(before2: number, before1: number, unit: number): number {
    if (before1 !== this.#context1 || before2 !== this.#context2) this.#enter(before2, before1);
    const b = this.#b;
    const c = this.#id[unit]! - 1;
    if (c < 0) {
      const p = this.share[unit]!;
      // A mark, digit or letter can only follow where a word may end.
      if (unit >= 0x30 && unit <= 0x39 && (before1 === ORDINAL || before1 === NOTE)) return before1 === NOTE ? NOTE_DIGIT : ORDINAL_DIGIT;
      if (b >= 0) {
        const whole = this.#isStop[unit]! & this.#isOpenEnded[b + 1]! ? STOP_AFTER_OPEN : 1;
        const end = this.#endNext[unit]!;
        const met = end === 0 ? -1 : find(this.#across, b, end);
        return p * (met < 0 ? 1 : this.#across.count[met]!) * Math.min(2, (this.#longEnds + this.#singleEnds * whole) / USUAL_END + 0.02 * whole);
      }
      if (!this.#isMark[unit] || !this.#isMark[before1]) return p;
      return this.#markPairs.get(before1 * 0x10000 + unit) ?? p * MARK_AFTER_MARK;
    }
    let fresh = HAN_SHARE * this.#startShare[c]!;
    if (this.#row >= 0) {
      const met = find(this.#across, this.#row, c);
      fresh *= met < 0 ? this.#rest[this.#row]! : this.#across.count[met]!;
    }
    if (b < 0) return fresh;
    if (c === this.#counter && this.#isCounted[b + 1] === 0) fresh *= UNCOUNTED;
    if (this.#isGradable[c + 1] === 1 && (this.#isDegree[b + 1] === 1 || before1 === VERY[1] && before2 === VERY[0])) fresh *= GRADED;
    // Either the character before starts a word here, which goes on or is whole, or it belongs to the one before it.
    const own = find(this.#pairs, b, c);
    const within = own < 0 ? 0 : Math.min(1, this.#pairStarts[own]! / (this.#first[b]! + 1));
    const two = (1 - NOVELTY) * (within + this.#single[b]! * fresh) + NOVELTY * this.share[unit]!;
    if (this.#head < 0) return two;
    const pair = this.#pairs.count[this.#head]!;
    const goesOn = Math.min(this.#pairGoesOn[this.#head]!, pair);
    const third = goesOn === 0 ? -1 : find(this.#triples, this.#head, c);
    const three = ((third < 0 ? 0 : this.#triples.count[third]!) + (pair - goesOn) * fresh) / (pair + 1);
    const inWord = this.#inWord * SAME_WORD;
    return inWord * three + (1 - inWord) * two;
  }
}
