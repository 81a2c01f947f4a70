/**
 * Runs one of the project's TypeScript files: `node src/tools/run.mjs FILE [ARGUMENTS]`.
 * The first thing that runs on a fresh machine, so it is plain JavaScript for Node 20 and needs nothing installed. It
 * installs the dependencies where they are missing or not those of the lockfile (among them is the Node 24 that runs
 * the rest), then hands over: standard streams, signals and exit status are the script's own.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const lock = join(root, '.cache', 'install.lock');

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** True where node_modules holds what the lockfile says. By content: times of files say little after a checkout. */
function installed() {
  if (!existsSync(node)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const there = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || (there[path] ? there[path].version === entry.version : entry.optional === true),
  );
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits for its turn to install: two at once would pull the files from under each other. */
async function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let holder = Number.NaN;
    try {
      holder = Number(readFileSync(lock, 'utf8'));
    } catch {
      continue; // given back just now
    }
    if (holder > 0 && !alive(holder)) rmSync(lock, { force: true });
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function install() {
  await takeLock();
  try {
    if (installed()) return; // the one before did it
    console.error('Installing dependencies (npm ci) …');
    const npm = process.env.npm_execpath;
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    // npm's own words go to standard error: standard output is the script's.
    const options = { cwd: root, stdio: ['ignore', 2, 2] };
    const done = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: windows });
    if (done.status !== 0 || !installed()) {
      console.error('The dependencies could not be installed; see what npm says above.');
      process.exit(1);
    }
  } finally {
    rmSync(lock, { force: true });
  }
}

function run(script, args) {
  // npm changes to the project's folder; paths in the arguments are meant from where the user is.
  const from = process.env.npm_lifecycle_event && process.cwd() === root ? process.env.INIT_CWD : undefined;
  const child = spawn(node, [resolve(root, script), ...args], {
    stdio: 'inherit',
    cwd: from ?? process.cwd(),
    env: {
      // Node keeps what it made of the TypeScript: a start of the command takes half the time.
      NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
      ...process.env,
      PATH: bin + delimiter + (process.env.PATH ?? ''),
    },
  });
  // A signal from the terminal reaches both; one sent to this process alone has to be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Node 24 could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));
  });
}

const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error('usage: node src/tools/run.mjs FILE [ARGUMENTS]');
  process.exit(2);
}
if (!installed()) await install();
run(script, args);
