import { ConverterBuilder, type ConverterFunction } from 'opencc-js/core';
import * as preset from 'opencc-js/preset/cn2t';
import { scriptOf } from './detect.ts';
import type { Convert, ScriptSource, ScriptTarget } from './types.ts';

/**
 * Builds the converter to a Traditional variant (OpenCC `s2t`, `s2tw`, `s2twp`, `s2hk`, and `t2…` of the same for
 * text that is Traditional already). Over 1 MB of dictionary, 165 ms: load it only when asked for.
 */
export function toTraditional(to: Exclude<ScriptTarget, 'cn'>): Convert {
  const build = ConverterBuilder(preset);
  const made = new Map<ScriptSource, ConverterFunction>();
  return (text, from = scriptOf(text) === 't' ? 't' : 'cn') => {
    // Text that is Traditional already must not meet the phrases for Simplified: `皇后` is fine, `后` alone is not.
    if (from === 't' && to === 't') return text;
    let convert = made.get(from);
    if (convert === undefined) made.set(from, (convert = build({ from, to })));
    return convert(text);
  };
}
