import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { thisFrame } from '../src/extension/frame.ts';
import { toTraditional } from '../src/script/to-traditional.ts';

export default defineUnlistedScript(() => {
  thisFrame().converters.traditional ??= (to) => toTraditional(to === 'cn' ? 't' : to);
});
