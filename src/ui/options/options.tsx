import { render, type JSX } from 'preact';
import { Notices, PageHead, useNotice } from '../parts.tsx';
import { namePage, text } from '../text.ts';
import { Allowlist } from './allowlist.tsx';
import { General } from './general.tsx';
import { Sites } from './sites.tsx';
import { useSettings } from './state.ts';
import { Subscriptions } from './subscriptions.tsx';
import { Sync } from './sync.tsx';
import { Transfer } from './transfer.tsx';
import { WordList } from './words.tsx';

/** Runs the options page. */
export function startOptions(root: HTMLElement): void {
  namePage('optionsTitle');
  render(<Options />, root);
}

function Options(): JSX.Element {
  const [notice, tell] = useNotice();
  const section = useSettings(tell);
  return (
    <>
      <PageHead title={text('optionsTitle')} />
      {section?.locked === true && <p class="card bad" role="alert">{text('newerSettings')}</p>}
      {section !== null && (
        <>
          <General {...section} />
          <Allowlist {...section} />
          <Sites {...section} />
          <WordList {...section} />
          <Subscriptions {...section} />
          <Transfer {...section} />
          <Sync {...section} />
        </>
      )}
      <Notices notice={notice} close={() => tell(null)} />
    </>
  );
}
