import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startCleaning } from '../src/extension/frame/cleaning.ts';

export default defineUnlistedScript(() => {
  startCleaning();
});
