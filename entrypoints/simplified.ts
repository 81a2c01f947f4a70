import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { thisFrame } from '../src/extension/frame.ts';
import { dataUrlBytes, once } from '../src/extension/inline.ts';
import { browsersTurn } from '../src/page/turns.ts';
import { Dictionaries } from '../src/script/convert.ts';
import dictionaries from '../src/script/data/simplified.bin?inline';

export default defineUnlistedScript(() => {
  thisFrame().dictionaries.simplified ??= once(() => Dictionaries.load(dataUrlBytes(dictionaries), browsersTurn));
});
