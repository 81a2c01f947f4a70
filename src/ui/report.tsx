import { render, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { EditKind } from '../engine/types.ts';
import { hostOf } from '../extension/settings/patterns.ts';
import { withRule } from '../extension/settings/changes.ts';
import { changeSettings } from '../extension/settings/store.ts';
import { askTab, changeInTab, changesOf, passageInTab, type FrameChanges } from '../extension/tabs.ts';
import { kindText, whyText } from '../extension/texts.ts';
import type { PageChange } from '../page/write/changes.ts';
import { noCounts, type Counts } from '../page/journal/report.ts';
import { Button, Notices, notStored, PageHead, useNotice, type Notice } from './parts.tsx';
import { caseJson, reportJson, saveFile } from './report-json.ts';
import { namePage, numeral, text } from './text.ts';
import { SHOWN_KINDS } from './view.ts';

/** More changes than this from one frame are counted by the popup, not listed; which is told. */
const MOST = 5000;
/** How many are drawn at once. */
const STEP = 200;

interface Row {
  readonly frameId: number;
  readonly change: PageChange;
}

/**
 * Runs the report of a page: every change with before, after and why.
 * @param search query of its address: `?tab=ID` says which tab it is about
 */
export async function startReport(root: HTMLElement, search: string): Promise<void> {
  namePage('reportTitle');
  const tabId = Number(new URLSearchParams(search).get('tab') ?? -1);
  const draw = async (): Promise<void> => {
    const tab = await browser.tabs.get(tabId).catch(() => null);
    const [report, frames] = await Promise.all([askTab(tabId, 'report'), changesOf(tabId, MOST).catch((): FrameChanges[] => [])]);
    const rows = frames.flatMap(({ frameId, changes }) => changes.map((change) => ({ frameId, change })));
    const page = { url: tab?.url ?? '', title: tab?.title ?? '', counts: report?.counts ?? noCounts() };
    render(<Report tabId={tabId} page={page} there={report !== null} spent={report?.spent === true} rows={rows} cut={frames.some(({ changes }) => changes.length === MOST)} again={draw} />, root);
  };
  await draw();
}

interface Page {
  readonly url: string;
  readonly title: string;
  readonly counts: Counts;
}

function Report(props: { tabId: number; page: Page; there: boolean; spent: boolean; rows: readonly Row[]; cut: boolean; again: () => Promise<void> }): JSX.Element {
  const { tabId, page, rows, again } = props;
  const [kind, setKind] = useState<EditKind | null>(null);
  const [shown, setShown] = useState(STEP);
  const [notice, tell] = useNotice();
  const wanted = rows.filter(({ change }) => kind === null || change.kind === kind);
  const json = (): string => reportJson(page, rows.map(({ change }) => change));
  const copy = async (words: string): Promise<void> => {
    await navigator.clipboard.writeText(words);
    tell({ message: text('copied') });
  };
  return (
    <>
      <PageHead title={text('reportTitle')}>
        <div class="row">
          <Button id="copy" disabled={rows.length === 0} act={() => void copy(json())}>{text('copyJson')}</Button>
          <Button id="save" disabled={rows.length === 0} act={() => saveFile('qingye-report.json', json())}>{text('saveJson')}</Button>
          <Button id="refresh" act={() => void again()}>{text('refresh')}</Button>
        </div>
      </PageHead>
      <p class="about"><b>{page.title}</b><span class="soft">{page.url}</span></p>
      <Filter rows={rows} kind={kind} choose={(next) => { setKind(next); setShown(STEP); }} />
      {page.counts.script > 0 && <p class="soft">{text('reportScript', numeral(page.counts.script))}</p>}
      {props.cut && <p class="soft" id="cut">{text('reportCut', numeral(MOST))}</p>}
      {props.spent && <p class="soft" id="spent">{text('stateSpent')}</p>}
      {wanted.length === 0 && <p id="nothing" class="card">{text(props.there ? 'changesNone' : 'reportGone')}</p>}
      <ol class="changes" aria-label={text('changesTitle')}>
        {wanted.slice(0, shown).map((row) => <Change key={`${row.frameId} ${row.change.id}`} row={row} tabId={tabId} host={hostOf(page.url)} again={again} copy={copy} tell={tell} />)}
      </ol>
      {wanted.length > shown && <Button id="more" act={() => setShown(shown + STEP)}>{text('reportMore', numeral(wanted.length - shown))}</Button>}
      <Notices notice={notice} close={() => tell(null)} />
    </>
  );
}

function Filter(props: { rows: readonly Row[]; kind: EditKind | null; choose: (kind: EditKind | null) => void }): JSX.Element {
  const count = (kind: EditKind): number => props.rows.filter(({ change }) => change.kind === kind).length;
  return (
    <fieldset class="row filter" aria-label={text('reportFilter')}>
      <Button pressed={props.kind === null} act={() => props.choose(null)}>{`${text('reportAll')} ${numeral(props.rows.length)}`}</Button>
      {SHOWN_KINDS.filter((kind) => count(kind) > 0).map((kind) => (
        <Button key={kind} pressed={props.kind === kind} act={() => props.choose(kind)}>{`${kindText(text, kind)} ${numeral(count(kind))}`}</Button>
      ))}
    </fieldset>
  );
}

const PLACES = { title: 'placeTitle', meta: 'placeMeta', heading: 'placeHeading', body: 'placeBody', attribute: 'placeAttribute', element: 'placeElement' } as const;

function Change(props: {
  row: Row; tabId: number; host: string; again: () => Promise<void>; copy: (words: string) => Promise<void>; tell: (notice: Notice) => void;
}): JSX.Element {
  const { row: { frameId, change }, tabId, host } = props;
  const set = async (takeBack: boolean): Promise<void> => {
    // Where its page is gone, what is drawn anew says so.
    await changeInTab(tabId, frameId, [change.id], takeBack).catch(() => undefined);
    await props.again();
  };
  const keep = async (): Promise<void> => {
    try {
      await changeSettings((settings) => withRule(settings, host, 'keepLines', change.before));
      props.tell({ message: text('kept', host) });
      await props.again();
    } catch (error) {
      props.tell(notStored(error));
    }
  };
  const wrong = async (): Promise<void> =>
    props.copy(caseJson(change, await passageInTab(tabId, frameId, change.id), browser.runtime.getManifest().version));
  return (
    <li class={change.takenBack ? 'change off' : 'change'} data-kind={change.kind}>
      <p class="head"><b>{kindText(text, change.kind)}</b><span class="soft">{text(PLACES[change.place])}{frameId === 0 ? '' : ` · ${text('inFrame')}`}{change.takenBack ? ` · ${text('changeTakenBack')}` : ''}</span></p>
      <p class="words">
        <span>{change.around[0]}</span><del>{change.before}</del>{change.after !== '' && <ins>{change.after}</ins>}<span>{change.around[1]}</span>
      </p>
      <p class="soft">{whyText(text, change.kind, change.why)}</p>
      <div class="row">
        <Button act={() => void set(!change.takenBack)}>{text(change.takenBack ? 'putAgain' : 'takeBack')}</Button>
        {change.kind === 'spam' && change.place !== 'element' && !change.takenBack && <Button act={() => void keep()}>{text('notSpam')}</Button>}
        <Button look="quiet" act={() => void wrong()}>{text('reportWrong')}</Button>
      </div>
    </li>
  );
}
