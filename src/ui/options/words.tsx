import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { wordsTypedOver } from '../../extension/settings/typed.ts';
import { textToWords, wordsToText, type LineProblem } from '../../extension/settings/words-text.ts';
import { Button } from '../parts.tsx';
import { numeral, text } from '../text.ts';
import { useLines } from './lines.ts';
import type { Section } from './state.ts';

const REASONS = { noWord: 'wordsNoWord', noTarget: 'wordsNoTarget', twice: 'wordsTwice' } as const;
/** How many problems are told; the first ones are mended first. */
const MOST = 20;

/** The reader's own words: one text field for all of them, because that is quick with ten thousand, too. */
export function WordList({ settings, locked, change }: Section): JSX.Element {
  const [problems, setProblems] = useState<readonly LineProblem[]>([]);
  const { field, store } = useLines(useMemo(() => wordsToText(settings.words), [settings.words]));
  const count = settings.words.protect.length + Object.keys(settings.words.replace).length;
  const save = (): Promise<void> => store(async (before, typed) => {
    const read = textToWords(typed);
    setProblems(read.problems);
    // Lines that could not be read stay in the field: nothing that was typed is lost.
    return read.problems.length === 0 && change((now) => ({ ...now, words: wordsTypedOver(textToWords(before).words, read.words, now.words) }), text('wordsSaved'));
  });
  return (
    <section class="card" aria-labelledby="words-title">
      <h2 id="words-title">{text('optionsWords')}</h2>
      <p class="soft" id="words-hint">{text('optionsWordsHint')}</p>
      <textarea
        id="words" ref={field} rows={8} disabled={locked} aria-label={text('optionsWords')} aria-describedby="words-hint words-says"
        aria-invalid={problems.length > 0} spellcheck={false} placeholder={'乾隆\n软件 = 軟體'}
      />
      <div class="row">
        <Button id="words-save" look="main" disabled={locked} act={() => void save()}>{text('save')}</Button>
        <span class="soft">{text('wordsCount', numeral(count))}</span>
      </div>
      <div id="words-says" role="status">
        {problems.length > 0 && (
          <>
            <p class="bad">{text('wordsProblems', numeral(problems.length))}</p>
            <ul class="problems bad">{problems.slice(0, MOST).map(({ line, text: words, reason }) => <li key={line}>{text('wordsProblem', String(line), words.slice(0, 60), text(REASONS[reason]))}</li>)}</ul>
          </>
        )}
      </div>
    </section>
  );
}
