import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startSniffing } from '../src/extension/frame/sniffing.ts';

export default defineUnlistedScript(() => {
  void startSniffing();
});
