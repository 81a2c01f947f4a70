import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { MAIN } from './command.ts';
import { article, plainlyAnnotated } from './infected.ts';

/** One record in so many is damaged. */
const DAMAGED_EVERY = 400;

/** What a stream through the command came to. */
export interface Stream {
  /** the most memory that the command held, MB */
  readonly megabytes: number;
  /** lines that came out */
  readonly lines: number;
  readonly seconds: number;
}

/** Feeds the command so many MB of NDJSON and counts what comes out. Linux only: the memory is read from `/proc`. */
export async function streamThrough(megabytes: number): Promise<Stream> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN, '--format', 'ndjson'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let lines = 0;
  let most = 0;
  child.stdout.on('data', (chunk: Buffer) => { for (const byte of chunk) if (byte === 0x0a) lines++; });
  const honest = article('canal').join('\n');
  const damaged = plainlyAnnotated('adolescence').map((line) => line.infected).join('\n');
  let sent = 0;
  for (let id = 0; sent < megabytes * 1e6; id++) {
    const line = `${JSON.stringify({ id, text: id % DAMAGED_EVERY === 0 ? damaged : honest })}\n`;
    sent += Buffer.byteLength(line);
    if (!child.stdin.write(line)) await once(child.stdin, 'drain');
    if (id % 500 === 0) most = Math.max(most, Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  }
  child.stdin.end();
  await once(child, 'close');
  return { megabytes: most, lines, seconds: (performance.now() - start) / 1000 };
}
