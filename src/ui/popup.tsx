import { render, type JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { withAllowlisted, withScript } from '../extension/settings-changes.ts';
import { kindText } from '../extension/texts.ts';
import { encodingSection, type EncodingSection } from './encoding.ts';
import { Button, Choices, Icon, Switch } from './parts.tsx';
import { PopupState } from './popup-state.ts';
import { scriptChoices } from './scripts.ts';
import { namePage, say, text } from './text.ts';
import { SHOWN_KINDS, type View } from './view.ts';

/**
 * Runs the popup. It is drawn at once, with everything in its place, and filled in as things become known: nothing moves.
 * @param root what it is drawn into
 * @param search query of its address; `?tab=ID` shows another tab than the active one (for tests, and for a popup in a tab)
 */
export async function startPopup(root: HTMLElement, search: string): Promise<void> {
  namePage('shortName');
  const asked = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  const state = new PopupState(() => {
    const view = state.view();
    root.dataset['tone'] = view.tone;
    render(<Popup state={state} view={view} />, root);
  });
  // Asked first: answers are on their way while it is drawn.
  const opening = state.open(Number.isInteger(asked) ? asked : null);
  render(<Popup state={state} view={state.view()} />, root);
  await opening;
}

interface Props {
  readonly state: PopupState;
  readonly view: View;
}

function Popup({ state, view }: Props): JSX.Element {
  const { host, url } = state;
  return (
    <>
      <header>
        <Icon size={28} />
        <div class="who"><h1>{text('shortName')}</h1><p class="site" title={host}>{host}</p></div>
        <Switch id="here" label={text('switchHere')} hidden on={state.newer ? null : view.here} change={(on) => void state.change((now) => withAllowlisted(now, url, !on))} />
      </header>
      <Page state={state} view={view} />
      <dl class="counts">
        {SHOWN_KINDS.map((kind) => {
          const number = view.counts?.[kind];
          return <div key={kind} class={number ? 'some' : ''}><dt>{kindText(text, kind)}</dt><dd id={`count-${kind}`}>{number?.toLocaleString() ?? '–'}</dd></div>;
        })}
      </dl>
      <Choices
        name="script" label={text('script')} chosen={state.newer ? null : view.script} choices={scriptChoices()}
        aside={view.counts !== null && view.counts.script > 0 ? text('scriptCount', view.counts.script.toLocaleString()) : ''}
        choose={(script) => void state.change((now) => withScript(now, host, script))}
      />
      <Encoding state={state} view={view} />
      <nav>
        <Button id="report" look="quiet" disabled={view.here === null} act={() => void state.openPage(`/report.html?tab=${state.tabId}`)}>{text('reportTitle')}</Button>
        <Button id="pick" look="quiet" disabled={!view.pickable || state.newer} act={() => void state.pick()}>{text('pickStart')}</Button>
        <Button id="options" look="quiet" act={() => void state.openPage('/options.html')}>{text('optionsTitle')}</Button>
      </nav>
      <footer>
        <Switch id="everywhere" label={text('switchEverywhere')} on={state.newer ? null : view.everywhere} change={(on) => void state.change((now) => ({ ...now, enabled: on }))} />
      </footer>
    </>
  );
}

const ACTIONS = { restore: 'restore', clean: 'again', goOn: 'goOn', allow: 'allow' } as const;

/** The state of the page in one sentence, and what can be done at once. */
function Page({ state, view }: Props): JSX.Element {
  const { action } = view;
  const more = view.more === null ? '' : say(view.more);
  const problem = state.newer ? 'newerHere' : state.unsaved ? 'notSaved' : null;
  const act = (): void => {
    if (action === 'allow') void state.allow();
    else if (action !== null) void state.ask(action === 'restore' ? 'restore' : 'clean');
  };
  return (
    <section class="state">
      <div class="says">
        <p id="state" role="status">{say(view.sentence)}</p>
        {problem === null ? <p class="more" title={more}>{more}</p> : <p class="more bad" id="problem" role="alert">{text(problem)}</p>}
      </div>
      <div class="acts">
        <Button id="action" look="main" disabled={action === null} act={act}>{text(ACTIONS[action ?? 'restore'])}</Button>
        <Button id="marks" disabled={!view.changes} pressed={view.marked} act={() => void state.mark(!view.marked)}>{text('showChanges')}</Button>
      </div>
    </section>
  );
}

/** The part on encodings and the selection, which draws itself. */
function Encoding({ state, view }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const section = useRef<EncodingSection | null>(null);
  useLayoutEffect(() => {
    section.current = encodingSection(state);
    place.current?.replaceChildren(...section.current.elements);
  }, [state]);
  useLayoutEffect(() => section.current?.show(view.here === true && !state.newer));
  return <div class="encoding-part" ref={place} />;
}
