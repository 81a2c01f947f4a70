import type { CleanOptions, Engine } from '../../engine/types.ts';
import type { Convert } from '../../script/types.ts';
import type { RightReading } from '../read/reread.ts';

/** Conversion to the script that a reader chose, after the repair. */
export interface ScriptConversion {
  readonly convert: Convert;
  /** BCP 47 tag of the result, for `lang` and so for the right glyphs */
  readonly lang: string;
}

/** What to do to a page. */
export interface Work {
  /** `null`: repair nothing (nothing was seen that asks for it) */
  readonly engine: Engine | null;
  readonly options: CleanOptions;
  readonly conversion: ScriptConversion | null;
  /** what the page says in the charset that it is really in; `null`: as the browser read it */
  readonly reading?: RightReading | null;
}
