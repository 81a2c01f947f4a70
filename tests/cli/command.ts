import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The command's script. */
export const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What the command said. */
export interface Ran {
  readonly status: number | null;
  readonly bytes: Buffer;
  readonly text: string;
  readonly errors: string;
}

/** Runs the real command on this Node. */
export function clean(args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'pipe' });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.on('close', (status) => {
      const bytes = Buffer.concat(out);
      resolve({ status, bytes, text: bytes.toString('utf8'), errors: Buffer.concat(errors).toString('utf8') });
    });
    child.stdin.end(input);
  });
}

/** The real command on JSON lines, started once for many documents. */
export interface Running {
  /** Sends a record. @returns what comes back for it */
  ask<R extends object>(record: R): Promise<R>;
  close(): Promise<void>;
}

export function start(): Running {
  const child = spawn(process.execPath, [MAIN, '--format', 'ndjson'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(record) {
      child.stdin.write(`${JSON.stringify(record)}\n`);
      // Answers come in the order of the questions, and so do the calls of `next`.
      return JSON.parse((await answers.next()).value!);
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
