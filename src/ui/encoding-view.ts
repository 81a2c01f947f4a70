import { charsetNamed, readsAlike } from '../extension/settings/charsets.ts';
import type { Override } from '../extension/encoding/rules.ts';
import type { EncodingReport } from '../extension/frame/frame.ts';
import type { RereadError } from '../page/read/reread.ts';
import type { TextKey } from '../extension/texts.ts';
import type { Label } from './text.ts';

/** What the popup's section on the encoding shows. */
export interface EncodingView {
  /** WHATWG name; `auto`: none was chosen */
  readonly choice: string;
  readonly scope: 'site' | 'tab';
  /** what "automatic" comes to on this page now; `null`: not known, as the reader's choice is in force */
  readonly automatic: string | null;
  readonly message: Label | null;
  readonly action: 'read' | 'reload' | null;
}

const ERRORS: Readonly<Record<RereadError, TextKey>> = {
  scheme: 'encodingErrorScheme', type: 'encodingErrorType', unreachable: 'encodingErrorUnreachable',
  large: 'encodingErrorLarge', different: 'encodingErrorDifferent', charset: 'encodingErrorCharset',
};

/**
 * Decides what to show.
 * @param override what the reader chose for the tab or the site
 * @param mayReload false where no header comes with the page that could be written (a local file)
 */
export function encodingViewOf(report: EncodingReport, override: Override | null, mayReload: boolean): EncodingView {
  const { shown, error } = report;
  const read = written(report.read), offer = written(report.offer);
  const choice = override?.encoding ?? 'auto';
  const inForce = override !== null && read === null && readsAlike(shown, override.encoding);
  const base = { choice, scope: override?.tabId == null ? 'site' as const : 'tab' as const, automatic: override === null ? (read ?? shown) : null, action: null };
  if (read !== null) {
    return { ...base, message: report.automatic ? ['encodingReadAuto', read, shown] : ['encodingReadChosen', read] };
  }
  if (inForce) return { ...base, message: [base.scope === 'tab' ? 'encodingInForceTab' : 'encodingInForce', override.encoding] };
  // With a header, a reload does what could not be done in place.
  if (override !== null && mayReload) return { ...base, message: ['encodingReload', override.encoding], action: 'reload' };
  if (error !== null) return { ...base, message: [ERRORS[error]] };
  if (offer === null) return { ...base, message: null };
  return { ...base, message: offer === 'auto' ? ['encodingOfferUnknown', shown] : ['encodingOffer', offer, shown], action: 'read' };
}

/** A charset's name as it is usually written; the engine has it in lower case. */
const written = (name: string | null): string | null => (name === null ? null : (charsetNamed(name) ?? name));
