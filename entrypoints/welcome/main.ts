import { startWelcome } from '../../src/ui/welcome.tsx';

startWelcome(document.querySelector('#welcome') as HTMLElement);
