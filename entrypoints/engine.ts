import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import tables from '../src/engine/data/tables.bin?inline';
import { loadEngine } from '../src/engine/engine.ts';
import { dataUrlBytes, once } from '../src/extension/inline.ts';
import { thisFrame } from '../src/extension/frame.ts';
import { browsersTurn } from '../src/page/turns.ts';

export default defineUnlistedScript(() => {
  thisFrame().engine ??= once(async () => {
    // Unpacking is more than one turn should take together with what asked for it.
    await browsersTurn();
    return loadEngine(dataUrlBytes(tables), browsersTurn);
  });
});
