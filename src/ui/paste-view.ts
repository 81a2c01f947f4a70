import type { RepairStep } from '../engine/types.ts';
import { charsetNamed } from '../extension/settings/charsets.ts';
import type { PasteProgress } from './paste-work.ts';
import type { Label } from './text.ts';

/** What the page for pasted texts says of a text. */
export interface PasteView {
  readonly tone: 'empty' | 'busy' | 'found' | 'good' | 'bad';
  readonly message: Label;
  readonly steps: readonly Label[];
}

const plain = (tone: PasteView['tone'], message: Label): PasteView => ({ tone, message, steps: [] });

/** @param progress `null`: there is no text; `failed`: the engine did not run */
export function pasteViewOf(progress: PasteProgress | null | 'failed'): PasteView {
  if (progress === null) return plain('empty', ['pasteEmpty']);
  if (progress === 'failed') return plain('bad', ['pasteFailed']);
  const { done, total, repaired, lost, suspicious } = progress;
  const steps = progress.steps.map(stepLabel);
  if (done < total) return { tone: 'busy', message: ['pasteBusy', Math.floor((done / total) * 100)], steps };
  if (repaired === 0) return plain(suspicious ? 'bad' : 'good', [suspicious ? 'pasteHopeless' : 'pasteNothing']);
  if (steps.length === 1 && progress.steps[0]?.kind === 'lost') return { tone: 'bad', message: ['pasteAllLost', lost], steps };
  return { tone: 'found', message: lost > 0 ? ['pasteRepairedLost', lost] : ['pasteRepaired'], steps };
}

function stepLabel(step: RepairStep): Label {
  switch (step.kind) {
    case 'charset': return ['stepCharset', charsetNamed(step.read) ?? step.read, charsetNamed(step.is) ?? step.is];
    case 'references': return ['stepReferences'];
    case 'unicode-escapes': return ['stepUnicode'];
    case 'percent-encoding': return ['stepPercent'];
    case 'lost': return ['stepLost'];
    case 'kit': return ['stepKit'];
  }
}
