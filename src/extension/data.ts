import { base64Bytes } from '../engine/data/base64.ts';
import type { Part } from './messages.ts';

/**
 * The binary data of parts, as scripts that leave it in the isolated world as base64: pages can't ask for them, and none takes long
 * to read. In the part that needs it, the same text would be read twice, in one task: once to find where the function ends.
 * `src/tools/data-scripts.ts` writes them.
 */

/** Into how many scripts the data of a part is cut. */
export const PIECES = { engine: 4, 'running-text': 12, simplified: 1, traditional: 3 } as const;

export type DataName = keyof typeof PIECES;

/** Where the pieces are left, by {@link pieceName}. */
export const DATA_KEY = '__qingyeData';

/** @param piece from 0 to below {@link PIECES} of that name */
export const pieceName = (name: DataName, piece: number): string => `${name}-${piece}`;

/** Files of a part's data in the built extension, in order. */
export const dataFiles = (name: DataName): string[] => Array.from({ length: PIECES[name] }, (_, i) => `data/${pieceName(name, i)}.js`);

/** All files of a part in the built extension, from its root, in the order in which they are to run. */
export const filesOf = (part: Part): string[] => [...(part in PIECES ? dataFiles(part as DataName) : []), ...(part === 'running-text' ? [] : [`${part}.js`])].map((file) => `/${file}`);

const leftByScripts = (): Record<string, string> => (globalThis as unknown as Record<string, Record<string, string> | undefined>)[DATA_KEY] ?? {};

/** Did all of its scripts run? */
export const hasData = (name: DataName): boolean => Array.from({ length: PIECES[name] }, (_, i) => pieceName(name, i)).every((piece) => piece in leftByScripts());

/** Takes the data of a part from where its scripts left it. @throws where one of them did not run */
export function takeData(name: DataName): Uint8Array {
  const left = leftByScripts();
  const pieces = Array.from({ length: PIECES[name] }, (_, i) => {
    const piece = left[pieceName(name, i)];
    if (piece === undefined) throw new Error(`the data of ${name} is not here`);
    delete left[pieceName(name, i)];
    return base64Bytes(piece);
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The bytes of a base64 `data:` URL, as Vite's `?inline` gives it. */
export const dataUrlBytes = (url: string): Uint8Array => base64Bytes(url.slice(url.indexOf(',') + 1));
