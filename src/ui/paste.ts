import { takePasted } from '../extension/paste.ts';
import type { ScriptTarget } from '../script/types.ts';
import { h } from './dom.ts';
import { pasteViewOf } from './paste-view.ts';
import type { PasteAnswer, PasteJob } from './paste-worker.ts';
import type { PasteProgress } from './paste-work.ts';
import type { TextKey } from '../extension/texts.ts';
import { say, text } from './text.ts';

const SCRIPTS = [
  ['keep', 'scriptKeep'], ['cn', 'scriptCn'], ['tw', 'scriptTw'], ['hk', 'scriptHk'], ['t', 'scriptT'],
] as const satisfies readonly (readonly [ScriptTarget | 'keep', TextKey])[];

/** Typing is not answered letter by letter, in milliseconds. */
const CALM = 150;
const COPIED = 2000;
/** So much of a result is shown; a browser takes seconds to lay out a megabyte. UTF-16 code units. */
const SHOWN = 50_000;

/** Runs the page where pasted text is repaired as it comes. Nothing of it is kept or sent. */
export async function startPaste(root: HTMLElement): Promise<void> {
  document.documentElement.lang = text('language');
  document.title = text('pasteTitle');
  const worker = new Worker('/paste-worker.js');
  let id = 0;
  let timer = 0;
  let progress: PasteProgress | null | 'failed' = null;
  let result = '';

  const input = h('textarea', {
    id: 'input', rows: '10', spellcheck: 'false', autocomplete: 'off', autofocus: true, placeholder: text('pastePlaceholder'),
    oninput: () => later(CALM),
  });
  const output = h('textarea', { id: 'output', rows: '10', readonly: true, spellcheck: 'false', 'aria-describedby': 'message shortened' });
  const message = h('p', { id: 'message', role: 'status' });
  const steps = h('ol', { id: 'steps', 'aria-label': text('pasteSteps') });
  const shortened = h('p', { id: 'shortened', hidden: true }, text('pasteShortened'));
  const script = h('select', { id: 'script', onchange: () => later(0) }, ...SCRIPTS.map(([value, label]) => h('option', { value }, text(label))));
  const copy = h('button', { id: 'copy', type: 'button', class: 'main', onclick: () => void copyOut() }, text('pasteCopy'));
  const clear = h('button', { id: 'clear', type: 'button', onclick: () => { input.value = ''; later(0); input.focus(); } }, text('pasteClear'));
  root.replaceChildren(
    h('header', {}, h('img', { src: '/icon/48.png', alt: '', width: '36', height: '36' }), h('div', {}, h('h1', {}, text('pasteTitle')), h('p', {}, text('pasteHint')))),
    h('section', {}, h('div', { class: 'bar' }, h('label', { for: 'input' }, text('pasteInput')), clear), input),
    h('section', {},
      h('div', { class: 'bar' }, h('label', { for: 'output' }, text('pasteOutput')), h('label', { class: 'script' }, text('pasteScript'), script), copy),
      h('div', { class: 'state' }, message, steps), output, shortened),
  );

  worker.addEventListener('message', ({ data }: MessageEvent<PasteAnswer | { id: number; failed: true }>) => {
    if (data.id !== id) return;
    progress = 'failed' in data ? 'failed' : data;
    show();
  });
  worker.addEventListener('error', () => {
    progress = 'failed';
    show();
  });

  function later(delay: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(start, delay);
  }

  function start(): void {
    const job: PasteJob = { id: ++id, text: input.value, script: script.value as PasteJob['script'] };
    if (/\S/.test(job.text)) return worker.postMessage(job);
    progress = null;
    show();
  }

  async function copyOut(): Promise<void> {
    await navigator.clipboard.writeText(result);
    copy.textContent = text('pasteCopied');
    setTimeout(() => { copy.textContent = text('pasteCopy'); }, COPIED);
  }

  function show(): void {
    const view = pasteViewOf(progress);
    root.dataset['tone'] = view.tone;
    message.textContent = say(view.message);
    steps.replaceChildren(...view.steps.map((step) => h('li', {}, say(step))));
    steps.hidden = view.steps.length === 0;
    result = progress === null ? '' : progress === 'failed' ? input.value : progress.text;
    const shown = result.length > SHOWN ? `${result.slice(0, SHOWN)}…` : result;
    if (output.value !== shown) output.value = shown;
    shortened.hidden = result.length <= SHOWN;
    copy.disabled = view.tone === 'empty' || view.tone === 'busy';
    clear.disabled = input.value === '';
  }

  input.value = await takePasted();
  show();
  if (input.value !== '') later(0);
}
