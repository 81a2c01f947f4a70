import type { Edit, Engine, Explanation } from '../types.ts';
import type { MojibakeRepairer } from './repair.ts';

const KIT = { spam: false, encoding: true, annotations: true, backToSimplified: false };

/** Repairs a text by itself; see `Engine.explain`. The kit damages bytes of text that was right before, so it is undone alone. */
export function explain(text: string, engine: Pick<Engine, 'assess' | 'clean'>, repairer: MojibakeRepairer): Explanation {
  const lines = text.split('\n');
  const passages = lines.map((line) => ({ text: line, place: 'body' as const }));
  const assessment = engine.assess(passages, KIT);
  if (!assessment.kit) return repairer.repair(text) ?? { text, steps: [], edits: [] };
  const outcomes = engine.clean(passages, assessment, KIT);
  const edits: Edit[] = [];
  let start = 0;
  outcomes.forEach((outcome, i) => {
    for (const edit of outcome.edits) edits.push({ ...edit, start: edit.start + start, end: edit.end + start });
    start += lines[i]!.length + 1;
  });
  return { text: outcomes.map((outcome, i) => outcome.text ?? lines[i]!).join('\n'), steps: edits.length === 0 ? [] : [{ kind: 'kit' }], edits };
}
