import { spawn, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { typescriptHook } from './run-child';

/** Whether this user may make a small disk of its own. */
export function canMountDisk(): boolean {
  return spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs a script, given by its whole path, whose files can grow to so many blocks; of 512 or 1024 bytes, as the shell likes.
 *
 * @returns what it wrote, which has to be JSON
 */
export function runWithSmallFiles<Told>(script: string, path: string, blocks: number): Promise<Told> {
  return runBehind(`ulimit -f ${blocks}`, script, path);
}

/**
 * Runs a script on a disk of its own in `folder`, which is made; `size` as `tmpfs` takes it. The disk is gone with the process.
 *
 * @returns what it wrote, which has to be JSON
 */
export async function runOnSmallDisk<Told>(
  script: string,
  path: string,
  { folder, size }: { folder: string; size: string },
): Promise<Told> {
  await mkdir(folder);
  return await runBehind(`mount -t tmpfs -o size=${size} none ${folder}`, script, path, ['unshare', '-rm']);
}

/** The script behind a command of the shell. */
async function runBehind<Told>(before: string, script: string, path: string, wrapper: readonly string[] = []): Promise<Told> {
  const command = `${before} && exec "$0" --conditions @prate/source --require "$1" "$2" "$3"`;
  const [program = 'sh', ...args] = [...wrapper, 'sh', '-c', command, process.execPath, typescriptHook, script, path];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(text) as Told;
}
