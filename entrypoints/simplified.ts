import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { thisFrame } from '../src/extension/frame/frame.ts';
import { takeData } from '../src/extension/data.ts';
import { once } from '../src/extension/once.ts';
import { browsersTurn } from '../src/page/watch/turns.ts';
import { Dictionaries } from '../src/script/convert.ts';

export default defineUnlistedScript(() => {
  thisFrame().dictionaries.simplified ??= once(() => Dictionaries.load(takeData('simplified'), browsersTurn));
});
