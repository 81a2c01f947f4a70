import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { thisFrame } from '../src/extension/frame.ts';
import { toSimplified } from '../src/script/to-simplified.ts';

export default defineUnlistedScript(() => {
  thisFrame().converters.simplified ??= toSimplified;
});
