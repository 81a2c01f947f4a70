import type { FuzzState } from './run.ts';

/** The figures of runs, as the page that the documentation shows. @param states one for each run */
export function resultsPage(states: readonly FuzzState[]): string {
  const sum = (figure: (state: FuzzState) => number): number => states.reduce((total, state) => total + figure(state), 0);
  const broken = states.flatMap((state) => state.broken.map((one) => ({ ...one, seed: state.seed })));
  const rules = new Map<string, typeof broken>();
  for (const one of broken) {
    const rule = one.rule.replace(/^Error: /, '').split(':')[0]!;
    rules.set(rule, [...(rules.get(rule) ?? []), one]);
  }
  const slowest = states.map((state) => ({ ...state.slowest, seed: state.seed })).sort((a, b) => b.milliseconds - a.milliseconds)[0];
  const row = (...cells: (string | number)[]): string => `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
  return [
    '# The fuzzing run', '',
    'Written by `npm run fuzz`. What the inputs are is in [inputs.ts](inputs.ts) and [documents.ts](documents.ts), the rules that they',
    'are held to in [rules.ts](rules.ts), [documents.ts](documents.ts) and [page-harness.ts](page-harness.ts).', '',
    row('what', 'inputs'), '| --- | ---: |',
    row('texts for the engine', sum((state) => state.tried.engine)),
    row('files for the command', sum((state) => state.tried.command)),
    row('pages in Chromium', sum((state) => state.tried.page)),
    row('all', sum((state) => state.tried.engine + state.tried.command + state.tried.page)),
    row('of them broke a rule when they were tried', broken.length + sum((state) => state.mended ?? 0)),
    row('and still do on the code as it is', broken.length), '',
    `Seeds: ${states.map((state) => `${state.seed} (${state.next.toLocaleString('en')} inputs)`).join(', ')}. Processor time: ${Math.round(sum((state) => state.cpuSeconds) / 60)} minutes, without the browser. Memory: at most ${Math.max(...states.map((state) => state.megabytes ?? 0))} MB.`,
    ...(slowest === undefined ? [] : [`The slowest input took ${Math.round(slowest.milliseconds).toLocaleString('en')} ms (seed ${slowest.seed}, number ${slowest.index}).`]), '',
    ...(rules.size === 0 ? [] : [
      row('rule that was broken', 'inputs', 'tried again with'), '| --- | ---: | --- |',
      ...[...rules].map(([rule, all]) => row(rule, all.length, `\`npm run fuzz -- --seed ${all[0]!.seed} --only ${all[0]!.index}\``)), '',
    ]),
  ].join('\n');
}
