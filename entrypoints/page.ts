import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startCleaning } from '../src/extension/cleaning.ts';

export default defineUnlistedScript(() => {
  startCleaning();
});
