import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../src/tools/paths.ts';

function call(script: string, args: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src', script), ...args], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** The project's own scripts, called wrongly: what, and what the line about it must name. */
const WRONG: readonly (readonly [script: string, args: readonly string[], says: string])[] = [
  ['eval/main.ts', ['--seeds', 'three'], 'eval: --seeds three: a whole number from 1 on is needed'],
  ['eval/main.ts', ['--variants', '1,0'], 'eval: --variants 0: a whole number from 1 on is needed'],
  ['eval/main.ts', ['--variants', '99'], 'eval: --variants 99: there are '],
  ['eval/main.ts', ['/no/such/folder'], 'eval: ENOENT: no such file or directory'],
  ['eval/main.ts', ['tests/house'], 'eval: no .txt, .md or .json in tests/house'],
  ['eval/mojibake.ts', ['--limit', '-5'], 'eval:mojibake: Option \'--limit\' argument is ambiguous.'],
  ['eval/mojibake.ts', ['--channel', 'gbk read as koi8-r'], 'eval:mojibake: --channel gbk read as koi8-r: no such channel among'],
  ['eval/spam.ts', ['--folds', '0'], 'eval:spam: --folds 0: a whole number from 1 on is needed'],
  ['eval/spam.ts', ['/no/such/folder'], 'eval:spam: ENOENT: no such file or directory'],
  ['bench/main.ts', ['--only', 'scan,paint'], 'bench: --only paint: choose of conversion, engine, scan'],
  ['bench/main.ts', ['--rounds', '0'], 'bench: --rounds 0: a whole number from 1 on is needed'],
  ['tools/fuzz.ts', ['--pages', '2'], 'fuzz: --pages 2: a share from 0 to 1 is needed'],
  ['tools/fuzz.ts', ['--again', '/no/such/results.json'], 'fuzz: ENOENT: no such file or directory'],
  ['tools/trust.ts', ['--megabytes', '1e3'], 'trust: --megabytes 1e3: a whole number from 1 on is needed'],
  ['tools/start.ts', ['--screenshots'], 'start: Option \'--screenshots <value>\' argument missing'],
  ['tools/start.ts', ['--nonsense'], 'start: Unknown option \'--nonsense\''],
  ['tools/screenshots.ts', ['xx'], 'screenshots: xx: no language of zh-CN, zh-TW, en'],
  ['tools/trust.ts', ['--nonsense'], 'trust: Unknown option \'--nonsense\''],
];

describe('the scripts of package.json, called wrongly, say what is wrong and do nothing', () => {
  test.each(WRONG)('%s %j', (script, args, says) => {
    const { status, said } = call(script, args);
    expect(said.startsWith(says) ? says : said).toBe(says);
    expect(said).not.toMatch(/^ {4}at /m);
    expect(status).toBe(2);
  });
});

const SCRIPTS = ['eval/main.ts', 'eval/mojibake.ts', 'eval/spam.ts', 'bench/main.ts', 'tools/fuzz.ts', 'tools/screenshots.ts', 'tools/start.ts', 'tools/trust.ts'];
test.each(SCRIPTS.flatMap((script) => ['--help', '-h'].map((option) => [script, option] as const)))('%s %s says how it is called', (script, option) => {
  const { status, said } = call(script, [option]);
  expect(status).toBe(0);
  expect(said).toMatch(/npm (?:run|start) /);
  expect(said).toMatch(/--\w+/);
});
