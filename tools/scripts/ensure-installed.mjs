/**
 * Installs what is missing, and only that. Needs nothing but Node itself, so that one command is enough on a fresh machine.
 *
 * `npm ci` runs when node_modules is absent, or when it was installed from another package-lock.json than the present one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

const lockPath = join(root, 'package-lock.json');
const installedPath = join(root, 'node_modules', '.package-lock.json');
const stampPath = join(root, 'node_modules', '.prate-installed-from');
const MINIMUM_NODE = [20, 19];

/** For `run`: whatever is printed goes to the error stream, because the output belongs to somebody who reads it by program. */
export const onErrorStream = ['inherit', 2, 2];

/** Ends the process with a clear sentence when Node is too old or the installation fails. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    console.error(`node: found ${process.versions.node}, expected at least ${MINIMUM_NODE.join('.')}`);
    process.exit(1);
  }
  const lockHash = createHash('sha256').update(readFileSync(lockPath)).digest('hex');
  if (isInstalled(lockHash)) return;
  console.error('installing dependencies (npm ci); this happens once and takes a minute or two …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {}, onErrorStream);
  writeFileSync(stampPath, lockHash);
}

function isInstalled(lockHash) {
  if (!existsSync(installedPath)) return false;
  if (existsSync(stampPath)) return readFileSync(stampPath, 'utf8') === lockHash;
  // Installed by hand: npm writes its own copy of the lockfile after the install.
  return statSync(installedPath).mtimeMs >= statSync(lockPath).mtimeMs;
}

/** Runs a program in the repository root with its output shown; ends this process with its status when it fails. */
export function run(command, args, env = {}, stdio = 'inherit') {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio,
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined) {
    console.error(`${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a tool of node_modules with the Node that runs us, so that neither npx nor a shell is needed. */
export function runNode(script, args, env = {}, stdio = 'inherit') {
  run(process.execPath, [join(root, script), ...args], env, stdio);
}
