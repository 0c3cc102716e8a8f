/** Runs a compiled program as a child with its own environment, hands signals on, and ends with its status. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './ensure-installed.mjs';

export function runApp(script, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, script), ...args], {
    // Relative paths on the command line are the caller's; relative paths of the configuration are the repository's.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    // SQLite statements and name look-ups share libuv's threads; with four of them, long statements stall new connections.
    env: { UV_THREADPOOL_SIZE: '16', ...process.env },
  });
  // SIGUSR2 halts trading; Windows has no such signal.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', ...(process.platform === 'win32' ? [] : ['SIGUSR2'])])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`could not start ${script}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
