import { readFileSync } from 'node:fs';
import { unpackTables } from '../engine/data/tables.ts';
import { CharacterTable } from '../engine/language/characters.ts';
import { CharacterModel } from '../engine/language/model.ts';
import { MojibakeRepairer } from '../engine/mojibake/repair.ts';
import { LAYERS, nameOf, garble, garbleWithLoss } from './mojibake-garble.ts';
import { sentencesFor } from './mojibake-sentences.ts';
import { randomFrom } from './random.ts';
const tables = await unpackTables(readFileSync(new URL('../engine/data/tables.bin', import.meta.url)));
const characters = new CharacterTable(tables);
const repairer = new MojibakeRepairer(new CharacterModel(tables, characters), characters);
const f = sentencesFor('tests/texts/articles', 5);
const r = randomFrom(1);
for (const one of LAYERS) for (const lossy of [false, true]) { const u = process.cpuUsage(); let n = 0; for (const s of f(one[0]!.is)) { const g = lossy ? garbleWithLoss(s, one, r)?.text : garble(s, one)?.text; if (g) { repairer.repair(g); n++; } } console.log(nameOf(one), lossy, n, (process.cpuUsage(u).user / 1000 / n).toFixed(0), 'ms each'); }
