import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPopup } from '../src/ui/popup.tsx';
import styles from '../src/ui/popup.css?inline';

/** All of the popup in one file: a file costs its opening more than what is in it. */
export default defineUnlistedScript(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
  void startPopup(document.querySelector('#popup') as HTMLElement, location.search);
});
