import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import tables from '../src/engine/data/tables.bin?inline';
import { loadEngine } from '../src/engine/engine.ts';
import { dataUrlBytes, once } from '../src/extension/inline.ts';
import { thisFrame } from '../src/extension/frame.ts';
import { browsersTurn } from '../src/page/turns.ts';

export default defineUnlistedScript(() => {
  thisFrame().engine ??= once(() => loadEngine(dataUrlBytes(tables), browsersTurn));
});
