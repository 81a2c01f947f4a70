import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { ROOT } from './paths.ts';

/** How a command is run. */
export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** milliseconds after which it is stopped and counts as failed */
  readonly timeout?: number;
  /** what it says is shown as it comes (by default), when it has ended, or only if it fails */
  readonly show?: 'at once' | 'at the end' | 'if it fails';
  /** true: it leaves the processor to what runs beside it */
  readonly yields?: boolean;
}

/** Runs a command in the project's folder, without standard input. Gives its exit status; 1 where it could not be run or took too long. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<number> {
  const { env = process.env, timeout, show = 'at once', yields = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: show === 'at once' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      ...(timeout === undefined ? {} : { timeout }),
    });
    if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => {
      if (show !== 'if it fails') console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      if (show === 'at the end') process.stdout.write(Buffer.concat(said));
      else if (code !== 0) process.stderr.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** Runs a JavaScript file of a package on this Node. */
export function runNode(script: string, args: readonly string[], options?: CommandOptions): Promise<number> {
  return run(process.execPath, [script, ...args], options);
}
