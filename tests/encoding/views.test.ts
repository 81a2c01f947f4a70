import { describe, expect, test } from 'vitest';
import type { EncodingReport } from '../../src/extension/frame/frame.ts';
import type { Override } from '../../src/extension/encoding/rules.ts';
import { encodingViewOf } from '../../src/ui/encoding-view.ts';
import { pasteViewOf } from '../../src/ui/paste-view.ts';
import type { PasteProgress } from '../../src/ui/paste-work.ts';

const report = (more: Partial<EncodingReport> = {}): EncodingReport => ({ shown: 'windows-1252', read: null, automatic: false, offer: null, error: null, own: false, ...more });
const gbk: Override = { host: 'a.cn', encoding: 'GBK', tabId: null };

describe('what the popup says of the encoding', () => {
  test.each([
    ['nothing to say', report(), null, true, null, null, 'windows-1252'],
    ['an offer', report({ offer: 'gbk' }), null, true, ['encodingOffer', 'GBK', 'windows-1252'], 'read', 'windows-1252'],
    ['an offer of something unknown', report({ offer: 'auto' }), null, true, ['encodingOfferUnknown', 'windows-1252'], 'read', 'windows-1252'],
    ['done because it was sure', report({ read: 'gbk', automatic: true }), null, true, ['encodingReadAuto', 'GBK', 'windows-1252'], null, 'GBK'],
    ['done as chosen', report({ read: 'GBK' }), gbk, true, ['encodingReadChosen', 'GBK'], null, null],
    ['chosen before, and it came so', report({ shown: 'GBK' }), gbk, true, ['encodingInForce', 'GBK'], null, null],
    ['the same in one tab', report({ shown: 'GBK' }), { ...gbk, tabId: 7 }, true, ['encodingInForceTab', 'GBK'], null, null],
    ['chosen, and not possible in place', report({ error: 'different' }), gbk, true, ['encodingReload', 'GBK'], 'reload', null],
    ['chosen, and no reload would help', report({ error: 'scheme' }), null, false, ['encodingErrorScheme'], null, 'windows-1252'],
    ['asked for, and it failed', report({ error: 'unreachable', offer: 'gbk' }), null, true, ['encodingErrorUnreachable'], null, 'windows-1252'],
  ] as const)('%s', (_name, of, override, mayReload, message, action, automatic) => {
    const view = encodingViewOf(of, override, mayReload);
    expect([view.message, view.action, view.automatic]).toEqual([message, action, automatic]);
  });
  test('the choice and where it holds', () => {
    expect(encodingViewOf(report(), null, true)).toMatchObject({ choice: 'auto', scope: 'site' });
    expect(encodingViewOf(report(), { ...gbk, tabId: 7 }, true)).toMatchObject({ choice: 'GBK', scope: 'tab' });
  });
});

describe('what the page for pasted texts says', () => {
  const progress = (more: Partial<PasteProgress>): PasteProgress =>
    ({ done: 10, total: 10, text: 'x', steps: [], repaired: 0, lost: 0, suspicious: false, ...more });
  const charset = { kind: 'charset', read: 'windows-1252', is: 'gbk' } as const;
  test.each([
    ['no text', null, 'empty', ['pasteEmpty'], []],
    ['the engine did not run', 'failed', 'bad', ['pasteFailed'], []],
    ['on its way', progress({ done: 4, steps: [charset] }), 'busy', ['pasteBusy', 40], [['stepCharset', 'windows-1252', 'GBK']]],
    ['nothing wrong', progress({}), 'good', ['pasteNothing'], []],
    ['garbled, and no way found', progress({ suspicious: true }), 'bad', ['pasteHopeless'], []],
    ['repaired', progress({ repaired: 1, steps: [charset] }), 'found', ['pasteRepaired'], [['stepCharset', 'windows-1252', 'GBK']]],
    ['repaired with holes', progress({ repaired: 1, lost: 2, steps: [charset, { kind: 'lost' }] }), 'found', ['pasteRepairedLost', 2],
      [['stepCharset', 'windows-1252', 'GBK'], ['stepLost']]],
    ['nothing but holes', progress({ repaired: 1, lost: 3, steps: [{ kind: 'lost' }] }), 'bad', ['pasteAllLost', 3], [['stepLost']]],
  ] as const)('%s', (_name, of, tone, message, steps) => expect(pasteViewOf(of)).toEqual({ tone, message, steps }));
});
