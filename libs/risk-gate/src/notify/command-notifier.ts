import { type ChildProcess, spawn } from 'node:child_process';
import { inTime } from '../deadline-timer';
import { type Notice, Notifier } from '../trip/notifier';

/** A program and its arguments, as they are handed to it. */
export type NotifyCommand = readonly [program: string, ...args: string[]];

export interface CommandNotifierOptions {
  /** Started as it stands: no shell reads it, nothing in it is replaced. */
  readonly command: NotifyCommand;
  /** All variables that it sees; none by default, so that no key of this process gets into it. A program that is no path needs PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Then it is killed, with whatever it started; default 4,000 ms. */
  readonly timeoutMs?: number;
}

/** Of what it complains about. */
const LONGEST_COMPLAINT = 200;

/** Hands a notice to a program, as one JSON text on its standard input. Whoever wants to be paged in a way of their own writes that program. */
export class CommandNotifier extends Notifier {
  constructor(private readonly options: CommandNotifierOptions) {
    super();
  }

  /** @throws {Error} where it could not be started, did not end with 0, or not in time; names neither arguments nor environment */
  async notify(notice: Notice): Promise<void> {
    const { command, environment = {}, timeoutMs = 4_000 } = this.options;
    const [program, ...args] = command;
    // A group of its own, so that what it starts ends with it.
    const child = spawn(program, args, { shell: false, detached: true, env: environment, stdio: ['pipe', 'ignore', 'pipe'] });
    const complaint = firstWordsOf(child);
    // One that does not read its input is told all the same, as far as it cares.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(`${JSON.stringify(notice)}\n`);
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) =>
        reject(new Error(`command: could not be started (${error.code ?? error.name})`)),
      );
      child.once('exit', (code, signal) => resolve(code === null ? `the signal ${String(signal)}` : `exit code ${code}`));
    });
    const end = await inTime(ended, timeoutMs);
    child.stderr?.destroy();
    if (!end.isInTime) {
      kill(child);
      throw new Error(`command: found no end within ${timeoutMs} ms, expected one; it was killed`);
    }
    if (end.value !== 'exit code 0') throw new Error(`command: found ${end.value}${complaint()}, expected exit code 0`);
  }
}

/** @returns the program and its arguments of a JSON list of texts; `undefined` for anything else */
export function readNotifyCommand(text: string): NotifyCommand | undefined {
  try {
    const list: unknown = JSON.parse(text);
    const isCommand = Array.isArray(list) && list.length > 0 && list[0] !== '' && list.every((one) => typeof one === 'string');
    return isCommand ? (list as unknown as NotifyCommand) : undefined;
  } catch {
    return undefined;
  }
}

/** Everything is read, so that it never waits for us; only its first words are kept. */
function firstWordsOf({ stderr }: ChildProcess): () => string {
  let words = '';
  stderr?.on('error', () => undefined);
  stderr?.on('data', (chunk: Buffer) => {
    if (words.length < LONGEST_COMPLAINT) words = (words + chunk.toString('utf8')).slice(0, LONGEST_COMPLAINT);
  });
  return () => (words.trim() === '' ? '' : ` (${words.trim().replaceAll(/\s+/g, ' ')})`);
}

function kill(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // No groups here, or it has ended this moment.
    child.kill('SIGKILL');
  }
}
