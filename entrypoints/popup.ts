import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPopup } from '../src/ui/popup.ts';

/** All of the popup's script in one file: a file costs its opening more than what is in it. */
export default defineUnlistedScript(() => void startPopup(document.querySelector('#popup') as HTMLElement, location.search));
