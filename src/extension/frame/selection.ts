import { apply } from '../../engine/edits.ts';
import type { Engine } from '../../engine/types.ts';
import { goesOn } from '../../page/dom/runs.ts';
import type { Rewrite } from '../../page/read/selection.ts';
import type { Convert } from '../../script/types.ts';
import { converterTo, readWords } from './conversion.ts';
import type { Frame, SelectionAction } from './frame.ts';

/** @returns `null` where what it needs can't be had */
export async function rewriteFor(how: SelectionAction, frame: Frame, engine: Engine | null): Promise<Rewrite | null> {
  if (how === 'repair') return engine === null ? null : repairing(engine);
  const convert = await converterTo(frame, how, await readWords());
  return convert === null ? null : converting(convert);
}

/** Repairs selected pieces together, so that each tells of the others. What would reach over the border of two stays. */
function repairing(engine: Pick<Engine, 'explain'>): Rewrite {
  return (pieces) => {
    const { edits } = engine.explain(pieces.join('\n'));
    let start = 0;
    return pieces.map((piece) => {
      const end = start + piece.length;
      const own = edits.filter((edit) => edit.start >= start && edit.end <= end);
      const result = { text: apply(piece, own, start), count: own.length };
      start = end + 1;
      return result;
    });
  };
}

/** UTF-16 code units: enough text to tell what it is written in. */
const SAMPLE = 20_000;

/** Converts selected pieces, words across inline tags included. */
function converting(convert: Convert): Rewrite {
  return (pieces, nodes) => {
    const from = convert.writtenIn(pieces.join('').slice(0, SAMPLE));
    const results: { text: string; count: number }[] = [];
    for (let i = 0; i < pieces.length; ) {
      let end = i + 1;
      while (end < pieces.length && goesOn(nodes[end - 1]!, nodes[end]!)) end++;
      for (const [j, text] of convert.pieces(pieces.slice(i, end), from).entries()) {
        results.push({ text, count: text === pieces[i + j] ? 0 : 1 });
      }
      i = end;
    }
    return results;
  };
}
