import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPicking } from '../src/extension/picking.ts';

export default defineUnlistedScript(() => {
  startPicking();
});
