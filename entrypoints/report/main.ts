import { startReport } from '../../src/ui/report.tsx';

void startReport(document.querySelector('#report') as HTMLElement, location.search);
