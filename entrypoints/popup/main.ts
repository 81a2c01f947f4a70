import { startPopup } from '../../src/ui/popup.tsx';

void startPopup(document.querySelector('#popup') as HTMLElement, location.search);
