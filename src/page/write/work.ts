import type { CleanOptions, Engine } from '../../engine/types.ts';
import type { Convert } from '../../script/types.ts';
import type { RightReading } from '../read/reread.ts';

/** Conversion to the script that a reader chose, after the repair. */
export interface ScriptConversion {
  readonly convert: Convert;
  /** BCP 47 tag of the result, for `lang` and so for the right glyphs */
  readonly lang: string;
  /** true: chosen for this very site, so that a page that is marked as a whole as not to be translated is converted all the same */
  readonly asked?: boolean;
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
