import type { Convert, ScriptTarget } from './types.ts';

export type { Convert, ScriptSource, ScriptTarget } from './types.ts';

/**
 * Loads the dictionaries for one target and gives the converter. For Node and for pages that can import lazily; an
 * injected script can't, so the extension bundles `to-simplified.ts` and `to-traditional.ts` apart instead.
 * @param to OpenCC variant name
 */
export async function loadConverter(to: ScriptTarget): Promise<Convert> {
  if (to === 'cn') return (await import('./to-simplified.ts')).toSimplified();
  return (await import('./to-traditional.ts')).toTraditional(to);
}
