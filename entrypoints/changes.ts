import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startMarking } from '../src/extension/marking.ts';

export default defineUnlistedScript(() => {
  startMarking();
});
