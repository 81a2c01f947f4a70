/** What the tests of reading again put into a real page. */
export { Journal } from '../../src/page/journal.ts';
export { readAgain } from '../../src/page/reread.ts';
