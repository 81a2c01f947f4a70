import { startPopup } from '../../src/ui/popup.ts';

void startPopup(document.querySelector('#popup') as HTMLElement, location.search);
