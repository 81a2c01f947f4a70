import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackTables } from '../../src/engine/data/tables.ts';
import { CharacterTable } from '../../src/engine/language/characters.ts';
import { Folding } from '../../src/engine/spam/fold.ts';
import { pairsFile, sniffPairs } from '../../src/eval/spam/pairs.ts';
import { honestSource } from '../../src/eval/spam/train.ts';
import { readFamilies, readHonestLists } from '../../src/eval/spam/vocabulary.ts';
import { ROOT } from '../../src/tools/paths.ts';
import { copySources } from './copy.ts';

/** What ships is what its script makes of its sources. Without `build:spam`, which trains for most of a minute. */
const BUILT = {
  tables: ['src/engine/data/tables.bin'],
  everyday: ['src/engine/data/everyday.ts'],
  script: ['src/script/data/simplified.bin', 'src/script/data/traditional.bin'],
  demo: ['src/ui/demo.json'],
};

const copy = mkdtempSync(join(tmpdir(), 'qingye-built-'));
beforeAll(() => copySources(copy));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe.each(Object.entries(BUILT))('npm run build:%s', (script, files) => {
  test(`writes ${files.join(' and ')} as in the repository`, () => {
    for (const file of files) rmSync(join(copy, file));
    execFileSync(process.execPath, [join(copy, 'src/build', `${script}.ts`)], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const file of files) expect(readFileSync(join(copy, file)).equals(readFileSync(join(ROOT, file))), file).toBe(true);
  });
});

describe('npm run build:spam', () => {
  test('would write src/engine/data/spam-pairs.ts as in the repository; the model beside it is made of the same sources', async () => {
    const characters = new CharacterTable(await unpackTables(readFileSync(join(ROOT, 'src/engine/data/tables.bin'))));
    const pairs = sniffPairs(readFamilies(), honestSource(readHonestLists()), new Folding(characters));
    expect(readFileSync(join(ROOT, 'src/engine/data/spam-pairs.ts'), 'utf8') === pairsFile(pairs)).toBe(true);
  });
});
