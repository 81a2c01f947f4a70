import { render, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Engine } from '../engine/types.ts';
import { filesOf } from '../extension/data.ts';
import { thisFrame } from '../extension/frame/frame.ts';
import type { TextKey } from '../extension/texts.ts';
import { PageCleaner, PAGE_CSS } from '../page/cleaner.ts';
import { noCounts, repairs, type Counts } from '../page/journal/report.ts';
import demo from './demo.json';
import { Button, PageHead } from './parts.tsx';
import { namePage, numeral, text } from './text.ts';

/** Runs the page that is shown after installing. */
export function startWelcome(root: HTMLElement): void {
  namePage('welcomeTitle');
  render(<Welcome />, root);
}

const DOES: readonly TextKey[] = ['welcomeSpam', 'welcomeBytes', 'welcomeScript', 'welcomeBack', 'welcomeClean'];
const PERMISSIONS: readonly (readonly [TextKey, TextKey])[] = [
  ['permissionSites', 'permissionSitesWhy'], ['permissionStorage', 'permissionStorageWhy'], ['permissionMenu', 'permissionMenuWhy'], ['permissionCharset', 'permissionCharsetWhy'],
];

function Welcome(): JSX.Element {
  return (
    <>
      <PageHead title={text('welcomeTitle')} />
      <p class="lead">{text('welcomeLead')}</p>
      <Demo />
      <section class="card" aria-labelledby="does-title">
        <h2 id="does-title">{text('welcomeDoes')}</h2>
        <ul class="points">{DOES.map((key) => <li key={key}>{text(key)}</li>)}</ul>
      </section>
      <section class="card" aria-labelledby="permissions-title">
        <h2 id="permissions-title">{text('welcomePermissions')}</h2>
        <dl class="points">{PERMISSIONS.map(([name, why]) => <div key={name}><dt>{text(name)}</dt><dd>{text(why)}</dd></div>)}</dl>
        <p><b>{text('welcomeNothingLeaves')}</b></p>
      </section>
      <div class="row"><Button id="to-options" act={() => void browser.runtime.openOptionsPage()}>{text('optionsTitle')}</Button></div>
    </>
  );
}

/** The engine as every page gets it: scripts of the extension's own, loaded when it is asked for. */
async function loadEngine(): Promise<Engine> {
  if (thisFrame().engine === undefined) for (const file of filesOf('engine')) await loadScript(file);
  const engine = await thisFrame().engine?.();
  if (engine === undefined) throw new Error('the engine could not be loaded');
  return engine;
}

function loadScript(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = file;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${file} could not be loaded`));
    document.head.append(script);
  });
}

/** A damaged page to try it on, in a frame of its own, so that nothing else is touched. */
function Demo(): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const cleaner = useRef<PageCleaner | null>(null);
  const [clean, setClean] = useState(false);
  const [counts, setCounts] = useState<Counts>(noCounts);
  useEffect(() => {
    const inner = frame.current?.contentDocument;
    if (inner != null) fill(inner);
  }, []);
  const toggle = async (): Promise<void> => {
    const inner = frame.current?.contentDocument;
    if (inner == null) return;
    if (cleaner.current?.running === true) {
      cleaner.current.restore();
      setClean(false);
      return;
    }
    const engine = await loadEngine();
    const work = (cleaner.current ??= new PageCleaner(inner, () => setCounts(work.counts())));
    work.do({ engine, options: { spam: true, encoding: true, annotations: true, backToSimplified: true }, conversion: null });
    setClean(true);
  };
  return (
    <section class="card" aria-labelledby="demo-title">
      <div class="row">
        <h2 id="demo-title" class="grow">{text('welcomeDemo')}</h2>
        <Button id="demo" look="main" act={() => void toggle()}>{text(clean ? 'restore' : 'welcomeTry')}</Button>
      </div>
      <p class="soft" role="status">{clean ? text('stateRepaired', numeral(repairs(counts))) : text('welcomeDemoHint')}</p>
      <iframe ref={frame} id="demo-page" title={text('welcomeDemo')} />
    </section>
  );
}

/** Writes the sample into the empty document of the frame, with the styles that a cleaned page has. */
function fill(inner: Document): void {
  const sheet = new (inner.defaultView as unknown as typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(`${PAGE_CSS} :root { color-scheme: light dark } body { margin: 12px 16px; font: 16px/1.8 system-ui, "Noto Sans CJK SC", sans-serif } h1 { font-size: 18px } h2 { font-size: 20px }`);
  inner.adoptedStyleSheets = [sheet];
  inner.documentElement.lang = 'zh-CN';
  inner.title = demo.title;
  const add = (name: 'h1' | 'h2' | 'p', words: string): void => {
    const element = inner.createElement(name);
    element.textContent = words;
    inner.body.append(element);
  };
  add('h1', demo.spam);
  add('h2', demo.title);
  for (const paragraph of demo.paragraphs) add('p', paragraph);
}
