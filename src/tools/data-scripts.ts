import { readFileSync } from 'node:fs';
import { DATA_KEY, type DataName, dataFiles, PIECES, pieceName } from '../extension/data.ts';

const SOURCES: Record<DataName, string> = {
  engine: '../engine/data/tables.bin',
  'running-text': '../engine/data/running-text.bin',
  simplified: '../script/data/simplified.bin',
  traditional: '../script/data/traditional.bin',
};

/** The scripts that carry the data of parts (see `src/extension/data.ts`), for the build of the extension. */
export function dataScripts(): { relativeDest: string; contents: string }[] {
  return (Object.keys(SOURCES) as DataName[]).flatMap((name) => {
    const bytes = readFileSync(new URL(SOURCES[name], import.meta.url));
    const size = Math.ceil(bytes.length / PIECES[name]);
    return dataFiles(name).map((relativeDest, i) => ({
      relativeDest,
      // No function around it, and `void 0` as the value that `executeScript` hands back: the text is read once and not copied.
      contents: `(globalThis.${DATA_KEY}??={})["${pieceName(name, i)}"]="${bytes.subarray(i * size, (i + 1) * size).toString('base64')}";void 0;\n`,
    }));
  });
}
