/** What the project's own scripts have in common: options that are checked, and errors that say what to do. */

/** Whoever runs the script got something wrong: the message says all, no trace does. */
export class UsageError extends Error {}

/**
 * A number given as an option.
 * @param least the smallest that makes sense
 * @throws where it is none, or smaller
 */
export function wholeNumber(option: string, value: string, least = 0): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least)) throw new UsageError(`--${option} ${value}: a whole number from ${least} on is needed`);
  return number;
}

/** Numbers of a list from 1 on, as in `1,3`. @throws where one is no such number */
export const wholeNumbers = (option: string, value: string): number[] => value.split(',').map((one) => wholeNumber(option, one, 1));

/** What parsing options and opening files fails with where the wrong ones were given. */
const FORESEEN = /^ERR_PARSE_ARGS_|^(?:ENOENT|ENOTDIR|EISDIR|EACCES)$/;
const isForeseen = (error: unknown): error is Error =>
  error instanceof UsageError || (error instanceof Error && FORESEEN.test((error as NodeJS.ErrnoException).code ?? ''));

/**
 * Runs a script to its end. Its exit status is the number that `main` gives, 0 for none; 2, with a line that says why, where it was called wrongly.
 * @param name what goes in front of that line
 */
export async function runScript(name: string, main: () => Promise<unknown>): Promise<void> {
  try {
    const status = await main();
    process.exitCode = typeof status === 'number' ? status : 0;
  } catch (error) {
    if (!isForeseen(error)) throw error;
    console.error(`${name}: ${error.message}\nTry --help.`);
    process.exitCode = 2;
  }
}
