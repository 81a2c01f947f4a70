import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startMarking } from '../src/extension/frame/marking.ts';

export default defineUnlistedScript(() => {
  startMarking();
});
