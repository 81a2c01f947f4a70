import type { Engine } from '../../engine/types.ts';
import { inPageOrder } from '../../page/write/changes.ts';
import { PAGE_CSS, PageCleaner } from '../../page/cleaner.ts';
import { noCounts } from '../../page/journal/report.ts';
import { isTarget, LANG } from '../../script/choice.ts';
import { askFor } from './asking.ts';
import { conversionFor } from './conversion.ts';
import { FrameEncoding } from './encoding.ts';
import { decide, thisFrame, type Frame, type FramePage, type PageReport } from './frame.ts';
import { Hiding } from './hiding.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';
import { rewriteFor } from './selection.ts';
import { DEFAULTS } from '../settings/settings.ts';
import { Telling } from './telling.ts';

/** Ties the page layer to the extension in this frame. Safe to run again: then it looks for what is new. */
export function startCleaning(): void {
  const frame = thisFrame();
  frame.page ??= makePage(frame);
  frame.page.update();
}

function makePage(frame: Frame): FramePage {
  /** what the cleaner works with now, to tell whether anything is new */
  let current = '';
  let turn = 0;
  const hiding = new Hiding();
  const telling = new Telling(() => cleaner.counts());
  const cleaner = new PageCleaner(document, () => {
    telling.soon();
    if (frame.policy?.clean.encoding === false) return;
    void addRunningText();
    // Its text tells of a wrong charset only after many turns on a long page.
    void encoding.look(() => engineOf(frame));
  });
  /** counts the readings of the page's bytes, and what the engine learned since */
  let readings = 0;
  /** running text, once it was asked for */
  let added: Promise<void> | null = null;
  const encoding = new FrameEncoding(cleaner, () => {
    readings++;
    void update();
  });

  async function update(): Promise<void> {
    const mine = ++turn;
    if (frame.state !== 'on' || frame.restored) {
      current = '';
      hiding.set([]);
      if (cleaner.began) cleaner.restore();
      return;
    }
    hiding.set(frame.policy?.hide ?? []);
    const choice = frame.policy?.script ?? 'auto';
    const clean = frame.policy?.clean ?? DEFAULTS.clean;
    if (isTarget(choice)) cleaner.announce({ lang: LANG[choice], asked: frame.policy?.asked === true });
    const [engine, conversion] = await Promise.all([engineOf(frame), orNothing('the conversion', conversionFor(frame, choice))]);
    // The settings can change while dictionaries load: the last wish counts.
    if (mine !== turn) return;
    frame.failed = (engine === null && frame.engine !== undefined) || (conversion === null && isTarget(choice));
    const lines = frame.policy?.lines ?? { remove: [], keep: [] };
    const wanted = JSON.stringify([engine !== null, choice, clean, lines, conversion?.words, conversion?.asked, readings]);
    if (cleaner.running && wanted === current) return;
    current = wanted;
    cleaner.do({
      engine,
      options: { ...clean, lines, backToSimplified: choice !== 'keep' },
      conversion,
      reading: encoding.reading,
    });
  }

  /** A page with lost characters is repaired anew with what tells more of them. Asked for once: where it doesn't come, they stay marked. */
  async function addRunningText(): Promise<void> {
    if ((await engineOf(frame))?.wantsRunningText !== true) return;
    await (added ??= askFor(nativeApi(), ['running-text']).then((came) => {
      if (came) readings++;
      return came ? update() : undefined;
    }));
  }

  return {
    style: PAGE_CSS,
    update: () => void update(),
    restore() {
      frame.restored = true;
      void update();
    },
    once() {
      frame.once = true;
      frame.restored = false;
      decide(frame);
      if (window === window.top) void send(nativeApi(), 'state', {});
      void update();
    },
    clean() {
      if (!frame.restored) cleaner.goOn();
      frame.restored = false;
      void update();
    },
    shown: () => telling.anew(),
    report: () => reportOf(frame, cleaner),
    encoding: () => encoding.report(),
    async rewriteSelection(how) {
      await update();
      const engine = await engineOf(frame);
      const rewrite = await rewriteFor(how, frame, engine);
      if (!cleaner.running || rewrite === null) return null;
      const kind = how === 'repair' ? 'mojibake' : 'script';
      let waits = false;
      // What is repaired can't be repaired better: where more is wanted for it, nothing is changed until that is there.
      const changed = cleaner.rewriteSelection(kind, (...selected) => {
        const rewritten = rewrite(...selected);
        waits = kind === 'mojibake' && added === null && engine?.wantsRunningText === true;
        return waits ? [] : rewritten;
      });
      if (!waits) return changed;
      await addRunningText();
      return cleaner.rewriteSelection(kind, rewrite);
    },
    readAgain: async (charset, first) => encoding.read(charset, first, await engineOf(frame)),
    placed: () => inPageOrder([...cleaner.changes()]),
    change: (change, takeBack) => cleaner.change(change, takeBack),
    sourceOf: (node) => cleaner.sourceOf(node),
    listeners: telling.listeners,
  };
}

/** What was done in this frame. */
function reportOf(frame: Frame, cleaner: PageCleaner): PageReport {
  if (frame.state !== 'on') return { state: 'off', counts: null };
  const once = frame.once === true;
  if (frame.restored) return { state: 'restored', counts: noCounts(), once };
  const { state, done, left } = cleaner.progress;
  return { once, state: frame.failed ? 'failed' : state === 'stopped' || state === 'looking' ? state : 'cleaned', counts: cleaner.counts(), done, left, spent: cleaner.spent };
}

const engineOf = (frame: Frame): Promise<Engine | null> => orNothing('the engine', frame.engine?.());

/** A part that doesn't load must not cost the reader the others; but it must not go unnoticed. */
async function orNothing<T>(name: string, part: Promise<T> | undefined): Promise<T | null> {
  try {
    return (await part) ?? null;
  } catch (error) {
    console.error(`Qingye: ${name} could not be loaded`, error);
    return null;
  }
}
