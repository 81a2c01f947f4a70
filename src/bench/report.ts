import { availableParallelism, cpus, loadavg } from 'node:os';
import { markdownTable } from '../eval/table.ts';
import type { Load } from './load.ts';
import type { Memory } from './memory.ts';
import type { PopupCost } from './popup.ts';
import type { Ratio } from './ratio.ts';
import type { Scan } from './scan.ts';
import type { Tasks } from './tasks.ts';

const ratio = ({ median, low, high }: Ratio): string => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
const inverse = ({ median, low, high }: Ratio): string => `${(1 / median).toFixed(2)} (${(1 / high).toFixed(2)}–${(1 / low).toFixed(2)})`;
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const size = (bytes: number): string => (bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} KB`);

/** Collects the figures and says them, with the targets beside them. */
export class Report {
  readonly #rows = new Map<string, { head: readonly string[]; rows: string[][] }>();

  #add(title: string, head: readonly string[], row: string[]): void {
    const table = this.#rows.get(title) ?? { head, rows: [] };
    table.rows.push(row);
    this.#rows.set(title, table);
  }

  throughput(name: string, found: Ratio & { same: boolean }): void {
    this.#add('Conversion: opencc-js full / ours, processor time in Node for the same lines (target: at least 3, same output)',
      ['configuration', 'times as fast', 'ours', 'opencc-js', 'same output'], [name, inverse(found), ms(found.ours), ms(found.theirs), found.same ? 'yes' : 'NO']);
  }

  linear(name: string, found: Ratio): void {
    this.#add('Cost per byte, large / small (target: 0.85 to 1.15)', ['what', 'ratio'], [name, ratio(found)]);
  }

  scan(kind: string, bytes: number, { first, again }: Scan): void {
    this.#add('The look that every page pays / a bare TreeWalker pass: each as the first script in a fresh page, and when all is compiled (target: at most 2)',
      ['page', 'first', 'ours', 'bare walk', 'again', 'ours', 'bare walk'],
      [`${kind}, ${size(bytes)}`, ratio(first), ms(first.ours), ms(first.theirs), ratio(again), ms(again.ours), ms(again.theirs)]);
  }

  first(found: Ratio): void {
    this.#add('First conversion, ours / opencc-js full, in a fresh page', ['what', 'ratio', 'ours', 'opencc-js'], ['script to first text', ratio(found), ms(found.ours), ms(found.theirs)]);
  }

  load(kind: string, bytes: number, { load, work, beyondIdle, script }: Load): void {
    const page = `${kind}, ${size(bytes)}`;
    this.#add('Page load: until the load event, with / without the extension', ['page', 'ratio', 'without', 'with'], [page, ratio(load), ms(load.theirs), ms(load.ours)]);
    this.#add('Page load: processor time of the main thread, also beside an extension whose script is empty (target for clean pages: at most 1.03, or 2 ms more)',
      ['page', 'without any', 'with an empty one', 'with ours', 'ours / none', 'ours / empty', 'our script'],
      [page, ms(work.theirs), ms(beyondIdle.theirs), ms(work.ours), ratio(work), ratio(beyondIdle), ms(script)]);
  }

  tasks(kind: string, bytes: number, { longest, over50, total }: Tasks): void {
    this.#add('Our tasks on the main thread, processor time, with the rendering that they cause (target: none over 50 ms at 1 MB)', ['page', 'longest', 'over 50 ms', 'all together'],
      [`${kind}, ${size(bytes)}`, longest.slice(0, 3).map(ms).join(', '), String(over50), ms(total)]);
  }

  busy(kind: string, found: Ratio): void {
    this.#add('A page that changes 1,000 texts a second: main thread with / without the extension', ['page', 'ratio', 'without', 'with'], [kind, ratio(found), ms(found.theirs), ms(found.ours)]);
  }

  popup({ load, open, usable, work }: PopupCost): void {
    const head = ['what', 'popup', 'empty page', 'difference', 'ratio'];
    for (const [name, found] of [['until the load event', load], ['until its first frame', open], ['until the page’s numbers are in it', usable], ['processor time of the main thread', work]] as const) {
      this.#add('Opening the popup / an empty page of the extension (target: first frame in less than 100 ms)', head, [name, ms(found.ours), ms(found.theirs), ms(found.ours - found.theirs), ratio(found)]);
    }
  }

  memory({ ours, theirs }: Memory): void {
    const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
    this.#add('Memory of a converted 1 MB page beyond the page’s own: ours / opencc-js full in the page (target: at most 0.5)',
      ['what', 'ratio', 'ours', 'opencc-js'], ['script heap and array buffers', (ours / theirs).toFixed(2), mb(ours), mb(theirs)]);
  }

  markdown(): string {
    const [model] = cpus();
    const tables = [...this.#rows].map(([title, { head, rows }]) => `## ${title}\n\n${markdownTable(head, rows)}\n`);
    return `# What Qingye costs

Written by \`npm run bench\`. Everything is measured side by side in one run and given as a ratio: median, and first to third quartile of the
pairs in brackets. Times are those of this machine (${availableParallelism()} × ${model?.model.trim() ?? 'unknown'}, load ${loadavg()[0]!.toFixed(1)}) and say little by themselves.

${tables.join('\n')}`;
  }
}
