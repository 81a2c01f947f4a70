import { startPaste } from '../../src/ui/paste.ts';

void startPaste(document.querySelector('#paste') as HTMLElement);
