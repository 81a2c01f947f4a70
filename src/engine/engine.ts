import { followedBy } from './compose.ts';
import { unpackTables } from './data/tables.ts';
import { apply, withEdits } from './edits.ts';
import { gatherEvidence, type KitEvidence, mayBeAnnotated } from './kit/evidence.ts';
import { Candidates, type PageKnowledge, pageKnowledge } from './kit/knowledge.ts';
import { learnPage } from './kit/learn.ts';
import { repairSlipped, repairText } from './kit/repair.ts';
import { dotsOfNames } from './kit/names.ts';
import { findResidue, leakedIds } from './kit/residue.ts';
import { gatherScattered, isOverConverted, mayBeMixed, mixed, type ReadingStyle, type ScatteredEvidence, strewsEmoji, toned, toneless, unscatter, wasScattered, wasScatteredMixed, wasScatteredToneless } from './kit/scattered.ts';
import { slipSigns } from './kit/signs.ts';
import { Simplifier } from './kit/simplify.ts';
import { convertedByCharacter, kitWasHere } from './kit/verdict.ts';
import { CharacterTable } from './language/characters.ts';
import { CharacterModel, wordShares } from './language/model.ts';
import { RunningTextModel } from './language/running-text.ts';
import { decodeBytes } from './mojibake/bytes.ts';
import { explain } from './mojibake/explain.ts';
import { assessEncoding, type PageEncoding } from './mojibake/page.ts';
import { MojibakeRepairer } from './mojibake/repair.ts';
import { type Injected, SpamJudge, type SpamPage } from './spam/judge.ts';
import { ReaderRules } from './spam/lines.ts';
import { shippedModel } from './spam/model.ts';
import { finish, finishSlowly, Pace, type Pause, type Steps } from './steps.ts';
import type { Assessment, CleanOptions, DecodedBytes, Edit, Engine, Explanation, Outcome, Passage, ReaderLines } from './types.ts';

export { lineKey } from './spam/lines.ts';

/** What one look at a page found, and what only the engine needs to know of it. */
interface Round {
  readonly assessment: Assessment;
  readonly spam: SpamPage;
  readonly knowledge: PageKnowledge;
  readonly simplifier: Simplifier;
  /** the page's first honest heading: what the title says where all of it was injected */
  readonly headline: Passage | null;
  /** edits of the texts that slipped: they are repaired together, when the page is assessed */
  readonly slipped: ReadonlyMap<string, readonly Edit[]>;
  /** how what is annotated was annotated at random, where it was; nothing slipped there */
  readonly scattered: Scattered | null;
  /** what the kit that works on bytes left besides slips is looked for, by the ids of its tags; null where it was not here */
  readonly leakedIds: ReadonlySet<string> | null;
  readonly encoding: PageEncoding | null;
}

/** How a page was annotated at random, and what tells. */
interface Scattered {
  readonly style: ReadingStyle;
  readonly evidence: ScatteredEvidence;
  /** emoji were strewn in, too */
  readonly emoji: boolean;
}

/** What is known of an assessed page. */
interface PageState {
  /** The first look is at the page as it came, each further one at what the ones before it made of it; all changed something. */
  readonly rounds: readonly [Round, ...Round[]];
  readonly options: CleanOptions;
  /** what came of the passages that were assessed, with these options */
  readonly outcomes: ReadonlyMap<Passage, Outcome>;
}

/** What is repaired is evidence for the rest, so a page is looked at until nothing changes, but not more often than this. */
const MOST_ROUNDS = 4;

const EVERYTHING: CleanOptions = { spam: true, encoding: true, annotations: true, backToSimplified: true };
const CLEAN: Assessment = { kit: false, convertedToTraditional: false, spam: false, keys: new Map(), spent: false };

class LoadedEngine implements Engine {
  readonly #characters: CharacterTable;
  readonly #model: CharacterModel;
  readonly #candidates: Candidates;
  readonly #spam: SpamJudge;
  readonly #mojibake: MojibakeRepairer;
  readonly #runningText: RunningTextSource;
  #packedText: Uint8Array | null = null;
  readonly #states = new WeakMap<Assessment, PageState>();
  readonly #rules = new WeakMap<ReaderLines, ReaderRules>();

  constructor(characters: CharacterTable, model: CharacterModel, spam: SpamJudge, runningText: RunningTextSource) {
    this.#characters = characters;
    this.#model = model;
    this.#spam = spam;
    this.#candidates = new Candidates(this.#model);
    this.#mojibake = new MojibakeRepairer(this.#model, this.#characters);
    this.#runningText = runningText;
  }

  assess(passages: readonly Passage[], options?: CleanOptions): Assessment {
    return finish(this.assessing(passages, options));
  }

  *assessing(passages: readonly Passage[], options: CleanOptions = EVERYTHING): Steps<Assessment> {
    const first = yield* this.#look(passages);
    if (first === null) return CLEAN;
    const rules = this.#rulesFor(options);
    const rounds: [Round, ...Round[]] = [first];
    const outcomes: Outcome[] = [];
    // What stands there after the rounds so far; null: nothing any more.
    const now: (Passage | null)[] = [...passages];
    for (let round: Round | null = first; round !== null; ) {
      const pace = new Pace();
      let changed = false;
      for (let i = 0; i < now.length; i++) {
        const passage = now[i]!;
        if (passage === null) continue;
        if (pace.isOver(passage.text)) yield;
        const outcome = this.#cleanOne(passage, round, options, rules);
        outcomes[i] = round === first ? outcome : followedBy(passages[i]!.text, outcomes[i]!, outcome);
        if (outcome.text === passage.text) continue;
        changed = true;
        now[i] = outcome.text === null ? null : { ...passage, text: outcome.text };
      }
      if (round !== first && changed) rounds.push(round);
      if (!changed || rounds.length === MOST_ROUNDS) break;
      round = yield* this.#look(now.filter((passage) => passage !== null));
    }
    const convertedToTraditional = rounds.some(({ assessment }) => assessment.convertedToTraditional);
    const assessment = { ...first.assessment, convertedToTraditional, spent: rounds.some(({ assessment: found, knowledge }) => found.kit && knowledge.effort.left <= 0) };
    this.#states.set(assessment, { rounds, options, outcomes: new Map(passages.map((passage, i) => [passage, outcomes[i]!])) });
    return assessment;
  }

  /** @returns null where nothing is wrong */
  *#look(passages: readonly Passage[]): Steps<Round | null> {
    const look = (): Steps<KitEvidence> => gatherEvidence(passages, this.#characters, this.#model);
    const annotated = mayBeAnnotated(passages, this.#characters) ? yield* look() : null;
    let slips = annotated !== null && kitWasHere(annotated);
    const atRandom = annotated !== null && !slips ? yield* this.#atRandom(passages) : null;
    let spam = yield* this.#spam.assess(passages, slips || atRandom !== null);
    // What was injected says more of the annotations, and they of the rest of what was injected.
    if (annotated !== null && !slips && atRandom === null && spam.otherScript && kitWasHere(annotated, true)) {
      slips = true;
      spam = yield* this.#spam.assess(passages, true);
    }
    const kit = slips || atRandom !== null;
    const encoding = yield* this.#withRunningText(() => assessEncoding(passages, this.#mojibake, kit));
    if (!kit && !spam.found && encoding === null) return null;
    const evidence = annotated ?? (yield* look());
    const byCharacter = slips || ((spam.found || atRandom !== null) && convertedByCharacter(evidence, spam.otherScript));
    const convertedToTraditional = byCharacter || (atRandom !== null && isOverConverted(atRandom.evidence));
    const signs = slipSigns(evidence, this.#characters, this.#model);
    const local = yield* learnPage(slips ? passages : [], signs, this.#model.share);
    const keys = new Map([...evidence.readings].map(([unit, reading]) => [String.fromCharCode(unit), reading]));
    const knowledge = pageKnowledge(signs, evidence, this.#model, local, this.#candidates);
    return {
      assessment: { kit, convertedToTraditional, spam: spam.found, keys, spent: false, ...(encoding?.encoding === undefined ? {} : { encoding: encoding.encoding }) },
      headline: passages.find((p) => p.place === 'heading' && /\S/u.test(p.text) && this.#spam.verdict(p, spam).length === 0) ?? null,
      spam, knowledge, scattered: atRandom,
      leakedIds: byCharacter && atRandom === null ? leakedIds(passages) : null,
      slipped: slips ? yield* repairSlipped(passages.map((p) => p.text), knowledge, local) : new Map(),
      simplifier: new Simplifier(this.#characters, this.#model, local),
      encoding,
    };
  }

  get wantsRunningText(): boolean {
    return this.#mojibake.lacksModel;
  }

  /** Does it again where running text is there and was not when it was done. */
  *#withRunningText<T>(repair: () => Steps<T>): Steps<T> {
    if (this.wantsRunningText) yield* this.#takeRunningText();
    const known = !this.wantsRunningText;
    const found = yield* repair();
    return known && this.wantsRunningText && (yield* this.#takeRunningText()) ? yield* repair() : found;
  }

  /** @returns false where it can't be had yet */
  *#takeRunningText(): Steps<boolean> {
    // Kept until it is unpacked: a selection can be repaired while a page is looked at, between two steps.
    const packed = this.#packedText ??= this.#runningText();
    if (packed === null) return false;
    this.#mojibake.fillBy(yield* RunningTextModel.making(this.#model, this.#characters, packed));
    this.#packedText = null;
    return true;
  }

  /** Were these passages annotated at random? @returns null where they were not */
  *#atRandom(passages: readonly Passage[]): Steps<Scattered | null> {
    const withTones = yield* gatherScattered(passages, this.#model, toned);
    const without = yield* gatherScattered(passages, this.#model, toneless);
    if (mayBeMixed(withTones, without)) {
      const both = yield* gatherScattered(passages, this.#model, mixed);
      if (wasScatteredMixed(both, without.count)) return { style: mixed, evidence: both, emoji: strewsEmoji(passages) };
    }
    if (wasScattered(withTones)) return { style: toned, evidence: withTones, emoji: false };
    return wasScatteredToneless(without, withTones.count - withTones.unmarked) ? { style: toneless, evidence: without, emoji: false } : null;
  }

  clean(passages: readonly Passage[], assessment: Assessment, options: CleanOptions): Outcome[] {
    const state = this.#states.get(assessment);
    const rules = this.#rulesFor(options);
    if (state === undefined) return passages.map(({ text }) => (options.spam && rules?.removes(text) === true ? removedByReader(text) : { text, edits: [], converted: 0 }));
    const known = sameOptions(options, state.options) ? state.outcomes : null;
    return passages.map((passage) => known?.get(passage) ?? this.#cleanNew(passage, state, options, rules));
  }

  /** A passage that was not there when its page was assessed, or is to be cleaned otherwise. */
  #cleanNew(passage: Passage, { rounds: [first, ...more] }: PageState, options: CleanOptions, rules: ReaderRules | null): Outcome {
    let outcome = this.#cleanOne(passage, first, options, rules);
    for (const round of more) {
      if (outcome.text === null) break;
      outcome = followedBy(passage.text, outcome, this.#cleanOne({ ...passage, text: outcome.text }, round, options, rules));
    }
    return outcome;
  }

  /** Made once for all batches of a page. */
  #rulesFor({ lines }: CleanOptions): ReaderRules | null {
    if (lines === undefined) return null;
    let rules = this.#rules.get(lines);
    if (rules === undefined) this.#rules.set(lines, (rules = new ReaderRules(lines, (unit) => this.#characters.simplify[unit]!)));
    return rules;
  }

  explain(text: string): Explanation {
    return finish(this.#withRunningText(() => oneStep(() => explain(text, this, this.#mojibake))));
  }

  decode(bytes: Uint8Array, hint?: string): DecodedBytes {
    return decodeBytes(bytes, this.#model, hint);
  }

  #cleanOne(passage: Passage, round: Round, options: CleanOptions, rules: ReaderRules | null): Outcome {
    const { text } = passage;
    const { assessment } = round;
    if (options.spam && rules?.removes(text) === true) return removedByReader(text);
    const injected = !options.spam || rules?.keeps(text) === true ? []
      : this.#spam.verdict(passage, round.spam).filter(({ start, end }) => rules?.keeps(text.slice(start, end)) !== true);
    const spamEdits = injected.map((found) => spamEdit(text, found));
    if (spamEdits[0]?.start === 0 && spamEdits[0].end === text.length) {
      const title = passage.place === 'title' && round.headline !== null ? this.#cleanOne(round.headline, round, options, rules) : null;
      if (title === null || title.text === null) return { text: null, edits: spamEdits, converted: 0 };
      return { text: title.text, edits: [{ ...spamEdits[0], after: title.text }], converted: title.converted };
    }
    let edits: readonly Edit[] = (options.encoding ? round.encoding?.edits.get(text) : undefined) ?? [];
    if (assessment.kit && edits.length === 0) {
      edits = round.scattered !== null ? unscatter(text, round.scattered.style, round.scattered.emoji) : (round.slipped.get(text) ?? repairText(text, round.knowledge));
      if (!options.annotations) edits = edits.filter((e) => e.kind !== 'annotation');
      if (!options.encoding) edits = edits.filter((e) => e.kind === 'annotation');
    }
    if (round.leakedIds !== null && options.encoding) edits = withEdits(edits, [...findResidue(passage, round.leakedIds), ...dotsOfNames(text)].sort((a, b) => a.start - b.start));
    edits = withEdits(spamEdits, edits);
    const repaired = apply(text, edits);
    if (!options.backToSimplified || !assessment.convertedToTraditional) return { text: repaired, edits, converted: 0 };
    const { text: simplified, converted } = round.simplifier.simplify(repaired);
    return { text: simplified, edits, converted };
  }
}

const sameOptions = (a: CleanOptions, b: CleanOptions): boolean =>
  a === b || (a.spam === b.spam && a.encoding === b.encoding && a.annotations === b.annotations && a.backToSimplified === b.backToSimplified && a.lines === b.lines);

function spamEdit(text: string, { start, end, why }: Injected): Edit {
  return { kind: 'spam', start, end, before: text.slice(start, end), after: '', confidence: 0.99, why };
}

function removedByReader(text: string): Outcome {
  return { text: null, edits: [spamEdit(text, { start: 0, end: text.length, why: ['reader'] })], converted: 0 };
}

/** Work that is one step. */
// biome-ignore lint/correctness/useYield: it has no piece to stop behind
function* oneStep<T>(work: () => T): Steps<T> {
  return work();
}

/**
 * The bytes of `src/engine/data/running-text.bin`, which hardly a text needs: asked for when the first one does ({@link Engine.wantsRunningText}), and for each one after
 * that until it is there. `null`: not yet.
 */
export type RunningTextSource = () => Uint8Array | null;

/**
 * Makes an engine from the shipped tables.
 * @param tables the bytes of `src/engine/data/tables.bin` (deflate-raw)
 * @param runningText left out, there is none
 * @param pause awaited between the pieces of the work, each of some 10 ms; left out, it is done at once
 * @throws when the bytes are not those
 */
export async function loadEngine(tables: Uint8Array, runningText: RunningTextSource = () => null, pause: Pause = () => Promise.resolve()): Promise<Engine> {
  const unpacked = await unpackTables(tables, pause);
  const characters = new CharacterTable(unpacked);
  await pause();
  const within = await finishSlowly(wordShares(unpacked), pause);
  const model = new CharacterModel(unpacked, characters, within);
  await pause();
  const spam = new SpamJudge(shippedModel(), characters);
  await pause();
  const engine = new LoadedEngine(characters, model, spam, runningText);
  await pause();
  return engine;
}
