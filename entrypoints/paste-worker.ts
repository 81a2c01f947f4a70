import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { servePaste } from '../src/ui/paste-worker.ts';

export default defineUnlistedScript(() => {
  servePaste();
});
