import { ChangeMarks, MARKS_CSS } from '../../page/show/change-marks.ts';
import type { CardTexts } from '../../page/show/change-card.ts';
import { thisFrame } from './frame.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';
import { CHANGE_KEYS, kindText, readAhead, whyText, type TextKey } from '../texts.ts';

/** Readies marks in this frame, if something was changed in it; `frame.marks` shows them. Safe to run again. */
export function startMarking(): void {
  const frame = thisFrame();
  const { page } = frame;
  if (page === undefined || frame.marks !== undefined) return;
  const api = nativeApi();
  let shown = false;
  const refresh = (): void => marks.refresh();
  const set = (on: boolean): void => {
    shown = on;
    if (on) page.listeners.add(refresh);
    else page.listeners.delete(refresh);
  };
  const marks = new ChangeMarks(document, page, texts(), {
    keep: ({ before }) => void send(api, 'rules', { kind: 'keepLines', rules: [before] }),
    report: () => void send(api, 'openReport', {}),
    closed: () => {
      set(false);
      void send(api, 'endMarks', {});
    },
  });
  frame.marks = {
    style: MARKS_CSS,
    get shown() { return shown; },
    show(on) {
      if (on === shown) return;
      set(on);
      // One card for all: frames show theirs where the reader points.
      if (on) marks.show(window === window.top);
      else marks.hide();
    },
  };
}

const LABELS = {
  title: 'changesTitle', previous: 'changesPrevious', next: 'changesNext', close: 'changesClose', takeBack: 'takeBack', putAgain: 'putAgain',
  notSpam: 'notSpam', report: 'openReport', none: 'changesNone', gone: 'changeGone', takenBack: 'changeTakenBack',
} as const satisfies Partial<Record<keyof CardTexts, TextKey>>;

function texts(): CardTexts {
  const text = readAhead([...Object.values(LABELS), ...CHANGE_KEYS, 'changesPosition']);
  return {
    ...(Object.fromEntries(Object.entries(LABELS).map(([name, key]) => [name, text(key)])) as Record<keyof typeof LABELS, string>),
    position: (index, total) => text('changesPosition', String(index), String(total)),
    kind: (kind) => kindText(text, kind),
    why: (kind, reasons) => whyText(text, kind, reasons),
  };
}
