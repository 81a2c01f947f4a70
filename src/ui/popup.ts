import { withAllowlisted, withScript } from '../extension/settings/changes.ts';
import { isTarget, type ScriptChoice } from '../script/choice.ts';
import { bindEncoding } from './encoding.ts';
import { PopupState } from './popup-state.ts';
import { fillTexts, namePage, numeral, say, tell, text } from './text.ts';
import { SHOWN_KINDS, type View } from './view.ts';

const ACTIONS = { restore: 'restore', clean: 'again', goOn: 'goOn', allow: 'allow', reload: 'encodingReloadPage' } as const;

/**
 * Runs the popup. All of it is in its page (`popup.html`) and in its place from the start; what becomes known is filled in, and nothing
 * moves.
 * @param root the popup in the page
 * @param search query of its address; `?tab=ID` shows another tab than the active one (for tests, and for a popup in a tab)
 */
export async function startPopup(root: HTMLElement, search: string): Promise<void> {
  const asked = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  const state: PopupState = new PopupState(() => show(state.view()));
  // Asked first: answers are on their way while texts are filled in and the page is drawn.
  const opening = state.open(Number.isInteger(asked) ? asked : null);
  namePage('shortName');
  fillTexts(root);
  const show = bind(root, state);
  await opening;
}

/** Ties what is in the page to what it does. @returns what shows a view in it */
function bind(root: HTMLElement, state: PopupState): (view: View) => void {
  const find = <T extends HTMLElement>(id: string): T => root.querySelector<T>(`#${id}`) as T;
  const [site, sentence, more, problem, converted] = [find('site'), find('state'), find('more'), find('problem'), find('converted')];
  const [here, everywhere] = [find<HTMLInputElement>('here'), find<HTMLInputElement>('everywhere')];
  const button = (id: string): HTMLButtonElement => find(id);
  const [action, marks, report, pick] = [button('action'), button('marks'), button('report'), button('pick')];
  const counts = SHOWN_KINDS.map((kind) => [kind, find(`count-${kind}`)] as const);
  const script = find<HTMLFieldSetElement>('script');
  const scripts = [...script.querySelectorAll('input')];
  const showEncoding = bindEncoding(root, state);
  let shown: View;

  // Asked at once: by the time that an earlier change is stored, the popup may show what that one was.
  here.onchange = () => {
    const { checked } = here;
    void state.change((now) => withAllowlisted(now, state.url, !checked));
  };
  everywhere.onchange = () => {
    const { checked } = everywhere;
    void state.change((now) => ({ ...now, enabled: checked }));
  };
  script.onchange = (event) => {
    const choice = (event.target as HTMLInputElement).value as ScriptChoice;
    // Who looks at the page as it came and chooses a script for it wants to see it in that.
    void state.change((now) => withScript(now, state.host, choice), shown.action === 'clean' && isTarget(choice) ? 'clean' : 'report');
  };
  action.onclick = () => void (
    shown.action === 'allow' ? state.allow() : shown.action === 'reload' ? state.reload() : state.ask(shown.action === 'restore' ? 'restore' : 'clean'));
  marks.onclick = () => void state.mark(!shown.marked);
  report.onclick = () => void state.openPage(`/report.html?tab=${state.tabId}`);
  pick.onclick = () => void state.pick();
  find('options').onclick = () => void state.openPage('/options.html');

  /** True where nothing may be chosen. */
  const fixed = (): boolean => state.newer || state.unread;
  const turn = (input: HTMLInputElement, on: boolean | null): void => {
    input.checked = on === true;
    input.disabled = on === null || fixed();
  };
  return (view) => {
    shown = view;
    root.dataset['tone'] = view.tone;
    site.textContent = site.title = state.host;
    turn(here, view.here);
    turn(everywhere, view.everywhere);
    tell(sentence, say(view.sentence));
    const wrong = state.unread ? text('notRead') : state.newer ? text('newerHere') : state.unsaved ? text('notSaved') : '';
    tell(problem, wrong);
    tell(more, view.more === null ? '' : say(view.more));
    more.title = more.textContent ?? '';
    more.hidden = wrong !== '';
    problem.hidden = wrong === '';
    action.textContent = text(ACTIONS[view.action ?? 'restore']);
    action.disabled = view.action === null;
    marks.disabled = !view.changes;
    marks.ariaPressed = String(view.marked);
    for (const [kind, count] of counts) {
      const number = view.counts?.[kind];
      count.textContent = number === undefined ? '–' : numeral(number);
      count.parentElement?.classList.toggle('some', Boolean(number));
    }
    script.disabled = fixed() || view.script === null;
    for (const input of scripts) input.checked = input.value === view.script;
    converted.textContent = view.counts !== null && view.counts.script > 0 ? text('scriptCount', numeral(view.counts.script)) : '';
    report.disabled = view.here === null && view.counts === null;
    pick.disabled = !view.pickable || fixed();
    showEncoding(view.here === true && !fixed());
    root.inert = false;
  };
}
