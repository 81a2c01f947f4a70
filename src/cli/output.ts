import { explain } from './errors.ts';

/**
 * Ends quietly when whoever reads the output has read enough (`| head`), and with a word and status 1 where the output
 * can't be written for another reason.
 * @param last is done before the end
 */
export function endWithOutput(last: () => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    last();
    if (error.code === 'EPIPE') process.exit(0);
    console.error(`clean: standard output: ${explain(error)}`);
    process.exit(1);
  });
  // Whoever closed this one does not want to be told.
  process.stderr.on('error', () => undefined);
}

/** Writes to standard output. Resolves when more may be written, so that a slow reader does not fill the memory. */
export function write(data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(data)) resolve();
    else process.stdout.once('drain', resolve);
  });
}
