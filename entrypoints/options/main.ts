import { startOptions } from '../../src/ui/options/options.tsx';

startOptions(document.querySelector('#options') as HTMLElement);
