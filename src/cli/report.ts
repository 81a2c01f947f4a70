import { closeSync, openSync, writeSync } from 'node:fs';
import type { Edit, EditKind, Place } from '../engine/types.ts';
import type { ScriptChoice } from '../script/choice.ts';
import { explain, ReportError } from './errors.ts';

/** An edit with where it stood. */
export interface PlacedEdit extends Edit {
  readonly place: Place;
  /** 1-based line of the document in which the passage begins */
  readonly line: number;
  /** the field of a JSON record that holds the document */
  readonly field?: string;
}

/** Everything that was done to a document. */
export interface DocumentEdits {
  readonly edits: readonly PlacedEdit[];
  readonly script: ScriptChoice;
  /** characters turned to another script */
  readonly converted: number;
}

/** How often each damage was undone, as in the lines of ndjson. */
export interface Counts {
  spam: number;
  slip: number;
  annotation: number;
  mojibake: number;
  residue: number;
  lost: number;
}

/** Counts edits by kind. */
export function countEdits(edits: readonly { readonly kind: EditKind }[]): Counts {
  const counts: Counts = { spam: 0, slip: 0, annotation: 0, mojibake: 0, residue: 0, lost: 0 };
  for (const { kind } of edits) if (kind !== 'script') counts[kind]++;
  return counts;
}

/** Writes the JSON report document by document, so that it can be longer than memory. */
export class ReportFile {
  readonly #path: string;
  readonly #file: number;
  #first = true;
  #open = true;

  /** @throws where the file can't be made */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'w');
    this.#write('{"documents":[');
  }

  /**
   * @param origin what tells the document from the others: its file, and in that its id and line
   * @throws {ReportError} where the file can't be written
   */
  add(origin: Readonly<Record<string, unknown>>, done: DocumentEdits): void {
    const document = {
      ...origin,
      script: done.script,
      converted: done.converted,
      counts: countEdits(done.edits),
      edits: done.edits.map(({ field, kind, place, line, start, end, before, after, confidence, why }) => ({
        field, kind, place, line, start, end, before, after, confidence, why,
      })),
    };
    this.#write(`${this.#first ? '' : ','}\n${JSON.stringify(document)}`);
    this.#first = false;
  }

  /** Makes it valid JSON. Nothing more can be added. @throws {ReportError} where the file can't be written */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#write('\n]}\n');
    closeSync(this.#file);
  }

  #write(text: string): void {
    try {
      writeSync(this.#file, text);
    } catch (error) {
      this.#open = false;
      throw new ReportError(`--report ${this.#path}: ${explain(error)}`);
    }
  }
}
