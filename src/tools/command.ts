import { spawn } from 'node:child_process';
import { ROOT } from './paths.ts';

/** How a command is run. */
export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** milliseconds after which it is stopped and counts as failed */
  readonly timeout?: number;
  /** true: says nothing unless it fails */
  readonly quiet?: boolean;
}

/** Runs a command in the project's folder, without standard input. Gives its exit status; 1 where it could not be run or took too long. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<number> {
  const { env = process.env, timeout, quiet = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      ...(timeout === undefined ? {} : { timeout }),
    });
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => {
      if (!quiet) console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** Runs a JavaScript file of a package on this Node. */
export function runNode(script: string, args: readonly string[], options?: CommandOptions): Promise<number> {
  return run(process.execPath, [script, ...args], options);
}
