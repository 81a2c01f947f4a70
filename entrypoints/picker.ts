import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPicking } from '../src/extension/frame/picking.ts';

export default defineUnlistedScript(() => {
  startPicking();
});
