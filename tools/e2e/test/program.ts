import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '..', '..', '..');

/** A real process: what it printed so far, a way to wait for a line, and how it ended. */
export class Program {
  private text = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  /**
   * @param script path from the repository root
   * @param uid the user to run as, where we may choose
   */
  constructor(script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, uid?: number) {
    this.child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, INIT_CWD: root, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid }),
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
  }

  /** Everything printed so far, both streams. */
  get output(): string {
    return this.text;
  }

  /** The first match in the output. Throws, with the output, when the process ends or the time passes without one. */
  async find(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    const endOfTime = Date.now() + timeoutMs;
    let isOver = false;
    void this.ended.then(() => (isOver = true));
    for (;;) {
      const match = pattern.exec(this.text);
      if (match !== null) return match;
      if (isOver || Date.now() > endOfTime) {
        throw new Error(`${isOver ? 'ended' : `waited ${timeoutMs} ms`} without ${String(pattern)}; it printed:\n${this.text}`);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** How it ended, with all it printed. */
  async end(): Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }> {
    return { ...(await this.ended), output: this.text };
  }
}
