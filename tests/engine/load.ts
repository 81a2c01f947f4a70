import { readFileSync } from 'node:fs';
import { type Tables, unpackTables } from '../../src/engine/data/tables.ts';
import { loadEngine } from '../../src/engine/engine.ts';
import type { CleanOptions, Engine, Passage } from '../../src/engine/types.ts';

/** A table as it ships. */
export const packed = (name: 'tables' | 'running-text'): Buffer => readFileSync(new URL(`../../src/engine/data/${name}.bin`, import.meta.url));

/** The tables that are shipped, for what is tested without the rest of the engine. */
export const shippedTables = (): Promise<Tables> => unpackTables(packed('tables'));

/** The engine with the tables that are shipped. */
export const shippedEngine = (): Promise<Engine> => loadEngine(packed('tables'));

export const KEEP: CleanOptions = { spam: true, encoding: true, annotations: true, backToSimplified: false };
export const AUTO: CleanOptions = { ...KEEP, backToSimplified: true };

/** Lines as passages of one page. */
export const passages = (lines: readonly string[]): Passage[] => lines.map((text) => ({ text, place: 'body' }));

/** Cleans lines as one page; `null` where a line was removed. */
export function cleanLines(engine: Engine, lines: readonly string[], options: CleanOptions): (string | null)[] {
  const page = passages(lines);
  return engine.clean(page, engine.assess(page), options).map((outcome) => outcome.text);
}
