import type { Edit, Engine, Outcome, Passage } from '../engine/types.ts';
import type { ScriptChoice } from '../script/choice.ts';
import type { Convert } from '../script/types.ts';
import type { Options } from './args.ts';

/** A passage that may have to keep its script (`translate="no"`). */
export interface Piece extends Passage {
  readonly keepScript?: boolean;
}

/** What became of a document. */
export interface Cleaned {
  /** one for each piece; `null`: it goes */
  readonly texts: readonly (string | null)[];
  /** edits for each piece, script conversion not among them */
  readonly edits: readonly (readonly Edit[])[];
  /** the script that the document was turned to, or `keep` */
  readonly script: ScriptChoice;
  /** characters turned to another script */
  readonly converted: number;
}

/** Cleans one document, piece by piece, in the light of all of it. */
export type CleanDocument = (pieces: readonly Piece[]) => Cleaned;

/** Puts engine, options and converter together. @param convert for `cn`, `t`, `tw`, `twp`, `hk` */
export function makeCleaner(engine: Engine, options: Options, convert: Convert | undefined): CleanDocument {
  const { spam, encoding, annotations, script } = options;
  return (pieces) => {
    // What the kit turned Traditional goes back the same way first, whatever is wanted in the end: the kit's way is
    // known exactly, and no converter understands its mixture.
    const back = script !== 'keep';
    const wanted = { spam, encoding, annotations, backToSimplified: back };
    const assessment = engine.assess(pieces, wanted);
    const outcomes = engine.clean(pieces, assessment, wanted);
    const fixed = pieces.flatMap((piece, i) => (piece.keepScript ? [i] : []));
    if (back && fixed.length > 0) {
      const kept = engine.clean(fixed.map((i) => pieces[i]!), assessment, { ...wanted, backToSimplified: false });
      for (const [n, i] of fixed.entries()) outcomes[i] = kept[n]!;
    }
    const texts = outcomes.map((outcome) => outcome.text);
    let converted = outcomes.reduce((sum, outcome) => sum + outcome.converted, 0);
    if (convert) converted += convertTexts(texts, pieces, convert);
    return {
      texts,
      edits: outcomes.map((outcome, i) => editsOf(outcome, pieces[i]!)),
      script: convert ? script : converted > 0 ? 'cn' : 'keep',
      converted,
    };
  };
}

/** Converts in place. @returns how many characters differ */
function convertTexts(texts: (string | null)[], pieces: readonly Piece[], convert: Convert): number {
  const from = convert.writtenIn(texts.filter((text) => text !== null).join('\n'));
  let changed = 0;
  texts.forEach((text, i) => {
    if (text === null || pieces[i]!.keepScript) return;
    const other = convert(text, from);
    if (other === text) return;
    for (let at = 0; at < Math.max(other.length, text.length); at++) if (other[at] !== text[at]) changed++;
    texts[i] = other;
  });
  return changed;
}

/** A removed passage always counts as one piece of spam, also where the engine lists no edit for it. */
function editsOf(outcome: Outcome, piece: Piece): readonly Edit[] {
  const listed = outcome.edits.filter((edit) => edit.kind !== 'script');
  if (outcome.text !== null || listed.length > 0) return listed;
  return [{ kind: 'spam', start: 0, end: piece.text.length, before: piece.text, after: '', confidence: 1 }];
}
