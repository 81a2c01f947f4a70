import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { DEFAULTS, type Problem, type Settings } from '../../extension/settings/settings.ts';
import { exportSettings, importFile, mergeSettings } from '../../extension/settings/transfer.ts';
import { Button } from '../parts.tsx';
import { saveFile } from '../report-json.ts';
import { text } from '../text.ts';
import type { Section } from './state.ts';
import { EVERY } from './subscriptions.tsx';

const ERRORS = { large: 'importLarge', json: 'importJson', format: 'importFormat', newer: 'importNewer' } as const;

/** All settings as a file, out and in, and back to the start. */
export function Transfer({ settings, locked, change, tell }: Section): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<{ settings: Settings; problems: readonly Problem[] } | null>(null);
  const read = async (): Promise<void> => {
    const [chosen] = file.current?.files ?? [];
    if (chosen === undefined) return;
    const imported = await importFile(chosen);
    if (file.current !== null) file.current.value = '';
    if ('error' in imported) {
      setFound(null);
      tell({ message: text(ERRORS[imported.error]), tone: 'bad' });
    } else {
      tell(null); // what was wrong with an earlier file is past
      setFound(imported);
    }
  };
  const take = async (how: (now: Settings) => Settings): Promise<void> => {
    await change(how, text('imported'));
    setFound(null);
  };
  return (
    <section class="card" aria-labelledby="transfer-title">
      <h2 id="transfer-title">{text('optionsTransfer')}</h2>
      <div class="row">
        <Button id="export" act={() => saveFile('qingye-settings.json', exportSettings(settings))}>{text('export')}</Button>
        <Button id="import" disabled={locked} act={() => file.current?.click()}>{text('import')}</Button>
        <input ref={file} id="import-file" type="file" accept=".json,application/json" hidden aria-label={text('import')} onChange={() => void read()} />
        <Button id="reset" look="danger" disabled={locked} act={() => void change(() => DEFAULTS, text('resetDone'))}>{text('reset')}</Button>
      </div>
      {found !== null && (
        <fieldset id="import-found" aria-label={text('import')}>
          <p>{text('importFound', String(found.settings.allowlist.length), String(Object.keys(found.settings.sites).length), String(found.settings.words.protect.length + Object.keys(found.settings.words.replace).length))}</p>
          {found.settings.subscriptions.length > 0 && (
            // All of them: none is fetched that the reader was not shown.
            <>
              <p>{text('importLists')}</p>
              <ul id="import-lists" class="brought">{found.settings.subscriptions.map(({ url, every }) => <li key={url}><code>{url}</code> {text(EVERY[every])}</li>)}</ul>
            </>
          )}
          {found.problems.length > 0 && (
            <>
              <p class="bad">{text('importProblems', String(found.problems.length))}</p>
              <ul class="problems bad">{found.problems.slice(0, 50).map(({ path, value }) => <li key={path}><code>{path || '·'}</code> {JSON.stringify(value)?.slice(0, 60)}</li>)}</ul>
            </>
          )}
          <div class="row">
            <Button id="import-merge" look="main" act={() => void take((now) => mergeSettings(now, found.settings))}>{text('importMerge')}</Button>
            <Button id="import-replace" act={() => void take(() => found.settings)}>{text('importReplace')}</Button>
            <Button look="quiet" act={() => setFound(null)}>{text('cancel')}</Button>
          </div>
        </fieldset>
      )}
    </section>
  );
}
