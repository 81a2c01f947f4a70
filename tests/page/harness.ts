/**
 * What the page tests put into a real page: the page layer itself, with an engine of a few rules. The engine's own
 * quality is tested elsewhere; here it has to be predictable.
 */
import type { Assessment, Engine, Outcome, Passage } from '../../src/engine/types.ts';
import { PageCleaner, PAGE_CSS } from '../../src/page/cleaner.ts';
import { AWAY } from '../../src/page/dom/away.ts';
import { Visibility } from '../../src/page/dom/visibility.ts';
import { Journal } from '../../src/page/journal/journal.ts';
import { readAgain } from '../../src/page/read/reread.ts';
import { watchForDamage } from '../../src/page/watch/sniff.ts';
import { dataUrlBytes } from '../../src/extension/data.ts';
import { Dictionaries } from '../../src/script/convert.ts';
import simplified from '../../src/script/data/simplified.bin?inline';
import traditional from '../../src/script/data/traditional.bin?inline';
import type { Convert, ScriptTarget, Words } from '../../src/script/types.ts';

const MARK = /\(guó\)/g;

/** Removes `(guó)` once it was seen twice on the page, passages that are `spam`, and puts `□` for `??`. */
export const ruleEngine: Engine = {
  wantsRunningText: false,
  assess(passages: readonly Passage[]): Assessment {
    const marks = passages.reduce((sum, { text }) => sum + (text.match(MARK)?.length ?? 0), 0);
    return { kit: marks >= 2, convertedToTraditional: false, spam: true, keys: new Map(marks >= 2 ? [['國', 'guó']] : []), spent: false };
  },
  *assessing(passages) {
    yield;
    return this.assess(passages);
  },
  clean(passages, assessment, options): Outcome[] {
    return passages.map(({ text }) => {
      if (options.spam && /^\s*spam\s*$/.test(text)) return { text: null, edits: [], converted: 0 };
      const edits = [];
      for (const { 0: before, index: start } of text.matchAll(/\(guó\)|\?\?/g)) {
        const lost = before === '??';
        if (!lost && !assessment.kit) continue;
        edits.push({
          kind: lost ? 'lost' as const : 'annotation' as const, start, end: start + before.length, before,
          after: lost ? '□' : '', confidence: 1,
        });
      }
      let out = text.replaceAll('??', '□');
      if (assessment.kit) out = out.replace(MARK, '');
      return { text: out, edits, converted: 0 };
    });
  },
  explain: (text) => ({ text, steps: [], edits: [] }),
  decode: (bytes) => ({ text: new TextDecoder().decode(bytes), charset: 'utf-8', certain: true }),
};

export const OPTIONS = { spam: true, encoding: true, annotations: true, backToSimplified: false };

/** Loads the dictionaries for one target. */
export async function converterTo(to: ScriptTarget, words?: Words): Promise<Convert> {
  return (await Dictionaries.load(dataUrlBytes(to === 'cn' ? simplified : traditional))).converter(to, words);
}

export { AWAY, Journal, PageCleaner, PAGE_CSS, readAgain, Visibility, watchForDamage };
