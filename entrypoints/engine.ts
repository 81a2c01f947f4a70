import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { loadEngine } from '../src/engine/engine.ts';
import { hasData, takeData } from '../src/extension/data.ts';
import { thisFrame } from '../src/extension/frame/frame.ts';
import { once } from '../src/extension/once.ts';
import { browsersTurn } from '../src/page/watch/turns.ts';

export default defineUnlistedScript(() => {
  thisFrame().engine ??= once(async () => {
    // Unpacking is more than one turn should take together with what asked for it.
    await browsersTurn();
    return loadEngine(takeData('engine'), () => (hasData('running-text') ? takeData('running-text') : null), browsersTurn);
  });
});
