import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** For `node --conditions @prate/source --require <this file> <script>.ts`: a plain process that runs the sources. */
export const typescriptHook = join(__dirname, 'typescript-hook.cjs');

/** A process of its own that runs a script, given by its whole path, straight from the sources. */
export function runChild(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--conditions', '@prate/source', '--require', typescriptHook, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The next line a process writes; undefined when it ends first. */
export function nextLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const onData = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes('\n')) finish(text.slice(0, text.indexOf('\n')));
    };
    const onClose = (): void => finish(undefined);
    const finish = (line: string | undefined): void => {
      child.stdout?.off('data', onData);
      child.off('close', onClose);
      resolve(line);
    };
    child.stdout?.on('data', onData);
    child.on('close', onClose);
  });
}

/** Kills it the hard way and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
