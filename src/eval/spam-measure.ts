import { EVASIONS, pick, SEPARATORS } from './spam/lists.ts';
import { type HonestPage, inject, type Injection, type Labelled, passagesOf, PLACES } from './spam/pages.ts';
import type { Family } from './spam/vocabulary.ts';
import type { SpamJudge } from '../engine/spam/judge.ts';
import { finish } from '../engine/steps.ts';
import type { Passage } from '../engine/types.ts';
import { randomFrom } from './random.ts';

/** How much of what was injected was found. */
export interface Found {
  /** injected passages, or parts of passages */
  injected: number;
  /** of these, taken out to at least nine tenths */
  found: number;
  /** honest passages of the same pages of which something was taken */
  harmed: number;
  honest: number;
}

/** What the measurement tells apart. */
export type Axis = 'family' | 'place' | 'separator' | 'evasion' | 'page';

/** A passage that came out wrong. */
export interface SpamMiss {
  readonly what: string;
  readonly text: string;
  readonly harmed: boolean;
}

/** Figures by axis and value, e.g. `place` and `title`. */
export class SpamScore {
  readonly #table = new Map<Axis, Map<string, Found>>();
  readonly all: Found = none();
  readonly misses: SpamMiss[] = [];

  add(names: Readonly<Record<Axis, string>>, found: Found): void {
    for (const [axis, name] of Object.entries(names) as [Axis, string][]) {
      const rows = this.#table.get(axis) ?? new Map<string, Found>();
      this.#table.set(axis, rows);
      const sum = rows.get(name) ?? none();
      rows.set(name, sum);
      for (const key of ['injected', 'found', 'harmed', 'honest'] as const) sum[key] += found[key];
    }
    for (const key of ['injected', 'found', 'harmed', 'honest'] as const) this.all[key] += found[key];
  }

  rows(axis: Axis): [string, Found][] {
    return [...(this.#table.get(axis) ?? [])];
  }
}

const none = (): Found => ({ injected: 0, found: 0, harmed: 0, honest: 0 });
const MOSTLY = 0.9;

/** How a page is served: as it was written, turned Traditional, or by the annotating kit. */
const SERVED = ['as written', 'turned Traditional', 'by the kit'] as const;

/** What lists are put into what. */
export interface RecallSetting {
  readonly judge: SpamJudge;
  readonly families: readonly Family[];
  /** half of each list is made of these instead */
  readonly also?: readonly Family[];
  readonly pages: readonly HonestPage[];
  readonly menus: readonly (readonly string[])[];
  readonly traditional: (text: string) => string;
  readonly rounds: number;
  readonly seed: number;
}

/** Injects every family at every place with every evasion into honest pages, and has a judge look for it. */
export function measureRecall({ judge, families, also, pages, menus, traditional, rounds, seed }: RecallSetting): SpamScore {
  const score = new SpamScore();
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round++) {
    for (const [i, family] of families.entries()) for (const place of PLACES) for (const evasion of EVASIONS) {
      const separator = pick(SEPARATORS, random);
      const served = pick(SERVED, random);
      const honest = passagesOf(pick(pages, random), pick(menus, random))
        .map((one): Labelled => (served === 'as written' ? one : { ...one, passage: { ...one.passage, text: traditional(one.passage.text) } }));
      const injection: Injection = { place, family, separator, evasion, ...(also === undefined ? {} : { also: also[i]! }) };
      const page = inject(honest, injection, random);
      const names = { family: family.name, place, separator: JSON.stringify(separator), evasion: evasion.name, page: served };
      score.add(names, measurePage(judge, page, served === 'by the kit', Object.values(names).join(', '), score.misses));
    }
  }
  return score;
}

function measurePage(judge: SpamJudge, page: readonly Labelled[], kit: boolean, what: string, misses: SpamMiss[]): Found {
  const passages = page.map(({ passage }) => passage);
  const known = finish(judge.assess(passages, kit));
  const found = none();
  for (const { passage, injected } of page) {
    const taken = judge.verdict(passage, known);
    const inRange = (low: number, high: number): number => taken.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, high) - Math.max(start, low)), 0);
    const [start, end] = injected ?? [0, 0];
    if (injected !== null) {
      found.injected++;
      if (inRange(start, end) >= MOSTLY * (end - start)) found.found++;
      else misses.push({ what, text: passage.text, harmed: false });
    }
    if (injected !== null && start === 0 && end === passage.text.length) continue;
    found.honest++;
    // The separator between keywords and honest text belongs to neither.
    if (inRange(0, start - 1) + inRange(end + 1, passage.text.length) === 0) continue;
    found.harmed++;
    misses.push({ what, text: passage.text, harmed: true });
  }
  return found;
}

/** Honest passages that a judge takes something of. */
export function measureHarm(judge: SpamJudge, pages: readonly (readonly Passage[])[], traditional: (text: string) => string): { passages: number; harmed: Passage[] } {
  const harmed: Passage[] = [];
  let passages = 0;
  for (const written of pages) for (const kit of [false, true]) {
    const page = kit ? written.map((passage) => ({ ...passage, text: traditional(passage.text) })) : written;
    const known = finish(judge.assess(page, kit));
    passages += page.length;
    harmed.push(...page.filter((passage) => judge.verdict(passage, known).length > 0));
  }
  return { passages, harmed };
}
